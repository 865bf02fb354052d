import { interactive, textOf } from './elements.ts';
import { asFields, optionsOf } from './kit/check.ts';
import { plainTable } from './plain-table.ts';
import type { Fields } from './types.ts';
import { inWords, untouched } from './values.ts';

/** How ids are shown: a person's handle, a channel's name. */
export interface Names {
  user(id: string): string;
  channel(id: string): string;
}

/**
 * Block Kit as lines of plain text. With `numbered`, buttons carry the numbers by which `click` finds them; other
 * elements show the action id by which they are chosen in or filled in.
 */
export function plainBlocks(blocks: readonly Fields[], names: Names, numbered: boolean): string[] {
  let buttons = 0;
  const element = (value: unknown): string => {
    const given = asFields(value) ?? {};
    if (given.type === 'button') {
      buttons += 1;
      return `[${numbered ? `${buttons} ` : ''}${textOf(given.text)}]`;
    }
    return plainInput(given);
  };
  return blocks.flatMap((block) => plainBlock(block, names, element));
}

/** The fields a modal can be filled in with, as `name = label`, and what they hold: `state` is the view's. */
export function plainInputs(blocks: readonly Fields[], state: Readonly<Record<string, Fields>> = {}): string[] {
  return interactive(blocks)
    .filter(({ input }) => input)
    .map(({ blockId, element, label, optional }) => {
      const holds = inWords(asFields(state[blockId]?.[String(element.action_id)]));
      return `${element.action_id} = ${label}${optional ? ' (optional)' : ''}${holds === '' ? '' : ` [${holds}]`}`;
    });
}

/** mrkdwn as a person reads it: mentions and links by their names, entities as characters. */
export function plainText(text: string, names: Names): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${names.user(id)}`)
    .replace(/<#([CGD][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `#${names.channel(id)}`)
    .replace(/<!subteam\^([A-Z0-9]+)(?:\|@?([^>]*))?>/g, (_, id, label) => `@${label ?? id}`)
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replace(/<([^|>]+)\|([^>]+)>/g, '$2')
    .replace(/<((?:https?|mailto):[^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function plainBlock(block: Fields, names: Names, element: (value: unknown) => string): string[] {
  const text = (value: unknown) => plainText(textOf(value), names);
  const elements = Array.isArray(block.elements) ? block.elements : [];
  switch (block.type) {
    case 'header':
      return [`== ${text(block.text)} ==`];
    case 'section':
      return plainSection(block, text, element);
    case 'context':
      return [`  ${elements.map(text).filter(Boolean).join('  ')}`];
    case 'actions':
      return [elements.map(element).join(' ')];
    case 'divider':
      return ['---'];
    case 'input':
      return [`${text(block.label)}: ${element(block.element)}`, ...hint(text(block.hint))];
    case 'image':
      return [`(image: ${String(block.alt_text)})`];
    case 'markdown':
      return String(block.text).split('\n');
    case 'table':
    case 'data_table':
      return plainTable(block, (value) => plainRich(value, names));
    case 'rich_text':
      return plainRich(block, names).split('\n');
    default:
      return block.text === undefined ? [] : text(block.text).split('\n');
  }
}

function plainSection(block: Fields, text: (value: unknown) => string, element: (value: unknown) => string): string[] {
  const fields = Array.isArray(block.fields) ? block.fields.map(text) : [];
  return [
    ...(block.text === undefined ? [] : text(block.text).split('\n')),
    ...fields.map((field) => `  ${field.replace(/\n/g, ' ')}`),
    ...(block.accessory === undefined ? [] : [element(block.accessory)]),
  ];
}

const hint = (text: string) => (text === '' ? [] : [`  (${text})`]);

function plainInput(element: Fields): string {
  const options = optionsOf(element).map((option) => `${String(option.value)}: ${textOf(option.text)}`);
  if (element.type === 'image') return `(image: ${String(element.alt_text)})`;
  const chosen = Object.keys(element).some((name) => name.startsWith('initial_')) ? inWords(untouched(element)) : '';
  const held = chosen === '' ? '' : ` [${chosen}]`;
  return `{${String(element.action_id)}${options.length > 0 ? ` = ${options.join(' | ')}` : ''}${held}}`;
}

/** Rich text and table cells: their texts in order, sections and list items on lines of their own. */
function plainRich(value: unknown, names: Names): string {
  const given = asFields(value);
  if (!given) return '';
  const elements = Array.isArray(given.elements) ? given.elements : [];
  const inner = elements.map((each) => plainRich(each, names));
  if (given.type === 'rich_text') return inner.join('\n');
  if (given.type === 'rich_text_list') return inner.map((line) => `• ${line}`).join('\n');
  if (given.type === 'user') return `@${names.user(String(given.user_id))}`;
  if (given.type === 'channel') return `#${names.channel(String(given.channel_id))}`;
  if (given.type === 'emoji') return `:${String(given.name)}:`;
  if (typeof given.text === 'string') return given.text;
  return given.type === 'link' ? String(given.url) : inner.join('');
}
