import { hasShape } from '../columns/shapes.ts';
import type { NotDataReason } from '../types.ts';
import type { Cell } from './grid.ts';

const comment = /^(?:[#＃](?!$)|\/\/)/;
const total =
  /^[(（]?(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|总台数|累\s*计|汇\s*总|本页小计|sub-?\s?totals?|grand totals?|totals?|suma|total general|totales)\s*[)）]?\s*(?:[（(:：].*|[\d,.]+.*|\b.{0,24})?$|^共\s*(?:计\s*)?\d+\s*(?:台|个|条|项|套)/i;
const sample =
  /^(?:示\s*例|样\s*例|范\s*例|举例|例子?|填写示例|示例数据|示例行|sample|examples?|ejemplo|e\.?g\.?|sample row|example row)\s*\d*\s*[:：)）]?$|^[(（【[]?(?:示例|样例|范例|填写示例|例)\d*[)）】\]]?\s*[:：]?\s*(?:\S.*)?$|^(?:e\.g\.|例如|如[:：])|^(?:example|sample|ejemplo)s?\s?[:：(（]|[(（【[](?:示例|样例|填写示例|example|sample|ejemplo|例)[)）】\]]/i;
const note =
  /^[(（【[*※]*\s*(?:备\s*注|说\s*明|注意事项|注意|注|附注|填写说明|填表说明|填报说明|温馨提示|提示|备注说明|notes?|nota|notas|remarks?|observaciones|observación|legend|图例|source|数据来源|来源|p\.?s\.?|important|disclaimer|warning|fuente|leyenda|变更记录|版本记录|contact|联系方式)\s*\d*\s*[)）】\]]?\s*(?:[:：]|$)/i;
const signature =
  /^(?:编制|制表|审核|批准|填表|填报|复核|签字|盖章|制作|核对|交接|移交|接收|交维|联系|校对|审批|经办|日期|更新|prepared|approved|reviewed|signed|checked|elaborado|revisado|aprobado|date|fecha|updated|last update|generated|exported|elaboró|revisó)[^:：]{0,14}[:：]/i;
const bullet = /^(?:[※★☆●•▲◆■]|\*\s?\S)/;
const explaining =
  /必填|选填|请填|填写|下拉|格式|例如|如[:：]|自动生成|required|optional|mandatory|obligatorio|opcional|\bformat|e\.g\.|请选择/i;

/**
 * What a row says of itself by its words: a comment, a total, a sample, a note; undefined where it says nothing. A
 * total or note stands in a row with little else, so that a host may be called `total`.
 */
export function saidKind(cells: readonly Cell[], width: number): NotDataReason | undefined {
  const first = cells[0]?.text ?? '';
  const sparse = cells.length <= Math.max(3, width * 0.4);
  if (comment.test(first)) return 'comment';
  if (cells.slice(0, 2).some(({ text }) => text.length < 200 && sample.test(text))) return 'sample';
  if (isTotal(cells, width)) return 'total';
  if (sparse && note.test(first)) return 'note';
  if (sparse && cells.length <= 8 && signature.test(first)) return 'note';
  return cells.length === 1 && bullet.test(first) ? 'note' : undefined;
}

function isTotal(cells: readonly Cell[], width: number): boolean {
  const at = cells.slice(0, 3).findIndex(({ text }) => text.length < 60 && total.test(text));
  if (at < 0) return false;
  const others = cells.filter((_, index) => index !== at);
  const figures = others.filter(
    ({ text }) => hasShape(text, 'number') || hasShape(text, 'quantity') || /^\d+\s?\S{0,3}$/.test(text),
  );
  if (others.some(({ text }) => hasShape(text, 'ip') || hasShape(text, 'mac'))) return false;
  return others.length === 0 || figures.length >= others.length * 0.5 || cells.length <= Math.max(2, width * 0.3);
}

/** Whether a cell begins as a note does: `备注：`, `Note:`. */
export function isNote(text: string): boolean {
  return note.test(text);
}

/** Marks of a made-up record: an address for documentation (RFC 5737), a name that says so, signs to be replaced. */
const marks = [
  /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.|^x+(?:\.x+){3}$/i,
  /^(?:example|sample|ejemplo|demo|示例|样例)[-_\s]?/i,
  /^x{2,}(?:[-_]x+)*$|^[*＊]{3,}$/i,
];

/** Whether a row below the header is a made-up record by two marks at least. */
export function isMadeUp(cells: readonly Cell[]): boolean {
  return marks.filter((mark) => cells.some(({ text }) => mark.test(text))).length > 1;
}

/** A row below the header that explains how to fill the columns in (`必填`, `请填写…`). */
export function isExplaining(cells: readonly Cell[]): boolean {
  const told = cells.filter(({ text }) => explaining.test(text));
  return (
    cells.length > 1 &&
    told.length >= cells.length * 0.5 &&
    !cells.some(({ text }) => /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text))
  );
}

/** Long text, or sentences. */
export function isProse(text: string): boolean {
  const signs = [...text.slice(0, 200)].length;
  return signs > (/\p{Script=Han}/u.test(text) ? 28 : 60) || /[。；]|\.\s+\p{Lu}/u.test(text);
}

/** `单位：信息中心`, `日期：2024-05`: said about the sheet. */
export function isKeyValue(text: string): boolean {
  return /^[^:：\d]{1,16}[:：]\s*\S/.test(text);
}

export type CellClass = 'ip' | 'mac' | 'date' | 'number' | 'code' | 'word' | 'phrase' | 'han' | 'han-code' | 'prose';

/** What kind of writing a cell is; a header differs in it from the values below. */
export function classOf(text: string): CellClass {
  if (/\d/.test(text)) {
    if (hasShape(text, 'ip')) return 'ip';
    if (hasShape(text, 'mac')) return 'mac';
    if (hasShape(text, 'date')) return 'date';
    if (hasShape(text, 'number')) return 'number';
  }
  if (isProse(text)) return 'prose';
  if (/\p{Script=Han}/u.test(text)) return /[\da-z]/i.test(text) ? 'han-code' : 'han';
  if (/\d/.test(text) || /^\p{L}+-/u.test(text)) return 'code';
  return /\s/.test(text) ? 'phrase' : 'word';
}
