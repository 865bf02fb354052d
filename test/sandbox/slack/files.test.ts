import { afterEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { client, refusal, stage } from './support.ts';

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

async function download(url: string | undefined, token: string | undefined): Promise<string[]> {
  const response = await fetch(url ?? '', token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return [response.headers.get('content-type') ?? '', await response.text()];
}
