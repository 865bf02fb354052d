import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Chat, Placed } from '../../src/bot/chat/index.ts';
import { createLive, type OpenMessages } from '../../src/bot/live.ts';
import { openDb } from '../../src/core/io/db.ts';
import type { Message } from '../../src/handlers/define.ts';

const said = (text: string): Message => ({ text, blocks: [] });

let folder: string;
let shown: Map<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'live-'));
  shown = new Map();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const chat: Pick<Chat, 'post' | 'edit'> = {
  post: async ({ message, place }) => {
    const ts = String(shown.size + 1);
    shown.set(ts, message.text);
    return { channel: place.channel, ts } as Placed;
  },
  edit: async ({ ts }, message) => void shown.set(ts, message.text),
};

/** The live messages of a bot that was started on what an earlier one left. */
const started = async () => {
  const live = createLive({ chat, db: await openDb<OpenMessages>(join(folder, 'live.json'), {}) });
  await live.mend();
  return live;
};
const texts = () => [...shown.values()];

describe('a message that changes while work goes on', () => {
  test('is one message, and stays as it ended over a restart', async () => {
    const message = (await started()).live({ channel: 'C1' }, 'k', said('lost'));
    for (const text of ['0 of 3', '2 of 3']) await message.show(said(text));
    await message.end(said('done'));
    await started();
    expect(texts()).toEqual(['done']);
  });

  test('says that its work was lost after the bot died in the middle of it, once', async () => {
    const bot = await started();
    await bot.live({ channel: 'C1' }, 'k', said('lost')).show(said('2 of 3'));
    await bot.live({ channel: 'C1' }, 'other').show(said('stays'));
    await started();
    expect(texts()).toEqual(['lost', 'stays']);
    shown.set('1', 'edited since');
    await started();
    expect(texts()).toEqual(['edited since', 'stays']);
  });
});
