import { asFields, optionsOf } from './kit/check.ts';
import { NotPossible } from './refusal.ts';
import type { Fields } from './types.ts';

/** What a person chose or typed: text, or several choices. Options by their value or text; people and files by id. */
export type Choice = string | readonly string[];

/** An input or select as `state.values` holds it once a person chose; NotPossible where it offers no such choice. */
export function chosen(element: Fields, choice: Choice): Fields {
  const type = String(element.type);
  const many = typeof choice === 'string' ? choice.split(',').filter(Boolean) : choice;
  const one = many[0] ?? '';
  if (type.startsWith('multi_static') || type === 'checkboxes') {
    const most = typeof element.max_selected_items === 'number' ? element.max_selected_items : many.length;
    if (many.length > most) throw new NotPossible(`at most ${most} can be chosen`);
    return { type, selected_options: many.map((each) => option(element, each)) };
  }
  if (type === 'static_select' || type === 'radio_buttons' || type === 'overflow') {
    return { type, selected_option: one === '' ? null : option(element, one) };
  }
  if (type === 'file_input') return { type, files: many.map((id) => ({ id })) };
  const picked = pickers.find(([name]) => type === name);
  if (picked) return { type, [picked[1]]: picked[2] ? many : one };
  return { type, value: typeof choice === 'string' ? choice || null : choice.join('\n') };
}

/** What was chosen or typed, as words: options by their values, several with commas between them. */
export function inWords(held: Fields | undefined): string {
  const [, value] = Object.entries(held ?? {}).find(([name]) => name !== 'type') ?? [];
  return [value]
    .flat()
    .map((each) => String(asFields(each)?.value ?? asFields(each)?.id ?? each ?? ''))
    .join(',');
}

/** What an element holds before anybody touched it. */
export function untouched(element: Fields): Fields {
  const type = String(element.type);
  const initial = Object.entries(element).find(([name]) => name.startsWith('initial_'));
  const empty = chosen(element, '');
  const key = Object.keys(empty).find((name) => name !== 'type') ?? 'value';
  if (initial) return { type, [key]: initial[1] };
  return { type, [key]: Array.isArray(empty[key]) ? [] : null };
}

/** Type, the field its choice goes to, and whether that is a list. */
const pickers: readonly (readonly [string, string, boolean])[] = [
  ['users_select', 'selected_user', false],
  ['multi_users_select', 'selected_users', true],
  ['channels_select', 'selected_channel', false],
  ['multi_channels_select', 'selected_channels', true],
  ['conversations_select', 'selected_conversation', false],
  ['multi_conversations_select', 'selected_conversations', true],
  ['datepicker', 'selected_date', false],
  ['timepicker', 'selected_time', false],
];

function option(element: Fields, wanted: string): Fields {
  const all = optionsOf(element);
  const found = all.find((each) => each.value === wanted || asFields(each.text)?.text === wanted);
  if (!found) throw new NotPossible(`it offers no ${wanted}; it offers ${all.map((each) => each.value).join(', ')}`);
  return { text: found.text, value: found.value };
}
