import type { Entry } from './events.ts';
import type { Hold } from './types.ts';

/** The holds in force after one more entry of the journal: pure. A second hold on the same app replaces the first. */
export function applyHold(holds: readonly Hold[], entry: Pick<Entry, 'at' | 'event'>): readonly Hold[] {
  const { event, at } = entry;
  if (event.type !== 'held' && event.type !== 'lifted') return holds;
  const others = holds.filter((hold) => hold.app !== event.app || hold.environment !== event.environment);
  if (event.type === 'lifted') return others;
  return [...others, { app: event.app, environment: event.environment, run: event.run, since: at }];
}

/** The hold on an app in an environment, if there is one. */
export function holdOn(holds: readonly Hold[], app: string, environment: string): Hold | undefined {
  return holds.find((hold) => hold.app === app && hold.environment === environment);
}
