import type { Text } from '../../../text.ts';
import type { Sheet, Workbook } from '../../types.ts';
import type { Meter } from '../limits.ts';
import type { Parts } from '../zip.ts';
import { createCellText } from './cell.ts';
import { readPackage } from './package.ts';
import { readSheet } from './sheet.ts';
import { readStrings } from './strings.ts';
import { readStyles } from './styles.ts';

/**
 * Reads an Office Open XML workbook (ECMA-376) whose main part is `main`. A reader of our own over a kept XML parser,
 * because whole libraries read 50,000 rows in two to four times the time and more memory, and the streaming ones give
 * no number formats, merges or hidden sheets.
 */
export async function readXlsx(parts: Parts, main: string, meter: Meter): Promise<Workbook> {
  const found = await readPackage(parts, main, meter);
  const styles = await readStyles(parts, found.styles, found.date1904, meter);
  const cellText = createCellText(await readStrings(parts, found.strings, meter), styles);
  const sheets: Sheet[] = [];
  const notes: Text[] = [];
  for (const { name, hidden, path } of found.sheets) {
    if (!parts.has(path)) notes.push(missing(name));
    else sheets.push({ name, hidden, ...(await readSheet(parts, path, cellText, meter)) });
  }
  return { kind: 'xlsx', sheets, notes };
}

function missing(name: string): Text {
  return {
    en: `Sheet ${name} is listed in the file but not in it, and was left out.`,
    zh: `文件中列有工作表 ${name}，但缺少其内容，已跳过。`,
  };
}
