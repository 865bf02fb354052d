import { bitsOf, canonicalIp, groupsOf, textOfGroups } from '../../process/ip.ts';
import { type Arguments, cut, refuse, textAt } from '../arguments.ts';

/** An address as one number, of 32 bits (IPv4) or 128 (IPv6). */
export interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/** An address within its network. */
export interface Subnet extends Address {
  /** Length in bits. */
  readonly prefix: number;
}

/**
 * The address and prefix of a helper's arguments from `at` on, and how many arguments they took: `10.0.0.1/24`,
 * `10.0.0.1/255.255.255.0`, `10.0.0.1 255.255.255.0`, or the two as two arguments. Errors: HelperError.
 */
export function subnetAt(args: Arguments, at = 0): Subnet & { readonly took: 1 | 2 } {
  const [address = '', mask, more] = textAt(args, at)
    .trim()
    .split(/\s*\/\s*|\s+/);
  if (mask !== undefined && more === undefined) return { ...subnetOf(address, mask), took: 1 };
  if (mask === undefined && args[at + 1] !== undefined) return { ...subnetOf(address, textAt(args, at + 1)), took: 2 };
  return refuse({
    en: `"${cut(textAt(args, at))}" has no prefix length; write it as 10.0.0.1/24, or give the mask as another argument.`,
    zh: `“${cut(textAt(args, at))}”没有前缀长度；请写成 10.0.0.1/24，或将掩码作为下一个参数。`,
  });
}

/** The address of a text, without a prefix. IPv4 with leading zeros is read as decimal. Errors: HelperError. */
export function addressOf(text: string): Address {
  const groups = groupsOf(text.includes(':') ? text : (canonicalIp(text) ?? ''));
  if (!groups || text.includes('%')) {
    return refuse({
      en: `"${cut(text)}" is no IPv4 or IPv6 address.`,
      zh: `“${cut(text)}”不是 IPv4 或 IPv6 地址。`,
    });
  }
  const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return { value, bits: bitsOf(text) };
}

/** The usual text of an address; of IPv6 as RFC 5952 has it. */
export function addressText({ value, bits }: Address): string {
  const groups = Array.from({ length: bits / 16 }, (_, at) =>
    Number((value >> BigInt(bits - 16 * (at + 1))) & 0xffffn),
  );
  return textOfGroups(groups);
}

/** The network's first address and its last. */
export function edges({ value, bits, prefix }: Subnet): { readonly first: Address; readonly last: Address } {
  const hosts = hostBits({ bits, prefix });
  const first = value & ~hosts;
  return { first: { value: first, bits }, last: { value: first | hosts, bits } };
}

/**
 * The first and last address that a host may have: without network and broadcast address in IPv4, except in a /31 (RFC
 * 3021) and a /32; without the routers' anycast address in IPv6 (RFC 4291, 2.6.1), except in a /127 (RFC 6164) and a /128.
 */
export function hostsOf(subnet: Subnet): { readonly first: Address; readonly last: Address } {
  const { first, last } = edges(subnet);
  const { bits, prefix } = subnet;
  if (prefix >= bits - 1) return { first, last };
  return {
    first: { value: first.value + 1n, bits },
    last: { value: bits === 32 ? last.value - 1n : last.value, bits },
  };
}

/** The dotted mask of a prefix length of IPv4: 24 → 255.255.255.0. */
export function maskOf(prefix: number): Address {
  return { value: 0xffffffffn & ~hostBits({ bits: 32, prefix }), bits: 32 };
}

/** The prefix length that a text says as a number or as a dotted mask (never a wildcard); undefined where neither. */
export function prefixOf(text: string, bits: 32 | 128): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text) <= bits ? Number(text) : undefined;
  const groups = bits === 32 ? groupsOf(text) : undefined;
  if (groups?.length !== 2) return undefined;
  const dotted = canonicalIp(text);
  return Array.from({ length: 33 }, (_, at) => at).find((prefix) => addressText(maskOf(prefix)) === dotted);
}

function subnetOf(address: string, mask: string): Subnet {
  const parsed = addressOf(address);
  const prefix = prefixOf(mask, parsed.bits);
  if (prefix !== undefined) return { ...parsed, prefix };
  return refuse({
    en: `"${cut(mask)}" is no prefix length or mask of ${address}.`,
    zh: `“${cut(mask)}”不是 ${address} 的有效前缀长度或掩码。`,
  });
}

function hostBits({ bits, prefix }: { bits: number; prefix: number }): bigint {
  return (1n << BigInt(bits - prefix)) - 1n;
}
