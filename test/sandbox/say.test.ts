import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectSandbox, findSandbox } from '../../src/sandbox/client.ts';
import { readOptions } from '../../src/sandbox/say/options.ts';
import type { SlackServer } from '../../src/sandbox/slack/server.ts';
import { actions, button, section, stage } from './slack/support.ts';

const here = stage();
let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'say-'));
});
afterEach(async () => {
  await here.end();
  await rm(data, { recursive: true, force: true });
});

/** Runs the program as npm run say does. */
function say(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['src/sandbox/say.ts', '--data', data, '--pause', '0.3', ...args]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

async function running(prepare: (app: App) => void): Promise<SlackServer> {
  const server = await here.server();
  await here.socketApp(server, prepare);
  await writeFile(join(data, '.sandbox.json'), JSON.stringify({ url: server.url, token: server.sandboxToken }));
  return server;
}

/** A bot whose runs need one approval and then end as the app's name says. */
function deploys(app: App): void {
  const card = (state: string, name: string) => ({
    text: `${name}: ${state}`,
    blocks: [
      section(`${name} &amp; ${state}`),
      ...(state === 'awaiting-approval' ? [actions(button('run.approve', 'Approve', name))] : []),
    ] as never[],
    metadata: { event_type: 'changeops_run', event_payload: { run: `r-${name}`, state } },
  });
  app.command('/deploy', async ({ ack, command, client }) => {
    await ack();
    await client.chat.postMessage({ channel: 'C0STAGING', ...card('awaiting-approval', command.text) });
  });
  app.action('run.approve', async ({ ack, body, action, client }) => {
    await ack();
    if (body.type !== 'block_actions' || action.type !== 'button' || !body.message) return;
    const name = action.value ?? '';
    for (const state of ['running', name === 'bad' ? 'undone' : 'succeeded']) {
      await client.chat.update({ channel: 'C0STAGING', ts: body.message.ts, ...card(state, name) });
    }
  });
}

describe('npm run say', () => {
  test('types, shows the card with its buttons numbered, clicks, and waits for success', async () => {
    await running(deploys);
    const typed = await say('--as', 'engineer', '/deploy hello');
    expect(typed).toMatchObject({ code: 0, err: '' });
    expect(typed.out).toContain('#staging  changeops');
    expect(typed.out).toContain('hello & awaiting-approval');
    expect(typed.out).toContain('[1 Approve]');
    const clicked = await say('--as', 'approver', '--click', '1', '--wait');
    expect(clicked.code).toBe(0);
    expect(clicked.out).toContain('hello & succeeded');
    expect(clicked.out).toContain('Run r-hello: succeeded');
  });

  test('ends with 1 when the run did not succeed, in Chinese where its person is', async () => {
    const server = await running(deploys);
    await server.type({ as: 'engineer', text: '/deploy bad' });
    const clicked = await say('--as', 'approver2', '--click', 'Approve', '--wait');
    expect(clicked.code).toBe(1);
    expect(clicked.out).toContain('变更执行 r-bad：undone');
  });

  test('says which button there is not, and that no sandbox runs', async () => {
    await running(deploys);
    expect(await say('--as', 'approver', '--click', '7')).toMatchObject({
      code: 1,
      err: 'The sandbox refused: approver sees no button 7\n',
    });
    await rm(join(data, '.sandbox.json'));
    const missing = await say('--show');
    expect(missing.code).toBe(1);
    expect(missing.err).toContain(`No sandbox runs on ${data}`);
  });

  test('prints a modal once, then only that it is still open, and the whole again when it is asked for', async () => {
    await running((app) => {
      deploys(app);
      app.command('/ask', async ({ ack, body, client }) => {
        await ack();
        const view = {
          type: 'modal' as const,
          title: { type: 'plain_text' as const, text: 'Ask' },
          blocks: [section('the long text of it')] as never[],
        };
        await client.views.open({ trigger_id: body.trigger_id, view });
      });
    });
    expect((await say('--as', 'engineer', '/ask')).out).toContain('the long text of it');
    const later = (await say('--as', 'engineer', '--in', 'staging', '/deploy good')).out;
    expect(later).not.toContain('the long text of it');
    expect(later).toContain('A modal is still open');
    expect((await say('--as', 'engineer', '--show')).out).toContain('the long text of it');
  });

  test('uploads a file and makes Slack misbehave', async () => {
    const server = await running(deploys);
    await writeFile(join(data, '清单.csv'), 'a,b\n');
    expect((await say('--upload', join(data, '清单.csv'))).out).toContain('(file: 清单.csv)');
    expect((await say('--fault', '429 2 5', '--show')).code).toBe(0);
    const response = await fetch(`${server.apiUrl}auth.test`, { method: 'POST' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '5']);
    expect((await say('--fault', 'earthquake')).err).toContain('There is no fault "earthquake"');
  });
});

describe('files and menus in npm run say', () => {
  /** Answers a file with another one, and offers a menu and a modal. */
  function converts(app: App): void {
    const option = (value: string) => ({ value, text: { type: 'plain_text', text: value } });
    const options = ['name', 'address', 'type'].map(option);
    app.shortcut('convert', async ({ ack, client, shortcut }) => {
      await ack();
      const label = { type: 'plain_text', text: 'Formats' };
      const element = { type: 'multi_static_select', action_id: 'formats', options, initial_options: [options[0]] };
      const view = {
        type: 'modal' as const,
        callback_id: 'formats',
        title: { type: 'plain_text' as const, text: 'Formats' },
        submit: { type: 'plain_text' as const, text: 'Apply' },
        blocks: [{ type: 'input', block_id: 'formats', label, element }] as never[],
      };
      await client.views.open({ trigger_id: shortcut.trigger_id, view });
    });
    app.view('formats', async ({ ack, client, view }) => {
      const chosen = view.state.values.formats?.formats?.selected_options?.map(({ value }) => value) ?? [];
      if (chosen.length < 2) return ack({ response_action: 'errors', errors: { formats: 'Choose two.' } });
      await ack();
      const file = Buffer.from(chosen.join());
      await client.filesUploadV2({ channel_id: 'C0CHANGES', filename: 'hosts.txt', file });
    });
    app.event('message', async () => undefined);
    app.event('file_shared', async () => undefined);
  }

  test('drops files with words, takes a shortcut, chooses several, sees errors, and saves what the bot posts', async () => {
    await running(converts);
    for (const name of ['a.csv', 'b.csv']) await writeFile(join(data, name), 'a,b\n');
    const dropped = await say('--upload', join(data, 'a.csv'), '--upload', join(data, 'b.csv'), 'these two');
    expect(dropped).toMatchObject({ code: 0, err: '' });
    expect(dropped.out).toMatch(/these two\n.*\(file: a\.csv\)\n.*\(file: b\.csv\)/);
    const open = await say('--shortcut', 'convert');
    expect(open.out).toContain('--submit formats = Formats [name]');
    const wrong = await say('--submit', 'formats=type');
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.out).toContain('! formats: Choose two.');
    expect(wrong.out).toContain('--submit formats = Formats [type]');
    const right = await say('--submit', 'formats=type', 'formats=name', '--save-files', join(data, 'out'));
    expect(right.out).toContain(`→ ${join(data, 'out', 'hosts.txt')}`);
    expect(await readFile(join(data, 'out', 'hosts.txt'), 'utf8')).toBe('type,name');
  });

  test('makes downloads fail', async () => {
    const server = await running(converts);
    await server.upload({ as: 'engineer', name: 'a.csv', content: 'YWJjZA==' });
    const id = (await server.messages())[0]?.files[0]?.id;
    const get = async () => {
      const headers = { authorization: `Bearer ${server.tokens.bot}` };
      const answer = await fetch(`${server.url}/files-pri/T0SANDBOX-${id}/download/a.csv`, { headers });
      return [answer.status, answer.headers.get('content-type'), await answer.text().catch(() => 'cut')];
    };
    for (const fault of ['download 503', 'download page', 'download cut']) await say('--fault', fault, '--show');
    expect((await get())[0]).toBe(503);
    expect((await get())[2]).toBe('cut');
    expect((await get())[1]).toContain('text/html');
    expect(await get()).toEqual([200, 'application/octet-stream', 'abcd']);
    expect((await say('--fault', 'download sideways')).err).toContain('There is no fault "download sideways"');
  });
});

test('the client over HTTP does what the server itself does, only with its token', async () => {
  const server = await running(deploys);
  const client = connectSandbox(await findSandbox(data));
  await client.type({ as: 'engineer', in: 'general', text: 'hi' });
  expect(await client.messages({ in: 'general' })).toEqual(
    JSON.parse(JSON.stringify(await server.messages({ in: 'general' }))),
  );
  expect(await client.home({ as: 'engineer' })).toBeUndefined();
  await client.faults.ignoreAcks(2);
  await client.faults.clear();
  const stranger = connectSandbox({ url: server.url, token: 'guess' });
  await expect(stranger.messages()).rejects.toMatchObject({ code: 'not-possible' });
  await server.stop();
  await expect(client.people()).rejects.toMatchObject({ code: 'sandbox-gone' });
});

test('options that make no sense are refused with what was not understood', () => {
  expect(() => readOptions(['--clack', '1'])).toThrow("Unknown option '--clack'");
  expect(() => readOptions(['--lang', 'fr'])).toThrow('--lang fr');
  expect(() => readOptions(['--timeout', 'soon', 'x'])).toThrow('--timeout soon');
  expect(() => readOptions(['--submit', 'reason'])).toThrow('reason');
  expect(readOptions(['--submit', 'reason=a=b']).values).toEqual({ reason: 'a=b' });
  expect(readOptions(['--submit', 'to=a', 'why=x', 'to=b']).values).toEqual({ to: ['a', 'b'], why: 'x' });
});
