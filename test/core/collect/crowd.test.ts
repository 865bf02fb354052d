import { describe, expect, it } from 'vitest';
import { type Crowd, forEachAdaptive } from '../../../src/core/collect/crowd.ts';
import { type ManualClock, manualClock } from '../../support/clock.ts';

/** Something that is worked on: how long one takes when so many are under way, by when it begins. */
type Load = (active: number, item: number) => { readonly ms: number; readonly fails?: boolean };

interface Ran {
  readonly seconds: number;
  /** How many were under way, at most, and after how many items that was reached. */
  readonly peak: number;
  readonly peakAfter: number;
  /** How many were under way in the middle of the last quarter. */
  readonly late: number;
}

/** Runs `count` items of a load, moving the clock on until all are over. */
async function run(count: number, load: Load, more: Partial<Crowd> = {}): Promise<Ran> {
  const clock = manualClock();
  const from = clock.now();
  let [active, peak, peakAfter, late] = [0, 0, 0, 0];
  const items = Array.from({ length: count }, (_, index) => index);
  const running = forEachAdaptive(items, { most: 200, clock, ...more }, async (item) => {
    active += 1;
    if (active > peak) [peak, peakAfter] = [active, item];
    if (item === Math.floor(count * 0.85)) late = active;
    const { ms, fails } = load(active, item);
    await clock.sleep(ms);
    active -= 1;
    if (fails) throw new Error('down');
  });
  await untilOver(clock, running);
  return { seconds: (clock.now() - from) / 1000, peak, peakAfter, late };
}

async function untilOver(clock: ManualClock, running: Promise<unknown>): Promise<void> {
  let over = false;
  void running.then(() => {
    over = true;
  });
  for (let left = 20_000; !over && left > 0; left -= 1) await clock.advance(50);
  if (!over) throw new Error('it is not over');
}

/** Far away, with nothing to wait for but the way: 8 round trips of 50 ms. */
const far: Load = () => ({ ms: 400 });
/** One machine that does 7 in a second, as two processors and sshd do, less the more there are at once. */
const crowded =
  (perSecond: number): Load =>
  (active) => ({ ms: 100 + (active / perSecond) * 1000 * (1 + Math.max(0, active - 20) / 50) });

/** Seconds that `count` take with always `width` at a time. */
async function fixed(count: number, load: Load, width: number): Promise<number> {
  return (await run(count, load, { least: width, most: width })).seconds;
}

describe('as many at a time as get most done', () => {
  it('reaches 200 at a time quickly where nothing but distance takes time', async () => {
    const { peak, peakAfter, late } = await run(2000, far);
    expect(peak).toBe(200);
    expect(peakAfter).toBeLessThan(500);
    expect(late).toBe(200);
  });

  it('takes hardly longer there than with 200 from the start', async () => {
    const [ours, best] = [(await run(2000, far)).seconds, await fixed(2000, far, 200)];
    expect(ours).toBeLessThan(best * 1.5);
  });

  it('grows linearly with the number of items', async () => {
    const [some, twice, four] = await Promise.all([1000, 2000, 4000].map((count) => run(count, far)));
    const growth = ((four?.seconds ?? 0) - (twice?.seconds ?? 0)) / 2 / ((twice?.seconds ?? 0) - (some?.seconds ?? 0));
    expect(growth).toBeLessThan(1.2);
  });

  it('stays at few where more only wait for each other', async () => {
    const { late, peak } = await run(400, crowded(7));
    expect(peak).toBeLessThanOrEqual(32);
    expect(late).toBeLessThanOrEqual(20);
  });

  it('takes hardly longer there than with the best fixed width, and less than with 50', async () => {
    const widths = await Promise.all([4, 8, 12, 16, 20].map((width) => fixed(400, crowded(7), width)));
    const { seconds } = await run(400, crowded(7));
    expect(seconds).toBeLessThan(Math.min(...widths) * 1.15);
    expect(seconds).toBeLessThan(await fixed(400, crowded(7), 50));
  });

  it('goes down when what it works on gets slower in the middle', async () => {
    const slower: Load = (active, item) => (item < 600 ? far(active, item) : crowded(20)(active, item));
    expect((await run(3000, slower)).late).toBeLessThan(60);
  });

  it('is not held up by dead hosts: those take their time-out beside the others', async () => {
    const dead: Load = (_, item) => (item % 10 < 3 ? { ms: 10_000, fails: true } : { ms: 400 });
    const { peak, seconds } = await run(2000, dead);
    expect(peak).toBe(200);
    // 600 dead ones of 10 s, 200 at a time, are 30 s alone.
    expect(seconds).toBeLessThan(50);
  });

  it('climbs when all fail, so that it is over soon', async () => {
    expect((await run(1000, () => ({ ms: 5000, fails: true }))).peak).toBe(200);
  });
});

describe('bounds and results', () => {
  it.each([1, 3, 16, 40])('never has more than %i at a time where that is the most', async (most) => {
    expect((await run(300, far, { most })).peak).toBe(most);
  });

  it('gives the results in the order of the items, a failure as a value', async () => {
    const clock = manualClock();
    const running = forEachAdaptive([30, 10, 20], { most: 8, clock }, async (ms) => {
      await clock.sleep(ms);
      if (ms === 10) throw new Error('no answer');
      return ms;
    });
    await untilOver(clock, running);
    expect(await running).toEqual([
      { ok: true, value: 30 },
      { ok: false, error: new Error('no answer') },
      { ok: true, value: 20 },
    ]);
  });

  it('takes work that throws before it waits for a failure too', async () => {
    const work = () => {
      throw new Error('at once');
    };
    expect(await forEachAdaptive([1], { most: 8, clock: manualClock() }, work)).toEqual([
      { ok: false, error: new Error('at once') },
    ]);
  });

  it('is over at once with no items', async () => {
    expect(await forEachAdaptive([], { most: 8, clock: manualClock() }, async () => 1)).toEqual([]);
  });

  it('begins no more once it is aborted, waits for those under way, and says of the others why', async () => {
    const clock = manualClock();
    const controller = new AbortController();
    const begun: number[] = [];
    const items = [0, 1, 2, 3, 4, 5];
    const running = forEachAdaptive(items, { most: 2, least: 2, clock, signal: controller.signal }, async (item) => {
      begun.push(item);
      await clock.sleep(100);
      return item;
    });
    await clock.advance(150);
    const reason = new Error('cancelled');
    controller.abort(reason);
    await untilOver(clock, running);
    expect(begun).toEqual([0, 1, 2, 3]);
    const [cancelled] = [{ ok: false, error: reason }];
    expect(await running).toEqual([...[0, 1, 2, 3].map((value) => ({ ok: true, value })), cancelled, cancelled]);
  });
});
