import type { RuleId } from './rules.ts';
import type { Outcome, Width } from './types.ts';

/** Printable ASCII only, single spaces, none at either end, nothing that a spreadsheet puts in front. */
const unusual = /[^\x20-\x7e]|^[ '=]| $| {2}/;
/** Full-width punctuation of Chinese prose: ！（），：；？～ */
const prosePunctuation = new Set([0xff01, 0xff08, 0xff09, 0xff0c, 0xff1a, 0xff1b, 0xff1f, 0xff5e]);
const fullWidth = /[\uff01-\uff5e\u3000\uffe5\uffe1]/g;
/** Control and format characters, byte order marks, fillers, tags, stand-ins for pictures and what is no character at all. */
const invisible = /\p{Cf}|\p{Default_Ignorable_Code_Point}|(?![\t-\r\x85])\p{Cc}|\p{Noncharacter_Code_Point}|\ufffc/gu;
const whiteSpace = /[\s\x85]+/gu;
const lineBreak = /[\n\r\v\f\x85\u2028\u2029]/;

/** The characters of a value, cleaned. `lines` keeps line breaks as single `\n`; they become a space otherwise. */
export function clean(raw: string, { width, lines = false }: { width: Width; lines?: boolean }): Outcome {
  if (!unusual.test(raw)) return { value: raw, rules: [] };
  const rules: RuleId[] = [];
  let value = raw;
  for (const [rule, apply] of cleaners(width, lines)) {
    const next = apply(value);
    if (next === value) continue;
    rules.push(rule);
    value = next;
  }
  return { value, rules };
}

type Cleaner = readonly [RuleId, (value: string) => string];

/** The order counts: invisible characters hide what the others look for, and half-width letters take accents. */
const hidden: Cleaner = ['invisible-removed', (value) => value.toWellFormed().replace(invisible, '')];
const composed: Cleaner = ['unicode-composed', (value) => value.normalize('NFC')];
const wrapped: Cleaner = ['text-marker-removed', unwrap];
const folded: Cleaner = ['spaces-folded', (value) => value.replace(whiteSpace, ' ').trim()];
const foldedLines: Cleaner = ['spaces-folded', foldLines];
const half: Cleaner = ['full-width-to-half', (value) => value.replace(fullWidth, toHalf)];
const prose: Cleaner = ['full-width-to-half', (value) => value.replace(fullWidth, toProse)];

/** Every combination made once: cells come by the hundred thousand. */
const made = {
  half: [
    [hidden, half, composed, folded, wrapped],
    [hidden, half, composed, foldedLines, wrapped],
  ],
  prose: [
    [hidden, prose, composed, folded, wrapped],
    [hidden, prose, composed, foldedLines, wrapped],
  ],
} as const;

function cleaners(width: Width, lines: boolean): readonly Cleaner[] {
  return made[width][lines ? 1 : 0];
}

function toHalf(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x3000) return ' ';
  if (code === 0xffe5) return '¥';
  return code === 0xffe1 ? '£' : String.fromCharCode(code - 0xfee0);
}

function toProse(character: string): string {
  return prosePunctuation.has(character.charCodeAt(0)) ? character : toHalf(character);
}

function foldLines(value: string): string {
  if (!lineBreak.test(value)) return value.replace(whiteSpace, ' ').trim();
  const lines = value.split(/[\n\r\v\f\x85\u2028\u2029]+/).map((line) => line.replace(whiteSpace, ' ').trim());
  return lines.filter((line) => line !== '').join('\n');
}

/** What keeps a spreadsheet from counting: `'00123` and `="00123"`. */
function unwrap(value: string): string {
  const bare = unquoted(value);
  return unquoted(/^="([^"]*)"$/.exec(bare)?.[1]?.trim() ?? bare);
}

function unquoted(value: string): string {
  return value.replace(/^'+\s*(?=[^'\s])/, '');
}

const words = new Set([
  ...['n/a', 'na', 'n.a.', 'n.a', '#n/a', '#ref!', '#value!', '#name?', '#div/0!', '#null!', '#num!', 'none', 'null'],
  ...['nil', 'nan', 'undefined', 'tbd', 'tba', 'tbc', 'unknown', 'not available', 'not applicable', 'empty', '(null)'],
  ...[
    '(none)',
    '<null>',
    '<none>',
    '[null]',
    '无',
    '暂无',
    '没有',
    '待定',
    '待补充',
    '待补',
    '待填',
    '待填写',
    '待确认',
  ],
  ...[
    '未知',
    '不详',
    '空',
    '空白',
    '未填',
    '未填写',
    '未定',
    '不适用',
    '不涉及',
    '无数据',
    '(无)',
    '(空)',
    '（无）',
    '（空）',
  ],
  ...['ninguno', 'ninguna', 'desconocido', 's/d', 'sin datos', '0000-00-00', '0000-00-00 00:00:00'],
]);
const strokes = /^[-‐‑‒–—―−─_/\\|.。,，、·…?？*~～#+=\s]+$/u;

/** Whether a cleaned value only says that there is nothing: `-`, `N/A`, `无`, `待定` … */
export function isPlaceholder(value: string): boolean {
  return value.length <= 20 && (words.has(value) || words.has(value.toLowerCase()) || strokes.test(value));
}
