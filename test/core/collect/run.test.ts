import { describe, expect, it } from 'vitest';
import { runCollector } from '../../../src/core/collect/run.ts';
import type { Collector, CollectorDeps, Found, Target } from '../../../src/core/collect/types.ts';
import { OpsError } from '../../../src/core/errors.ts';
import { createTurns } from '../../../src/core/turns.ts';
import { manualClock } from '../../support/clock.ts';

const both = (words: string) => ({ en: words, zh: words });
const target = (key: string): Target => ({ key });
const found = (key: string, kind = 'host'): Found => ({ key, kind, data: {}, warnings: [] });
const request = { what: ['system'] } as const;

/** Collects with a collector that does `look` at each target; time stands still unless the test moves it. */
function collecting(look: (target: Target, tries: number, signal: AbortSignal) => AsyncIterable<Found>) {
  const clock = manualClock();
  const tries = new Map<string, number>();
  const collector: Collector = {
    title: both('test'),
    concurrency: 50,
    deadline: 10_000,
    targets: async () => [],
    collect: (one, _, __, signal) => {
      const count = (tries.get(one.key) ?? 0) + 1;
      tries.set(one.key, count);
      return look(one, count, signal);
    },
  };
  const deps = { clock } as unknown as CollectorDeps;
  const run = (keys: readonly string[], more: { signal?: AbortSignal; heard?: () => void } = {}) => {
    const options = { signal: new AbortController().signal, turns: createTurns(), ...more };
    return runCollector(collector, keys.map(target), request, deps, options);
  };
  return { clock, run, triesOf: (key: string) => tries.get(key) };
}

async function* gives(...all: Found[]): AsyncIterable<Found> {
  yield* all;
}

async function* fails(code: string): AsyncIterable<Found> {
  yield* [];
  throw new OpsError(code, both(code));
}

describe('collecting from many targets', () => {
  it('a failing one is a result with its reason; the others are found, in order', async () => {
    const { run } = collecting(({ key }) => (key === 'b' ? fails('login-refused') : gives(found(key))));
    const results = await run(['a', 'b', 'c']);
    expect(results.map(({ key, error }) => [key, error?.code])).toEqual([
      ['a', undefined],
      ['b', 'login-refused'],
      ['c', undefined],
    ]);
  });

  it('a refused login is never tried again, since accounts get locked', async () => {
    const { run, triesOf } = collecting(() => fails('login-refused'));
    await run(['a']);
    expect(triesOf('a')).toBe(1);
  });

  it('a connection that is lost is not tried again: some devices refuse a login by hanging up', async () => {
    const { run, triesOf } = collecting(() => fails('connection-lost'));
    await run(['a']);
    expect(triesOf('a')).toBe(1);
  });

  it('a host that is down is tried again twice, after a pause each', async () => {
    const { run, clock, triesOf } = collecting(({ key }, tries) =>
      tries < 3 ? fails('host-down') : gives(found(key)),
    );
    const results = run(['a']);
    for (let step = 0; step < 10; step++) await clock.advance(1_000);
    expect((await results)[0]).toMatchObject({ tries: 3, found: [{ key: 'a' }] });
    expect(triesOf('a')).toBe(3);
  });

  it('what was found before an error is kept, and not collected a second time', async () => {
    const { run, triesOf } = collecting(async function* () {
      yield found('x');
      throw new OpsError('connection-lost', both('cut'));
    });
    expect((await run(['a']))[0]).toMatchObject({ found: [{ key: 'x' }], error: { code: 'connection-lost' } });
    expect(triesOf('a')).toBe(1);
  });

  it('one that never ends is given up at its deadline, also where it does not heed the signal', async () => {
    const { run, clock } = collecting(async function* ({ key }) {
      if (key === 'stuck') await new Promise(() => {});
      yield found(key);
    });
    const results = run(['stuck', 'b']);
    for (let step = 0; step < 12; step++) await clock.advance(1_000);
    expect((await results).map(({ error }) => error?.code)).toEqual(['deadline', undefined]);
  });

  it('a listener that throws ends nothing', async () => {
    const { run } = collecting(({ key }) => gives(found(key)));
    const heard = () => {
      throw new Error('the listener failed');
    };
    expect(await run(['a', 'b'], { heard })).toHaveLength(2);
  });

  it('goes to a target once at a time, whoever asks', async () => {
    let inside = 0;
    let most = 0;
    const { run } = collecting(async function* ({ key }) {
      inside += 1;
      most = Math.max(most, inside);
      await Promise.resolve();
      inside -= 1;
      yield found(key);
    });
    await run(['a', 'a', 'a']);
    expect(most).toBe(1);
  });

  it('keeps what was found when the bot stops; the others end with that reason', async () => {
    const stop = new AbortController();
    const { run } = collecting(async function* ({ key }) {
      yield found(key);
      if (key !== 'a') await new Promise(() => {});
    });
    const results = run(['a', 'b'], {
      signal: stop.signal,
      heard: () => stop.abort(new OpsError('bot-stopping', both('stopping'))),
    });
    expect((await results).map(({ found: all, error }) => [all.length, error?.code])).toEqual([
      [1, undefined],
      [1, 'bot-stopping'],
    ]);
  });
});
