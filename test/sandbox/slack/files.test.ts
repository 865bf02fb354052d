import { afterEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { client, refusal, stage, until } from './support.ts';

const here = stage();
afterEach(here.end);

describe('files', () => {
  test('an upload is complete at once and shared later', async () => {
    const clock = manualClock();
    const server = await here.server({ clock, shareDelay: 500 });
    const slack = client(server);
    const content = Buffer.from('主机,地址\nweb-01,10.0.0.1\n');
    const done = await slack.filesUploadV2({
      channel_id: 'C0CHANGES',
      filename: 'hosts.csv',
      file: content,
      initial_comment: 'here',
    });
    const [file] = (done as unknown as { files: { files: { id: string; shares: object }[] }[] }).files[0]?.files ?? [];
    expect(file?.shares).toEqual({ public: {}, private: {} });
    expect(await server.messages()).toEqual([]);
    await clock.advance(500);
    const [message] = await server.messages();
    expect(message).toMatchObject({ text: 'here', files: [{ id: file?.id, name: 'hosts.csv' }] });
    const info = await slack.files.info({ file: file?.id ?? '' });
    expect(info.file?.shares?.public).toEqual({ C0CHANGES: [{ ts: message?.ts }] });
    expect(await download(info.file?.url_private_download, server.tokens.bot)).toEqual([
      'application/octet-stream',
      content.toString(),
    ]);
  });

  test('without the token, or without files:read, a download is a page to log in at, with 200', async () => {
    const server = await here.server();
    await server.upload({ as: 'engineer', name: 'a.txt', content: Buffer.from('secret').toString('base64') });
    const id = (await server.messages())[0]?.files[0]?.id ?? '';
    const { file } = await client(server).files.info({ file: id });
    for (const token of [undefined, 'xoxb-wrong']) {
      const [type, body] = await download(file?.url_private, token);
      expect(type).toContain('text/html');
      expect(body).not.toContain('secret');
    }
    const poor = await here.server({ scopes: ['files:write'] });
    await poor.upload({ as: 'engineer', name: 'a.txt', content: Buffer.from('secret').toString('base64') });
    const url = `${poor.url}/files-pri/T0SANDBOX-${(await poor.messages())[0]?.files[0]?.id}/a.txt`;
    expect((await download(url, poor.tokens.bot))[0]).toContain('text/html');
  });

  test('bytes that are not as many as announced are refused, and the file is not there', async () => {
    const slack = client(await here.server());
    const { upload_url = '', file_id = '' } = await slack.files.getUploadURLExternal({ filename: 'a', length: 3 });
    expect((await fetch(upload_url, { method: 'POST', body: 'four' })).status).toBe(400);
    expect((await refusal(slack.files.completeUploadExternal({ files: [{ id: file_id }] }))).error).toBe(
      'file_not_found',
    );
    const right = await fetch(upload_url, { method: 'POST', body: 'two'.slice(0, 3) });
    expect([right.status, await right.text()]).toEqual([200, 'OK - 3']);
  });
});

describe('a file that a person drops', () => {
  const content = Buffer.from('a,b\n').toString('base64');
  const drop = { as: 'engineer', name: '清单.xlsx', content };

  test('comes to the bot as a message with its words, and as file_shared', async () => {
    const server = await here.server();
    const heard: object[] = [];
    await here.socketApp(server, (app) => {
      app.event('message', async ({ event }) => void heard.push(event));
      app.event('file_shared', async ({ event }) => void heard.push(event));
    });
    const { ts: thread } = await server.type({ as: 'engineer', text: 'see' });
    const more = [{ name: 'b.csv', content }];
    const { ok, ts } = await server.upload({ ...drop, text: 'for "you"', thread, more });
    expect(ok).toBe(true);
    await until(() => heard.length === 4);
    const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect(heard.slice(1)).toMatchObject([
      { type: 'file_shared', channel_id: 'C0CHANGES', user_id: 'U0ENGINEER' },
      { type: 'file_shared', channel_id: 'C0CHANGES', user_id: 'U0ENGINEER' },
      {
        type: 'message',
        subtype: 'file_share',
        channel: 'C0CHANGES',
        user: 'U0ENGINEER',
        text: 'for “you”',
        ts,
        thread_ts: thread,
        files: [
          { name: '清单.xlsx', filetype: 'xlsx', mimetype: xlsx, size: 4, mode: 'hosted' },
          { name: 'b.csv', filetype: 'csv', mimetype: 'text/csv', size: 4 },
        ],
      },
    ]);
  });

  test.each([
    ['connect', { mode: 'file_access', file_access: 'check_file_info' }, { mode: 'hosted', name: '清单.xlsx' }],
    ['hidden', { mode: 'hidden_by_limit' }, { mode: 'hidden_by_limit' }],
    ['external', { mode: 'external', is_external: true }, { mode: 'external', is_external: true }],
  ] as const)('and is special (%s) is told of as Slack tells of such', async (lot, inMessage, asked) => {
    const server = await here.server();
    const slack = client(server);
    await server.upload({ ...drop, lot });
    const { messages } = await slack.conversations.history({ channel: 'C0CHANGES' });
    const [file] = messages?.[0]?.files ?? [];
    expect(file).toMatchObject(inMessage);
    expect(file?.name === undefined).toBe(lot !== 'external');
    expect((await slack.files.info({ file: file?.id ?? '' })).file).toMatchObject(asked);
  });

  test('and deletes leaves a tombstone', async () => {
    const server = await here.server();
    const slack = client(server);
    await server.upload(drop);
    const id = (await server.messages())[0]?.files[0]?.id ?? '';
    const { file } = await slack.files.info({ file: id });
    expect(await server.file({ id })).toEqual({ name: '清单.xlsx', content });
    await server.deleteFile({ id });
    const { messages } = await slack.conversations.history({ channel: 'C0CHANGES' });
    expect(messages?.[0]?.files).toMatchObject([{ id, mode: 'tombstone' }]);
    expect((await refusal(slack.files.info({ file: id }))).error).toBe('file_deleted');
    const headers = { authorization: `Bearer ${server.tokens.bot}` };
    expect((await fetch(file?.url_private_download ?? '', { headers })).status).toBe(404);
    await expect(server.file({ id })).rejects.toThrow('not there any more');
  });

  test('and its download go wrong as asked', async () => {
    const server = await here.server();
    await server.upload(drop);
    const id = (await server.messages())[0]?.files[0]?.id ?? '';
    const url = (await client(server).files.info({ file: id })).file?.url_private_download ?? '';
    const get = () => fetch(url, { headers: { authorization: `Bearer ${server.tokens.bot}` } });
    server.faults.fail({ method: 'download', status: 503 });
    expect((await get()).status).toBe(503);
    server.faults.rateLimit({ method: 'download', retryAfter: 7 });
    expect((await get()).headers.get('retry-after')).toBe('7');
    server.faults.page();
    expect((await download(url, server.tokens.bot))[0]).toContain('text/html');
    server.faults.fail({ method: 'download', status: 'cut', done: true });
    await expect(get().then((response) => response.text())).rejects.toThrow();
    expect(await download(url, server.tokens.bot)).toEqual(['application/octet-stream', 'a,b\n']);
  });
});

async function download(url: string | undefined, token: string | undefined): Promise<string[]> {
  const response = await fetch(url ?? '', token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return [response.headers.get('content-type') ?? '', await response.text()];
}
