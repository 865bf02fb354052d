import type { Clock } from '../core/io/clock.ts';

export interface Deliveries {
  /** True the first time that none of these names was seen; they count as seen from then on. */
  first(names: readonly string[]): boolean;
}

interface Options {
  readonly clock: Clock;
  /** How long a delivery is remembered, in milliseconds; default an hour, as long as Slack repeats one. */
  readonly window?: number;
  /** How many names are remembered at most; default 20,000. */
  readonly limit?: number;
}

/** Remembers deliveries, so that one which comes again is not handled again. */
export function createDeliveries({ clock, window = 3_600_000, limit = 20_000 }: Options): Deliveries {
  const seen = new Map<string, number>();
  const forget = () => {
    for (const [name, at] of seen) {
      if (seen.size <= limit && clock.now() - at < window) return;
      seen.delete(name);
    }
  };
  return {
    first: (names) => {
      forget();
      const known = names.some((name) => seen.has(name));
      for (const name of names) if (!seen.has(name)) seen.set(name, clock.now());
      return !known;
    },
  };
}

/**
 * By what a delivery is known again: its envelope, its event id, the trigger of a click, command or submission. A click
 * that comes again in another envelope is the same click; two clicks on one button have triggers of their own.
 */
export function namesOf(body: Readonly<Record<string, unknown>>, envelope: unknown): readonly string[] {
  const named = (kind: string, id: unknown) => (typeof id === 'string' && id !== '' ? [`${kind}:${id}`] : []);
  return [...named('envelope', envelope), ...named('event', body.event_id), ...named('trigger', body.trigger_id)];
}
