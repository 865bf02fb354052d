import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batches } from '../../../src/core/rollout/batches.ts';
import type { Strategy } from '../../../src/core/settings/types.ts';

const strategy = (more: Partial<Strategy>): Strategy => ({
  kind: 'all',
  batch: { percent: 100 },
  first: { count: 1 },
  continue: 'manual',
  expires: 0,
  maxFailures: 0,
  onFailure: 'undo',
  ...more,
});
const hosts = ['a', 'b', 'c', 'd', 'e'];

describe('the batches of a rollout', () => {
  it.each([
    ['all at once', strategy({}), [hosts]],
    ['two at a time', strategy({ kind: 'rolling', batch: { count: 2 } }), [['a', 'b'], ['c', 'd'], ['e']]],
    ['a share rounds up', strategy({ kind: 'rolling', batch: { percent: 25 } }), [['a', 'b'], ['c', 'd'], ['e']]],
    ['a canary, then the rest', strategy({ kind: 'canary' }), [['a'], ['b', 'c', 'd', 'e']]],
    [
      'a canary, then by share of all',
      strategy({ kind: 'canary', batch: { percent: 40 } }),
      [['a'], ['b', 'c'], ['d', 'e']],
    ],
    ['a batch larger than what there is', strategy({ kind: 'rolling', batch: { count: 9 } }), [hosts]],
  ])('%s', (_title, given, expected) => {
    expect(batches(hosts, given)).toEqual(expected);
  });

  it('hold every host exactly once, in order, and none is empty, whatever the strategy', () => {
    const amount = fc.oneof(
      fc.record({ count: fc.integer({ min: 1, max: 50 }) }),
      fc.record({ percent: fc.integer({ min: 1, max: 100 }) }),
    );
    const kind = fc.constantFrom('all' as const, 'rolling' as const, 'canary' as const);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 40 }),
        kind,
        amount,
        amount,
        (names, which, batch, first) => {
          const result = batches(names, strategy({ kind: which, batch, first }));
          expect(result.flat()).toEqual(names);
          expect(result.every((one) => one.length > 0)).toBe(true);
        },
      ),
    );
  });
});
