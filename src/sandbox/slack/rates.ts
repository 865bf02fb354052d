import type { Clock } from '../../core/io/clock.ts';
import type { Fields } from './types.ts';

export interface RateLimit {
  /** Seconds to wait where this call comes too soon; it counts where it does not. */
  tooSoon(method: string, given: Fields): number | undefined;
}

/** How many posts in a row a channel takes before the rule of one a second holds. */
const burst = 3;

/**
 * One posted message a second and channel, "with short bursts allowed": docs.slack.dev, "Rate limits". Slack does not
 * say how short; here it is 3.
 */
export function createRateLimit(clock: Clock, on: boolean): RateLimit {
  const full = new Map<string, number>();
  return {
    tooSoon: (method, given) => {
      if (!on || method !== 'chat.postMessage') return undefined;
      const channel = String(given.channel);
      const now = clock.now();
      const since = Math.max(full.get(channel) ?? 0, now - burst * 1000);
      if (since + 1000 > now) return 1;
      full.set(channel, since + 1000);
      return undefined;
    },
  };
}
