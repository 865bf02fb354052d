import { expect, test } from 'vitest';
import { plainBlocks, plainInputs, plainText } from '../../../src/sandbox/slack/plain.ts';
import { actions, button, section } from './support.ts';

const names = { user: (id: string) => (id === 'U1' ? 'erin' : id), channel: () => 'changes' };
const plain = (text: string) => ({ type: 'plain_text', text });

test('mentions, links and entities are shown as people read them', () => {
  const text =
    '<@U1> and <!subteam^S1|@ops> in <#C1>: <https://a.example|site> <!here> a &lt; b &amp;amp; <https://b.example>';
  expect(plainText(text, names)).toBe('@erin and @ops in #changes: site @here a < b &amp; https://b.example');
});

test('blocks become lines and buttons are numbered through', () => {
  const blocks = [
    { type: 'header', text: plain('Deploy hello 1.1.0') },
    { ...section('*3* hosts\nrolling'), accessory: button('run.details', 'Details') },
    { type: 'section', fields: [plain('App'), plain('hello')] },
    { type: 'divider' },
    { type: 'context', elements: [plain('asked by'), { type: 'mrkdwn', text: '<@U1>' }] },
    actions(button('run.approve', 'Approve'), button('run.reject', 'Reject')),
  ];
  expect(plainBlocks(blocks, names, true)).toEqual([
    '== Deploy hello 1.1.0 ==',
    '*3* hosts',
    'rolling',
    '[1 Details]',
    '  App',
    '  hello',
    '---',
    '  asked by  @erin',
    '[2 Approve] [3 Reject]',
  ]);
  expect(plainBlocks(blocks, names, false).at(-1)).toBe('[Approve] [Reject]');
});

test('a table is aligned, wide characters counted as two', () => {
  const cell = (text: string) => ({ type: 'raw_text', text });
  const rich = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'ok' }] }],
  };
  const rows = [
    [cell('主机'), cell('state')],
    [cell('web-01'), rich],
    [cell('北京-01'), cell('failed')],
  ];
  expect(plainBlocks([{ type: 'table', rows }], names, true)).toEqual([
    '主机     state',
    'web-01   ok',
    '北京-01  failed',
  ]);
});

test('inputs show the name they are filled in by, menus their options', () => {
  const options = [
    { text: plain('Undo'), value: 'undo' },
    { text: plain('Leave'), value: 'leave' },
  ];
  const input = {
    type: 'input',
    label: plain('How'),
    hint: plain('think first'),
    element: { type: 'radio_buttons', action_id: 'how', options },
  };
  expect(plainBlocks([input], names, true)).toEqual(['How: {how = undo: Undo | leave: Leave}', '  (think first)']);
});

test('what is chosen is shown with the menu, and with the field of a modal', () => {
  const options = ['name', 'address', 'type'].map((value) => ({ text: plain(value), value }));
  const menu = { type: 'multi_static_select', action_id: 'columns', options, initial_options: options.slice(0, 2) };
  expect(plainBlocks([{ ...section('x'), accessory: menu }], names, true).at(-1)).toBe(
    '{columns = name: name | address: address | type: type [name,address]}',
  );
  const input = { type: 'input', block_id: 'b', label: plain('Columns'), element: menu };
  const state = { b: { columns: { type: 'multi_static_select', selected_options: options.slice(2) } } };
  expect(plainInputs([input], state)).toEqual(['columns = Columns [type]']);
  expect(plainInputs([input])).toEqual(['columns = Columns']);
});
