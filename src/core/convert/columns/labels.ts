import { virtualLabels } from '../../inventory/selector/match.ts';
import { plainNameFault } from '../../settings/names.ts';
import { fields } from '../fields.ts';
import { unmarked } from '../write/label-mark.ts';

const reserved: ReadonlySet<string> = new Set([...fields, ...virtualLabels]);

/**
 * A label's name from a header: signs that a label cannot have become `_`, at most 63 characters; a field's name, a
 * label that every host has of itself, and one that is taken get `_2`, `_3` …; without a header `column_F`.
 */
export function labelName(header: string, column: number, taken: ReadonlySet<string>): string {
  const wanted = cleaned(header) || `column_${columnLetters(column)}`;
  const free = (name: string) => !reserved.has(name.toLowerCase()) && !taken.has(name);
  if (free(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const name = `${[...wanted].slice(0, 58).join('')}_${number}`;
    if (free(name)) return name;
  }
}

/** The label that a header of a table of our own names; as `labelName` where nothing can be called so. */
export function ownLabelName(header: string, column: number, taken: ReadonlySet<string>): string {
  const label = unmarked(header);
  return label === '' || plainNameFault(label) || taken.has(label) ? labelName(label, column, taken) : label;
}

/** `A`, `Z`, `AA` … of a zero-based column. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

function cleaned(header: string): string {
  const signs = header.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{Nd}_.-]+/gu, '_');
  const name = [...signs.replaceAll(/^[^\p{L}\p{Nd}]+|_+$/gu, '')].slice(0, 63).join('');
  return name === '' || plainNameFault(name) ? '' : name;
}
