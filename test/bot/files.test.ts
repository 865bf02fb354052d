import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slackAddress } from '../../src/bot/files/address.ts';
import { createDownload } from '../../src/bot/files/download.ts';
import { createFiles } from '../../src/bot/files/index.ts';
import { createPeople } from '../../src/bot/people.ts';
import { secret } from '../../src/core/io/secret.ts';
import type { SlackOptions } from '../../src/sandbox/slack/server.ts';
import { chatHarness } from './support/bot.ts';
import { fastClock } from './support/clock.ts';

type Harness = Awaited<ReturnType<typeof chatHarness>>;
let harness: Harness | undefined;
const servers: { close(): void }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await harness?.stop();
  harness = undefined;
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
const text = 'name,address\nweb-01,10.0.0.1\n';

async function start(slack: SlackOptions = {}) {
  harness = await chatHarness({ slack, clock: fastClock(100) });
  const { clients, clock, env, slack: server } = harness;
  const people = createPeople({ client: clients.asks, clock });
  const files = createFiles({ client: clients.asks, token: env.botToken, apiUrl: env.apiUrl, people, clock });
  const drop = async (more: object = {}) => {
    await server.upload({ as: 'engineer', name: 'hosts.csv', content: base64(text), ...more });
    const [message] = (await server.messages({ in: 'changes' })).slice(-1);
    return { id: message?.files[0]?.id ?? '', name: 'hosts.csv' };
  };
  return { files, drop, slack: server };
}

const downloads = () => harness?.slack.log.filter(({ kind }) => kind === 'download').map(({ outcome }) => outcome);

describe('a download', () => {
  test('brings the bytes as they were dropped', async () => {
    const { files, drop } = await start();
    expect(Buffer.from(await files.download(await drop())).toString()).toBe(text);
  });

  test('brings a file that messages of another workspace only name', async () => {
    const { files, drop } = await start();
    const { id } = await drop({ lot: 'connect' });
    expect(Buffer.from(await files.download({ id })).toString()).toBe(text);
  });

  test.each([
    ['a failure', (slack: Harness['slack']) => slack.faults.fail({ method: 'download', calls: 2, status: 503 })],
    [
      'an end in the middle',
      (slack: Harness['slack']) => slack.faults.fail({ method: 'download', status: 'cut', done: true }),
    ],
    ['a rate limit', (slack: Harness['slack']) => slack.faults.rateLimit({ method: 'download' })],
    ['a failure of files.info', (slack: Harness['slack']) => slack.faults.fail({ method: 'files.info' })],
  ])('is tried again after %s', async (_, misbehave) => {
    const { files, drop, slack } = await start();
    const file = await drop();
    misbehave(slack);
    expect(Buffer.from(await files.download(file)).toString()).toBe(text);
    expect(downloads()?.at(-1)).toBe('ok');
  });

  test('gives up on a Slack that goes on failing, and says so', async () => {
    const { files, drop, slack } = await start();
    const file = await drop();
    slack.faults.fail({ method: 'download', calls: 9, status: 500 });
    await expect(files.download(file)).rejects.toMatchObject({ code: 'file-unavailable' });
    expect(downloads()).toHaveLength(4);
  });

  test('takes no longer than a minute', async () => {
    const { files, drop, slack } = await start();
    const file = await drop();
    slack.faults.slow({ method: 'download', ms: 5_000 });
    const begun = Date.now();
    await expect(files.download(file)).rejects.toMatchObject({ code: 'file-unavailable' });
    expect(Date.now() - begun).toBeLessThan(3_000);
  });

  test.each([
    ['the app may not read files', { scopes: ['files:write', 'chat:write'] }],
    ['Slack has forgotten that it may', {}],
  ])('says that a login page came where %s', async (_, options) => {
    const { files, drop, slack } = await start(options);
    const file = await drop();
    slack.faults.page();
    await expect(files.download(file)).rejects.toMatchObject({
      code: 'file-web-page',
      message: expect.stringMatching(/files:read/),
    });
  });

  test.each([
    ['deleted', 'file-gone'],
    ['external', 'file-external'],
    ['hidden', 'file-hidden'],
  ])('says what is wrong with a file that is %s', async (lot, code) => {
    const { files, drop } = await start();
    await expect(files.download(await drop({ lot }))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/hosts\.csv/),
    });
  });

  test('of a file that is deleted between question and answer says that it is gone', async () => {
    const { files, drop, slack } = await start();
    const file = await drop();
    const stored = slack.world.files.get(file.id);
    if (stored) stored.content = undefined;
    await expect(files.download(file)).rejects.toMatchObject({ code: 'file-gone' });
  });

  test('of more than 100 MB is refused before anything is fetched', async () => {
    const { files, drop } = await start();
    const file = await drop({ size: 100e6 + 1 });
    await expect(files.download(file)).rejects.toMatchObject({
      code: 'file-too-large',
      message: expect.stringMatching(/101 MB.*100 MB/),
    });
    expect(downloads()).toEqual([]);
  });
});

describe('the bytes of a file', () => {
  const seen: IncomingMessage[] = [];
  beforeEach(() => {
    seen.length = 0;
  });

  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer((request, response) => {
      seen.push(request);
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const download = (origin: string, file: object = {}, most?: number) =>
    createDownload({
      info: async ({ id }) => ({ id, name: 'a.csv', size: 3, url_private_download: `${origin}/file`, ...file }),
      token: secret('xoxb-1'),
      apiUrl: `${origin}/api/`,
      clock: fastClock(100),
      most,
    })({ id: 'F1' });

  test('are counted while they come, whatever Slack said before', async () => {
    const origin = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    await expect(download(origin, {}, 10_000)).rejects.toMatchObject({ code: 'file-too-large' });
  });

  test('may be a web page, where that is what was dropped', async () => {
    const page = '<html><table></table></html>';
    const origin = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page));
    const file = { size: page.length, mimetype: 'text/html' };
    expect(Buffer.from(await download(origin, file)).toString()).toBe(page);
    await expect(download(origin, { size: 4711 })).rejects.toMatchObject({ code: 'file-web-page' });
  });

  test('are followed to where Slack redirects, with the token', async () => {
    const origin = await serve(({ url }, response) => {
      if (url === '/file') response.writeHead(302, { location: '/elsewhere' }).end();
      else response.end('abc');
    });
    expect(Buffer.from(await download(origin)).toString()).toBe('abc');
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer xoxb-1', 'Bearer xoxb-1']);
  });

  test('are not followed away from Slack, and the token goes nowhere else', async () => {
    const other = await serve((_, response) => response.end('abc'));
    const origin = await serve((_, response) => response.writeHead(302, { location: `${other}/file` }).end());
    await expect(download(origin)).rejects.toMatchObject({ code: 'file-elsewhere' });
    expect(seen.map(({ url }) => url)).toEqual(['/file']);
    await expect(download(origin, { url_private_download: `${other}/file` })).rejects.toMatchObject({
      code: 'file-elsewhere',
    });
    expect(seen).toHaveLength(1);
  });

  test('are not followed round and round', async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: '/file' }).end());
    await expect(download(origin)).rejects.toMatchObject({ code: 'file-elsewhere' });
    expect(seen).toHaveLength(4);
  });
});

test.each([
  ['https://files.slack.com/files-pri/T1-F1/download/a.xlsx', true],
  ['https://acme.slack.com/?redir=%2Ffiles', true],
  ['https://slack.com/x', true],
  ['http://files.slack.com/x', false],
  ['https://files.slack.com.evil.example/x', false],
  ['https://evil.example/files.slack.com', false],
  ['https://evilslack.com/x', false],
  ['https://files.slack.com:8443/x', false],
  ['https://files.slack.com@evil.example/x', false],
  ['file:///etc/passwd', false],
  ['', false],
])('the token goes to %s: %s', (address, may) => {
  expect(slackAddress(address, undefined) !== undefined).toBe(may);
});

describe('the newest file', () => {
  const isCsv = ({ filetype }: { filetype: string }) => filetype === 'csv';

  test('is the last of its kind that a person dropped', async () => {
    const { files, drop, slack } = await start();
    await drop({ name: 'old.csv' });
    const { id } = await drop({ name: 'new.csv', as: 'approver' });
    await drop({ name: 'photo.png' });
    await slack.type({ as: 'engineer', text: 'and now?' });
    const { ts } = (await slack.messages()).find((message) => message.files[0]?.id === id) ?? {};
    expect(await files.newest({ channel: 'C0CHANGES' }, isCsv)).toMatchObject({
      file: { id, name: 'new.csv', mimetype: 'text/csv', filetype: 'csv', size: text.length },
      user: 'U0APPROVER',
      thread: ts,
    });
  });

  test('is looked for in a thread, where one is asked for', async () => {
    const { files, drop, slack } = await start();
    const { ts: thread } = await slack.type({ as: 'engineer', text: 'look' });
    const inThread = await drop({ name: 'thread.csv', thread });
    const outside = await drop({ name: 'outside.csv' });
    const place = { channel: 'C0CHANGES' };
    expect((await files.newest({ ...place, thread }, isCsv))?.file.id).toBe(inThread.id);
    expect((await files.newest(place, isCsv))?.file.id).toBe(outside.id);
  });

  test('is none of the bot, of another bot, none that is gone', async () => {
    const users = [
      { id: 'U0ENGINEER', name: 'engineer' },
      { id: 'U0OTHERBOT', name: 'otherbot', bot: true },
    ];
    const { files, drop } = await start({
      users,
      channels: [{ id: 'C0CHANGES', name: 'changes', members: users.map(({ id }) => id) }],
    });
    await harness?.chat.upload({ channel: 'C0CHANGES', files: [{ filename: 'mine.csv', content: text }] });
    await drop({ as: 'otherbot' });
    await drop({ lot: 'deleted' });
    expect(await files.newest({ channel: 'C0CHANGES' }, isCsv)).toBeUndefined();
    const { id } = await drop({ lot: 'connect' });
    expect((await files.newest({ channel: 'C0CHANGES' }, isCsv))?.file).toMatchObject({ id, name: 'hosts.csv' });
  });

  test('cannot be looked for where the bot is not, which is said', async () => {
    const { files } = await start();
    await expect(files.newest({ channel: 'C0RANDOM' }, isCsv)).rejects.toMatchObject({ code: 'chat-not-in-channel' });
  });
});
