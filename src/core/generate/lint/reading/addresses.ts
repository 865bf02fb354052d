import { isIPv4 } from 'node:net';
import { canonicalIp } from '../../../process/ip.ts';
import type { LintConfig } from './config.ts';

/** An address of an interface. */
export interface InterfaceAddress {
  readonly interface: string;
  readonly address: string;
  /** Undefined where the mask is none, and for IPv6. */
  readonly prefix?: number;
  readonly vrf: string;
  readonly line: number;
  /** Others have it too, on purpose. */
  readonly shared: boolean;
}

/** All addresses of the interfaces of a device that are valid. */
export function interfaceAddresses(config: LintConfig): readonly InterfaceAddress[] {
  const { words, blocks } = config;
  return blocks.flatMap((block) => {
    if (!block.text.startsWith('interface ')) return [];
    const vrf = block.children.flatMap(({ text }) => words.interfaceVrf.exec(text)?.[1] ?? [])[0] ?? '';
    const shared = block.children.some(({ text }) => words.anycast.test(text));
    return block.children.flatMap(({ text, line }) => {
      const found = addressIn(text);
      return found ? [{ ...found, interface: block.text.slice('interface '.length), vrf, line, shared }] : [];
    });
  });
}

function addressIn(text: string): { readonly address: string; readonly prefix?: number } | undefined {
  const v6 = /^ipv6 address ([0-9A-Fa-f:.]+)(?:[/ ]\d+)?/.exec(text)?.[1];
  const address = v6 === undefined ? undefined : canonicalIp(v6);
  if (address !== undefined && !address.startsWith('fe80')) return { address };
  const match = /^ip address (\d+\.\d+\.\d+\.\d+)(?:\/(\d+)| (\S+))/.exec(text);
  if (!match?.[1] || !isIPv4(match[1])) return undefined;
  const prefix = prefixOf(match[2] ?? match[3] ?? '');
  return { address: match[1], ...(prefix === undefined ? {} : { prefix }) };
}

/** The length of a mask that is written as a length or with dots; undefined where it is none. */
export function prefixOf(mask: string): number | undefined {
  if (/^\d{1,2}$/.test(mask)) return Number(mask) <= 32 ? Number(mask) : undefined;
  if (!isIPv4(mask)) return undefined;
  const inverted = ~number(mask) >>> 0;
  return (inverted & (inverted + 1)) === 0 ? 32 - Math.log2(inverted + 1) : undefined;
}

/** The prefix length that a wildcard leaves; undefined where its bits are not one run, as access lists allow. */
export function prefixOfWildcard(wildcard: string): number | undefined {
  if (!isIPv4(wildcard)) return undefined;
  const bits = number(wildcard);
  return (bits & (bits + 1)) === 0 ? 32 - Math.log2(bits + 1) : undefined;
}

/** First and last address of the network that an address is in, as numbers. */
export function networkOf(address: string, prefix: number): readonly [number, number] {
  const size = 2 ** (32 - prefix);
  const first = Math.floor(number(address) / size) * size;
  return [first, first + size - 1];
}

/** An IPv4 address as a number. */
export function number(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/** A number as an IPv4 address. */
export function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
