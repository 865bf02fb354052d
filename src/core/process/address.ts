import { readDnsNames } from './address-dns.ts';
import { mostHosts, type Reading, type SlashReading } from './address-reading.ts';
import { type Part, scan } from './address-scan.ts';
import { cleanAddress, withoutMasks } from './address-text.ts';
import { type AddressCell, type OneAddress, optional, type SeveralAddresses } from './address-types.ts';
import { type Words, wordsAround } from './address-words.ts';
import { isPlaceholder } from './clean.ts';
import { isNetwork } from './ip.ts';

export { settleAmbiguous, slashReadingOf } from './address-column.ts';
export type { AddressCell, FurtherAddress, OneAddress, SeveralAddresses } from './address-types.ts';
export { subnetHolds } from './ip.ts';

/** Excel's own limit is 32,767; what is longer than this is prose. */
const longest = 4000;

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
