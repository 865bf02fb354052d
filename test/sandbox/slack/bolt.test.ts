import type { App } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { actions, button, section, stage, until } from './support.ts';

const here = stage();
afterEach(here.end);

const modal = (text: string) => ({
  type: 'modal' as const,
  callback_id: 'ask',
  title: { type: 'plain_text' as const, text: 'Reject' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    section(text),
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text' as const, text: 'Reason' },
      element: { type: 'plain_text_input', action_id: 'text' },
    },
  ] as never[],
});

/** A bot that does a bit of everything. */
function busy(app: App): void {
  app.command('/deploy', async ({ ack, command, client }) => {
    await ack();
    const blocks = [
      section(`deploy ${command.text}`),
      actions(button('run.approve', 'Approve', 'r1 abc'), button('run.reject', 'Reject')),
    ];
    const metadata = { event_type: 'changeops_run', event_payload: { run: 'r1', state: 'awaiting-approval' } };
    await client.chat.postMessage({ channel: command.channel_id, text: 'card', blocks: blocks as never[], metadata });
  });
  app.action('run.approve', async ({ ack, body, respond, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.message || !body.channel) return;
    await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text: `approved by ${body.user.id}` });
    await respond({ text: 'thank you', replace_original: false });
  });
  app.action('run.reject', async ({ ack, body, client }) => {
    await ack();
    if (body.type === 'block_actions') await client.views.open({ trigger_id: body.trigger_id, view: modal('why?') });
  });
  app.view('ask', async ({ ack, view, body, client }) => {
    const reason = view.state.values.reason?.text?.value;
    if (reason === 'no') return ack({ response_action: 'errors', errors: { reason: 'say more' } });
    await ack();
    await client.chat.postEphemeral({ channel: 'C0CHANGES', user: body.user.id, text: `rejected: ${reason}` });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `heard ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
  });
  app.event('file_shared', async ({ event, client }) => {
    const { file } = await client.files.info({ file: event.file_id });
    await client.chat.postMessage({ channel: event.channel_id, text: `got ${file?.name}` });
  });
}

describe.each(['socket', 'http'] as const)('an unmodified Bolt app over %s', (mode) => {
  const begin = async () => {
    const server = await here.server({ mode });
    await (mode === 'socket' ? here.socketApp(server, busy) : here.httpApp(server, busy));
    return server;
  };

  test('gets a slash command, posts a card, and sees its button clicked', async () => {
    const server = await begin();
    expect(await server.type({ as: 'engineer', text: '/deploy hello staging', rewrite: false })).toEqual({ ok: true });
    const card = await until(async () => (await server.messages({ in: 'changes' }))[0]);
    expect(card).toMatchObject({ from: 'changeops', text: 'card', metadata: { event_payload: { run: 'r1' } } });
    expect(await server.click({ as: 'approver', button: 1 })).toEqual({ ok: true });
    const after = await until(async () => {
      const all = await server.messages({ in: 'changes', as: 'approver' });
      return all.length === 2 && all;
    });
    expect(after[0]).toMatchObject({ text: 'approved by U0APPROVER', blocks: [] });
    expect(after[0]?.versions).toHaveLength(2);
    expect(after[1]).toMatchObject({ text: 'thank you', ephemeral: true });
    expect(await server.messages({ in: 'changes', as: 'engineer' })).toHaveLength(1);
  });

  test('opens a modal, complains of what was filled in, then takes it', async () => {
    const server = await begin();
    await server.type({ as: 'engineer', text: '/deploy hello staging' });
    await until(async () => (await server.messages())[0]);
    await server.click({ as: 'approver', button: 'run.reject' });
    await until(async () => (await server.views({ as: 'approver' }))[0]);
    expect(await server.submit({ as: 'approver' })).toMatchObject({
      ok: false,
      errors: { reason: expect.any(String) },
    });
    expect(await server.submit({ as: 'approver', values: { Reason: 'no' } })).toEqual({
      ok: false,
      errors: { reason: 'say more' },
    });
    expect(await server.submit({ as: 'approver', values: { reason: 'too late today' } })).toEqual({ ok: true });
    expect(await server.views({ as: 'approver' })).toEqual([]);
    const told = await until(async () => (await server.messages({ as: 'approver' })).find((each) => each.ephemeral));
    expect(told.text).toBe('rejected: too late today');
  });

  test('hears a mention in a thread and answers there', async () => {
    const server = await begin();
    const first = await server.type({ as: 'engineer', text: 'shall we?' });
    await server.type({ as: 'engineer', text: '@bot deploy hello@1.1.0', thread: first.ts });
    const answer = await until(async () => (await server.messages()).find((each) => each.from === 'changeops'));
    expect(answer).toMatchObject({
      threadTs: first.ts,
      text: 'heard <@U0CHANGEOPS> deploy <mailto:hello@1.1.0|hello@1.1.0>',
    });
  });

  test('is told of a file and can ask for it', async () => {
    const server = await begin();
    await server.upload({ as: 'engineer', name: '清单.xlsx', content: Buffer.from('x').toString('base64') });
    const answer = await until(async () => (await server.messages()).find((each) => each.from === 'changeops'));
    expect(answer.text).toBe('got 清单.xlsx');
  });
});
