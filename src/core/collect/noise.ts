import type { CollectorDeps, Found } from './types.ts';

/** Lines of a thing's configuration that do not count as change. */
export type NoiseOf = (thing: Pick<Found, 'key' | 'data'>) => readonly RegExp[];

/** As the platforms say: of the one that was recognised, else of the inventory's. */
export function noiseBy({ platforms, settings }: Pick<CollectorDeps, 'platforms' | 'settings'>): NoiseOf {
  return ({ key, data }) =>
    platforms.get(String(data.platform ?? settings.current().hosts[key]?.platform))?.noise ?? [];
}
