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

/** What follows an IPv4 address and belongs to it. */
export interface Followers {
  readonly bits: number[];
  /** Ends of ranges and members of lists, in order. */
  readonly more: { readonly range: boolean; readonly last: string }[];
  port?: number;
}

/** More addresses than this are a network, not hosts (docs/spreadsheets.md). */
export const mostHosts = 256;

const invalid: Reading = { is: 'invalid' };
const network: Reading = { is: 'network' };
/** Addresses that no host has. */
const nobody = new Set(['0.0.0.0', '255.255.255.255', '::']);

/** A host, unless its address, prefix length or port can be none, or the two name a network. */
export function hostAt(address: string, prefix?: number, port?: number): Reading {
  const most = address.includes(':') ? 128 : 32;
  if ((prefix ?? 0) > most || (port ?? 1) > 65_535 || port === 0 || nobody.has(address)) return invalid;
  if (prefix !== undefined && isNetwork(address, prefix)) return network;
  return { is: 'host', address, ...(prefix === undefined ? {} : { prefix }), ...(port === undefined ? {} : { port }) };
}

/** What an IPv4 address says with all that follows it. */
export function readFollowed(address: string, { bits, more, port }: Followers, slash?: SlashReading): Reading {
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

/** A second host further off than this is none that somebody abbreviates: `10.194.120.1/32` is a prefix. */
export const nearby = 8;

/** `address`/`number`: a prefix, a following host, or not to be told by this cell alone. */
function slashed(address: string, number: number, slash: SlashReading | undefined): Reading {
  const last = Number(address.slice(address.lastIndexOf('.') + 1));
  if (number > 32) return list(address, [member(address, number)], []);
  const asPrefix = hostAt(address, number);
  const followsOn = number > last && asPrefix.is === 'host';
  if (!followsOn || slash === 'prefix') return asPrefix;
  const both = [address, member(address, number).last];
  if (slash === 'several' && number - last <= nearby) return { is: 'hosts', addresses: both };
  return couldFollow(last, number) ? { is: 'either', host: asPrefix, addresses: both } : asPrefix;
}

/** The next host, or a number that no network is as large as: IPv4 has none above /8. */
function couldFollow(last: number, number: number): boolean {
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
