import type { Pin, Pins } from '../config/pins.ts';
import type { HostResult } from './results.ts';

interface Sorted {
  /** What may be saved. */
  readonly free: readonly HostResult[];
  /** The pins of what may not. */
  readonly pinned: readonly Pin[];
}

/** Tells results whose config is pinned from those that may be saved. */
export function withoutPinned(results: readonly HostResult[], pins: Pick<Pins, 'of'>): Sorted {
  const all = results.map((result) => ({ result, pin: pins.of({ host: result.host, name: result.file ?? '' }) }));
  return {
    free: all.flatMap(({ result, pin }) => (pin ? [] : [result])),
    pinned: all.flatMap(({ pin }) => pin ?? []),
  };
}
