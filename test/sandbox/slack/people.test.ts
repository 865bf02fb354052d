import type { SlackActionMiddlewareArgs } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { rewritten } from '../../../src/sandbox/slack/people/rewrite.ts';
import { actions, button, client, section, stage, until } from './support.ts';

const here = stage();
afterEach(here.end);

const all = { dashes: true, quotes: true, links: true, mentions: true };

describe('what clients do to typed text', () => {
  test.each([
    ['--dry-run', '—dry-run', '—dry-run'],
    ['--reason "too late"', '—reason “too late”', '—reason “too late”'],
    ["it's 'fine'", 'it’s ‘fine’', 'it’s ‘fine’'],
    ['hello@1.1.0 staging', '<mailto:hello@1.1.0|hello@1.1.0> staging', '<mailto:hello@1.1.0|hello@1.1.0> staging'],
    ['web-01.example', '<http://web-01.example|web-01.example>', '<http://web-01.example|web-01.example>'],
    [
      'see https://a.example/x?y=1&z=2',
      'see <https://a.example/x?y=1&amp;z=2>',
      'see <https://a.example/x?y=1&amp;z=2>',
    ],
    ['ask @approver', 'ask <@U0APPROVER>', 'ask <@U0APPROVER|approver>'],
    ['ask @release-approvers', 'ask <!subteam^S0APPROVERS>', 'ask <!subteam^S0APPROVERS|@release-approvers>'],
    ['@ChangeOps help', '<@U0CHANGEOPS> help', '<@U0CHANGEOPS|changeops> help'],
    ['@BOT, @Approver2.', '<@U0CHANGEOPS>, <@U0APPROVER2>.', '<@U0CHANGEOPS|changeops>, <@U0APPROVER2|approver2>.'],
    ['ask @ana approver now', 'ask <@U0APPROVER> now', 'ask <@U0APPROVER|approver> now'],
    ['请@陈审批准', '请<@U0APPROVER2>批准', '请<@U0APPROVER2|approver2>批准'],
    ['in #changes', 'in <#C0CHANGES|changes>', 'in <#C0CHANGES|changes>'],
    ['@here', '<!here>', '<!here>'],
    ['@nobody a<b & c>d', '@nobody a&lt;b &amp; c&gt;d', '@nobody a&lt;b &amp; c&gt;d'],
    ['`--raw "x"`', '`--raw "x"`', '`--raw "x"`'],
    ['10.0.0.1 web-* cpu>=8', '10.0.0.1 web-* cpu&gt;=8', '10.0.0.1 web-* cpu&gt;=8'],
  ])('%s', async (typed, message, command) => {
    const { world } = await here.server();
    expect(rewritten(world, typed, all, false)).toBe(message);
    expect(rewritten(world, typed, all, true)).toBe(command);
  });

  test('can be switched off, for a server or for one text', async () => {
    const heard: string[] = [];
    const begin = async (rewriting?: Partial<typeof all>) => {
      const server = await here.server({ rewriting });
      await here.socketApp(server, (app) => {
        app.command('/go', async ({ ack, command }) => {
          heard.push(command.text);
          await ack();
        });
      });
      return server;
    };
    await (await begin({ dashes: false })).type({ as: 'engineer', text: '/go --a b@1.2' });
    await (await begin()).type({ as: 'engineer', text: '/go --a b@1.2', rewrite: false });
    expect(heard).toEqual(['--a <mailto:b@1.2|b@1.2>', '--a b@1.2']);
  });
});

describe('clicks and choices', () => {
  /** A bot that keeps the block_actions it gets. */
  const begin = async () => {
    const server = await here.server();
    const got: SlackActionMiddlewareArgs['body'][] = [];
    await here.socketApp(server, (app) => {
      app.action(/.*/, async ({ ack, body }) => {
        got.push(body);
        await ack();
      });
    });
    const post = async (...elements: unknown[]) =>
      (
        await client(server).chat.postMessage({
          channel: 'C0CHANGES',
          text: 'card',
          blocks: [section('card'), actions(...elements)] as never[],
        })
      ).ts ?? '';
    return { server, got, post };
  };

  test('a click carries the button, its message, and who clicked', async () => {
    const { server, got, post } = await begin();
    const ts = await post(button('run.approve', 'Approve', 'r1 abc'), button('run.reject', 'Reject'));
    await server.click({ as: 'approver2', button: 'Approve' });
    expect(got[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0APPROVER2' },
      channel: { id: 'C0CHANGES' },
      container: { message_ts: ts, is_ephemeral: false },
      message: { ts, text: 'card' },
      actions: [{ action_id: 'run.approve', type: 'button', value: 'r1 abc' }],
    });
  });

  test('a client that has not seen an edit yet can still click what was there', async () => {
    const { server, got, post } = await begin();
    const ts = await post(button('run.approve'));
    await client(server).chat.update({ channel: 'C0CHANGES', ts, text: 'over' });
    await expect(server.click({ as: 'approver', ts, button: 1 })).rejects.toThrow('approver sees no button 1');
    expect(await server.click({ as: 'approver', ts, button: 1, version: 0 })).toEqual({ ok: true });
    expect(got).toHaveLength(1);
  });

  test('numbers count the buttons of the newest message that has them', async () => {
    const { server, got, post } = await begin();
    await post(button('old'));
    await post(button('one'), button('two'));
    await client(server).chat.postMessage({ channel: 'C0CHANGES', text: 'no buttons here' });
    await server.click({ as: 'approver', button: 2 });
    await server.click({ as: 'approver', button: 'old' });
    expect(got.map((body) => (body as { actions: { action_id: string }[] }).actions[0]?.action_id)).toEqual([
      'two',
      'old',
    ]);
  });

  test('a choice carries the option and stays in the state of the message', async () => {
    const { server, got, post } = await begin();
    const option = (value: string) => ({ text: { type: 'plain_text', text: value.toUpperCase() }, value });
    await post({ type: 'static_select', action_id: 'pick', options: [option('a'), option('b')] }, button('go'));
    await server.select({ as: 'approver', action: 'pick', choice: 'B' });
    await server.click({ as: 'approver', button: 'go' });
    expect(got[0]).toMatchObject({ actions: [{ action_id: 'pick', selected_option: { value: 'b' } }] });
    const state = (got[1] as unknown as { state: { values: Record<string, object> } }).state.values;
    expect(Object.values(state)).toMatchObject([{ pick: { selected_option: { value: 'b' } } }]);
    await expect(server.select({ as: 'approver', action: 'pick', choice: 'c' })).rejects.toThrow('it offers no c');
  });

  test("nobody sees or clicks another person's ephemeral message", async () => {
    const { server } = await begin();
    const blocks = [actions(button('mine'))] as never[];
    await client(server).chat.postEphemeral({ channel: 'C0CHANGES', user: 'U0ENGINEER', text: 'psst', blocks });
    await expect(server.click({ as: 'approver', button: 'mine' })).rejects.toThrow('sees no button');
    expect(await server.click({ as: 'engineer', button: 'mine' })).toEqual({ ok: true });
  });
});

describe('the workspace', () => {
  test('a change is heard by whoever waits for one', async () => {
    const server = await here.server();
    const { version } = await server.changes();
    const waiting = server.changes({ since: version, ms: 60_000 });
    await server.type({ as: 'engineer', text: 'hi' });
    expect((await waiting).version).toBeGreaterThan(version);
  });

  test('a mention reaches the bot only in channels it is in, a direct message without one', async () => {
    const server = await here.server();
    const heard: string[] = [];
    await here.socketApp(server, (app) => {
      app.event('app_mention', async ({ event }) => void heard.push(`mention ${event.channel}`));
      app.event(
        'message',
        async ({ event }) => void (event.channel_type === 'im' && heard.push(`im ${event.channel}`)),
      );
    });
    await server.type({ as: 'engineer', in: 'random', text: '@bot hi' });
    await server.type({ as: 'engineer', in: 'general', text: '@bot hi' });
    await server.type({ as: 'engineer', in: '@bot', text: 'hi' });
    await until(() => heard.length === 2);
    expect(heard).toEqual(['mention C0GENERAL', 'im D0ENGINEER']);
  });

  test('the bot is told when a card is deleted and when it is taken out of a channel', async () => {
    const server = await here.server();
    const heard: unknown[] = [];
    await here.socketApp(server, (app) => {
      app.event(
        'message',
        async ({ event }) => void (event.subtype === 'message_deleted' && heard.push(event.deleted_ts)),
      );
      app.event('channel_left', async ({ event }) => void heard.push(event.channel));
    });
    const { ts = '' } = await client(server).chat.postMessage({ channel: 'C0CHANGES', text: 'card' });
    await server.deleteMessage({ in: 'changes', ts });
    await server.setMember({ in: 'changes', member: false });
    await until(() => heard.length === 2);
    expect(heard).toEqual([ts, 'C0CHANGES']);
  });

  test('shortcuts and the home tab reach the bot', async () => {
    const server = await here.server();
    await here.socketApp(server, (app) => {
      app.shortcut('new-deploy', async ({ ack, shortcut, client }) => {
        await ack();
        const view = {
          type: 'modal' as const,
          title: { type: 'plain_text' as const, text: 'Deploy' },
          blocks: [section('which?')] as never[],
        };
        await client.views.open({ trigger_id: shortcut.trigger_id, view });
      });
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [section('at home')] as never[] },
        });
      });
    });
    await server.shortcut({ as: 'engineer', callback: 'new-deploy' });
    await until(async () => (await server.views({ as: 'engineer' }))[0]);
    await server.openHome({ as: 'engineer' });
    const home = await until(() => server.home({ as: 'engineer' }));
    expect(home.blocks).toMatchObject([{ text: { text: 'at home' } }]);
  });

  test('modals can be pushed three deep, closed with word to the bot, or cleared', async () => {
    const server = await here.server();
    const closed: string[] = [];
    let depth = 0;
    const view = () => ({
      type: 'modal' as const,
      callback_id: 'deep',
      notify_on_close: true,
      title: { type: 'plain_text' as const, text: `Level ${++depth}` },
      submit: { type: 'plain_text' as const, text: 'Deeper' },
      blocks: [section('x')] as never[],
    });
    await here.socketApp(server, (app) => {
      app.command('/go', async ({ ack, command, client }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: view() });
      });
      app.view('deep', async ({ ack }) => ack({ response_action: 'push', view: view() }));
      app.view({ callback_id: 'deep', type: 'view_closed' }, async ({ ack, body }) => {
        closed.push(body.view.title.text);
        await ack();
      });
    });
    await server.type({ as: 'engineer', text: '/go' });
    await until(async () => (await server.views({ as: 'engineer' }))[0]);
    expect(await server.submit({ as: 'engineer' })).toEqual({ ok: true });
    expect(await server.submit({ as: 'engineer' })).toEqual({ ok: true });
    expect(await server.submit({ as: 'engineer' })).toEqual({ ok: false, error: 'push_limit_reached' });
    await server.close({ as: 'engineer' });
    expect(await server.views({ as: 'engineer' })).toHaveLength(2);
    await server.close({ as: 'engineer', all: true });
    expect(await server.views({ as: 'engineer' })).toEqual([]);
    await until(() => closed.length === 2);
    expect(closed).toEqual(['Level 3', 'Level 2']);
  });

  test('a shortcut in a message menu carries the message, the newest where none is named', async () => {
    const server = await here.server();
    const heard: object[] = [];
    await here.socketApp(server, (app) => {
      app.shortcut({ type: 'message_action' }, async ({ ack, shortcut }) => {
        heard.push(shortcut);
        await ack();
      });
    });
    const { ts: first = '' } = await server.type({ as: 'engineer', text: 'first' });
    await server.upload({ as: 'engineer', name: 'a.csv', content: 'YQ==' });
    expect(await server.shortcut({ as: 'approver', callback: 'convert', ts: 'newest' })).toEqual({ ok: true });
    await server.shortcut({ as: 'approver', callback: 'convert', ts: first });
    expect(heard).toMatchObject([
      { callback_id: 'convert', channel: { id: 'C0CHANGES' }, message: { files: [{ name: 'a.csv' }] } },
      { callback_id: 'convert', message_ts: first, message: { text: 'first' } },
    ]);
    await expect(server.shortcut({ as: 'approver', callback: 'convert', in: 'random', ts: 'newest' })).rejects.toThrow(
      'there is no message in #random',
    );
  });

  test('errors of a submission stand at input blocks; others are what Slack cannot show', async () => {
    const server = await here.server();
    let errors: Record<string, string> = {};
    await here.socketApp(server, (app) => {
      app.command('/go', async ({ ack, command, client }) => {
        await ack();
        const plain = (text: string) => ({ type: 'plain_text' as const, text });
        const blocks = [
          { ...section('x'), block_id: 'words' },
          {
            type: 'input',
            block_id: 'why',
            label: plain('Why'),
            element: { type: 'plain_text_input', action_id: 'a' },
          },
        ] as never[];
        const view = { type: 'modal' as const, callback_id: 'm', title: plain('T'), submit: plain('S'), blocks };
        await client.views.open({ trigger_id: command.trigger_id, view });
      });
      app.view('m', async ({ ack }) => ack({ response_action: 'errors', errors }));
    });
    await server.type({ as: 'engineer', text: '/go' });
    await until(async () => (await server.views({ as: 'engineer' }))[0]);
    errors = { why: 'too short' };
    expect(await server.submit({ as: 'engineer', values: { why: 'x' } })).toEqual({ ok: false, errors });
    expect((await server.views({ as: 'engineer' }))[0]?.errors).toEqual(errors);
    errors = { words: 'no input' };
    expect(await server.submit({ as: 'engineer', values: { why: 'x' } })).toEqual({
      ok: false,
      error: 'errors for what is no input block: words',
    });
  });
});
