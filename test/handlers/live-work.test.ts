import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/handlers/define.ts';
import { workLive } from '../../src/handlers/live-work.ts';
import { manualClock } from '../support/clock.ts';

const said = (text: string): Message => ({ text, blocks: [] });

/** A message that tells what stood in it, and may be refused by the chat. */
function message({ refused = false } = {}) {
  const shown: string[] = [];
  const show = async ({ text }: Message) => {
    if (refused) throw new Error('not in the channel');
    shown.push(text);
  };
  return { shown, live: { show, end: (one: Message) => show({ ...one, text: `end: ${one.text}` }) } };
}

function working(patience: number, { refused = false } = {}) {
  const clock = manualClock();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { shown, live } = message({ refused });
  let heard = (_: number) => {};
  const done = workLive<number, string>(
    {
      ...{ live, patience },
      progress: (at) => said(`at ${at ?? 'the beginning'}`),
      work: (tell) => {
        heard = tell;
        return promise;
      },
      result: (result) => said(result),
      failed: (error) => said(`failed: ${(error as Error).message}`),
    },
    { clock, log: { warn: () => undefined } },
  );
  return { clock, shown, done, resolve, reject, hear: (at: number) => heard(at) };
}

describe('work with a message that says how far it has come', () => {
  test('says at once that it has begun, then how far it is, then what came of it', async () => {
    const { clock, shown, done, resolve, hear } = working(0);
    expect(shown).toEqual(['at the beginning']);
    hear(3);
    await clock.advance(1);
    resolve('all of it');
    expect(await done).toEqual({ result: 'all of it', unshown: undefined });
    expect(shown).toEqual(['at the beginning', 'at 3', 'end: all of it']);
  });

  test('that takes less than the patience given shows nothing but its result, in another way', async () => {
    const { clock, shown, done, resolve, hear } = working(1_000);
    hear(3);
    await clock.advance(999);
    resolve('all of it');
    expect(await done).toEqual({ result: 'all of it', unshown: said('all of it') });
    await clock.advance(10_000);
    expect(shown).toEqual([]);
  });

  test('that takes longer begins with how far it is by then', async () => {
    const { clock, shown, done, resolve, hear } = working(1_000);
    hear(3);
    await clock.advance(1_000);
    resolve('all of it');
    await done;
    expect(shown).toEqual(['at 3', 'end: all of it']);
  });

  test('that goes on faster than its message can be edited shows the newest, not each step', async () => {
    const { clock, shown, done, resolve, hear } = working(0);
    for (const at of [1, 2, 3, 4]) hear(at);
    await clock.advance(1);
    hear(5);
    await clock.advance(1);
    resolve('all of it');
    await done;
    expect(shown).toEqual(['at the beginning', 'at 4', 'at 5', 'end: all of it']);
  });

  test('that fails says so in its message, and to whoever called', async () => {
    const { shown, done, reject } = working(0);
    reject(new Error('no template'));
    await expect(done).rejects.toThrow('no template');
    expect(shown).toEqual(['at the beginning', 'end: failed: no template']);
  });

  test('goes on where its message cannot be shown, and its result is handed back', async () => {
    const { done, resolve, hear } = working(0, { refused: true });
    hear(3);
    resolve('all of it');
    expect(await done).toEqual({ result: 'all of it', unshown: said('all of it') });
  });
});
