import { afterEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../src/core/errors.ts';
import {
  type Action,
  type ActionRequest,
  defineAction,
  defineCommand,
  defineShortcut,
  form,
  type Message,
  type Modal,
  type Reply,
  type ShortcutRequest,
  type SubmitRequest,
} from '../../src/handlers/define.ts';
import { botHarness, type Handlers } from './support/bot.ts';
import { until } from './support/clock.ts';

type Harness = Awaited<ReturnType<typeof botHarness>>;
let harness: Harness;
afterEach(() => harness.stop());

const both = (words: string) => ({ en: words, zh: words });
const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ value, text: plain(`the ${value}`) });
const options = ['name', 'address', 'type'].map(option);
const message = (text: string, blocks: object[] = []): Message => ({ text, blocks: blocks as never });
const ephemeral = (text: string): Reply => ({ kind: 'ephemeral', message: message(text) });

const field = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: id, ...element },
  optional: true,
  ...more,
});
const fields = [
  field('column', { type: 'static_select', options }),
  field('formats', { type: 'multi_static_select', options }),
  field('kinds', { type: 'checkboxes', options }),
  field('how', { type: 'radio_buttons', options }),
  field('where', { type: 'plain_text_input' }),
  field('files', { type: 'file_input', filetypes: ['xlsx'], max_files: 2 }),
];
const modal = (title: string, more: Partial<Modal> = {}): Modal => ({
  action: 'convert.columns',
  title,
  submit: 'Apply',
  close: 'Back',
  blocks: fields as never,
  state: 'sheet 1',
  ...more,
});
const shows = (title: string, more: Partial<Modal> = {}, push = false): Reply => ({
  kind: 'modal',
  modal: modal(title, more),
  push,
});

async function start(
  actions: Readonly<Record<string, Action>>,
  card: object[] = [open],
  more: Handlers = {},
  mode: 'socket' | 'http' = 'socket',
) {
  const handle = async (): Promise<Reply> => ({ kind: 'in-channel', message: message('card', card) });
  const answer = form({ summary: both('x'), args: {}, example: '', handle });
  const commands = { card: defineCommand({ summary: both('x'), forms: [answer] }) };
  harness = await botHarness({ commands, actions, ...more }, { mode });
  await harness.slack.type({ as: 'engineer', text: '/card' });
  await see('card');
  return harness.slack;
}

const open = {
  type: 'actions',
  elements: [{ type: 'button', action_id: 'convert.columns', value: 'v', text: plain('Change') }],
};
const see = (words: string, as = 'engineer') =>
  until(`"${words}" to be shown`, async () =>
    (await harness.slack.messages({ as })).some(({ text }) => text.includes(words)),
  );
const modals = async (as = 'engineer') => (await harness.slack.views({ as })).map(({ view }) => JSON.stringify(view));
const seeModal = (words: string) =>
  until(`a modal with ${words}`, async () => (await modals()).at(-1)?.includes(words) === true);
const openModal = async (as = 'engineer') => {
  await harness.slack.click({ as, button: 'convert.columns' });
  await until('the modal', async () => (await modals(as)).length === 1);
};
const columns = (submit: Action['submit'], more: Partial<Action> = {}) => ({
  'convert.columns': defineAction({ click: async () => shows('Columns'), submit, ...more }),
});

describe.each(['socket', 'http'] as const)('in %s mode a submission', (mode) => {
  test('brings what was chosen in menus, checkboxes and radio buttons', async () => {
    const asked: SubmitRequest[] = [];
    const submit = async (request: SubmitRequest) => {
      asked.push(request);
      return ephemeral('applied');
    };
    const slack = await start(columns(submit), undefined, {}, mode);
    await openModal();
    const values = {
      column: 'address',
      formats: 'name,type',
      kinds: ['address'],
      how: 'type',
      where: 'site=北京',
      files: ['F1'],
    };
    expect(await slack.submit({ as: 'engineer', values })).toEqual({ ok: true });
    await see('applied');
    expect(asked).toMatchObject([
      {
        state: 'sheet 1',
        values: { column: 'address', how: 'type', where: 'site=北京' },
        lists: { formats: ['name', 'type'], kinds: ['address'], files: ['F1'] },
      },
    ]);
  });

  test('that is wrong says so at its fields, and stays open with what was filled in', async () => {
    const errors = { where: { en: 'There is no label "sit".', zh: '没有标签“sit”。' } };
    const submit = async ({ values }: SubmitRequest): Promise<Reply> =>
      values.where === 'sit=1' ? { kind: 'errors', errors } : ephemeral('applied');
    const slack = await start(columns(submit), undefined, {}, mode);
    await openModal();
    expect(await slack.submit({ as: 'engineer', values: { column: 'type', where: 'sit=1' } })).toEqual({
      ok: false,
      errors: { where: 'There is no label "sit".' },
    });
    expect((await modals())[0]).toContain('sit=1');
    expect(await slack.submit({ as: 'engineer', values: { where: 'site=1' } })).toEqual({ ok: true });
    await see('applied');
    expect(await modals()).toEqual([]);
  });
});

describe('a submission', () => {
  test('that is delivered twice is done once, and answered the same both times', async () => {
    let count = 0;
    const submit = async (): Promise<Reply> => ({ kind: 'errors', errors: { where: both(`wrong ${++count}`) } });
    const slack = await start(columns(submit));
    await openModal();
    slack.faults.double(1);
    expect(await slack.submit({ as: 'engineer' })).toMatchObject({ errors: { where: 'wrong 1' } });
    expect(await modals()).toHaveLength(1);
    expect(count).toBe(1);
  });

  test('nothing is chosen in has empty lists and no values', async () => {
    const asked: SubmitRequest[] = [];
    const submit = async (request: SubmitRequest): Promise<Reply> => {
      asked.push(request);
      return { kind: 'nothing' };
    };
    const slack = await start(columns(submit));
    await openModal();
    expect(await slack.submit({ as: 'engineer' })).toEqual({ ok: true });
    await until('the submission', () => asked.length === 1);
    expect(asked[0]?.lists).toEqual({ formats: [], kinds: [], files: [] });
    expect(Object.values(asked[0]?.values ?? {}).filter(Boolean)).toEqual([]);
  });

  test('can be answered with another modal in its place, or on top of it', async () => {
    const submit = async ({ state }: SubmitRequest): Promise<Reply> =>
      state === 'sheet 1' ? shows('Second', { state: 'two' }) : shows('Third', { state: 'three' }, state === 'two');
    const slack = await start(columns(submit));
    await openModal();
    await slack.submit({ as: 'engineer' });
    expect((await modals()).map((view) => /Columns|Second|Third/.exec(view)?.[0])).toEqual(['Second']);
    await slack.submit({ as: 'engineer' });
    expect((await modals()).map((view) => /Columns|Second|Third/.exec(view)?.[0])).toEqual(['Second', 'Third']);
  });

  test('closes its modal alone, or all of them where its action says so', async () => {
    const submit = async ({ state }: SubmitRequest): Promise<Reply> =>
      state === 'sheet 1' ? shows('On top', { state: 'two' }, true) : { kind: 'nothing' };
    for (const closesAll of [false, true]) {
      const slack = await start(columns(submit, { closesAll }));
      await openModal();
      await slack.submit({ as: 'engineer' });
      await slack.submit({ as: 'engineer' });
      expect(await modals()).toHaveLength(closesAll ? 0 : 1);
      if (!closesAll) await harness.stop();
    }
  });

  test('that takes long closes in time, and is answered when it is done', async () => {
    const slow = Promise.withResolvers<Reply>();
    const slack = await start(columns(() => slow.promise));
    await openModal();
    expect(await slack.submit({ as: 'engineer' })).toEqual({ ok: true });
    expect(await modals()).toEqual([]);
    slow.resolve(ephemeral('at last'));
    await see('at last');
  });

  test('that takes long shows that it works, where its action says so, and then what came of it', async () => {
    const slow = Promise.withResolvers<Reply>();
    const slack = await start(columns(() => slow.promise, { working: { en: 'Reading', zh: '正在读取' } }));
    await openModal('engineer2');
    expect(await slack.submit({ as: 'engineer2' })).toEqual({ ok: true });
    expect((await modals('engineer2')).join()).toContain('正在读取');
    slow.resolve(shows('The next step'));
    await until('the next step', async () => (await modals('engineer2')).join().includes('The next step'));
    expect(await modals('engineer2')).toHaveLength(1);
  });

  test('that was closed before its fields were found wrong is told in words', async () => {
    const slow = Promise.withResolvers<Reply>();
    const slack = await start(columns(() => slow.promise));
    await openModal();
    await slack.submit({ as: 'engineer' });
    slow.resolve({ kind: 'errors', errors: { where: both('no such label'), column: both('chosen twice') } });
    await see('no such label');
    await see('chosen twice');
  });

  test('that fails says why', async () => {
    const submit = async () => {
      throw new OpsError('forbidden', both('you may not'));
    };
    const slack = await start(columns(submit));
    await openModal();
    expect(await slack.submit({ as: 'engineer' })).toEqual({ ok: true });
    await see('you may not');
  });
});

describe('a choice', () => {
  const menus = {
    type: 'actions',
    block_id: 'menus',
    elements: [
      { type: 'static_select', action_id: 'convert.pick', options },
      { type: 'checkboxes', action_id: 'convert.tick', options },
      { type: 'radio_buttons', action_id: 'convert.how', options },
    ],
  };
  const heard: ActionRequest[] = [];
  const click = async (request: ActionRequest) => {
    heard.push(request);
    return ephemeral('heard');
  };
  const all = Object.fromEntries(['pick', 'tick', 'how'].map((name) => [`convert.${name}`, defineAction({ click })]));

  test('in a message is handed on, with where it stands and what else is chosen there', async () => {
    heard.length = 0;
    const slack = await start(all, [menus]);
    const card = (await slack.messages()).find(({ text }) => text === 'card');
    await slack.select({ as: 'engineer', action: 'convert.pick', choice: 'type' });
    await slack.select({ as: 'engineer', action: 'convert.tick', choice: 'name,address' });
    await until('both', () => heard.length === 2);
    expect(heard[0]).toMatchObject({ value: 'type', at: { channel: 'C0CHANGES', ts: card?.ts } });
    expect(heard[1]).toMatchObject({
      value: '',
      list: ['name', 'address'],
      filled: { values: { 'convert.pick': 'type' }, lists: { 'convert.tick': ['name', 'address'] } },
    });
    expect(heard[1]?.state).toBeUndefined();
  });

  test('can change the message it stands in', async () => {
    const act = defineAction({
      click: async ({ at, value }) =>
        at ? { kind: 'edit', at, message: message(`it is ${value}`) } : { kind: 'nothing' },
    });
    const slack = await start({ 'convert.pick': act }, [menus]);
    await slack.select({ as: 'engineer', action: 'convert.pick', choice: 'type' });
    await see('it is type');
    expect(await slack.messages({ in: 'changes' })).toHaveLength(1);
  });

  const sheet = {
    type: 'section',
    text: plain('Sheet'),
    accessory: { type: 'static_select', action_id: 'convert.pick', options },
  };

  test('in a modal can change that modal, which keeps what else was filled in', async () => {
    const pick = defineAction({
      click: async ({ value, state, filled }) =>
        shows(`${value} ${state} ${filled?.values.where}`, { blocks: [sheet, ...fields] as never }),
    });
    const actions = columns(async ({ values }) => ephemeral(`where ${values.where}`));
    actions['convert.columns'] = {
      ...actions['convert.columns'],
      click: async () => shows('Columns', { blocks: [sheet, ...fields] as never }),
    };
    const slack = await start({ ...actions, 'convert.pick': pick });
    await openModal();
    await slack.select({ as: 'engineer', modal: true, action: 'where', choice: 'a=1' });
    await slack.select({ as: 'engineer', modal: true, action: 'convert.pick', choice: 'type' });
    await seeModal('type sheet 1 a=1');
    expect(await modals()).toHaveLength(1);
    await slack.submit({ as: 'engineer' });
    await see('where a=1');
  });

  test('in a modal can put another on top, also to say what went wrong', async () => {
    const pick = defineAction({
      click: async ({ value }) => {
        if (value === 'type') throw new OpsError('sheet-gone', both('that sheet is gone'));
        return shows('Detail', {}, true);
      },
    });
    const actions = { ...columns(async () => ephemeral('x')), 'convert.pick': pick };
    actions['convert.columns'] = {
      ...actions['convert.columns'],
      click: async () => shows('Columns', { blocks: [sheet] as never }),
    };
    const slack = await start(actions);
    await openModal();
    await slack.select({ as: 'engineer', modal: true, action: 'convert.pick', choice: 'name' });
    await seeModal('Detail');
    await slack.close({ as: 'engineer' });
    await slack.select({ as: 'engineer', modal: true, action: 'convert.pick', choice: 'type' });
    await seeModal('that sheet is gone');
    expect(await modals()).toHaveLength(2);
  });
});

describe('a message shortcut', () => {
  const asked: ShortcutRequest[] = [];
  const convert = defineShortcut({
    name: 'Convert to inventory',
    summary: both('x'),
    start: async (request) => {
      asked.push(request);
      return { kind: 'in-channel', message: message(`${request.files.length} files`) };
    },
  });
  const drop = (more: object = {}) =>
    harness.slack.upload({ as: 'engineer', name: 'hosts.csv', content: 'YQ==', ...more });

  test.each(['socket', 'http'] as const)(
    'hands on the files of the message, and answers in its thread (%s)',
    async (mode) => {
      asked.length = 0;
      const slack = await start({}, [], { shortcuts: { convert } }, mode);
      const { ts } = await drop({ more: [{ name: 'gone.csv', content: 'YQ==', lot: 'deleted' }] });
      expect(await slack.shortcut({ as: 'approver', callback: 'convert', ts: 'newest' })).toEqual({ ok: true });
      await see('1 files');
      expect(asked).toMatchObject([
        { user: 'U0APPROVER', channel: 'C0CHANGES', thread: ts, files: [{ name: 'hosts.csv', size: 1 }] },
      ]);
      expect((await slack.messages()).at(-1)).toMatchObject({ threadTs: ts });
    },
  );

  test('opens its modal in time, though its answer takes long', async () => {
    const slow = Promise.withResolvers<Reply>();
    const late = { ...convert, loading: { en: 'Convert', zh: '转换' }, start: () => slow.promise };
    const slack = await start({}, [], { shortcuts: { convert: late } });
    await drop({ lot: 'connect' });
    slack.faults.slow({ method: 'files.info', ms: 4_000 });
    await slack.shortcut({ as: 'engineer', callback: 'convert', ts: 'newest' });
    await seeModal('Convert');
    slow.resolve(shows('Which sheet?'));
    await seeModal('Which sheet?');
  });

  test('that no handler knows is answered', async () => {
    const slack = await start({}, []);
    await slack.shortcut({ as: 'engineer', callback: 'gone', ts: 'newest' });
    await see('gone');
  });
});
