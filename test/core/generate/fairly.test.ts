import { describe, expect, test } from 'vitest';
import { createFairly } from '../../../src/core/generate/fairly.ts';

/** Workers whose work ends when a test says so, in the order in which it began. */
function scene(workers: number, most: number) {
  const fairly = createFairly(
    Array.from({ length: workers }, (_, at) => at),
    most,
  );
  const underWay: { readonly part: string; readonly end: (rest?: string) => void; readonly fail: () => void }[] = [];
  const job = (parts: readonly string[], signal?: AbortSignal) =>
    fairly(
      parts,
      signal,
      (_, part) =>
        new Promise<string | undefined>((resolve, reject) => {
          underWay.push({ part, end: resolve, fail: () => reject(new Error(`${part} failed`)) });
        }),
    );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    job,
    parts: () => underWay.map(({ part }) => part),
    end: async (part: string, rest?: string) => {
      const at = underWay.findIndex((one) => one.part === part);
      underWay.splice(at, 1)[0]?.end(rest);
      await settled();
    },
    fail: async (part: string) => {
      const at = underWay.findIndex((one) => one.part === part);
      underWay.splice(at, 1)[0]?.fail();
      await settled();
    },
  };
}

describe('a few workers for many jobs', () => {
  test('a job alone has all but one; who comes next has that one at once', () => {
    const { job, parts } = scene(3, 2);
    void job(['a1', 'a2', 'a3']);
    expect(parts()).toEqual(['a1', 'a2']);
    void job(['b1', 'b2']);
    expect(parts()).toEqual(['a1', 'a2', 'b1']);
  });

  test('whoever is free takes a part of the job whose turn it is', async () => {
    const { job, parts, end } = scene(1, 1);
    void job(['a1', 'a2', 'a3']);
    void job(['b1', 'b2']);
    void job(['c1']);
    const order: string[] = [];
    for (let [part] = parts(); part !== undefined; [part] = parts()) {
      order.push(part);
      await end(part);
    }
    expect(order).toEqual(['a1', 'c1', 'b1', 'a2', 'b2', 'a3']);
  });

  test('what is left of a part is done in a later turn', async () => {
    const { job, parts, end } = scene(1, 1);
    const done = job(['a1', 'a2']);
    void job(['b1']);
    await end('a1', 'the rest of a1');
    expect(parts()).toEqual(['b1']);
    await end('b1');
    expect(parts()).toEqual(['the rest of a1']);
    await end('the rest of a1');
    await end('a2');
    await done;
  });

  test('a part that fails ends its job alone, and none of its parts is begun any more', async () => {
    const { job, parts, fail, end } = scene(1, 1);
    const failing = expect(job(['a1', 'a2'])).rejects.toThrow('a1 failed');
    const other = job(['b1']);
    await fail('a1');
    await failing;
    expect(parts()).toEqual(['b1']);
    await end('b1');
    await other;
    expect(parts()).toEqual([]);
  });

  test('a job that is given up begins no part any more', async () => {
    const { job, parts, end } = scene(1, 1);
    const abort = new AbortController();
    const given = expect(job(['a1', 'a2'], abort.signal)).rejects.toThrow('nobody waits');
    abort.abort(new Error('nobody waits'));
    await given;
    await end('a1');
    expect(parts()).toEqual([]);
  });
});
