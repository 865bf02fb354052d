import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../src/core/errors.ts';
import { defineAction, defineCommand, form, type Reply, type Request } from '../../src/handlers/define.ts';
import { botHarness, type Handlers } from './support/bot.ts';
import { until } from './support/clock.ts';

type Harness = Awaited<ReturnType<typeof botHarness>>;
let harness: Harness;
afterEach(() => harness.stop());

const both = (words: string) => ({ en: words, zh: words });
const said = (text: string, blocks: object[] = []) => ({ text, blocks: blocks as never });
const ephemeral = (text: string): Reply => ({ kind: 'ephemeral', message: said(text) });
const inChannel = (text: string, blocks?: object[]): Reply => ({ kind: 'in-channel', message: said(text, blocks) });
const button = (action: string, value = 'v') => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: action, value, text: { type: 'plain_text', text: action } }],
});

function command(handle: (request: Request) => Promise<Reply>) {
  const answer = form({ summary: both('x'), args: {}, example: '', handle: (_, request) => handle(request) });
  return defineCommand({ summary: both('x'), forms: [answer] });
}

async function start(handlers: Handlers, mode: 'socket' | 'http' = 'socket'): Promise<Harness> {
  harness = await botHarness(handlers, { mode });
  return harness;
}

const shown = async (as = 'engineer', at = 'changes') => harness.slack.messages({ as, in: at });
const see = (text: string, as = 'engineer', at = 'changes') =>
  until(`"${text}" to be shown`, async () => (await shown(as, at)).some((each) => each.text.includes(text)));

describe.each(['socket', 'http'] as const)('in %s mode', (mode) => {
  test('a slash command is answered to who typed it, in their language', async () => {
    await start({ commands: { hello: command(async ({ language }) => ephemeral(`hello ${language}`)) } }, mode);
    expect(await harness.slack.type({ as: 'engineer2', text: '/hello' })).toEqual({ ok: true });
    await see('hello zh-CN', 'engineer2');
    expect(await shown('engineer')).toEqual([]);
  });

  test('a click is answered, with the value of the button', async () => {
    const act = defineAction({ click: async ({ value, user }) => ephemeral(`${user} clicked ${value}`) });
    const card = command(async () => inChannel('card', [button('run.approve', 'r1 d1')]));
    await start({ commands: { card }, actions: { 'run.approve': act } }, mode);
    await harness.slack.type({ as: 'engineer', text: '/card' });
    await see('card');
    expect(await harness.slack.click({ as: 'approver', button: 'run.approve' })).toEqual({ ok: true });
    await see('U0APPROVER clicked r1 d1', 'approver');
  });

  test('what is delivered twice is done once', async () => {
    let done = 0;
    const count = command(async () => inChannel(`done ${++done}`));
    await start({ commands: { count } }, mode);
    harness.slack.faults.double(1);
    await harness.slack.type({ as: 'engineer', text: '@bot count' });
    await see('done 1');
    await until('both deliveries', () => harness.lines.join('').includes('a delivery came again'));
    expect(done).toBe(1);
    expect((await shown()).filter((each) => each.text.startsWith('done'))).toHaveLength(1);
  });
});

describe('answers', () => {
  test('to a mention in a thread go into that thread', async () => {
    await start({ commands: { hello: command(async () => inChannel('hello')) } });
    const { ts } = await harness.slack.type({ as: 'engineer', text: 'a talk' });
    await harness.slack.type({ as: 'engineer', text: '@bot hello', thread: ts });
    await until('the answer', async () => (await shown()).length === 3);
    expect((await shown()).at(-1)).toMatchObject({ from: 'changeops', text: 'hello', threadTs: ts });
  });

  test('reach channels where the bot is not', async () => {
    const commands = {
      alone: command(async () => ephemeral('to you')),
      all: command(async () => inChannel('to all')),
    };
    await start({ commands });
    await harness.slack.type({ as: 'engineer', in: 'random', text: '/alone' });
    await harness.slack.type({ as: 'engineer', in: 'random', text: '/all' });
    await see('to you', 'engineer', 'random');
    await see('to all', 'approver', 'random');
  });

  test('that are errors say in the language of who asked what the handler says', async () => {
    const broken = command(async () => {
      throw new OpsError('app-unknown', { en: 'There is no <app>.', zh: '没有 <app>。' });
    });
    await start({ commands: { broken } });
    await harness.slack.type({ as: 'engineer2', text: '/broken' });
    await see('没有 &lt;app&gt;。', 'engineer2');
  });

  test('to what failed unforeseen name an id, under which the log has it', async () => {
    const broken = command(async () => {
      throw new Error('secret detail');
    });
    await start({ commands: { broken } });
    await harness.slack.type({ as: 'engineer', text: '/broken' });
    await see('id');
    const text = (await shown()).at(-1)?.text ?? '';
    const id = /[0-9a-f]{8}/.exec(text)?.[0] ?? 'none';
    expect(text).not.toContain('secret detail');
    expect(harness.lines.find((line) => line.includes(id))).toContain('secret detail');
  });

  test('are given to commands and buttons that no handler knows', async () => {
    const card = command(async () => inChannel('card', [button('run.gone')]));
    await start({ commands: { card } });
    await harness.slack.type({ as: 'engineer', text: '/crd' });
    await see('card');
    await harness.slack.type({ as: 'engineer', text: '/card' });
    await until('the card', async () => (await shown('approver')).length === 1);
    await harness.slack.click({ as: 'engineer', button: 'run.gone' });
    await see('run.gone');
  });
});

describe('modals', () => {
  const modal = (title: string, blocks: object[] = []): Reply => ({
    kind: 'modal',
    modal: { action: 'run.reject', title, close: 'Close', submit: 'Send', blocks: blocks as never, state: 'r1 d1' },
  });
  const input = {
    type: 'input',
    block_id: 'b',
    label: { type: 'plain_text', text: 'Why' },
    element: { type: 'plain_text_input', action_id: 'reason' },
  };
  const card = command(async () => inChannel('card', [button('run.reject')]));
  const title = async (as: string) =>
    (await harness.slack.views({ as })).map((each) => JSON.stringify(each.view.title));

  test('that take long show that they are loading, and are filled then', async () => {
    const slow = Promise.withResolvers<void>();
    const act = defineAction({
      loading: { en: 'Reject', zh: '驳回' },
      click: async () => {
        await slow.promise;
        return modal('Why not?');
      },
    });
    await start({ commands: { card }, actions: { 'run.reject': act } });
    await harness.slack.type({ as: 'engineer', text: '/card' });
    await see('card');
    await harness.slack.click({ as: 'approver', button: 'run.reject' });
    await until('the loading modal', async () => (await title('approver')).join().includes('Reject'));
    slow.resolve();
    await until('the filled modal', async () => (await title('approver')).join().includes('Why not?'));
  });

  test('carry what was filled in to their action, with state and channel', async () => {
    const act = defineAction({
      click: async () => modal('Why not?', [input]),
      submit: async ({ channel, state, values }) => ephemeral(`${channel} ${state}: ${values.reason}`),
    });
    await start({ commands: { card }, actions: { 'run.reject': act } });
    await harness.slack.type({ as: 'engineer', text: '/card' });
    await see('card');
    await harness.slack.click({ as: 'approver', button: 'run.reject' });
    await until('the modal', async () => (await title('approver')).length === 1);
    expect(await harness.slack.submit({ as: 'approver', values: { reason: 'too late' } })).toEqual({ ok: true });
    await see('C0CHANGES r1 d1: too late', 'approver');
  });

  test('that failed to fill say why in the modal', async () => {
    const act = defineAction({
      loading: both('Details'),
      click: async () => {
        throw new OpsError('run-unknown', both('no such run'));
      },
    });
    await start({ commands: { card }, actions: { 'run.reject': act } });
    await harness.slack.type({ as: 'engineer', text: '/card' });
    await see('card');
    await harness.slack.click({ as: 'approver', button: 'run.reject' });
    await until('the words', async () =>
      JSON.stringify(await harness.slack.views({ as: 'approver' })).includes('no such run'),
    );
  });

  test('that cannot be opened any more are answered in words', async () => {
    const act = defineAction({ click: async () => modal('Why not?') });
    await start({ commands: { card }, actions: { 'run.reject': act } });
    await harness.slack.type({ as: 'engineer', text: '/card' });
    await see('card');
    harness.slack.faults.refuse({ method: 'views.open', error: 'expired_trigger_id' });
    await harness.slack.click({ as: 'approver', button: 'run.reject' });
    await see('3 seconds', 'approver');
  });
});

describe('acknowledgements', () => {
  test('come in time for 200 commands at once whose handlers keep the event loop busy', async () => {
    let handled = 0;
    const busy = command(async () => {
      const end = performance.now() + 18;
      while (performance.now() < end);
      handled += 1;
      return { kind: 'nothing' };
    });
    await start({ commands: { busy } });
    const all = await Promise.all(
      Array.from({ length: 200 }, () => harness.slack.type({ as: 'engineer', text: '/busy' })),
    );
    expect(all.filter((each) => !each.ok)).toEqual([]);
    await until('the handlers', () => handled === 200, 20_000);
  });

  test('do not wait for the language or anything else that Slack is slow to tell', async () => {
    await start({ commands: { hello: command(async () => ephemeral('hello')) } });
    harness.slack.faults.slow({ method: 'users.info', ms: 3_500 });
    expect(await harness.slack.type({ as: 'engineer', text: '/hello' })).toEqual({ ok: true });
    expect(await shown()).toEqual([]);
    await see('hello');
  });
});

describe('stopping', () => {
  test('takes no new delivery, and waits for the answer to what was taken', async () => {
    const slow = Promise.withResolvers<Reply>();
    await start({ commands: { slow: command(() => slow.promise) } });
    await harness.slack.type({ as: 'engineer', text: '/slow' });
    const stopped = harness.bot.stop(600_000);
    await until('the sockets to close', () => harness.slack.connections() === 0);
    expect(await harness.slack.type({ as: 'engineer', text: '/slow' })).toMatchObject({ ok: false });
    slow.resolve(ephemeral('answered'));
    expect(await stopped).toBe(true);
    expect((await shown()).filter((each) => each.from === 'changeops')).toMatchObject([{ text: 'answered' }]);
  });

  test('gives up waiting after its time', async () => {
    await start({ commands: { never: command(() => new Promise(() => {})) } });
    await harness.slack.type({ as: 'engineer', text: '/never' });
    expect(await harness.bot.stop(10_000)).toBe(false);
  });
});

describe('HTTP mode', () => {
  test.each([
    ['wrong', 'signature mismatch'],
    ['old', 'request is stale'],
  ] as const)('refuses a request whose signature is %s, and does nothing', async (how, reason) => {
    let done = 0;
    await start({ commands: { count: command(async () => ephemeral(`${++done}`)) } }, 'http');
    harness.slack.faults.sign(how);
    expect(await harness.slack.type({ as: 'engineer', text: '/count' })).toMatchObject({ ok: false });
    expect(harness.slack.log.filter((each) => each.kind === 'request')).toMatchObject([{ outcome: 'http_error' }]);
    expect(harness.lines.join('')).toContain(reason);
    expect(done).toBe(0);
  });

  test('answers its health and the challenge of Slack, and nothing else', async () => {
    await start({}, 'http');
    const health = await fetch(`${harness.url}/health`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true }]);
    expect(await harness.slack.verifyUrl()).toBe(true);
    expect((await fetch(`${harness.url}/`)).status).toBe(404);
  });

  test('refuses a body over 4 MB', async () => {
    await start({}, 'http');
    const body = 'x'.repeat(5 * 1024 * 1024);
    const at = Math.floor(Date.now() / 1000).toString();
    const signature = `v0=${createHmac('sha256', harness.slack.signingSecret).update(`v0:${at}:${body}`).digest('hex')}`;
    const headers = { 'x-slack-request-timestamp': at, 'x-slack-signature': signature };
    const answer = await fetch(`${harness.url}/slack/events`, { method: 'POST', headers, body });
    expect(answer.status).toBe(413);
  });
});
