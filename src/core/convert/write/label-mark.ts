/** Stands before a label that could be taken for a field, or for a column of passwords. */
export const labelMark = 'label:';

/** The label that a header names, without `label:`. */
export function unmarked(header: string): string {
  return header.startsWith(labelMark) ? header.slice(labelMark.length) : header;
}
