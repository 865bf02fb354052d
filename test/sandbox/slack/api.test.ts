import { afterEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { client, refusal, section, stage } from './support.ts';

const here = stage();
afterEach(here.end);

describe('tokens and scopes', () => {
  test('a call without a token, with a wrong one, or with the other kind is refused by name', async () => {
    const server = await here.server();
    expect((await refusal(client(server, '').auth.test())).error).toBe('not_authed');
    expect((await refusal(client(server, 'xoxb-wrong').auth.test())).error).toBe('invalid_auth');
    expect((await refusal(client(server).apps.connections.open())).error).toBe('not_allowed_token_type');
    expect((await refusal(client(server, server.tokens.app).auth.test())).error).toBe('not_allowed_token_type');
  });

  test('a method whose scope the token lacks is refused, and every answer names the scopes', async () => {
    const server = await here.server({ scopes: ['chat:write', 'commands'] });
    expect((await refusal(client(server).users.info({ user: 'U0ENGINEER' }))).error).toBe('missing_scope');
    const response = await fetch(`${server.apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.tokens.bot}` },
    });
    expect(response.headers.get('x-oauth-scopes')).toBe('chat:write,commands');
    expect(await response.json()).toMatchObject({ ok: true, user_id: 'U0CHANGEOPS', bot_id: 'B0CHANGEOPS' });
  });

  test('JSON bodies are taken as well as forms, and an unknown method is named', async () => {
    const server = await here.server();
    const ask = (method: string, body: unknown) =>
      fetch(`${server.apiUrl}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.tokens.bot}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then((response) => response.json());
    expect(await ask('chat.postMessage', { channel: 'C0CHANGES', blocks: [section('hi')] })).toMatchObject({
      ok: true,
    });
    expect(await ask('chat.nothing', {})).toMatchObject({ ok: false, error: 'unknown_method' });
  });
});

describe('people', () => {
  test('a person is shown as they are now: locale when asked for, deactivated, guest, foreign', async () => {
    const server = await here.server();
    const info = async (user: string, locale = true) =>
      (await client(server).users.info({ user, include_locale: locale })).user;
    expect(await info('U0ENGINEER2')).toMatchObject({
      locale: 'zh-CN',
      deleted: false,
      is_restricted: false,
      team_id: 'T0SANDBOX',
    });
    expect((await info('U0ENGINEER2', false))?.locale).toBeUndefined();
    await server.setUser({ user: 'approver', deleted: true });
    await server.setUser({ user: 'oncall', guest: 'single-channel' });
    await server.setUser({ user: 'outsider', foreign: true });
    expect(await info('U0APPROVER')).toMatchObject({ deleted: true });
    expect(await info('U0ONCALL')).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await info('U0OUTSIDER')).toMatchObject({ is_stranger: true, team_id: 'T0ELSEWHERE' });
    expect((await info('U0CHANGEOPS'))?.is_bot).toBe(true);
    expect((await refusal(client(server).users.info({ user: 'U0NOBODY' }))).error).toBe('user_not_found');
  });

  test('lists are given in pages', async () => {
    const server = await here.server();
    const seen: unknown[] = [];
    for await (const page of client(server).paginate('users.list', { limit: 3 }))
      seen.push((page as { members?: unknown[] }).members?.length);
    expect(seen).toEqual([3, 3, 1]);
  });

  test('a deactivated person can no longer do anything', async () => {
    const server = await here.server();
    await server.setUser({ user: 'engineer', deleted: true });
    await expect(server.type({ as: 'engineer', text: 'hello' })).rejects.toThrow('engineer is deactivated');
  });
});

describe('channels', () => {
  test('the bot reads and writes only where it is', async () => {
    const server = await here.server({
      channels: [
        { id: 'C0A', name: 'a' },
        { id: 'C0B', name: 'b', bot: false },
        { id: 'G0C', name: 'c', private: true, bot: false },
      ],
    });
    const slack = client(server);
    expect((await refusal(slack.chat.postMessage({ channel: 'C0B', text: 'x' }))).error).toBe('not_in_channel');
    expect((await refusal(slack.conversations.history({ channel: 'C0B' }))).error).toBe('not_in_channel');
    expect((await refusal(slack.chat.postMessage({ channel: 'G0C', text: 'x' }))).error).toBe('channel_not_found');
    expect((await refusal(slack.chat.postMessage({ channel: 'C0NONE', text: 'x' }))).error).toBe('channel_not_found');
    await slack.conversations.join({ channel: 'C0B' });
    expect((await slack.chat.postMessage({ channel: 'C0B', text: 'x' })).ok).toBe(true);
    await server.setMember({ in: 'b', member: false });
    expect((await refusal(slack.chat.postMessage({ channel: 'C0B', text: 'x' }))).error).toBe('not_in_channel');
    expect((await slack.users.conversations({})).channels?.map((channel) => channel.id)).toEqual(['C0A']);
  });

  test('a person can be written to directly', async () => {
    const server = await here.server();
    const slack = client(server);
    const { channel } = await slack.conversations.open({ users: 'U0ENGINEER' });
    await slack.chat.postMessage({ channel: channel?.id ?? '', text: 'one' });
    await slack.chat.postMessage({ channel: 'U0ENGINEER', text: 'two' });
    const seen = await server.messages({ as: 'engineer', in: '@bot' });
    expect(seen.map(({ text }) => text)).toEqual(['one', 'two']);
    expect(await server.messages({ as: 'approver' })).toEqual([]);
  });
});

describe('messages', () => {
  test('history holds what everybody sees, newest first, metadata only when asked for', async () => {
    const server = await here.server();
    const slack = client(server);
    const metadata = { event_type: 'changeops_run', event_payload: { run: 'r1' } };
    const { ts } = await slack.chat.postMessage({ channel: 'C0CHANGES', text: 'first', metadata });
    await slack.chat.postMessage({ channel: 'C0CHANGES', text: 'reply', thread_ts: ts });
    await slack.chat.postEphemeral({ channel: 'C0CHANGES', user: 'U0ENGINEER', text: 'secret' });
    await server.type({ as: 'engineer', text: 'second' });
    const plain = await slack.conversations.history({ channel: 'C0CHANGES' });
    expect(plain.messages?.map((message) => message.text)).toEqual(['second', 'first']);
    expect(plain.messages?.[1]).toMatchObject({ reply_count: 1, bot_id: 'B0CHANGEOPS' });
    expect(plain.messages?.[1]).not.toHaveProperty('metadata');
    const all = await slack.conversations.history({
      channel: 'C0CHANGES',
      include_all_metadata: true,
      oldest: '0',
      limit: 5,
    });
    expect(all.messages?.[1]).toMatchObject({ metadata });
    const replies = await slack.conversations.replies({ channel: 'C0CHANGES', ts: ts ?? '' });
    expect(replies.messages?.map((message) => message.text)).toEqual(['first', 'reply']);
  });

  test('an edit with text and no blocks drops the blocks, and every state is kept with its time', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const slack = client(server);
    const { ts } = await slack.chat.postMessage({ channel: 'C0CHANGES', text: 'a', blocks: [section('a')] as never[] });
    await clock.advance(1500);
    await slack.chat.update({ channel: 'C0CHANGES', ts: ts ?? '', text: 'b' });
    const [message] = await server.messages();
    expect(message?.blocks).toEqual([]);
    const [posted, edited] = message?.versions ?? [];
    expect([posted?.text, edited?.text]).toEqual(['a', 'b']);
    expect((edited?.at ?? 0) - (posted?.at ?? 0)).toBe(1500);
  });

  test('only own, present and not ephemeral messages can be changed or deleted', async () => {
    const server = await here.server();
    const slack = client(server);
    const { ts = '' } = await server.type({ as: 'engineer', text: 'mine' });
    const change = (at: string) => refusal(slack.chat.update({ channel: 'C0CHANGES', ts: at, text: 'yours' }));
    expect((await change(ts)).error).toBe('cant_update_message');
    expect((await refusal(slack.chat.delete({ channel: 'C0CHANGES', ts }))).error).toBe('cant_delete_message');
    const hidden = await slack.chat.postEphemeral({ channel: 'C0CHANGES', user: 'U0ENGINEER', text: 'psst' });
    expect((await change(hidden.message_ts ?? '')).error).toBe('message_not_found');
    const card = await slack.chat.postMessage({ channel: 'C0CHANGES', text: 'card' });
    await server.deleteMessage({ in: 'changes', ts: card.ts ?? '' });
    expect((await change(card.ts ?? '')).error).toBe('message_not_found');
  });

  test('an ephemeral message reaches one member of the channel', async () => {
    const server = await here.server({ channels: [{ id: 'C0A', name: 'a', members: ['U0ENGINEER'] }] });
    const slack = client(server);
    await slack.chat.postEphemeral({ channel: 'C0A', user: 'U0ENGINEER', text: 'psst' });
    expect(await server.messages({ as: 'engineer' })).toMatchObject([{ text: 'psst', ephemeral: true }]);
    const other = slack.chat.postEphemeral({ channel: 'C0A', user: 'U0APPROVER', text: 'psst' });
    expect((await refusal(other)).error).toBe('user_not_in_channel');
  });

  test('timestamps are never given twice, though the clock stands still', async () => {
    const server = await here.server({ clock: manualClock() });
    const all = await Promise.all(
      [...Array(20).keys()].map((n) => client(server).chat.postMessage({ channel: 'C0CHANGES', text: `${n}` })),
    );
    expect(new Set(all.map(({ ts }) => ts)).size).toBe(20);
  });

  test('more than one post a second and channel is refused for a second, where that is switched on', async () => {
    const clock = manualClock();
    const server = await here.server({ clock, rateLimits: true });
    const status = async (channel: string) => {
      const body = new URLSearchParams({ channel, text: 'x', token: server.tokens.bot });
      const response = await fetch(`${server.apiUrl}chat.postMessage`, { method: 'POST', body });
      return [response.status, response.headers.get('retry-after')];
    };
    const all = [];
    for (let n = 0; n < 4; n++) all.push(await status('C0CHANGES'));
    expect(all).toEqual([
      [200, null],
      [200, null],
      [200, null],
      [429, '1'],
    ]);
    expect(await status('C0GENERAL')).toEqual([200, null]);
    await clock.advance(1000);
    expect(await status('C0CHANGES')).toEqual([200, null]);
    expect(await status('C0CHANGES')).toEqual([429, '1']);
  });
});
