import { describe, expect, test } from 'vitest';
import { createEdits } from '../../../src/bot/chat/edits.ts';
import { manualClock } from '../../support/clock.ts';

const at = { channel: 'C1', ts: '1.1' };
const text = (words: string) => ({ text: words, blocks: [] });

function edited(failures: unknown[] = []) {
  const clock = manualClock();
  const end = new AbortController();
  const sent: { text: string; at: number; ts: string }[] = [];
  const edits = createEdits({
    clock,
    signal: end.signal,
    send: async (place, message) => {
      const failure = failures.shift();
      if (failure) throw failure;
      sent.push({ text: message.text, at: clock.now(), ts: place.ts });
    },
  });
  return { clock, end, sent, edits, texts: () => sent.map((each) => each.text) };
}

const refused = (error: string) =>
  Object.assign(new Error(error), { code: 'slack_webapi_platform_error', data: { error } });

describe('edits of one message', () => {
  test('that come fast become at most one a second, and the last arrives', async () => {
    const { clock, edits, sent } = edited();
    const all: Promise<void>[] = [];
    for (let count = 0; count < 100; count += 1) {
      all.push(edits.edit(at, text(`${count}`)));
      await clock.advance(50);
    }
    await clock.advance(2000);
    await Promise.all(all);
    const gaps = sent.slice(1).map((each, index) => each.at - (sent[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
    expect(sent.length).toBeGreaterThanOrEqual(5);
    expect(sent.length).toBeLessThanOrEqual(7);
    expect(sent.at(-1)?.text).toBe('99');
  });

  test('are not held up by edits of another message', async () => {
    const { clock, edits, sent } = edited();
    await Promise.all([edits.edit(at, text('a')), edits.edit({ ...at, ts: '2.2' }, text('b'))]);
    expect(new Set(sent.map((each) => each.at))).toEqual(new Set([clock.now()]));
  });

  test('wait out an outage, and only the newest is sent then', async () => {
    const { clock, edits, texts } = edited([new Error('cut'), new Error('cut')]);
    const first = edits.edit(at, text('first'));
    await clock.advance(1000);
    const last = edits.edit(at, text('last'));
    await clock.advance(60_000);
    await Promise.all([first, last]);
    expect(texts()).toEqual(['last']);
  });

  test('reject when Slack refuses one, and the next is tried again', async () => {
    const { clock, edits, texts } = edited([refused('message_not_found')]);
    await expect(edits.edit(at, text('a'))).rejects.toThrow('message_not_found');
    const next = edits.edit(at, text('b'));
    await clock.advance(1000);
    await next;
    expect(texts()).toEqual(['b']);
  });

  test('that still wait when the bot stops are rejected', async () => {
    const { clock, edits, end } = edited(Array.from({ length: 9 }, () => new Error('cut')));
    const waiting = edits.edit(at, text('a'));
    end.abort(new Error('stopping'));
    await clock.advance(1);
    await expect(waiting).rejects.toThrow();
    await edits.idle();
  });
});
