import { createHash } from 'node:crypto';
import { isPlaceholder } from '../../process/clean.ts';
import type { Text } from '../../text.ts';
import { type Field, secretFields } from '../fields.ts';
import type { HeaderKnowledge } from '../knowledge/headers.ts';
import type { Column, Header, Sheet, Table } from '../types.ts';
import { addressed, addressFields } from './addressed.ts';
import { assign } from './assign.ts';
import { indexFor } from './header-index.ts';
import { type Candidate, candidates } from './judge.ts';
import { headerKey } from './key.ts';
import { columnLetters, labelName, ownLabelName } from './labels.ts';
import { nameless } from './names.ts';
import { ownCandidates } from './own.ts';
import { reasonText } from './reason.ts';
import { type Look, look } from './shapes.ts';

/** What a person said that a column is. */
export type Correction = Field | 'label' | 'ignored';

export interface RecogniseOptions {
  /** What people said of headers, by `correctionKey`. It wins, but that no column with a password becomes a label. */
  readonly corrections?: ReadonlyMap<string, Correction>;
  /** What is known of headers; what ships with the bot unless a test leaves some out. */
  readonly knowledge?: HeaderKnowledge;
}

const sample = 160;

/**
 * What each column of a table is taken for, in the order of `table.headers`, with confidence and reason. At most one
 * column a field, but for `sharedFields`; a column that is no field is a `label` with a name that is unique in the
 * table; one that holds nothing is `ignored`, unless it is the only one that can be the address, and so is none of a
 * table without rows, which its headers alone decide.
 */
export function recogniseColumns(table: Table, sheet: Sheet, options: RecogniseOptions = {}): readonly Column[] {
  const index = indexFor(options.knowledge);
  const judge = table.own ? ownCandidates : candidates;
  const looks = table.headers.map((header) => look(valuesOf(table, sheet, header.column)));
  const corrected = table.headers.map((header) => options.corrections?.get(correctionKey(header)));
  const found = table.headers.map((header, at) => {
    const held = looks[at] as Look;
    return corrected[at] === undefined && isEmpty(table, held) ? [] : judge(header, held, index);
  });
  const said = corrected.map((correction, at) => obeyed(correction, table.headers[at] as Header, index));
  const claimed = new Set(said);
  const open = found.map((list, at) =>
    said[at] ? [] : list.filter(({ field }) => !claimed.has(field) || secretFields.has(field)),
  );
  const named = nameless(assign(open), open);
  const seen = table.headers.map((header, at) => ({
    header,
    look: looks[at] as Look,
    candidate: named[at],
    said: said[at] !== undefined,
  }));
  const given = table.own || addressFields.some((field) => claimed.has(field)) ? named : addressed(seen, index);
  const taken = new Set<string>();
  return table.headers.map((header, at) => {
    const correction = said[at];
    const held = looks[at] as Look;
    if (correction) return byCorrection(header, correction, taken, table);
    const candidate = given[at];
    if (isEmpty(table, held) && !candidate && !isSecret(found[at])) return column(header, 'ignored', 1, nothing);
    return candidate ? asField(header, candidate, held, table) : asLabel(header, taken, unknown, 0.5, table);
  });
}

/** The key of a header in `corrections`: its letters and digits, or its column where it has none. */
export function correctionKey(header: Header): string {
  return headerKey(header.text) || `column_${columnLetters(header.column)}`;
}

/** The same for every table with the same headers, in whatever order: 32 hexadecimal digits. */
export function headerSignature(table: Table): string {
  const keys = table.headers.map(correctionKey).toSorted();
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, 32);
}

const nothing: Text = { en: 'holds nothing', zh: '没有内容' };
const unknown: Text = { en: 'not known, kept as a label', zh: '未识别，保留为标签' };
const personSaid: Text = { en: 'a person said so', zh: '由人工指定' };

/** Up to `sample` values from rows spread over the table; where these hold nothing, the first that are found. */
function valuesOf(table: Table, sheet: Sheet, at: number): readonly string[] {
  const step = Math.max(1, Math.floor(table.rows.length / sample));
  const values = taking(table, sheet, at, step);
  return values.length === 0 && step > 1 ? taking(table, sheet, at, 1) : values;
}

function taking(table: Table, sheet: Sheet, at: number, step: number): readonly string[] {
  const values: string[] = [];
  for (let row = 0; row < table.rows.length && values.length < sample; row += step) {
    const value = (sheet.rows[table.rows[row] ?? -1]?.[at] ?? '').slice(0, 200).normalize('NFKC').trim();
    if (value !== '' && !isPlaceholder(value)) values.push(value);
  }
  return values;
}

function isEmpty(table: Table, { count }: Look): boolean {
  return table.rows.length > 0 && count === 0;
}

function isSecret(list: readonly Candidate[] | undefined): boolean {
  return list?.some(({ field }) => secretFields.has(field)) ?? false;
}

/** A person's word, but that what surely is a secret stays one. */
function obeyed(
  correction: Correction | undefined,
  header: Header,
  index: ReturnType<typeof indexFor>,
): Correction | undefined {
  if (correction === undefined || correction === 'ignored' || secretFields.has(correction as Field)) return correction;
  return index.secret(header.text) === 'sure' ? undefined : correction;
}

function byCorrection(header: Header, correction: Correction, taken: Set<string>, table: Table): Column {
  return correction === 'label'
    ? asLabel(header, taken, personSaid, 1, table)
    : column(header, correction, 1, personSaid);
}

function asField(header: Header, { field, confidence, hint }: Candidate, held: Look, { own }: Table): Column {
  const both = !own && field === 'model' && held.fitting(['vendorModel'], ['vendor']) >= 0.5;
  const found = column(header, field, Math.round(confidence * 100) / 100, reasonText(header.text, field, hint));
  return both ? { ...found, split: 'vendor+model' } : found;
}

function asLabel(header: Header, taken: Set<string>, reason: Text, confidence: number, { own }: Table): Column {
  const label = (own ? ownLabelName : labelName)(header.text, header.column, taken);
  taken.add(label);
  return { header, field: 'label', label, confidence, reason };
}

function column(header: Header, field: Column['field'], confidence: number, reason: Text): Column {
  return { header, field, confidence, reason };
}
