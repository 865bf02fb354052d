import { canonicalIp, isNetwork, prefixOfMask } from './ip.ts';

/** How cells of the shape `10.1.1.29/30` are read where a column says which. */
export type SlashReading = 'prefix' | 'several';

interface Host {
  readonly is: 'host';
  readonly address: string;
  readonly prefix?: number;
  readonly port?: number;
}

/** What one address in a cell says, with its abbreviations. */
export type Reading =
  | Host
  | { readonly is: 'hosts'; readonly addresses: readonly string[]; readonly prefix?: number }
  | { readonly is: 'either'; readonly host: Host; readonly addresses: readonly string[] }
  | { readonly is: 'mask'; readonly prefix: number }
  | { readonly is: 'network' }
  | { readonly is: 'invalid' };

/** A reading and where it stands in the cell: `end` is exclusive. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly reading: Reading;
}

/** More addresses than this are a network, not hosts (docs/spreadsheets.md). */
export const mostHosts = 256;

const invalid: Reading = { is: 'invalid' };
const network: Reading = { is: 'network' };
/** Addresses that no host has. */
const nobody = new Set(['0.0.0.0', '255.255.255.255', '::']);
const v4 = String.raw`\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)`;
/** `10.1.1.*`, `10.1.x.x`, `10.*`; a plain address; a run that may be IPv6, also behind a label such as `L2:`. */
const start = new RegExp(
  String.raw`(?<![\w.])(?<wild>\d{1,3}(?:\.\d{1,3}){0,2}(?:\.[*xX]{1,3}){1,3}(?![\w.]))|(?<![\d.])(?<v4>${v4})` +
    String.raw`|(?<=^|[^0-9A-Za-z:.]|[G-Zg-z][0-9A-Za-z]{0,12}:|[^\x00-\x7f]:)(?<v6>(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:.]{2,45}(?:%[\w.-]{1,32})?)(?![0-9A-Za-z:])`,
  'g',
);
/** What may follow an IPv4 address and belongs to it: `/24`, `/38`, `-76`, `~10.1.1.4`, `,2`, `:22`. */
const follower = new RegExp(
  String.raw` ?(?:(?<dash>[-~]{1,2}|至|到) ?(?<last>${v4})|(?<slash>/) ?(?<bits>\d{1,3})(?![\w.])` +
    String.raw`|(?<sign>[-~,、]|至|到) ?(?<number>\d{1,3})(?![\d.:\p{L}])|:(?<port>\d{1,5})(?![\d:.]))`,
  'uy',
);
const v6Follower = /(?:\]:(?<port>\d{1,5}))|\]?(?: ?\/ ?(?<bits>\d{1,3})(?![\w.]))/y;

/** Every address in a cell, in order; a text without any gives none. Time is linear in the text's length. */
export function scan(text: string, slash?: SlashReading): readonly Part[] {
  const parts: Part[] = [];
  start.lastIndex = 0;
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const part = partAt(text, match, slash);
    if (part) parts.push(part);
    start.lastIndex = part?.end ?? match.index + 1;
  }
  return parts;
}

function partAt(text: string, match: RegExpExecArray, slash: SlashReading | undefined): Part | undefined {
  const at = { start: match.index, end: match.index + match[0].length };
  const { wild, v4: plain, v6 = '' } = match.groups ?? {};
  if (wild !== undefined) return { ...at, reading: network };
  if (plain !== undefined) return ipv4(text, at, plain, slash);
  const address = v6.includes(':') ? canonicalIp(v6) : undefined;
  return address === undefined ? undefined : ipv6(text, at, address);
}

function ipv6(text: string, at: { start: number; end: number }, address: string): Part {
  v6Follower.lastIndex = at.end;
  const match = v6Follower.exec(text);
  const { port, bits } = match?.groups ?? {};
  const end = at.end + (match?.[0].length ?? 0);
  if (port !== undefined) return { ...at, end, reading: hostAt(address, undefined, Number(port)) };
  return { ...at, end, reading: hostAt(address, bits === undefined ? undefined : Number(bits)) };
}

function hostAt(address: string, prefix?: number, port?: number): Reading {
  const most = address.includes(':') ? 128 : 32;
  if ((prefix ?? 0) > most || (port ?? 1) > 65_535 || port === 0 || nobody.has(address)) return invalid;
  if (prefix !== undefined && isNetwork(address, prefix)) return network;
  return { is: 'host', address, ...(prefix === undefined ? {} : { prefix }), ...(port === undefined ? {} : { port }) };
}

interface Followers {
  readonly bits: number[];
  /** Ends of ranges and members of lists, in order. */
  readonly more: { readonly range: boolean; readonly last: string }[];
  port?: number;
}

function ipv4(text: string, at: { start: number; end: number }, plain: string, slash?: SlashReading): Part {
  const found: Followers = { bits: [], more: [] };
  const base = plain.slice(0, plain.lastIndexOf('.') + 1);
  let { end } = at;
  follower.lastIndex = end;
  for (let match = follower.exec(text); match && end - at.start < 5000; match = follower.exec(text)) {
    note(found, match.groups ?? {}, base);
    end = follower.lastIndex;
  }
  const address = canonicalIp(plain);
  return { ...at, end, reading: address === undefined ? invalid : read(address, found, slash) };
}

function note(found: Followers, groups: Readonly<Record<string, string | undefined>>, base: string): void {
  const { last, bits, sign, number, port } = groups;
  if (last !== undefined) found.more.push({ range: true, last });
  if (bits !== undefined) found.bits.push(Number(bits));
  if (number !== undefined) found.more.push({ range: sign !== ',' && sign !== '、', last: base + number });
  if (port !== undefined) found.port = Number(port);
}

function read(address: string, { bits, more, port }: Followers, slash?: SlashReading): Reading {
  if (more.length > 0) return list(address, more, bits);
  const [first] = bits;
  if (first === undefined) {
    const mask = isMask(address) ? prefixOfMask(address) : undefined;
    return mask === undefined ? hostAt(address, undefined, port) : { is: 'mask', prefix: mask };
  }
  if (bits.length > 1)
    return list(
      address,
      bits.map((bit) => member(address, bit)),
      [],
    );
  return slashed(address, first, slash);
}

/** No host is called so: 0/8 and 240/4 (RFC 1122, RFC 1112), where masks and wildcards are. */
function isMask(address: string): boolean {
  return address.startsWith('255.') || (address.startsWith('0.') && address !== '0.0.0.0');
}

/** `address`/`number`: a prefix, a following host, or not to be told by this cell alone. */
function slashed(address: string, number: number, slash: SlashReading | undefined): Reading {
  const last = Number(address.slice(address.lastIndexOf('.') + 1));
  if (number > 32) return list(address, [member(address, number)], []);
  const asPrefix = hostAt(address, number);
  const followsOn = number > last && asPrefix.is === 'host';
  if (!followsOn || slash === 'prefix') return asPrefix;
  const both = [address, member(address, number).last];
  if (slash === 'several') return { is: 'hosts', addresses: both };
  return couldFollow(last, number) ? { is: 'either', host: asPrefix, addresses: both } : asPrefix;
}

/** The next host, or a number that no network is as large as: IPv4 has none above /8. */
export function couldFollow(last: number, number: number): boolean {
  return number === last + 1 || (number > last && number < 8);
}

function member(address: string, last: number): { range: boolean; last: string } {
  return { range: false, last: address.slice(0, address.lastIndexOf('.') + 1) + last };
}

/** An address with ranges and lists after it, all of one prefix length where one is written. */
function list(address: string, more: Followers['more'], bits: readonly number[]): Reading {
  const numbers = [toNumber(address)];
  for (const { range, last } of more) {
    const written = canonicalIp(last);
    const from = numbers.at(-1) ?? 0;
    const to = written === undefined ? -1 : toNumber(written);
    if (to < 0 || (range && to < from)) return invalid;
    if (range && to - from >= mostHosts) return network;
    for (let next = range ? from + 1 : to; next <= to; next++) numbers.push(next);
    if (numbers.length > mostHosts) return network;
  }
  const [prefix] = bits;
  if (bits.some((bit) => bit > 32 || bit !== prefix)) return invalid;
  const addresses = [...new Set(numbers)].map(toText);
  return { is: 'hosts', addresses, ...(prefix === undefined ? {} : { prefix }) };
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}
