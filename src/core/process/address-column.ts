import { nearby, type SlashReading } from './address-reading.ts';
import { cleanAddress } from './address-text.ts';
import type { AddressCell } from './address-types.ts';

/** `10.1.1.29/30` and nothing else. */
const slashShape = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.(\d{1,3}) ?\/ ?(\d{1,3})$/;

/**
 * How a column's cells of the shape `10.1.1.29/30` are to be read, or undefined where the column does not tell, or says
 * both: a number over 32 is no prefix length, so the column names several hosts; one that cannot be a host nearby is a
 * prefix length.
 */
export function slashReadingOf(column: readonly string[]): SlashReading | undefined {
  const told = new Set<SlashReading>();
  for (const raw of column) {
    if (!raw.includes('/') && !raw.includes('／')) continue;
    const [, last, number] = slashShape.exec(cleanAddress(raw))?.map(Number) ?? [];
    if (last === undefined || number === undefined || last > 255 || number > 255) continue;
    if (number > 32) told.add('several');
    else if (number < last || number - last > nearby) told.add('prefix');
  }
  const [reading] = told;
  return told.size === 1 ? reading : undefined;
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
