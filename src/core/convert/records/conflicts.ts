import type { Text } from '../../text.ts';
import { fieldNames } from '../field-names.ts';
import type { Field } from '../fields.ts';
import type { ReasonCode } from '../types.ts';
import type { Draft } from './draft.ts';
import { cellOf } from './draft.ts';

/**
 * Holds all rows of a file against each other: marks rows that name the same host, address or serial with what is
 * wrong, and joins rows that complement each other (`joined`). Drafts with reasons of their own take no part.
 */
export function findConflicts(drafts: readonly Draft[], isOneDevice: (one: Draft, other: Draft) => boolean): void {
  for (const same of groups(drafts, ({ name }) => name.toLowerCase())) judgeNames(same, isOneDevice);
  for (const same of groups(drafts, placeOf)) accuse(same, 'address-duplicate', 'address', (draft) => draft.address);
  const serials = groups(drafts, ({ fields }) => fields.serial?.toLowerCase());
  for (const same of serials) accuse(same, 'serial-duplicate', 'serial', ({ fields }) => fields.serial ?? '');
}

/** Groups of two or more sound drafts with the same key. */
function groups(drafts: readonly Draft[], keyOf: (draft: Draft) => string | undefined): readonly Draft[][] {
  const found = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const key = draft.reasons.length === 0 && !draft.joined ? keyOf(draft) : undefined;
    if (!key) continue;
    const same = found.get(key);
    if (same) same.push(draft);
    else found.set(key, [draft]);
  }
  return [...found.values()].filter((same) => same.length > 1);
}

/** Hosts behind one address are told apart by their ports. */
function placeOf({ address, fields }: Draft): string {
  return `${address} ${fields.port ?? ''}`;
}

function judgeNames(same: readonly Draft[], isOneDevice: (one: Draft, other: Draft) => boolean): void {
  const [first, ...others] = same;
  if (!first) return;
  const strangers = others.filter((other) => other.address !== first.address && !isOneDevice(first, other));
  const apart = others.filter((other) => !isOneDevice(first, other));
  const differing = apart.map((other) => differenceOf(first, other)).find((key) => key !== undefined);
  if (strangers.length > 0) accuse(same, 'name-duplicate', 'name', ({ name }) => name);
  else if (differing !== undefined) contradict(same, differing);
  else mergeAll(first, others, isOneDevice);
}

function mergeAll(first: Draft, others: readonly Draft[], isOneDevice: (one: Draft, other: Draft) => boolean): void {
  for (const other of others) {
    if (other.source.index === first.source.index && !isOneDevice(first, other) && addsNothing(first, other)) {
      blame(other, 'duplicate-row', 'name', sameAs(first));
    } else join(first, other);
  }
}

/** The first field or label in which both have a value, and another one. */
function differenceOf(one: Draft, other: Draft): string | undefined {
  if (one.type !== other.type && one.typeConfidence > 0 && other.typeConfidence > 0) return 'type';
  return keysOf(other).find((key) => {
    const [mine, its] = [valueIn(one, key), valueIn(other, key)];
    return mine !== undefined && its !== undefined && mine !== its;
  });
}

function addsNothing(first: Draft, other: Draft): boolean {
  return keysOf(other).every((key) => valueIn(first, key) !== undefined);
}

function keysOf({ fields, labels }: Draft): readonly string[] {
  return [...Object.keys(fields), ...Object.keys(labels).map((label) => `label ${label}`)];
}

function valueIn({ fields, labels }: Draft, key: string): string | undefined {
  return key.startsWith('label ') ? labels[key.slice('label '.length)] : fields[key as Field];
}

/**
 * What one row says of a host and another leaves open comes together; of what both say differently (rows that share a
 * merged name may), the first counts and the other is kept as a label.
 */
function join(first: Draft, other: Draft): void {
  other.joined = first;
  for (const [field, value] of Object.entries(other.fields)) {
    const before = first.fields[field as Field];
    if (before === undefined) first.fields[field as Field] = value;
    else if (before !== value) keepBeside(first, `other_${field}`, value);
  }
  for (const [label, value] of Object.entries(other.labels)) {
    if (first.labels[label] !== value) keepBeside(first, label, value);
  }
  if (first.typeConfidence === 0) Object.assign(first, { type: other.type, typeConfidence: other.typeConfidence });
  if (first.platform === 'unknown') first.platform = other.platform;
  if (other.address !== first.address) keepBeside(first, 'other_addresses', other.address);
}

function keepBeside({ labels }: Draft, label: string, value: string): void {
  const before = labels[label]?.split(', ') ?? [];
  labels[label] = [...new Set([...before, value])].join(', ');
}

function accuse(same: readonly Draft[], code: ReasonCode, field: Field, shared: (draft: Draft) => string): void {
  if (code === 'serial-duplicate' && new Set(same.map(({ name }) => name)).size === 1) return;
  for (const draft of same) blame(draft, code, field, sharing(same, draft, shared(draft), what[code]));
}

function contradict(same: readonly Draft[], key: string): void {
  const shown = shownKey(key);
  for (const draft of same) {
    blame(draft, 'rows-conflict', 'name', {
      en: `It is the same host as ${placesOf(same, draft).en}, but ${shown.en} differs.`,
      zh: `与${placesOf(same, draft).zh}是同一主机，但${shown.zh}不一致。`,
    });
  }
}

/** What people call the field or label of a key. */
function shownKey(key: string): Text {
  const label = key.startsWith('label ') ? key.slice('label '.length) : undefined;
  return label === undefined ? fieldNames[key as Field] : { en: `"${label}"`, zh: `“${label}”` };
}

function blame(draft: Draft, code: ReasonCode, field: Field, text: Text): void {
  const cell = cellOf(draft, field);
  draft.reasons.push(cell ? { code, text, cell } : { code, text });
}

const what: Readonly<Partial<Record<ReasonCode, Text>>> = {
  'name-duplicate': { en: 'name', zh: '名称' },
  'address-duplicate': { en: 'address', zh: '地址' },
  'serial-duplicate': { en: 'serial', zh: '序列号' },
};

function sharing(same: readonly Draft[], draft: Draft, value: string, kind: Text | undefined): Text {
  const places = placesOf(same, draft);
  return {
    en: `It has the same ${kind?.en} (${value}) as ${places.en}.`,
    zh: `${kind?.zh}（${value}）与${places.zh}相同。`,
  };
}

function sameAs(first: Draft): Text {
  const place = placesOf([first], undefined);
  return {
    en: `It says again what ${place.en} says; ${place.en} is kept.`,
    zh: `与${place.zh}重复，已保留${place.zh}。`,
  };
}

/** Names up to three other rows: `row 20 and sheet 交换机, row 31`. */
function placesOf(same: readonly Draft[], self: Draft | undefined): Text {
  const others = same.filter((draft) => draft !== self);
  const shown = others.slice(0, 3).map((draft) => placeOfRow(draft, self));
  const more = others.length - shown.length;
  return {
    en: shown.map(({ en }) => en).join(', ') + (more > 0 ? ` and ${more} more` : ''),
    zh: shown.map(({ zh }) => zh).join('、') + (more > 0 ? `等 ${others.length} 行` : ''),
  };
}

function placeOfRow({ source, row }: Draft, self: Draft | undefined): Text {
  if (!self || self.source.sheet === source.sheet) return { en: `row ${row + 1}`, zh: `第 ${row + 1} 行` };
  const { name } = source.sheet;
  return { en: `row ${row + 1} of sheet ${name}`, zh: `工作表 ${name} 第 ${row + 1} 行` };
}
