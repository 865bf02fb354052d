import type { Header } from '../types.ts';

const units =
  /^(?:[kmgtp]i?b?|[mg]hz|u|个|台|核|颗|块|条|位|兆|w|kw|kva|va|v|a|元|万元|￥|\$|€|usd|rmb|cny|eur|mm|cm|kg|年|月|天|日|小时|cores?|ms|[mgk]bps|℃|°c|%|min|days?|months?|years?|meses|años|días|unidades|数量|千克|瓦)$/i;
const required = /^(?:必填|必选|必须|required|mandatory|obligatorio|\*)$/i;
const optional = /^(?:选填|可选|非必填|optional|opcional)$/i;
const bracket = /\s*[(（[【]\s*([^()（）[\]【】]*?)\s*[)）\]】]\s*$/;

/** A header cell read: `*内存(GB)` is `内存`, required, in GB. Brackets that say something else stay. */
export function readHeader(raw: string, column: number): Header {
  let text = folded(raw);
  let unit: string | undefined;
  let isRequired = false;
  const bare = text.replaceAll(/^[*＊★]+\s*|\s*[*＊★]+$/g, '');
  if (bare !== text && bare !== '') [text, isRequired] = [bare, true];
  for (let found = bracket.exec(text); found && found.index > 0; found = bracket.exec(text)) {
    const inside = found[1] ?? '';
    if (required.test(inside)) isRequired = true;
    else if (units.test(inside)) unit = inside;
    else if (!optional.test(inside)) break;
    text = text.slice(0, found.index).trim();
  }
  text = text.replace(/^[#＃]\s*(?=\p{L})/u, '').replace(/[:：]$/, '');
  return { column, text, raw, ...(unit === undefined ? {} : { unit }), ...(isRequired ? { required: true } : {}) };
}

/** White space folded; a line break between Chinese signs goes, between words it becomes a blank. */
function folded(raw: string): string {
  const lines = raw
    .replaceAll(/[\u200b-\u200f\ufeff]/g, '')
    .replaceAll(/\s*[\r\n]+\s*/g, '\n')
    .trim();
  return lines
    .replaceAll(/(?<=[\p{Script=Han}（）()])\n|\n(?=[\p{Script=Han}（）()])/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=^|[^\p{Script=Han}])(\p{Script=Han}) (?=\p{Script=Han}(?:$|[^\p{Script=Han}]))/gu, '$1')
    .trim();
}
