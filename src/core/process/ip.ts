import { isIPv4, isIPv6 } from 'node:net';

/** One address as numbers: the groups of 16 bits, two for IPv4 and eight for IPv6. */
type Groups = readonly number[];

/**
 * The usual text of an IP address, or undefined where it is none. IPv4 may be written with leading zeros, which people
 * write to line columns up and mean as decimal (`010.001.001.001`). IPv6 comes out as RFC 5952 has it, a zone is kept;
 * an IPv4-mapped address comes out as the IPv4 address that it stands for.
 */
export function canonicalIp(text: string): string | undefined {
  if (!text.includes(':')) return canonicalIpv4(text);
  if (!isIPv6(text)) return undefined;
  const [address = '', zone] = text.split('%');
  const groups = ipv6Groups(address);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) return dotted(groups.slice(6));
  return shortest(groups) + (zone === undefined ? '' : `%${zone}`);
}

function canonicalIpv4(text: string): string | undefined {
  if (isIPv4(text)) return text;
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return octets?.every((octet) => octet <= 255) ? octets.join('.') : undefined;
}

/** The groups of 16 bits of an address as it is usually written, without its zone; undefined where it is none. */
export function groupsOf(address: string): Groups | undefined {
  if (isIPv6(address)) return ipv6Groups(address.split('%')[0] ?? '');
  if (!isIPv4(address)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return [a * 256 + b, c * 256 + d];
}

function ipv6Groups(address: string): number[] {
  const hex = address.replace(/[\d.]+$/, (tail) => (tail.includes('.') ? inHex(tail) : tail));
  const [head = [], tail] = hex.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = tail ? Array<string>(8 - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
}

function inHex(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** The usual text of two groups of 16 bits (IPv4) or eight (IPv6, as RFC 5952 has it). */
export function textOfGroups(groups: Groups): string {
  return groups.length === 2 ? dotted(groups) : shortest(groups);
}

function dotted(groups: Groups): string {
  return groups.flatMap((group) => [group >> 8, group & 255]).join('.');
}

/** RFC 5952, 4.2: the longest run of two or more zero groups is left out, the first one of several. */
function shortest(groups: Groups): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
    at += length;
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.at < 0) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`;
}

/** How many bits an address of this text's family has. */
export function bitsOf(address: string): 32 | 128 {
  return address.includes(':') ? 128 : 32;
}

/** Whether `address`/`prefix` names a network and no host in it: no host bit is set, and there are such bits. */
export function isNetwork(address: string, prefix: number): boolean {
  const groups = groupsOf(address);
  if (!groups || prefix >= bitsOf(address) - 1) return false;
  return groups.every((group, at) => (group & (0xffff >> Math.min(16, Math.max(0, prefix - at * 16)))) === 0);
}

/** Whether two addresses of one family are in the same network of this prefix length; false for other texts. */
function sameNetwork(one: string, other: string, prefix: number): boolean {
  const [left, right] = [groupsOf(one), groupsOf(other)];
  if (!left || !right || left.length !== right.length) return false;
  return left.every((group, at) => {
    const shift = 16 - Math.min(16, Math.max(0, prefix - at * 16));
    return group >> shift === (right[at] ?? 0) >> shift;
  });
}

/** The prefix length of a dotted mask (`255.255.255.0` → 24) or wildcard (`0.0.0.255` → 24); undefined for others. */
export function prefixOfMask(mask: string): number | undefined {
  if (!isIPv4(mask)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = mask.split('.').map(Number);
  const bits = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const ones = a === 255 || bits === 0 ? bits : ~bits >>> 0;
  const prefix = Math.clz32(~ones);
  const whole = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  return whole === ones && (prefix >= 8 || bits === 0) ? prefix : undefined;
}

/**
 * Whether an address and its gateway are in one subnet. `mask` is a prefix length or a dotted mask. True also where it
 * cannot be told: the address is a name, a text is not what it should be, or the two are of different families.
 */
export function subnetHolds(address: string, mask: string, gateway: string): boolean {
  const [one, other] = [canonicalIp(address), canonicalIp(gateway)];
  const prefix = /^\d{1,3}$/.test(mask) ? Number(mask) : prefixOfMask(mask);
  if (!one || !other || prefix === undefined || prefix > bitsOf(one) || bitsOf(one) !== bitsOf(other)) return true;
  return sameNetwork(one, other, prefix);
}
