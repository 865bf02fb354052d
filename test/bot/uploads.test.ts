import { afterEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../src/core/errors.ts';
import { defineCommand, defineUpload, form, type Reply, type UploadRequest } from '../../src/handlers/define.ts';
import type { SlackOptions } from '../../src/sandbox/slack/server.ts';
import { botHarness, type Handlers } from './support/bot.ts';
import { until } from './support/clock.ts';

type Harness = Awaited<ReturnType<typeof botHarness>>;
let harness: Harness;
afterEach(() => harness.stop());

const both = (words: string) => ({ en: words, zh: words });
const said = (text: string): Reply => ({ kind: 'in-channel', message: { text, blocks: [] } });
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Takes CSV files and says how many bytes they have. */
const csv = defineUpload({
  takes: ({ filetype }) => filetype === 'csv',
  handle: async (file, _request, { files }) => said(`${file.name}: ${(await files.download(file)).length} bytes`),
});

async function start(
  handlers: Handlers = { uploads: { csv } },
  options: { mode?: 'socket' | 'http'; slack?: SlackOptions } = {},
) {
  harness = await botHarness(handlers, options);
  return harness.slack;
}

const drop = (more: object = {}) =>
  harness.slack.upload({ as: 'engineer', name: 'hosts.csv', content: base64('a,b\n'), ...more });
const answers = async () => (await harness.slack.messages()).filter(({ from }) => from === 'changeops');
const texts = async () => (await answers()).map(({ text }) => text);
const see = (count: number) => until(`${count} answers`, async () => (await answers()).length >= count);

/** Nothing more comes: what was delivered is handled, and a later upload is answered as the only one. */
async function quiet(): Promise<void> {
  await drop({ name: 'last.csv', in: 'general' });
  await until('the last answer', async () => (await texts()).some((text) => text.startsWith('last.csv')));
}

describe.each(['socket', 'http'] as const)('in %s mode a dropped file', (mode) => {
  test('is answered once, in the thread under it, though Slack tells of it twice', async () => {
    await start(undefined, { mode });
    const { ok, ts } = await drop();
    expect(ok).toBe(true);
    await see(1);
    await quiet();
    expect((await answers())[0]).toMatchObject({ text: 'hosts.csv: 4 bytes', threadTs: ts, ephemeral: false });
    expect(await answers()).toHaveLength(2);
  });

  test('is answered once when its events come again', async () => {
    await start(undefined, { mode });
    harness.slack.faults.double(2);
    await drop();
    await see(1);
    await quiet();
    expect(await answers()).toHaveLength(2);
  });
});

describe('a dropped file', () => {
  test('in a thread is answered there', async () => {
    const slack = await start();
    const { ts: thread } = await slack.type({ as: 'engineer', text: 'see' });
    await drop({ thread });
    await see(1);
    expect((await answers())[0]?.threadTs).toBe(thread);
  });

  test('comes with its words, its person and their language', async () => {
    const asked: UploadRequest[] = [];
    const uploads = {
      csv: defineUpload({
        takes: () => true,
        handle: async (_, request) => {
          asked.push(request);
          return said('seen');
        },
      }),
    };
    await start({ uploads });
    const { ts } = await drop({ as: 'engineer2', text: '只看北京' });
    await see(1);
    expect(asked).toMatchObject([
      { user: 'U0ENGINEER2', channel: 'C0CHANGES', thread: ts, text: '只看北京', language: 'zh-CN' },
    ]);
  });

  test('among several of one message is answered for itself, those that no kind takes are not', async () => {
    await start();
    const more = [
      { name: 'photo.png', content: base64('x') },
      { name: 'b.csv', content: base64('12345') },
    ];
    const { ts } = await drop({ more });
    await see(2);
    await quiet();
    expect((await answers()).filter(({ threadTs }) => threadTs === ts).map(({ text }) => text)).toEqual([
      'hosts.csv: 4 bytes',
      'b.csv: 5 bytes',
    ]);
  });

  test('of another workspace, which the message only names, is answered as any other', async () => {
    await start();
    await drop({ lot: 'connect' });
    await see(1);
    expect(await texts()).toEqual(['hosts.csv: 4 bytes']);
  });

  test.each(['deleted', 'hidden', 'external'])('that is %s is not answered', async (lot) => {
    await start();
    await drop({ lot });
    await quiet();
    expect(await answers()).toHaveLength(1);
  });

  test('in a conversation with the bot is answered', async () => {
    await start();
    await drop({ in: '@bot' });
    await see(1);
    expect(await texts()).toEqual(['hosts.csv: 4 bytes']);
  });

  test('that cannot be read is answered in the thread, for everyone, with why', async () => {
    await start();
    harness.slack.faults.page();
    const { ts } = await drop();
    await see(1);
    expect((await answers())[0]).toMatchObject({
      threadTs: ts,
      ephemeral: false,
      text: expect.stringContaining('files:read'),
    });
  });

  test('is acknowledged at once, however long its answer takes', async () => {
    const slow = Promise.withResolvers<Reply>();
    await start({ uploads: { csv: { ...csv, handle: () => slow.promise } } });
    harness.slack.faults.slow({ method: 'users.info', ms: 3_500 });
    expect(await drop()).toMatchObject({ ok: true });
    expect(await answers()).toEqual([]);
    slow.resolve(said('done'));
    await see(1);
  });
});

describe('no file', () => {
  test('of the bot itself or of another bot is answered', async () => {
    const users = [
      { id: 'U0ENGINEER', name: 'engineer' },
      { id: 'U0OTHERBOT', name: 'otherbot', bot: true },
    ];
    const slack = {
      users,
      channels: ['C0CHANGES', 'C0GENERAL'].map((id) => ({
        id,
        name: id.slice(2).toLowerCase(),
        members: users.map((user) => user.id),
      })),
    };
    await start(undefined, { slack });
    await harness.chat.upload({ channel: 'C0CHANGES', files: [{ filename: 'mine.csv', content: 'a,b' }] });
    await drop({ as: 'otherbot' });
    await quiet();
    expect((await texts()).filter((text) => text !== '')).toEqual(['last.csv: 4 bytes']);
  });

  test('is answered where there is no kind of upload', async () => {
    await start({ commands: { hello: command('hello') } });
    await drop();
    await harness.slack.type({ as: 'engineer', text: '@bot hello' });
    await see(1);
    expect(await texts()).toEqual(['hello']);
  });
});

function command(words: string) {
  const answer = form({ summary: both('x'), args: {}, example: '', handle: async () => said(words) });
  return defineCommand({ summary: both('x'), forms: [answer] });
}

describe('a mention of the bot with a file', () => {
  const commands = { hello: command('hello') };

  test('that a kind takes is answered by that kind alone', async () => {
    await start({ commands, uploads: { csv } });
    await drop({ text: '@bot hello' });
    await quiet();
    expect(await texts()).toEqual(['hosts.csv: 4 bytes', 'last.csv: 4 bytes']);
  });

  test('that no kind takes is told so', async () => {
    await start({ commands, uploads: { csv } });
    const { ts } = await drop({ name: 'photo.png', text: '@bot' });
    await quiet();
    expect((await answers())[0]).toMatchObject({ threadTs: ts, text: expect.stringContaining('photo.png') });
    expect(await answers()).toHaveLength(2);
  });

  test('that no kind takes but whose words are a command is answered to the words, once', async () => {
    await start({ commands, uploads: { csv } });
    await drop({ name: 'photo.png', text: '@bot hello' });
    await quiet();
    expect(await texts()).toEqual(['hello', 'last.csv: 4 bytes']);
  });

  test('is answered once as well where no kind of upload is there', async () => {
    await start({ commands });
    await drop({ text: '@bot hello' });
    await see(1);
    expect(await texts()).toEqual(['hello']);
  });
});

test('an error of a kind is told in the language of who dropped it', async () => {
  const broken = defineUpload({
    takes: () => true,
    handle: async () => {
      throw new OpsError('no-table', { en: 'There is no table.', zh: '没有表格。' });
    },
  });
  await start({ uploads: { broken } });
  await drop({ as: 'engineer2' });
  await see(1);
  expect((await texts())[0]).toContain('没有表格。');
});
