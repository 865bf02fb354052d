import { type ReactNode, useId } from 'react';
import { asFields } from '../slack/kit/check.ts';
import type { Fields } from '../slack/types.ts';
import type { Choice } from '../slack/values.ts';
import { upload } from './api.ts';
import { usePage, useSurface } from './context.ts';
import { Popup } from './popup.tsx';
import { listOf } from './rich-text.tsx';
import { Unrendered } from './unrendered.tsx';

interface Given {
  readonly block: Fields;
  readonly element: Fields;
  /** Of the input block it stands in. */
  readonly label?: string;
  readonly wrong?: boolean;
}

/** The text of a text object, or nothing. */
export const textOf = (value: unknown) => String(asFields(value)?.text ?? '');

/** Something that can be acted on, and a warning where the app did not acknowledge that it was. */
export function Element(given: Given) {
  const { say } = usePage();
  const { unanswered } = useSurface();
  const { block, element } = given;
  return (
    <>
      <Kind {...given} />
      {unanswered(String(block.block_id), element) && (
        <span className="warning" role="alert" title={say('unanswered')}>
          <span aria-hidden="true">⚠</span>
          <span className="unseen">{say('unanswered')}</span>
        </span>
      )}
    </>
  );
}

/** An element by its type. */
function Kind(given: Given) {
  const type = String(given.element.type);
  if (type === 'button') return <Button {...given} />;
  if (type === 'overflow') return <Overflow {...given} />;
  if (type === 'checkboxes' || type === 'radio_buttons') return <Ticks {...given} />;
  if (menus.test(type)) return type.startsWith('multi_') ? <Ticks {...given} /> : <Menu {...given} />;
  if (fields[type]) return <Field {...given} />;
  if (type === 'file_input') return <FileInput {...given} />;
  return <Unrendered what={given.element} />;
}

const menus = /^(?:multi_)?(?:static|users|channels|conversations)_select$/;

/** Types that are one field of HTML's, by the type of that field. */
const fields: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
};

function Button({ element }: Given) {
  const { confirm } = usePage();
  const { click } = useSurface();
  const question = asFields(element.confirm);
  const label = textOf(element.text);
  const kind = `button ${String(element.style ?? '')}`;
  if (typeof element.url === 'string')
    return (
      <a className={kind} href={element.url} target="_blank" rel="noreferrer noopener" onClick={() => click(element)}>
        {label}
      </a>
    );
  const clicked = async () => {
    if (!question || (await confirm(question))) click(element);
  };
  return (
    <button type="button" className={kind} aria-label={element.accessibility_label as string} onClick={clicked}>
      {label}
    </button>
  );
}

/** What a person chose, and how they choose otherwise; a question is asked first where the element has one. */
function useChoice({ block, element }: Given): [Choice | undefined, (choice: Choice) => void] {
  const { confirm } = usePage();
  const { held, choose } = useSurface();
  const dispatches = block.type !== 'input' || block.dispatch_action === true;
  const question = asFields(element.confirm);
  return [
    held(String(block.block_id), String(element.action_id)),
    async (choice) => {
      if (!question || (await confirm(question))) choose(String(block.block_id), element, choice, dispatches);
    },
  ];
}

interface Option {
  readonly value: string;
  readonly text: string;
  readonly description?: string;
  readonly group?: string;
}

/** What a menu offers: its options, or the people and channels there are. */
function useOptions(element: Fields): Option[] {
  const { people, rooms } = usePage();
  const type = String(element.type);
  if (type.includes('users'))
    return people.filter(({ bot }) => !bot).map(({ id, name }) => ({ value: id, text: `@${name}` }));
  if (type.includes('channels') || type.includes('conversations'))
    return rooms.filter(({ im }) => !im).map(({ id, name }) => ({ value: id, text: `#${name}` }));
  const groups = listOf(element.option_groups);
  const grouped = groups.flatMap((group) => listOf(group.options).map((each) => option(each, textOf(group.label))));
  return [...listOf(element.options).map((each) => option(each)), ...grouped];
}

function option(given: Fields, group?: string): Option {
  const description = given.description === undefined ? undefined : textOf(given.description);
  return { value: String(given.value), text: textOf(given.text), description, group };
}

function Overflow(given: Given) {
  const [, choose] = useChoice(given);
  return <Popup entries={useOptions(given.element)} choose={(value) => choose([value])} />;
}

function Menu(given: Given) {
  const { say } = usePage();
  const [choice, choose] = useChoice(given);
  const options = useOptions(given.element);
  const placeholder = textOf(given.element.placeholder) || say('choose');
  const listed = (group: string | undefined) =>
    options
      .filter((each) => each.group === group)
      .map(({ value, text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ));
  const groups = [...new Set(options.flatMap(({ group }) => group ?? []))];
  return (
    <select
      aria-label={given.label ?? placeholder}
      aria-invalid={given.wrong}
      value={[choice].flat()[0] ?? ''}
      onChange={({ target }) => choose(target.value === '' ? [] : [target.value])}
    >
      <option value="">{placeholder}</option>
      {listed(undefined)}
      {groups.map((group) => (
        <optgroup key={group} label={group}>
          {listed(group)}
        </optgroup>
      ))}
    </select>
  );
}

/** Checkboxes, radio buttons, and menus in which several can be chosen. */
function Ticks(given: Given) {
  const { element, label } = given;
  const [choice, choose] = useChoice(given);
  const chosen = new Set([choice ?? []].flat());
  const one = element.type === 'radio_buttons';
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  const name = useId();
  const ticked = (value: string, on: boolean) => {
    if (one) return choose([value]);
    choose(on ? [...chosen, value] : [...chosen].filter((each) => each !== value));
  };
  return (
    <fieldset className={String(element.type).startsWith('multi_') ? 'ticks many' : 'ticks'} aria-label={label}>
      {useOptions(element).map(({ value, text, description }) => (
        <label key={value}>
          <input
            type={one ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.has(value)}
            disabled={!one && !chosen.has(value) && chosen.size >= most}
            onChange={({ target }) => ticked(value, target.checked)}
          />
          <span>
            {text}
            {description !== undefined && <small className="faint"> {description}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A text, number, date or time. Text goes to the app when the field is left, as far as it asked for it. */
function Field(given: Given) {
  const { element, label, block } = given;
  const { choose: put } = useSurface();
  const [choice, choose] = useChoice(given);
  const placeholder = textOf(element.placeholder) || undefined;
  const type = fields[String(element.type)] ?? 'text';
  const picked = type === 'date' || type === 'time';
  const value = [choice ?? ''].flat().join('\n');
  const common = {
    value,
    placeholder,
    'aria-label': label ?? placeholder ?? type,
    'aria-invalid': given.wrong,
    maxLength: element.max_length === undefined ? undefined : Number(element.max_length),
    onChange: ({ target }: { target: { value: string } }) => {
      if (picked) choose(target.value);
      else put(String(block.block_id), element, target.value, false);
    },
    onBlur: () => {
      if (!picked && block.dispatch_action === true) choose(value);
    },
  };
  if (element.multiline === true) return <textarea rows={4} {...common} />;
  return <input type={type} {...common} />;
}

function FileInput(given: Given): ReactNode {
  const { as, run, say } = usePage();
  const [choice, choose] = useChoice(given);
  const { element, label } = given;
  const types = Array.isArray(element.filetypes)
    ? element.filetypes.map((type) => `.${String(type)}`).join()
    : undefined;
  const take = (files: readonly File[]) => run(async () => choose(await upload(as, files)));
  return (
    <>
      <input
        type="file"
        aria-label={label}
        accept={types}
        multiple={Number(element.max_files ?? 10) > 1}
        onChange={({ target }) => take([...(target.files ?? [])])}
      />
      <span className="faint">
        {[choice ?? []].flat().length} {say('selected')}
      </span>
    </>
  );
}
