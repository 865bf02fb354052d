/** A table whose columns are told by a line of dashes: its headings as they stand and its rows, cells without blanks around. */
interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const ruler = /^\s*-{2,}(?:\s+-+)+\s*$/;

/**
 * The tables in `text` that have a line of dashes under their headings. A row ends the table where it is empty. A cell
 * that is longer than its column takes the blanks between.
 */
export function tables(text: string): readonly Table[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (!ruler.test(line)) return [];
    const starts = [...line.matchAll(/-+/g)].map(({ index }) => index);
    const end = lines.findIndex((later, index) => index > at && later.trim() === '');
    const rows = lines.slice(at + 1, end < 0 ? undefined : end);
    return [{ headings: cut(lines[at - 1] ?? '', starts), rows: rows.map((row) => cut(row, starts)) }];
  });
}

/** A line cut at these places, its cells without blanks around them. */
export function cut(line: string, starts: readonly number[]): readonly string[] {
  return starts.map((start, at) => line.slice(at === 0 ? 0 : start, starts[at + 1]).trim());
}
