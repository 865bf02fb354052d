import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../src/core/rollout/parallel.ts';

describe('work in parallel', () => {
  it('gives the results in the order of the items, never more than the limit at once', async () => {
    let going = 0;
    let most = 0;
    const work = async (item: number) => {
      going += 1;
      most = Math.max(most, going);
      await Promise.resolve();
      going -= 1;
      return item * 2;
    };
    expect(await inParallel([1, 2, 3, 4, 5], 2, work)).toEqual([2, 4, 6, 8, 10]);
    expect(most).toBe(2);
  });

  it('waits for what is under way when one fails, and begins no more', async () => {
    const other = Promise.withResolvers<void>();
    const begun: number[] = [];
    const ended: number[] = [];
    const all = inParallel([1, 2, 3], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('the journal cannot be written');
      await other.promise;
      ended.push(item);
    });
    let settled = false;
    all
      .catch(() => {})
      .finally(() => {
        settled = true;
      });
    for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
    expect(settled).toBe(false);
    other.resolve();
    await expect(all).rejects.toThrow('the journal cannot be written');
    expect({ begun, ended }).toEqual({ begun: [1, 2], ended: [2] });
  });
});
