import { couldFollow, mostHosts, type Part, type Reading, type SlashReading, scan } from './address-scan.ts';
import { type Words, wordsAround } from './address-words.ts';
import { clean, isPlaceholder } from './clean.ts';
import { isNetwork } from './ip.ts';

export { subnetHolds } from './ip.ts';

/** An address of a cell that holds several of one host. */
export interface FurtherAddress {
  readonly label?: string;
  readonly address: string;
  readonly prefix?: number;
}

export interface OneAddress {
  readonly kind: 'one';
  /** IPv4 dotted, IPv6 as RFC 5952 writes it, or a DNS name in lower case. */
  readonly address: string;
  readonly prefix?: number;
  readonly port?: number;
  /** The words that stand beside the address. */
  readonly note?: string;
  readonly more: readonly FurtherAddress[];
}

export interface SeveralAddresses {
  readonly kind: 'several';
  readonly addresses: readonly string[];
  readonly prefix?: number;
  readonly note?: string;
}

/** What a cell of an address column says. */
export type AddressCell =
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }
  /** A network, or more than 256 addresses; `text` is the cell, cleaned. */
  | { readonly kind: 'network'; readonly text: string }
  | OneAddress
  | SeveralAddresses
  | { readonly kind: 'ambiguous'; readonly asPrefix: OneAddress; readonly asSeveral: readonly string[] };

/** Excel's own limit is 32,767; what is longer than this is prose. */
const longest = 4000;
const dnsLabel = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const dnsName = new RegExp(`^(?:${dnsLabel}\\.)+(?=[a-z])${dnsLabel}$`);

/**
 * What a cell of an address column says. `slash` settles cells of the shape `10.1.1.29/30` (see `slashReadingOf`);
 * without it those that can be read both ways are `ambiguous`.
 */
export function readAddressCell(text: string, slash?: SlashReading): AddressCell {
  return readClean(cleanAddress(text), slash);
}

/** As `readAddressCell`, for a text that `cleanAddress` has made. */
export function readClean(text: string, slash?: SlashReading): AddressCell {
  if (text === '' || isPlaceholder(text)) return { kind: 'none' };
  if (text.length > longest) return { kind: 'invalid' };
  const bare = text.includes('://') ? text.replace(/(:\/\/[^\s/?#]+)[/?#]\S*/g, '$1') : text;
  const parts = scan(bare, slash);
  return parts.length === 0 ? readDnsNames(bare) : assemble(bare, parts);
}

/** A cell's characters cleaned, its dots and dashes those of an address: `10。1．1 .1` → `10.1.1.1`. */
export function cleanAddress(text: string): string {
  const { value } = clean(text, { width: 'half', lines: true });
  return /[^!-~]/.test(value) ? value.replace(/(?<=\d) ?[.。] ?(?=\d)/g, '.').replace(/[–—−‐‑―]/g, '-') : value;
}

function assemble(text: string, parts: readonly Part[]): AddressCell {
  const found = withMasks(parts);
  const readings = found.map((part) => part.reading);
  if (readings.some(({ is }) => is === 'invalid' || is === 'mask') || hasStrayNumbers(text, parts))
    return { kind: 'invalid' };
  if (readings.some(({ is }) => is === 'network')) return { kind: 'network', text };
  const words = wordsAround(withoutMasks(text, parts), found);
  const several = severalOf(readings, words.note);
  if (readings.some(({ is }) => is === 'hosts'))
    return several.addresses.length > mostHosts ? { kind: 'network', text } : several;
  const one = oneOf(readings, words);
  if (readings.every(({ is }) => is === 'host')) return one;
  return { kind: 'ambiguous', asPrefix: one, asSeveral: several.addresses };
}

/** Masks written behind an address become its prefix length; one that follows none stays, and is a fault. */
function withMasks(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part.reading.is === 'mask' && last)
      found[found.length - 1] = { ...last, reading: masked(last.reading, part.reading.prefix) };
    else found.push(part);
  }
  return found;
}

/** The text with spaces where masks and the words for them are, so that these are nobody's note. */
function withoutMasks(text: string, parts: readonly Part[]): string {
  let rest = text;
  for (const { start, end, reading } of parts) {
    if (reading.is !== 'mask') continue;
    const from = start - (maskWord.exec(text.slice(Math.max(0, start - 20), start))?.[0].length ?? 0);
    rest = rest.slice(0, from) + ' '.repeat(end - from) + rest.slice(end);
  }
  return rest;
}

const maskWord = /(?:(?:子网|网络)?掩码|(?:sub)?net ?mask|mask|máscara)[ :]*$/i;

function masked(reading: Reading, prefix: number): Reading {
  if (reading.is === 'mask' || reading.is === 'either') return { is: 'invalid' };
  if (reading.is !== 'host') return reading;
  return isNetwork(reading.address, prefix) ? { is: 'network' } : { ...reading, prefix: reading.prefix ?? prefix };
}

/** Whether dotted numbers are left over that are no address: `10.1.1` beside a good one. */
function hasStrayNumbers(text: string, parts: readonly Part[]): boolean {
  return parts.some((part, at) => {
    const behind = text.slice(part.end, parts[at + 1]?.start);
    const before = at === 0 ? text.slice(0, part.start) : '';
    return stray.test(behind) || stray.test(before);
  });
}

const stray = /(?<![\w.])\d{1,9}\.\d{1,9}\.\d/;

function oneOf(readings: readonly Reading[], { labels, note }: Words): OneAddress {
  const [first, ...others] = readings.map((reading) => (reading.is === 'either' ? reading.host : reading));
  const more = others.flatMap((reading, at) => {
    if (reading.is !== 'host') return [];
    const label = labels[at + 1];
    return [{ ...(label ? { label } : {}), ...optional('prefix', reading.prefix), address: reading.address }];
  });
  const { address, prefix, port } = first?.is === 'host' ? first : { address: '' };
  return {
    ...{ kind: 'one', address, more },
    ...{ ...optional('prefix', prefix), ...optional('port', port), ...(note ? { note } : {}) },
  };
}

function severalOf(readings: readonly Reading[], note: string | undefined): SeveralAddresses {
  const addresses = readings.flatMap((reading) => {
    if (reading.is === 'hosts' || reading.is === 'either') return reading.addresses;
    return reading.is === 'host' ? [reading.address] : [];
  });
  const prefix = readings.find((reading) => reading.is === 'hosts')?.prefix;
  return {
    kind: 'several',
    addresses: [...new Set(addresses)],
    ...optional('prefix', prefix),
    ...(note ? { note } : {}),
  };
}

function optional<K extends string>(key: K, value: number | undefined): { readonly [key in K]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: number };
}

/** Names with a dot, several of one host; the first may have a port or be a URL. Anything else is invalid. */
function readDnsNames(text: string): AddressCell {
  const words = text
    .toLowerCase()
    .split(/[\s,;、|()]+/)
    .filter((word) => word !== '');
  const names = words.map(readDnsName);
  const [first] = names;
  if (!first || names.includes(undefined)) return { kind: 'invalid' };
  const more = names.slice(1).flatMap((name) => (name ? [{ address: name.address }] : []));
  return { kind: 'one', address: first.address, ...optional('port', first.port), more };
}

function readDnsName(word: string): { address: string; port?: number } | undefined {
  const inUrl = /^[a-z][a-z0-9+.-]{1,15}:\/\/([^/?#]+)/.exec(word)?.[1] ?? word;
  const [, name = '', port] = /^([a-z0-9._-]{3,253}?)\.?(?::(\d{1,5}))?$/.exec(inUrl) ?? [];
  if (!dnsName.test(name) || Number(port ?? 1) > 65_535) return undefined;
  return { address: name, ...optional('port', port === undefined ? undefined : Number(port)) };
}

/** `10.1.1.29/30` and nothing else. */
const slashShape = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.(\d{1,3}) ?\/ ?(\d{1,3})$/;

/**
 * How a column's cells of the shape `10.1.1.29/30` are to be read, or undefined where the column does not tell: a number
 * over 32 is no prefix length, so the column names several hosts; one that cannot be the next host is a prefix length.
 */
export function slashReadingOf(column: readonly string[]): SlashReading | undefined {
  let reading: SlashReading | undefined;
  for (const raw of column) {
    if (!raw.includes('/') && !raw.includes('／')) continue;
    const [, last, number] = slashShape.exec(cleanAddress(raw))?.map(Number) ?? [];
    if (last === undefined || number === undefined || last > 255) continue;
    if (number > 32 && number <= 255) return 'several';
    if (number <= 32 && !couldFollow(last, number)) reading = 'prefix';
  }
  return reading;
}

/**
 * An ambiguous cell, settled by the raw cells of its column; as it was where they do not settle it, and so is every other
 * cell. For many cells of one column, ask `slashReadingOf` once and give its answer to `readAddressCell`.
 */
export function settleAmbiguous(cell: AddressCell, column: readonly string[]): AddressCell {
  const reading = cell.kind === 'ambiguous' ? slashReadingOf(column) : undefined;
  if (cell.kind !== 'ambiguous' || reading === undefined) return cell;
  if (reading === 'prefix') return cell.asPrefix;
  const { note } = cell.asPrefix;
  return { kind: 'several', addresses: cell.asSeveral, ...(note ? { note } : {}) };
}
