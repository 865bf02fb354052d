import { afterEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { actions, button, client, refusal, section, stage } from './support.ts';

const here = stage();
afterEach(here.end);

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string) => ({ text: plain(value), value });
const many = <T>(count: number, make: (at: number) => T): T[] => [...Array(count).keys()].map(make);
const select = (count: number) => ({
  type: 'static_select',
  action_id: 's',
  options: many(count, (at) => option(`o${at}`)),
});
const group = (at: number) => ({ label: plain(`g${at}`), options: [option(`o${at}`)] });
const table = (rows: number, cells: number) => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: 'x' }))),
});

/** What is at its limit passes; one more is refused with this complaint. */
const limits: readonly (readonly [string, unknown[], unknown[], string])[] = [
  [
    '50 blocks',
    many(50, () => section('x')),
    many(51, () => section('x')),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  [
    '3,000 characters of a section',
    [section('x'.repeat(3000))],
    [section('x'.repeat(3001))],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    '150 characters of a header',
    [{ type: 'header', text: plain('x'.repeat(150)) }],
    [{ type: 'header', text: plain('x'.repeat(151)) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    '75 characters on a button',
    [actions(button('a', 'x'.repeat(75)))],
    [actions(button('a', 'x'.repeat(76)))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    '2,000 characters of a button value',
    [actions(button('a', 'a', 'x'.repeat(2000)))],
    [actions(button('a', 'a', 'x'.repeat(2001)))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    '255 characters of an action_id',
    [actions(button('x'.repeat(255), 'a'))],
    [actions(button('x'.repeat(256), 'a'))],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    '255 characters of a block_id',
    [{ ...section('x'), block_id: 'x'.repeat(255) }],
    [{ ...section('x'), block_id: 'x'.repeat(256) }],
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    '25 elements of an actions block',
    [actions(...many(25, (at) => button(`b${at}`)))],
    [actions(...many(26, (at) => button(`b${at}`)))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    '10 elements of a context',
    [{ type: 'context', elements: many(10, () => plain('x')) }],
    [{ type: 'context', elements: many(11, () => plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    '10 fields of a section',
    [{ type: 'section', fields: many(10, () => plain('x')) }],
    [{ type: 'section', fields: many(11, () => plain('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    '2,000 characters of a field',
    [{ type: 'section', fields: [plain('x'.repeat(2000))] }],
    [{ type: 'section', fields: [plain('x'.repeat(2001))] }],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    '100 options of a select',
    [actions(select(100))],
    [actions(select(101))],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '75 characters of an option, 150 of its value',
    [actions({ ...select(1), options: [{ text: plain('x'.repeat(75)), value: 'x'.repeat(150) }] })],
    [actions({ ...select(1), options: [{ text: plain('x'.repeat(75)), value: 'x'.repeat(151) }] })],
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    '100 groups of options',
    [actions({ ...select(0), options: undefined, option_groups: many(100, group) })],
    [actions({ ...select(0), options: undefined, option_groups: many(101, group) })],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/option_groups]',
  ],
  [
    '10 checkboxes',
    [actions({ type: 'checkboxes', action_id: 'c', options: many(10, (at) => option(`o${at}`)) })],
    [actions({ type: 'checkboxes', action_id: 'c', options: many(11, (at) => option(`o${at}`)) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '10 radio buttons',
    [actions({ type: 'radio_buttons', action_id: 'r', options: many(10, (at) => option(`o${at}`)) })],
    [actions({ type: 'radio_buttons', action_id: 'r', options: many(11, (at) => option(`o${at}`)) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '150 characters of a placeholder',
    [actions({ ...select(1), placeholder: plain('x'.repeat(150)) })],
    [actions({ ...select(1), placeholder: plain('x'.repeat(151)) })],
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]',
  ],
  [
    '100 rows of a table',
    [table(100, 2)],
    [table(101, 2)],
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [
    '20 cells of a row',
    [table(2, 20)],
    [table(2, 21)],
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
  ],
];

/** What is wrong however short it is. */
const wrong: readonly (readonly [string, unknown[], string])[] = [
  ['an unknown type', [{ type: 'banner' }], 'unsupported type: banner [json-pointer:/blocks/0/type]'],
  [
    'an alert outside a modal',
    [{ type: 'alert', text: plain('x') }],
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  ['a missing field', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
  ['an empty section', [{ type: 'section' }], 'must define either `text` or `fields` [json-pointer:/blocks/0]'],
  ['an empty text', [section('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  [
    'mrkdwn in a header',
    [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    'a property that does not exist',
    [{ ...section('x'), colour: 'red' }],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  ['no elements', [actions()], 'must provide at least 1 items [json-pointer:/blocks/0/elements]'],
  [
    'the same action_id twice in a block',
    [actions(button('a'), button('a'))],
    '`action_id` must be unique: a [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    'the same block_id twice',
    [
      { ...section('x'), block_id: 'b' },
      { ...section('y'), block_id: 'b' },
    ],
    '`block_id` must be unique: b [json-pointer:/blocks/1/block_id]',
  ],
  [
    'options and groups of them at once',
    [actions({ ...select(1), option_groups: [group(0)] })],
    'must not define both `options` and `option_groups` [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'an initial option that is not offered',
    [actions({ ...select(2), initial_option: option('o7') })],
    'the initial option o7 is none of the options [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'an option without value',
    [actions({ ...select(1), options: [{ text: plain('x'), value: '' }] })],
    'must be more than 0 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    'a multi-select of which none may be chosen',
    [{ ...section('x'), accessory: { ...select(1), type: 'multi_static_select', max_selected_items: 0 } }],
    'must be greater than or equal to 1 [json-pointer:/blocks/0/accessory/max_selected_items]',
  ],
  [
    'a style that does not exist',
    [actions({ ...button('a'), style: 'green' })],
    'value must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]',
  ],
];

describe('blocks of a message', () => {
  test.each(limits)('%s and no more', async (_, fits, exceeds, complaint) => {
    const slack = client(await here.server());
    const post = (blocks: unknown[]) =>
      slack.chat.postMessage({ channel: 'C0CHANGES', text: 'x', blocks: blocks as never[] });
    expect((await post(fits)).ok).toBe(true);
    expect(await refusal(post(exceeds))).toEqual({
      error: 'invalid_blocks',
      messages: expect.arrayContaining([`[ERROR] ${complaint}`]),
    });
  });

  test.each(wrong)('%s is refused, also in an edit', async (_, blocks, complaint) => {
    const slack = client(await here.server());
    const { ts = '' } = await slack.chat.postMessage({ channel: 'C0CHANGES', text: 'x' });
    const expected = { error: 'invalid_blocks', messages: [`[ERROR] ${complaint}`] };
    expect(
      await refusal(slack.chat.postMessage({ channel: 'C0CHANGES', text: 'x', blocks: blocks as never[] })),
    ).toEqual(expected);
    expect(
      await refusal(slack.chat.update({ channel: 'C0CHANGES', ts, text: 'x', blocks: blocks as never[] })),
    ).toEqual(expected);
  });

  test('the same action_id in two blocks is fine', async () => {
    const slack = client(await here.server());
    const blocks = [actions(button('a')), actions(button('a'))] as never[];
    expect((await slack.chat.postMessage({ channel: 'C0CHANGES', text: 'x', blocks })).ok).toBe(true);
  });

  test('blocks that are not JSON, two tables, and too much in all have errors of their own', async () => {
    const slack = client(await here.server());
    const post = (blocks: unknown) =>
      refusal(slack.chat.postMessage({ channel: 'C0CHANGES', text: 'x', blocks: blocks as never[] }));
    expect((await post('[{')).error).toBe('invalid_blocks_format');
    expect((await post([table(1, 1), table(1, 1)])).messages).toEqual(['[ERROR] only_one_table_allowed']);
    expect((await post(many(5, () => section('x'.repeat(2900))))).error).toBe('msg_blocks_too_long');
  });
});

describe('texts', () => {
  test('40,000 characters can be posted and 4,000 put in an edit', async () => {
    const slack = client(await here.server());
    const post = (length: number) => slack.chat.postMessage({ channel: 'C0CHANGES', text: 'x'.repeat(length) });
    const { ts = '' } = await post(40_000);
    expect((await refusal(post(40_001))).error).toBe('msg_too_long');
    const change = (length: number) => slack.chat.update({ channel: 'C0CHANGES', ts, text: 'x'.repeat(length) });
    expect((await change(4000)).ok).toBe(true);
    expect((await refusal(change(4001))).error).toBe('msg_too_long');
  });

  test('neither text nor blocks is no message', async () => {
    const slack = client(await here.server());
    expect((await refusal(slack.chat.postMessage({ channel: 'C0CHANGES', text: '' }))).error).toBe('no_text');
  });
});

describe('modals', () => {
  const modal = (blocks: unknown[], more: object = {}) =>
    ({ type: 'modal', title: plain('Title'), submit: plain('Send'), blocks, ...more }) as never;

  async function makeTrigger(server: Awaited<ReturnType<typeof here.server>>): Promise<string> {
    let id = '';
    await here.socketApp(server, (app) => {
      app.command('/go', async ({ ack, command }) => {
        id = command.trigger_id;
        await ack();
      });
    });
    await server.type({ as: 'engineer', text: '/go' });
    return id;
  }

  test('100 blocks and no more, 24 characters of title, submit needed for inputs', async () => {
    const server = await here.server();
    const trigger_id = await makeTrigger(server);
    const open = (view: never) => client(server).views.open({ trigger_id, view });
    const input = { type: 'input', label: plain('Why'), element: { type: 'plain_text_input' } };
    const complaints = async (view: never) => {
      const { error, messages } = await refusal(open(view));
      expect(error).toBe('invalid_arguments');
      return messages;
    };
    expect(await complaints(modal(many(101, () => section('x'))))).toEqual([
      '[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]',
    ]);
    expect(await complaints(modal([], { title: plain('x'.repeat(25)) }))).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
    expect(await complaints(modal([section('x'), input], { submit: undefined }))).toEqual([
      '[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]',
    ]);
    expect(await complaints(modal([], { private_metadata: 'x'.repeat(3001) }))).toEqual([
      '[ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ]);
    expect((await open(modal(many(100, () => section('x'))))).ok).toBe(true);
  });

  test('a trigger opens one modal', async () => {
    const server = await here.server();
    const trigger_id = await makeTrigger(server);
    const open = () => client(server).views.open({ trigger_id, view: modal([section('x')]) });
    expect((await open()).ok).toBe(true);
    expect((await refusal(open())).error).toBe('exchanged_trigger_id');
    const never = client(server).views.open({ trigger_id: '1.2.3', view: modal([section('x')]) });
    expect((await refusal(never)).error).toBe('invalid_trigger_id');
  });

  test('a trigger lives three seconds', async () => {
    const clock = manualClock();
    const server = await here.server({ clock });
    const late = await makeTrigger(server);
    await clock.advance(3001);
    const open = client(server).views.open({ trigger_id: late, view: modal([section('x')]) });
    expect((await refusal(open)).error).toBe('expired_trigger_id');
    expect(await server.views({ as: 'engineer' })).toEqual([]);
  });

  test('an update needs the view to be open and the hash to be its own', async () => {
    const server = await here.server();
    const slack = client(server);
    const { view } = await slack.views.open({
      trigger_id: await makeTrigger(server),
      view: modal([section('loading')]),
    });
    const update = (hash?: string) =>
      slack.views.update({ view_id: view?.id ?? '', hash, view: modal([section('done')]) });
    expect((await update(view?.hash)).ok).toBe(true);
    expect((await refusal(update(view?.hash))).error).toBe('hash_conflict');
    expect((await server.views({ as: 'engineer' }))[0]?.view.blocks).toMatchObject([{ text: { text: 'done' } }]);
    await server.close({ as: 'engineer' });
    expect((await refusal(update())).error).toBe('not_found');
  });
});
