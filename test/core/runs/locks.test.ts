import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLocks, createSerial, createSlots } from '../../../src/core/runs/locks.ts';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('locks', () => {
  it('are given to one at a time, in the order they were asked for', async () => {
    const locks = createLocks();
    const order: string[] = [];
    const first = await locks.take(['a'], never);
    const rest = ['second', 'third', 'fourth'].map(async (name) => {
      const release = await locks.take(['a'], never);
      order.push(name);
      release();
    });
    await settle();
    expect(order).toEqual([]);
    first();
    await Promise.all(rest);
    expect(order).toEqual(['second', 'third', 'fourth']);
  });

  it('of different names do not hinder each other', async () => {
    const locks = createLocks();
    await locks.take(['a'], never);
    await expect(locks.take(['b'], never)).resolves.toBeTypeOf('function');
  });

  it('are all given back when the wait is aborted, and others get them', async () => {
    const locks = createLocks();
    const held = await locks.take(['b'], never);
    const abort = new AbortController();
    const waiting = locks.take(['a', 'b', 'c'], abort.signal);
    await settle();
    abort.abort(new Error('called off'));
    await expect(waiting).rejects.toThrow('called off');
    await expect(locks.take(['a'], never)).resolves.toBeTypeOf('function');
    held();
    await expect(locks.take(['b', 'c'], never)).resolves.toBeTypeOf('function');
  });

  it('given back twice do not let two in', async () => {
    const locks = createLocks();
    const first = await locks.take(['a'], never);
    first();
    await locks.take(['a'], never);
    first();
    let third = false;
    locks.take(['a'], never).then(() => {
      third = true;
    });
    await settle();
    expect(third).toBe(false);
  });

  it('never end in a deadlock and never let two in, whatever is asked for in whatever order', async () => {
    const wishes = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }), { minLength: 2 });
    await fc.assert(
      fc.asyncProperty(wishes, async (asked) => {
        const locks = createLocks();
        const inside = new Set<string>();
        const work = asked.map(async (names) => {
          const release = await locks.take(names, never);
          for (const name of names) {
            expect(inside.has(name)).toBe(false);
            inside.add(name);
          }
          await settle();
          for (const name of names) inside.delete(name);
          release();
        });
        await Promise.all(work);
      }),
      { numRuns: 50 },
    );
  });
});

describe('slots', () => {
  it('let in as many as there are, and as many more as a raised limit allows', async () => {
    let limit = 1;
    const slots = createSlots(() => limit);
    let inside = 0;
    const releases: (() => void)[] = [];
    for (let count = 0; count < 4; count += 1) {
      slots.take(never).then((release) => {
        inside += 1;
        releases.push(release);
      });
    }
    await settle();
    expect(inside).toBe(1);
    limit = 3;
    releases[0]?.();
    await settle();
    expect(inside).toBe(4);
    expect(slots.idle()).toBe(false);
  });
});

describe('work in turns', () => {
  it('runs one after another for the same key, also after one failed', async () => {
    const serial = createSerial();
    const order: string[] = [];
    const work =
      (name: string, fail = false) =>
      async () => {
        order.push(`${name} begins`);
        await settle();
        order.push(`${name} ends`);
        if (fail) throw new Error(name);
      };
    const results = await Promise.allSettled([serial('a', work('1', true)), serial('a', work('2'))]);
    expect(order).toEqual(['1 begins', '1 ends', '2 begins', '2 ends']);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
  });
});
