import { afterEach, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { actions, button, client, section, stage } from './support.ts';

const here = stage();
afterEach(here.end);

/** A server, and the response_urls that its app was given, by what was done. */
async function asked() {
  const clock = manualClock();
  const server = await here.server({ clock });
  const urls = { command: '', click: '' };
  await here.socketApp(server, (app) => {
    app.command('/go', async ({ ack, command }) => {
      urls.command = command.response_url;
      await ack();
    });
    app.action('press', async ({ ack, body }) => {
      urls.click = (body as { response_url: string }).response_url;
      await ack();
    });
  });
  const send = async (url: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return [response.status, ((await response.json()) as { error?: string }).error];
  };
  return { clock, server, urls, send };
}

test('a response_url works five times', async () => {
  const { server, urls, send } = await asked();
  await server.type({ as: 'engineer', text: '/go' });
  for (let n = 0; n < 5; n++) expect(await send(urls.command, { text: `${n}` })).toEqual([200, undefined]);
  expect(await send(urls.command, { text: 'sixth' })).toEqual([404, 'used_url']);
  expect(await server.messages({ as: 'engineer' })).toHaveLength(5);
  expect(await server.messages({ as: 'approver' })).toHaveLength(0);
});

test('a response_url works for thirty minutes', async () => {
  const { clock, server, urls, send } = await asked();
  await server.type({ as: 'engineer', text: '/go' });
  await clock.advance(30 * 60_000);
  expect(await send(urls.command, { text: 'just', response_type: 'in_channel' })).toEqual([200, undefined]);
  await clock.advance(1);
  expect(await send(urls.command, { text: 'late' })).toEqual([404, 'expired_url']);
  expect(await server.messages({ as: 'approver' })).toMatchObject([{ text: 'just', ephemeral: false }]);
});

test('a click answers beside the message, in its place, or takes it away', async () => {
  const { server, urls, send } = await asked();
  await client(server).chat.postMessage({
    channel: 'C0CHANGES',
    text: 'card',
    blocks: [actions(button('press'))] as never[],
  });
  await server.click({ as: 'engineer', button: 'press' });
  await send(urls.click, { text: 'beside' });
  expect(await server.messages({ as: 'engineer' })).toMatchObject([
    { text: 'card' },
    { text: 'beside', ephemeral: true },
  ]);
  await send(urls.click, { text: 'instead', replace_original: true });
  expect((await server.messages({ as: 'approver' })).map(({ text }) => text)).toEqual(['instead']);
  await send(urls.click, { delete_original: true });
  expect(await server.messages({ as: 'approver' })).toEqual([]);
});

test('an ephemeral message can be replaced by the response_url of a click in it', async () => {
  const { server, urls, send } = await asked();
  const blocks = [section('sure?'), actions(button('press'))] as never[];
  await client(server).chat.postEphemeral({ channel: 'C0CHANGES', user: 'U0ENGINEER', text: 'sure?', blocks });
  await server.click({ as: 'engineer', button: 1 });
  await send(urls.click, { text: 'done', replace_original: true });
  expect(await server.messages({ as: 'engineer' })).toMatchObject([{ text: 'done', ephemeral: true, blocks: [] }]);
});

test('blocks against the rules are refused there too', async () => {
  const { server, urls, send } = await asked();
  await server.type({ as: 'engineer', text: '/go' });
  expect(await send(urls.command, { text: 'x', blocks: [{ type: 'nothing' }] })).toEqual([400, 'invalid_blocks']);
  expect(await server.messages()).toEqual([]);
});
