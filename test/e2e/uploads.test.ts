import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpsError } from '../../src/core/errors.ts';
import {
  type ActionRequest,
  defineAction,
  defineCommand,
  defineShortcut,
  defineUpload,
  form,
  type Message,
  type Modal,
  type Reply,
  type SharedFile,
} from '../../src/handlers/define.ts';
import type { Deps } from '../../src/handlers/deps.ts';
import type { Shown } from '../../src/sandbox/slack/people/reading.ts';
import { startTeam, type Team } from '../support/team.ts';

const both = (words: string) => ({ en: words, zh: words });
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ value, text: plain(value) });
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A table's columns, a menu to choose one, and a button to narrow its rows. */
function card(name: string, lines: readonly string[], column = ''): Message {
  const options = (lines[0] ?? '').split(',').map(option);
  const menu = { type: 'static_select', action_id: 'table.column', options };
  const button = { type: 'button', action_id: 'table.rows', text: plain('Rows'), value: name };
  const text = `${name}: ${lines.length} lines${column === '' ? '' : `, by ${column}`}`;
  const blocks = [
    { type: 'section', text: plain(text) },
    { type: 'actions', elements: [menu, button] },
  ];
  return { text, blocks: blocks as never };
}

const linesOf = async (file: Pick<SharedFile, 'id' | 'name'>, { files }: Pick<Deps, 'files'>) =>
  Buffer.from(await files.download(file))
    .toString()
    .trim()
    .split('\n');

const read = async (file: SharedFile, deps: Deps): Promise<Reply> => ({
  kind: 'in-channel',
  message: card(file.name, await linesOf(file, deps)),
});
const isTable = ({ filetype }: SharedFile) => filetype === 'list';

/** A kind of upload of this test's own, for files that no other takes: it tells how many lines a file has, and lets people choose. */
const table = defineUpload({ takes: isTable, handle: (file, _, deps) => read(file, deps) });

const shortcut = defineShortcut({
  name: 'Count lines',
  summary: both('x'),
  start: async ({ files }, deps) => {
    const [file] = files.filter(isTable);
    if (!file) throw new OpsError('no-table', both('This message has no table.'));
    return read(file, deps);
  },
});

const newest = defineCommand({
  summary: both('x'),
  forms: [
    form({
      summary: both('x'),
      args: {},
      example: '',
      handle: async (_, place, deps) => {
        const found = await deps.files.newest(place, isTable);
        if (!found) throw new OpsError('no-table', both('There is no table here.'));
        const lines = await linesOf(found.file, deps);
        const content = `${lines.toReversed().join('\n')}\n`;
        return { kind: 'files', message: card(found.file.name, lines), files: [{ name: 'reversed.list', content }] };
      },
    }),
  ],
});

const column = defineAction({
  click: async ({ at, value }: ActionRequest): Promise<Reply> =>
    at ? { kind: 'edit', at, message: card('hosts.list', ['name,address'], value) } : { kind: 'nothing' },
});

const rowsModal = (state: string): Modal => ({
  action: 'table.rows',
  title: 'Rows',
  submit: 'Apply',
  close: 'Back',
  state,
  blocks: [
    {
      type: 'input',
      block_id: 'from',
      label: plain('From'),
      element: { type: 'plain_text_input', action_id: 'from' },
    },
    {
      type: 'input',
      block_id: 'columns',
      label: plain('Columns'),
      element: { type: 'checkboxes', action_id: 'columns', options: ['name', 'address'].map(option) },
    },
  ] as never,
});

const rows = defineAction({
  loading: both('Rows'),
  click: async ({ value }) => ({ kind: 'modal', modal: rowsModal(value) }),
  submit: async ({ values, lists, state }): Promise<Reply> => {
    if (!/^\d+$/.test(values.from ?? '')) return { kind: 'errors', errors: { from: both('A number, such as 2.') } };
    const text = `${state} from ${values.from}: ${lists.columns?.join('+')}`;
    return { kind: 'in-channel', message: { text, blocks: [] } };
  },
});

let team: Team;
let dataDir: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'uploads-'));
  team = await startTeam({
    dataDir,
    handlers: {
      uploads: new Map([['table', table]]),
      shortcuts: new Map([['lines', shortcut]]),
      commands: new Map([['newest', newest]]),
      actions: new Map([
        ['table.column', column],
        ['table.rows', rows],
      ]),
    },
  });
});
afterEach(async () => {
  await team.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const drop = (more: object = {}) =>
  team.slack.upload({
    as: 'engineer',
    name: 'hosts.list',
    content: base64('name,address\nweb-01,10.0.0.1\n'),
    ...more,
  });
const said = async (words: string): Promise<Shown> =>
  team.until(`the bot to say ${words}`, async () =>
    (await team.slack.messages()).find(({ from, text }) => from === 'changeops' && text.includes(words)),
  );

describe('a file dropped into a channel', () => {
  it('is read and answered in its thread; a choice there changes the answer, a dialog narrows it', async () => {
    const { ts } = await drop();
    const answer = await said('hosts.list: 2 lines');
    expect(answer.threadTs).toBe(ts);

    await team.slack.select({ as: 'engineer', action: 'table.column', choice: 'address' });
    expect((await said('by address')).ts).toBe(answer.ts);

    await team.slack.click({ as: 'engineer', button: 'table.rows' });
    await team.until('the dialog', async () => {
      const shown = JSON.stringify(await team.slack.views({ as: 'engineer' }));
      return shown.includes('"from"') || undefined;
    });
    const wrong = await team.slack.submit({ as: 'engineer', values: { from: 'two', columns: 'name,address' } });
    expect(wrong).toEqual({ ok: false, errors: { from: 'A number, such as 2.' } });
    expect(await team.slack.submit({ as: 'engineer', values: { from: '2' } })).toEqual({ ok: true });
    expect((await said('hosts.list from 2: name+address')).threadTs).toBe(ts);
  });

  it('is found again by a command and by a shortcut of its message, and files come back', async () => {
    const { ts } = await drop();
    await said('hosts.list: 2 lines');
    await team.slack.shortcut({ as: 'approver', callback: 'lines', in: 'changes', ts });
    await team.until('a second answer in the thread', async () => {
      const answers = (await team.slack.messages()).filter(
        ({ threadTs, from }) => threadTs === ts && from === 'changeops',
      );
      return answers.length === 2 || undefined;
    });
    await team.ask('engineer', '/newest');
    const { files } = await team.until('the file', async () =>
      (await team.slack.messages()).find(({ from, files: all }) => from === 'changeops' && all.length > 0),
    );
    const { name, content } = await team.slack.file({ id: files[0]?.id ?? '' });
    expect([name, Buffer.from(content, 'base64').toString()]).toEqual([
      'reversed.list',
      'web-01,10.0.0.1\nname,address\n',
    ]);
    expect(await team.ask('engineer', '/newest', { in: 'general' })).toMatchObject({
      text: expect.stringContaining('There is no table here.'),
    });
  });

  it('says in the thread why it cannot be read, and goes on with the next', async () => {
    const { ts } = await drop({ size: 200e6 });
    expect(await said('at most 100 MB')).toMatchObject({ threadTs: ts, ephemeral: false });
    team.slack.faults.page();
    const second = await drop({ name: 'second.list' });
    expect(await said('files:read')).toMatchObject({ threadTs: second.ts });
    await drop({ name: 'third.list' });
    await said('third.list: 2 lines');
  });

  it('is not answered a second time by a bot that was restarted', async () => {
    await drop();
    await said('hosts.list: 2 lines');
    await team.restart();
    await drop({ name: 'later.list' });
    await said('later.list: 2 lines');
    const answers = (await team.slack.messages()).filter(({ text }) => text.includes('hosts.list: 2 lines'));
    expect(answers).toHaveLength(1);
  });
});

it('a file that nothing is made of stays without answer', async () => {
  await drop({ name: 'photo.png' });
  await drop({ name: 'hosts.list' });
  await said('hosts.list: 2 lines');
  expect((await team.slack.messages()).filter(({ from }) => from === 'changeops')).toHaveLength(1);
});
