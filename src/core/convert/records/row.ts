import { isIP } from 'node:net';
import { type AddressCell, readAddressCell, subnetHolds } from '../../process/address.ts';
import type { createProcessor, Processed } from '../../process/index.ts';
import { processKind } from '../../process/index.ts';
import { readNames } from '../../process/name.ts';
import type { Text } from '../../text.ts';
import type { Field } from '../fields.ts';
import type { Change, Column, Reason, ReasonCode } from '../types.ts';
import { cellName, type Draft } from './draft.ts';
import type { createIdentifier } from './identify.ts';
import { ownIdentity, ownProcess } from './own.ts';
import type { Reading } from './reading.ts';

export interface RowTools {
  readonly process: ReturnType<typeof createProcessor>;
  readonly identify: ReturnType<typeof createIdentifier>;
}

/** The hosts of one row: usually one; several where its address cell names several. */
export function draftsOf(reading: Reading, row: number, tools: RowTools): readonly Draft[] {
  const at = reading.addresses.find((column) => holds(reading, row, column, tools)) ?? reading.addresses[0];
  const said = valuesOf(reading, row, at, tools);
  const places = spread(placesOf(reading, row, at), reading, row);
  const names = namesOf(reading, row, places, tools);
  const drafts = places.addresses.map((address, index): Draft => {
    return {
      source: reading.source,
      row,
      name: names.names[index] ?? '',
      address,
      type: 'other',
      typeConfidence: 0,
      platform: 'unknown',
      ...(index === 0 ? { fields: said.fields, labels: said.labels } : further(said)),
      reasons: [...said.reasons, ...names.reasons, ...places.reasons],
      changes: [],
    };
  });
  for (const draft of drafts) {
    addExtras(draft, places.extra);
    checkSubnet(draft, at);
    const recognised = identify(draft, said, reading.name?.header.text, tools);
    draft.changes = [...said.changes, ...names.changes, ...places.changes, ...recognised];
  }
  return drafts;
}

/** What a row says of its second host: one serial is no two hosts', so it is kept as a label. */
function further({ fields, labels }: Said): Pick<Draft, 'fields' | 'labels'> {
  const { serial, ...others } = fields;
  return { fields: others, labels: { ...labels, ...(serial === undefined ? {} : { serial_of_row: serial }) } };
}

interface Said {
  readonly fields: Partial<Record<Field, string>>;
  readonly labels: Record<string, string>;
  readonly reasons: Reason[];
  readonly changes: Change[];
  /** The type and the platform in the sheet's own words: they become what is recognised. */
  readonly words: { type?: string; platform?: string };
}

/** Whether an address cell says anything. */
function holds({ source }: Reading, row: number, column: Column, { process }: RowTools): boolean {
  const raw = source.sheet.rows[row]?.[column.header.column] ?? '';
  return raw !== '' && (isIP(raw) > 0 || process('service_ip', raw).value !== '');
}

function valuesOf(reading: Reading, row: number, address: Column | undefined, tools: RowTools): Said {
  const process = reading.source.table.own ? ownProcess(tools.process) : tools.process;
  const said: Said = { fields: {}, labels: {}, reasons: [], changes: [], words: {} };
  const cells = reading.source.sheet.rows[row] ?? [];
  for (const { column, context } of reading.values) {
    const raw = cells[column.header.column] ?? '';
    if (raw === '' || column === address) continue;
    const field = column.field === 'ignored' ? 'label' : column.field;
    keep(said, column, field, raw, process(field, raw, context), row);
  }
  return said;
}

function keep(said: Said, column: Column, field: Field | 'label', raw: string, processed: Processed, row: number) {
  const { value, rules, fault, extra } = processed;
  if (fault && fault.code !== 'value-unclear') said.reasons.push(reasonAt(fault.code, fault.text, column, row));
  const key = field === 'label' ? (column.label ?? '') : field;
  if (rules.length > 0) said.changes.push({ field: key, raw, value, rules });
  if (value === '') return;
  if (field === 'label') said.labels[key] = value;
  else if (field === 'type' || field === 'platform') said.words[field] = value;
  else said.fields[field] = joined(said.fields[field], value);
  if (!extra) return;
  for (const [name, text] of Object.entries(extra)) {
    if (name === 'mask') said.fields.mask ??= text;
    else if (name === 'port') said.fields.port ??= text;
    else said.labels[field === 'label' ? `${key}_${name}` : name] = text;
  }
}

/** Several columns of one field are one list. */
function joined(before: string | undefined, value: string): string {
  if (before === undefined) return value;
  const parts = before.split(', ');
  return parts.includes(value) ? before : `${before}, ${value}`;
}

interface Places {
  /** One for each host; '' where there is none that can be used. */
  readonly addresses: readonly string[];
  readonly extra: Readonly<Record<string, string>>;
  readonly reasons: readonly Reason[];
  readonly changes: readonly Change[];
  /** The addresses of one host that stand in the cell one after the other; they are hosts where there are as many names. */
  readonly listed: readonly string[];
}

function placesOf({ source, slash }: Reading, row: number, column: Column | undefined): Places {
  const raw = (column && source.sheet.rows[row]?.[column.header.column]) || '';
  const nothing = { extra: {}, reasons: [], changes: [], listed: [] };
  if (isIP(raw) === 4) return { ...nothing, addresses: [raw] };
  const cell = readAddressCell(raw, slash);
  if (cell.kind === 'several') {
    const { addresses, note, prefix } = cell;
    const extra = { ...(prefix && { mask: String(prefix) }), ...(note && { address_note: note }) };
    return { ...nothing, addresses, extra, changes: [changed(raw, addresses.join(', '), ['addresses-listed'])] };
  }
  const { value, rules, fault, extra = {} } = processKind('address', raw, { slash });
  const changes = rules.length > 0 ? [changed(raw, value, rules)] : [];
  const code = fault && fault.code !== 'value-unclear' ? fault.code : value === '' ? 'address-missing' : undefined;
  const text = fault?.text ?? missing.address;
  const reasons = code ? [reasonAt(code, text, column, row)] : [];
  return { addresses: [code ? '' : value], extra, reasons, changes, listed: listedIn(cell) };
}

function changed(raw: string, value: string, rules: readonly string[]): Change {
  return { field: 'address', raw, value, rules };
}

function listedIn(cell: AddressCell): readonly string[] {
  if (cell.kind !== 'one' || cell.more.length === 0 || cell.more.some(({ label }) => label)) return [];
  return [cell.address, ...cell.more.map(({ address }) => address)];
}

/** Addresses of one cell are as many hosts where the name cell holds as many names. */
function spread(places: Places, { name, source }: Reading, row: number): Places {
  if (places.listed.length === 0 || !name) return places;
  const names = readNames(source.sheet.rows[row]?.[name.header.column] ?? '');
  if (names.length !== places.listed.length) return places;
  const { other_addresses: _, ...extra } = places.extra;
  return { ...places, addresses: places.listed, extra };
}

interface Names {
  readonly names: readonly string[];
  readonly reasons: readonly Reason[];
  readonly changes: readonly Change[];
}

/** A name for each address: the cell's own where it holds as many, else the one it holds with a number behind it. */
function namesOf(reading: Reading, row: number, places: Places, { process }: RowTools): Names {
  const { name: column, source } = reading;
  const { addresses } = places;
  if (!column) return { names: addresses.map(nameOfAddress), reasons: [], changes: [] };
  const raw = source.sheet.rows[row]?.[column.header.column] ?? '';
  if (addresses.length > 1) {
    const names = readNames(raw);
    if (names.length === addresses.length) return { names, reasons: [], changes: [] };
  }
  const { value, rules, fault } = process('name', raw);
  const code = fault && fault.code !== 'value-unclear' ? fault.code : value === '' ? 'name-missing' : undefined;
  const names = addresses.length > 1 ? addresses.map((_, at) => `${value}-${at + 1}`) : [value];
  return {
    names: code ? addresses.map(() => value) : names,
    reasons: code ? [reasonAt(code, fault?.text ?? missing.name, column, row)] : [],
    changes: rules.length > 0 ? [{ field: 'name', raw, value, rules }] : [],
  };
}

function nameOfAddress(address: string): string {
  return address.replace(/[^\p{L}\p{M}\p{Nd}_.-]+/gu, '-').replace(/^-+|-+$/g, '');
}

function addExtras(draft: Draft, extra: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(extra)) {
    if (name === 'mask') draft.fields.mask ??= value;
    else if (name === 'port') draft.fields.port ??= value;
    else draft.labels[name] ??= value;
  }
}

function checkSubnet(draft: Draft, column: Column | undefined): void {
  const { mask, gateway } = draft.fields;
  const { address } = draft;
  if (!mask || !gateway || !isIP(address) || !isIP(gateway) || !/^\d+$/.test(mask)) return;
  if (subnetHolds(address, mask, gateway)) return;
  const text = {
    en: `${address}/${mask} and its gateway ${gateway} are not in one subnet.`,
    zh: `${address}/${mask} 与网关 ${gateway} 不在同一子网。`,
  };
  draft.reasons.push(reasonAt('address-outside-subnet', text, column, draft.row));
}

/** Puts in what the device is; what that changed of the sheet's own words. */
function identify(draft: Draft, said: Said, nameHeader: string | undefined, tools: RowTools): readonly Change[] {
  const { vendor, model, role, os, os_version, remark } = said.fields;
  const { type: typeWord, platform: platformWord } = said.words;
  const { sheet, table } = draft.source;
  const title = [sheet.name, table.titles.get(draft.row), nameHeader].filter(Boolean).join(' ');
  const system = [os, os_version].filter(Boolean).join(' ') || undefined;
  const of = { vendor, model, typeWord, platformWord, role, os: system, name: draft.name, title, remark };
  const recognisedAs = tools.identify(of);
  const found = table.own ? ownIdentity(of, recognisedAs) : recognisedAs;
  draft.type = found.type.type;
  draft.typeConfidence = found.type.confidence;
  draft.platform = found.platform.platform;
  if (found.vendor) draft.fields.vendor = found.vendor;
  if (found.model) draft.fields.model = found.model;
  return [
    ...recognised('vendor', vendor, found.vendor),
    ...recognised('model', model, found.model),
    ...(typeWord ? recognised('type', typeWord, found.type.type) : []),
  ];
}

function recognised(field: 'vendor' | 'model' | 'type', raw = '', value = raw): readonly Change[] {
  return value === raw ? [] : [{ field, raw, value, rules: [`${field}-recognised`] }];
}

function reasonAt(code: ReasonCode, text: Text, column: Column | undefined, row: number): Reason {
  return column ? { code, text, cell: cellName(column.header.column, row) } : { code, text };
}

const missing = {
  name: { en: 'It has no name.', zh: '没有名称。' },
  address: { en: 'It has no address.', zh: '没有地址。' },
} as const;
