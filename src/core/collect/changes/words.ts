import { counted, type Text, verbatim } from '../../text.ts';
import type { FieldChange } from '../changes.ts';
import type { Json } from '../types.ts';
import { nameOf, shownAs } from './names.ts';

type Data = { readonly [key: string]: Json };

/** A change in words: `version V200R019 → V200R021`, `interface GE0/0/3 up → down`, `neighbour core-2 added`. */
export function changeText(change: FieldChange): Text {
  const { path, kind, from, to } = change;
  if (path.length === 1 && (kind === 'added' || kind === 'removed') && isWhole(to ?? from, path))
    return wholeText(change);
  if (path[0] === 'config' && kind !== 'changed' && (path.length > 1 || typeof (to ?? from) === 'string')) {
    return configText(change);
  }
  const what = whatText(path);
  if (kind === 'added' && isEntry(to, path))
    return { en: `${what.en} added`, zh: `新增${/^\w/.test(what.zh) ? ' ' : ''}${what.zh}` };
  if (kind === 'removed' && isEntry(from, path)) return { en: `${what.en} gone`, zh: `${what.zh} 消失` };
  const [old, now] = [shown(path, from), shown(path, to)];
  return { en: `${what.en} ${old.en} → ${now.en}`, zh: `${what.zh} ${old.zh} → ${now.zh}` };
}

interface Changed {
  readonly key: string;
  readonly changes: readonly FieldChange[];
}

/**
 * What changed on many hosts, a line for each kind of change and hosts, the commonest first: the same change of several
 * hosts is said once. At most `most` lines, then how many more changes there are. Empty where nothing changed.
 */
export function changesSummary(hosts: readonly Changed[], most: number): readonly Text[] {
  const same = new Map<string, { text: Text; keys: string[] }>();
  for (const { key, changes } of hosts) {
    for (const text of changes.map(changeText)) {
      const known = same.get(text.en);
      if (known) known.keys.push(key);
      else same.set(text.en, { text, keys: [key] });
    }
  }
  const all = [...same.values()].toSorted((a, b) => b.keys.length - a.keys.length);
  const lines = all.slice(0, most).map(({ text, keys }) => withHosts(text, keys));
  const more = all.length - lines.length;
  if (more <= 0) return lines;
  return [...lines, { en: `and ${more} more ${more === 1 ? 'change' : 'changes'}`, zh: `另有 ${more} 处变化` }];
}

const mostNamed = 3;

function withHosts(text: Text, keys: readonly string[]): Text {
  const named = keys.slice(0, mostNamed);
  if (keys.length === 1) return { en: `${named[0]} ${text.en}`, zh: `${named[0]} ${text.zh}` };
  const more = keys.length - named.length;
  return {
    en: `${text.en} on ${keys.length}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    zh: `${text.zh}，共 ${keys.length} 台：${named.join('、')}${more > 0 ? ' 等' : ''}`,
  };
}

/** A list, or a configuration, that was not known at all before, or is not any more. */
function isWhole(value: Json | undefined, [name]: readonly string[]): boolean {
  return Array.isArray(value) || (name === 'config' && typeof value === 'string');
}

function wholeText({ path: [name = ''], kind, to }: FieldChange): Text {
  if (kind === 'removed') return { en: `${name} no longer known`, zh: `${name} 不再有记录` };
  const lines = typeof to === 'string' ? to.trimEnd().split('\n').length : undefined;
  const [en, zh] = lines === undefined ? [`${(to as readonly Json[]).length}`, '项'] : [counted(lines, 'line'), '行'];
  return {
    en: `${name} known for the first time: ${en}`,
    zh: `首次取得 ${name}：${lines ?? (to as readonly Json[]).length} ${zh}`,
  };
}

function configText({ path, kind, from, to }: FieldChange): Text {
  const section = path.slice(1).join(' › ');
  const [en, zh] = section === '' ? ['config', '配置'] : [`config ${section}`, `配置 ${section}`];
  if (kind === 'moved') return { en: `${en}: order changed at ${to}`, zh: `${zh}：顺序变化，始于 ${to}` };
  return kind === 'added'
    ? { en: `${en}: + ${to}`, zh: `${zh}：+ ${to}` }
    : { en: `${en}: - ${from}`, zh: `${zh}：- ${from}` };
}

/** `interface GE0/0/3 speed`; a state needs no name. */
function whatText(path: readonly string[]): Text {
  const [member = '', ...rest] = path;
  const names = [
    nameOf(member),
    ...rest.map((part, at) => (at === 0 && isList(member) ? verbatim(part) : nameOf(part))),
  ];
  const said = path.at(-1) === 'state' && path.length > 2 ? names.slice(0, -1) : names;
  return { en: said.map(({ en }) => en).join(' '), zh: said.map(({ zh }) => zh).join(' ') };
}

function isList(member: string): boolean {
  return !['cpu', 'memory'].includes(member);
}

/** A whole entry of a list, a whole member. */
function isEntry(value: Json | undefined, path: readonly string[]): value is Data | readonly Json[] {
  return (typeof value === 'object' && value !== null && path.length <= 2) || path[0] === 'config';
}

function shown(path: readonly string[], value: Json | undefined): Text {
  if (value === undefined || value === null || value === '') return { en: 'none', zh: '无' };
  if (Array.isArray(value) && value.length === 0) return { en: 'none', zh: '无' };
  return shownAs(path.at(-1) ?? '', value);
}
