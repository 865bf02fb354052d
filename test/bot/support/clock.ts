import { type Clock, systemClock } from '../../../src/core/io/clock.ts';

/** The machine's clock, running `factor` times as fast: for waits in programs whose other end is real. */
export function fastClock(factor = 20): Clock {
  const real = systemClock();
  const start = real.now();
  return {
    now: () => start + (real.now() - start) * factor,
    sleep: (ms, signal) => real.sleep(ms / factor, signal),
    after: (ms, fn) => real.after(ms / factor, fn),
  };
}

/** Resolves when `holds` does; rejects after `within` ms, saying what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, within = 10_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${within} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
