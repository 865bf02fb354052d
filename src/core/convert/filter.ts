import { OpsError } from '../errors.ts';
import type { Selector, Term } from '../inventory/selector/types.ts';
import { matches, parseSelector, select } from '../inventory/selector.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Host } from '../settings/types.ts';
import { recogniseTypeWord } from './device-type.ts';
import { type Field, fields } from './fields.ts';
import { headerKnowledge } from './knowledge/headers.ts';
import type { Column, HostRecord } from './types.ts';
import { recogniseVendor } from './vendors.ts';

const own = ['name', 'address', 'type', 'platform'];

/**
 * Whether a selector takes a host. Its labels may be fields, headers of the sheet in whatever language, or headers that
 * are known for a field; types and vendors may be written as people do (`类型=交换机`, `厂商=华为`). Errors: those of `parseSelector`, and `label-unknown`
 * naming the nearest field or header.
 */
export function createFilter(text: string | undefined, columns: readonly Column[]): (host: HostRecord) => boolean {
  if (text === undefined || text.trim() === '') return () => true;
  const selector = selectorOf(text, columns);
  return (host) => matches(selector, asHost(host));
}

/**
 * Throws for a filter that takes none of `hosts`, as the selectors of every command do. Errors: those of `select`,
 * naming the nearest label or value.
 */
export function demandSome(text: string, columns: readonly Column[], hosts: readonly HostRecord[]): void {
  const entries = hosts.map((host) => [host.name, asHost(host)] as const);
  select(selectorOf(text, columns), Object.assign(Object.create(null), Object.fromEntries(entries)));
}

function selectorOf(text: string, columns: readonly Column[]): Selector {
  const parsed = parseSelector(text);
  const names = namesOf(columns);
  const usually = (label: string) => fieldUsuallyCalled(label, columns);
  return { ...parsed, terms: parsed.terms.map((term) => translated(term, names, usually)) };
}

/** Every name that a label of the selector may have → what it is called in a host. */
function namesOf(columns: readonly Column[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const field of fields) names.set(field, field);
  for (const { header, field, label } of columns) {
    const target = field === 'label' ? label : field;
    if (target === undefined || field === 'ignored') continue;
    for (const name of [header.text, header.raw, label]) if (name) names.set(folded(name), target);
  }
  names.set('env', 'environment');
  return names;
}

function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*-]+/g, '');
}

/** The field that a header is known for, though the sheet has no such header; one that the sheet has, where there are several. */
function fieldUsuallyCalled(label: string, columns: readonly Column[]): Field | undefined {
  const wanted = folded(label);
  const { synonyms } = headerKnowledge;
  const found = fields.filter((field) => synonyms[field].some((header) => folded(header) === wanted));
  return found.find((field) => columns.some((column) => column.field === field)) ?? found[0];
}

function translated(
  term: Term,
  names: ReadonlyMap<string, string>,
  usually: (label: string) => Field | undefined,
): Term {
  if (term.kind === 'pick') return term;
  const label = names.get(term.label) ?? names.get(folded(term.label)) ?? usually(term.label);
  if (label === undefined) throw unknown(term.label, names);
  if (term.kind !== 'is' && term.kind !== 'is-not') return { ...term, label };
  return { ...term, label, values: term.values.map((value) => usual(label, value)) };
}

function usual(label: string, value: string): string {
  if (label === 'type') return recogniseTypeWord(value) ?? value;
  if (label === 'vendor') return recogniseVendor(value)?.vendor ?? value;
  return value;
}

function unknown(label: string, names: ReadonlyMap<string, string>): OpsError {
  const hint = suggestion(label, names.keys());
  return new OpsError('label-unknown', {
    en: `Filtering: no field and no column is called ${label}.${hint.en}`,
    zh: `筛选：没有名为 ${label} 的字段或列。${hint.zh}`,
  });
}

/** The record as selectors see hosts: fields and columns are labels. */
function asHost({ name, address, type, platform, fields: known, labels }: HostRecord): Host {
  const rest = Object.entries(known as Record<Field, string>).filter(([field]) => !own.includes(field));
  const all = { ...labels, ...Object.fromEntries(rest) };
  return { name, address, type, platform, port: 22, groups: [], ssh: { legacy: false }, labels: all };
}
