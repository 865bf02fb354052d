import { SSF } from 'xlsx';
import { createFormatter, type Formatter } from '../format.ts';
import type { Meter } from '../limits.ts';
import { readXml } from '../xml.ts';
import type { Parts } from '../zip.ts';

/**
 * Formats that a Chinese Excel knows by number and does not write into the file (ECMA-376 part 1, 18.8.30, zh-cn);
 * `xlsx` shows all of them as dates with month, day and year.
 */
const chinese: ReadonlyMap<number, string> = new Map([
  ...[27, 36, 50, 52, 57].map((id) => [id, 'yyyy"年"m"月"'] as const),
  ...[28, 29, 51, 53, 54, 58].map((id) => [id, 'm"月"d"日"'] as const),
  [30, 'm-d-yy'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [34, '上午/下午h"时"mm"分"'],
  [35, '上午/下午h"时"mm"分"ss"秒"'],
  [55, '上午/下午h"时"mm"分"'],
  [56, '上午/下午h"时"mm"分"ss"秒"'],
]);

/** How numbers are shown, by a cell's style number; made when first asked for. */
export type Styles = (style: number) => Formatter;

/** Reads the number formats of a workbook; without a styles part every number is `General`. */
export async function readStyles(
  parts: Parts,
  path: string | undefined,
  date1904: boolean,
  meter: Meter,
): Promise<Styles> {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let inCells = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General');
    else if (name === 'cellXfs') inCells = true;
    else if (name === 'xf' && inCells) styles.push(Number(attributes.numFmtId ?? 0));
  };
  const close = (name: string) => {
    if (name === 'cellXfs') inCells = false;
  };
  if (path && parts.has(path)) await readXml(parts.stream(path), { open, close }, meter, path);
  const code = (id: number) => codes.get(id) ?? chinese.get(id) ?? builtIn(id);
  const formatters = new Map<number, Formatter>();
  return (style) => {
    const id = styles[style] ?? 0;
    const found = formatters.get(id);
    if (found) return found;
    const made = createFormatter(code(id), date1904);
    formatters.set(id, made);
    return made;
  };
}

function builtIn(id: number): string {
  const table: Readonly<Record<number, string>> = SSF.get_table();
  return table[id] ?? 'General';
}
