import type { App } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import type { SlackServer } from '../../../src/sandbox/slack/server.ts';
import { manualClock } from '../../support/clock.ts';
import { client, refusal, section, stage, until } from './support.ts';

const here = stage();
afterEach(here.end);

/** What Slackbot told one person last, and where. */
const slackbot = async (server: SlackServer, as: string) =>
  (await server.messages({ as })).findLast(({ from }) => from === 'slackbot');

describe('a command that Slack refuses', () => {
  test('is one that no app has: Slackbot says so to who typed it, and the app hears nothing', async () => {
    const server = await here.server({ commands: ['/deploy'] });
    for (const text of ['/foo --bar', '/', '/ deploy'])
      expect(await server.type({ as: 'engineer', text })).toEqual({ ok: false, error: 'unknown_command' });
    await server.type({ as: 'engineer', text: '/usr/bin<!channel> x' });
    expect(await slackbot(server, 'engineer')).toMatchObject({
      ephemeral: true,
      text: '/usr/bin&lt;!channel&gt; is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.\n\nIf you are trying to send a message and not run a command, try preceding the “/” with an empty space.',
    });
    expect(await server.messages({ as: 'approver' })).toEqual([]);
    expect(server.log.filter(({ kind }) => kind === 'envelope')).toEqual([]);
  });

  test('is any in a thread, and Slackbot says so there', async () => {
    const server = await here.server({ commands: ['/deploy'] });
    const { ts } = await server.type({ as: 'engineer', text: 'hi' });
    expect(await server.type({ as: 'engineer', text: '/deploy x', thread: ts })).toMatchObject({ ok: false });
    expect(await slackbot(server, 'engineer')).toMatchObject({
      threadTs: ts,
      text: '/deploy is not supported in threads. Sorry!',
    });
  });

  test('is one whose app is not connected, or does not answer within three seconds', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    expect(await server.type({ as: 'engineer', text: '/deploy x' })).toEqual({ ok: false, error: 'dispatch_failed' });
    expect((await slackbot(server, 'engineer'))?.text).toBe('/deploy failed with the error "dispatch_failed"');
    await here.socketApp(server, (app) => app.command('/deploy', async () => {}));
    const typed = server.type({ as: 'engineer', text: '/deploy x' });
    await until(() => server.log.some(({ kind }) => kind === 'envelope'));
    await clock.advance(3000);
    expect(await typed).toEqual({ ok: false, error: 'operation_timeout' });
    expect((await slackbot(server, 'engineer'))?.text).toBe('/deploy failed with the error "operation_timeout"');
  });

  test('is refused in Chinese to who reads Chinese', async () => {
    const server = await here.server({ commands: ['/deploy'] });
    const { ts } = await server.type({ as: 'engineer2', text: 'hi' });
    await server.type({ as: 'engineer2', text: '/foo' });
    expect((await slackbot(server, 'engineer2'))?.text).toMatch(/^\/foo 不是有效命令。/);
    await server.type({ as: 'engineer2', text: '/deploy', thread: ts });
    expect((await slackbot(server, 'engineer2'))?.text).toBe('抱歉，消息列中不支持 /deploy。');
    await server.type({ as: 'engineer2', text: '/deploy' });
    expect((await slackbot(server, 'engineer2'))?.text).toBe('/deploy 失败，错误为“dispatch_failed”');
  });

  test('is none where the bot is not in the channel: it hears the command all the same', async () => {
    const server = await here.server();
    const heard: string[] = [];
    await here.socketApp(server, (app) =>
      app.command('/deploy', async ({ ack, command }) => {
        heard.push(command.channel_id);
        await ack();
      }),
    );
    expect(await server.type({ as: 'engineer', in: 'random', text: '/deploy x' })).toEqual({ ok: true });
    expect(heard).toEqual(['C0RANDOM']);
  });

  test.each([
    ['//deploy x', '//deploy x'],
    [' /deploy x', '/deploy x'],
    ['see /deploy x', 'see /deploy x'],
  ])('is not %j, which is a message', async (typed, text) => {
    const server = await here.server({ commands: ['/deploy'] });
    expect((await server.type({ as: 'engineer', in: 'random', text: typed })).ok).toBe(true);
    expect(await server.messages({ as: 'approver' })).toMatchObject([{ text }]);
  });

  test('is what is longer than 12,000 characters, as a message is', async () => {
    const server = await here.server();
    const type = (length: number) => server.type({ as: 'engineer', in: 'random', text: 'x'.repeat(length) });
    expect((await type(12_000)).ok).toBe(true);
    await expect(type(12_001)).rejects.toThrow('it has 12,001 characters, and Slack takes 12,000');
    await expect(server.type({ as: 'engineer2', text: `/deploy ${'x'.repeat(12_000)}` })).rejects.toThrow('消息太长');
    expect(await server.messages()).toHaveLength(1);
  });
});

describe('files that Slack refuses', () => {
  const gigabyte = 1024 ** 3;
  const announce = (server: SlackServer, sizes: readonly number[], as = 'engineer') =>
    server.announce({ as, files: sizes.map((size, at) => ({ name: `f${at}.csv`, size })) });

  test('are empty ones, those over 1 GB and more than ten at once, before any byte is sent', async () => {
    const server = await here.server({ largestFile: 2 * gigabyte });
    expect(await announce(server, [gigabyte, ...Array(9).fill(1)])).toHaveLength(10);
    await expect(announce(server, [1, 0])).rejects.toThrow('f1.csv can’t be uploaded because it is empty.');
    await expect(announce(server, [gigabyte + 1])).rejects.toThrow(
      'f0.csv can’t be uploaded because it is larger than 1 GB.',
    );
    await expect(announce(server, Array(11).fill(1))).rejects.toThrow('You can upload up to 10 files at a time');
    await expect(announce(server, [0], 'engineer2')).rejects.toThrow('无法上传 f0.csv：文件为空。');
    await expect(server.upload({ as: 'engineer', name: 'empty.csv', content: '' })).rejects.toThrow('it is empty');
    expect(await server.messages()).toEqual([]);
  });

  test('are told from those that only this sandbox refuses', async () => {
    const server = await here.server({ largestFile: 3 * 1024 ** 2 });
    await expect(announce(server, [3 * 1024 ** 2 + 1])).rejects.toThrow('Slack takes it, but this sandbox');
    expect(await announce(server, [3 * 1024 ** 2])).toHaveLength(1);
    expect(await announce(await here.server(), [150 * 1024 ** 2])).toHaveLength(1);
  });

  test('are those whose bytes have not come, and those of somebody else', async () => {
    const server = await here.server();
    const [one, two] = await announce(server, [2, 2]);
    const share = (as: string, ...ids: (string | undefined)[]) =>
      server.share({ as, in: 'random', text: 'here', files: ids.map(String) });
    expect(server.uploads.receive(one?.ticket ?? '', Buffer.from('a\n'))).toBe(true);
    await expect(share('engineer', one?.id, two?.id)).rejects.toThrow('f1.csv has not been uploaded');
    await expect(share('approver', one?.id)).rejects.toThrow('has not been uploaded');
    expect(await share('engineer', one?.id)).toMatchObject({ ok: true });
    expect(await server.messages()).toMatchObject([{ text: 'here', files: [{ name: 'f0.csv' }] }]);
  });
});

describe('a modal that Slack refuses', () => {
  const plain = (text: string) => ({ type: 'plain_text' as const, text });
  const modal = (more: object = {}) =>
    ({ type: 'modal', title: plain('Title'), submit: plain('Next'), blocks: [section('x')], ...more }) as never;
  const button = { type: 'button', action_id: 'a', text: plain('A') };

  /** An app whose /go hands over its trigger, and whose modal answers its submission so. */
  async function begin(submitted: object = {}) {
    const server = await here.server();
    let trigger = '';
    await here.socketApp(server, (app: App) => {
      app.command('/go', async ({ ack, command }) => {
        trigger = command.trigger_id;
        await ack();
      });
      app.action('a', async ({ ack, body }) => {
        trigger = 'trigger_id' in body ? String(body.trigger_id) : '';
        await ack();
      });
      app.view(/.*/, async ({ ack }) => ack(submitted as never));
    });
    const press = async (within: boolean) => {
      if (within) await server.click({ as: 'engineer', button: 'a', modal: true });
      else await server.type({ as: 'engineer', text: '/go' });
      return trigger;
    };
    return { server, press, slack: client(server) };
  }

  test('says why in its answer, and in the log of the sandbox; the person sees nothing', async () => {
    const { server, press, slack } = await begin();
    const blocks = [{ type: 'actions', elements: [button, button] }];
    const why = '[ERROR] `action_id` must be unique: a [json-pointer:/view/blocks/0/elements/1/action_id]';
    expect(await refusal(slack.views.open({ trigger_id: await press(false), view: modal({ blocks }) }))).toEqual({
      error: 'invalid_arguments',
      messages: [why],
    });
    expect(server.log.at(-1)).toMatchObject({ name: 'views.open', outcome: 'invalid_arguments', detail: { why } });
    expect(await server.views({ as: 'engineer' })).toEqual([]);
    expect(await server.messages({ as: 'engineer' })).toEqual([]);
  });

  test('is the fourth on top of another, one over 250 kB, and one with the external id of another', async () => {
    const { press, slack } = await begin();
    const blocks = [{ type: 'actions', elements: [button] }];
    await slack.views.open({ trigger_id: await press(false), view: modal({ blocks, external_id: 'mine' }) });
    const push = async (more: object) => slack.views.push({ trigger_id: await press(true), view: modal(more) });
    expect((await refusal(push({ blocks, external_id: 'mine' }))).error).toBe('duplicate_external_id');
    const long = { blocks: Array(100).fill(section('x'.repeat(2600))) };
    expect((await refusal(push(long))).error).toBe('view_too_large');
    expect((await push({ blocks })).ok).toBe(true);
    expect((await push({ blocks })).ok).toBe(true);
    expect((await refusal(push({ blocks }))).error).toBe('push_limit_reached');
  });

  test('as the answer to a submission leaves the one that is open, and is in the log', async () => {
    const view = modal({ blocks: Array(101).fill(section('x')) });
    const { server, press, slack } = await begin({ response_action: 'update', view });
    await slack.views.open({ trigger_id: await press(false), view: modal() });
    expect(await server.submit({ as: 'engineer' })).toEqual({ ok: false, error: 'invalid_arguments' });
    expect(await server.views({ as: 'engineer' })).toHaveLength(1);
    expect(server.log.findLast(({ name }) => name.startsWith('view_submission'))).toMatchObject({
      outcome: 'invalid_arguments',
      detail: { why: '[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]' },
    });
  });
});
