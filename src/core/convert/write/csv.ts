import papaparse from 'papaparse';

type Rows = readonly (readonly string[])[];

/** Rows as RFC 4180 has them: commas, CRLF, quotes where they are needed, also around spaces at an end of a cell. */
export function toCsv(rows: Rows): string {
  return `${papaparse.unparse(rows as string[][], { newline: '\r\n' })}\r\n`;
}

/** The rows of such a text; a byte order mark is skipped. */
export function fromCsv(text: string): Rows {
  const { data } = papaparse.parse<string[]>(text, { delimiter: ',', newline: '\r\n' });
  return data.slice(0, -1);
}
