import type { HeaderIndex } from '../columns/header-index.ts';
import { hasShape } from '../columns/shapes.ts';
import type { Grid, Span } from './grid.ts';
import { isProse } from './row-words.ts';

const named =
  /说明|须知|指南|指引|read\s?me|instruc|guide|\bhelp\b|how ?to|下拉|字典|选项|枚举|码表|取值|lookup|options?\b|drop.?down|^lists?$|\bdict|leyenda|^listas?$|cat[aá]logo|opciones|valores|封面|\bcover\b|修订|变更记录|change ?log|目录|参数表|基础数据|validation|enum|portada|ayuda/i;
const aboutFields =
  /^(?:字段|字段名|字段名称|列名|填写要求|填写说明|填写规范|填写内容|是否必填|必填|示例|取值范围|字段说明|字段含义|填写示例|数据格式|field|field name|column|column name|required|example|description|format|allowed values|campo|columna|descripci[oó]n|obligatorio|ejemplo)$/i;

const fieldWord = /^(?:字段|字段名|字段名称|列名|field|field name|column|column name|campo|columna)$/i;

/**
 * Whether a whole sheet tells how to fill in another one, or lists what may be chosen: by its name, by how much of it
 * is prose, by lists of words beside each other, by columns about fields. Rows with addresses speak against it.
 */
export function isInstructions(grid: Grid, rows: readonly number[], span: Span, index: HeaderIndex): boolean {
  if (rows.length === 0 || rows.length > 400) return false;
  const cells = rows.map((row) => grid.cells(row, span));
  const values = cells.filter((row) =>
    row.some(({ text }) => /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?$/.test(text) || hasShape(text, 'mac')),
  ).length;
  const lines = cells.filter((row) => row.length <= 2 && row.some(({ text }) => isSentence(text))).length / rows.length;
  const narrow = cells.filter((row) => row.length === 1).length / rows.length;
  const score =
    (named.test(grid.sheet.name) ? 0.7 : 0) +
    lines * 1.3 +
    (narrow > 0.8 && lines > 0.3 ? 0.4 : 0) +
    optionsScore(grid, rows, span) +
    (cells.some(
      (row) =>
        row.filter(({ text }) => aboutFields.test(text)).length >= 2 && row.some(({ text }) => fieldWord.test(text)),
    )
      ? 1.1
      : 0) -
    (values / rows.length) * 2.5 -
    (isInventory(grid, cells, index) ? 0.8 : 0);
  return score >= 1;
}

function isSentence(text: string): boolean {
  if (isProse(text) || /^\d+[、.．)）]\s*\D/.test(text)) return true;
  return text.length > 8 && /[，,；]\s?\S{2}|[：:]\s?\D{3}|\p{Script=Han}{14}/u.test(text);
}

/** 0 to 0.8: columns of short words, each from the top without a gap and without a repeat, best of different lengths. */
function optionsScore(grid: Grid, rows: readonly number[], span: Span): number {
  if (rows.length < 3 || rows.length > 200) return 0;
  const lengths: number[] = [];
  for (let column = span.left; column <= span.right; column++) {
    const filled = rows.map((row) => grid.text(row, column));
    const values = filled.filter((value) => value !== '');
    if (values.length === 0) continue;
    const gapless = filled.findLastIndex((value) => value !== '') < values.length + 2;
    if (!gapless || !areChoices(values)) return 0;
    lengths.push(values.length);
  }
  if (lengths.length < 2) return 0;
  return new Set(lengths).size > 1 ? 0.8 : 0.4;
}

function areChoices(values: readonly string[]): boolean {
  const short = values.every((value) => value.length <= 24 && !hasShape(value, 'ip'));
  return short && new Set(values).size === values.length;
}

/** Whether some row is a header with a name and an address over more than a few rows. */
function isInventory(grid: Grid, cells: readonly (readonly { text: string }[])[], index: HeaderIndex): boolean {
  return cells.slice(0, 12).some((row) => {
    const said = new Set(
      row
        .slice(0, 100)
        .filter(({ text }) => text.length < 30)
        .map(({ text }) => index.guess(text)[0]?.field),
    );
    return said.has('name') && said.has('address') && grid.sheet.rows.length > 2;
  });
}
