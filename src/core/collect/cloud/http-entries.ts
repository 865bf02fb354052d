import { OpsError } from '../../errors.ts';
import { valueAt } from '../../json-path.ts';
import type { Source } from '../../settings/types.ts';
import type { Found, Json } from '../types.ts';
import { isObject, withoutSecrets } from './plain.ts';

/** The entries in an answer. Error: `source-answer-unknown` where there is no list: that is no empty one. */
export function entriesOf({ name, items }: Source, answer: Json): readonly Json[] {
  const list = valueAt(items, answer);
  if (Array.isArray(list)) return list;
  throw new OpsError('source-answer-unknown', {
    en: `Reading the source ${name}: its answer has no list at ${items}. Check "items" in sources.yaml.`,
    zh: `读取数据源 ${name}：应答中 ${items} 处没有列表。请检查 sources.yaml 中的 items。`,
  });
}

/** What is kept of an entry, without secrets; undefined where it has no key. */
export function foundIn(source: Source, entry: Json, redact: (text: string) => string): Found | undefined {
  const key = wordAt(source.key, entry);
  if (key === undefined) return undefined;
  const kind = source.kind.startsWith('$') ? (wordAt(source.kind, entry) ?? 'other') : source.kind;
  const data = withoutSecrets(fieldsOf(source, entry), redact);
  const own = [kind, key].map((part) => segment(redact(part))).join('/');
  return { key: `${placeOf(source)}${own}`, kind: redact(kind), data: isObject(data) ? data : {}, warnings: [] };
}

/** What the keys of all entries of a source begin with. */
export function placeOf({ name }: Source): string {
  return `http-json/${segment(name)}/`;
}

function fieldsOf({ fields }: Source, entry: Json): Json {
  if (!fields) return isObject(entry) ? entry : { value: entry };
  const values = Object.entries(fields).map(([name, path]) => [name, valueAt(path, entry)] as const);
  return Object.fromEntries(values.filter((pair): pair is [string, Json] => pair[1] !== undefined));
}

/** Text or a number, of at most 500 characters. */
function wordAt(path: string, entry: Json): string | undefined {
  const value = valueAt(path, entry);
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return text === '' || text.length > 500 ? undefined : text;
}

/** So that a key has as many parts as it should. */
function segment(text: string): string {
  return text.replaceAll(
    /[%/\p{Cc}]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
