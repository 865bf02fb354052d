import { elements } from './elements.ts';
import { anyText, anything, boolean, list, number, object, oneOf, plain, type Shape, shape, string } from './rules.ts';

const menus = ['static', 'external', 'users', 'conversations', 'channels'].flatMap((source) => [
  `${source}_select`,
  `multi_${source}_select`,
]);
const pickers = ['datepicker', 'timepicker', 'datetimepicker'];
const choices = ['checkboxes', 'radio_buttons'];
const inputs = [
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'file_input',
  'rich_text_input',
];
const cell = shape('raw_text', 'raw_number', 'rich_text');
const column = object({ may: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean } });
const richPart = { must: { elements: list(anything, undefined, 0) }, may: { border: number } };

/** Everything that has a `type`, by it: blocks, their elements, and what those hold. */
export const shapes: Readonly<Record<string, Shape>> = {
  ...elements,
  actions: {
    must: { elements: list(shape('button', 'overflow', 'rich_text_input', ...choices, ...pickers, ...menus), 25) },
  },
  alert: { must: { text: anyText(200) }, may: { level: oneOf('default', 'info', 'warning', 'error', 'success') } },
  context: { must: { elements: list(shape('image', 'plain_text', 'mrkdwn'), 10) } },
  divider: {},
  header: { must: { text: plain(150) } },
  image: {
    must: { alt_text: string(2000) },
    may: { image_url: string(3000), slack_file: anything, title: plain(2000) },
    either: ['image_url', 'slack_file'],
  },
  input: {
    must: { label: plain(2000), element: shape(...inputs, ...choices, ...pickers, ...menus) },
    may: { hint: plain(2000), optional: boolean, dispatch_action: boolean },
  },
  markdown: { must: { text: string(12_000, 1) } },
  rich_text: {
    must: {
      elements: list(shape('rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted')),
    },
  },
  section: {
    may: {
      text: anyText(3000),
      fields: list(anyText(2000), 10),
      accessory: shape('button', 'overflow', 'image', ...choices, ...pickers, ...menus),
      expand: boolean,
    },
    either: ['text', 'fields'],
  },
  table: {
    must: { rows: list(list(cell, 20), 100) },
    may: { column_settings: list(column, 20) },
  },
  data_table: {
    must: { rows: list(list(cell, 20), 100), caption: string() },
    may: { page_size: number, row_header_column_index: number },
  },
  plain_text: { must: { text: string(3000, 1) }, may: { emoji: boolean } },
  mrkdwn: { must: { text: string(3000, 1) }, may: { verbatim: boolean } },
  raw_text: { must: { text: string(undefined, 1) } },
  raw_number: { must: { value: number, text: string(undefined, 1) } },
  rich_text_section: richPart,
  rich_text_quote: richPart,
  rich_text_preformatted: richPart,
  rich_text_list: {
    must: { elements: list(shape('rich_text_section')), style: oneOf('bullet', 'ordered') },
    may: { indent: number, offset: number, border: number },
  },
};

const everywhere = ['actions', 'context', 'divider', 'header', 'image', 'markdown', 'rich_text', 'section', 'table'];

/** Which blocks may stand where; what is in neither list is an unsupported type to Slack's message surface too. */
export const blockTypes = {
  message: [...everywhere, 'data_table', 'input'],
  modal: [...everywhere, 'alert', 'input'],
  home: [...everywhere, 'input'],
} as const;
