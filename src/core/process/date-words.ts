/** Month names by their first letters, in English and Spanish; long enough to tell them apart. */
const months: readonly (readonly string[])[] = [
  ['january', 'enero'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['april', 'abril'],
  ['may', 'mayo'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['august', 'agosto'],
  ['september', 'septiembre', 'setiembre'],
  ['october', 'octubre'],
  ['november', 'noviembre'],
  ['december', 'diciembre'],
];

/** The month of an English or Spanish name or abbreviation of at least three letters: `Mar`, `Sept`, `dic` → 3, 9, 12. */
export function monthNumber(name: string): number | undefined {
  const lower = name.toLowerCase();
  if (lower.length < 3) return undefined;
  const at = months.findIndex((names) => names.some((month) => month.startsWith(lower)));
  return at < 0 ? undefined : at + 1;
}

const digits = '〇一二三四五六七八九';

/** `二〇二四年三月十五日` → `2024年3月15日`; any other text as it is. */
export function chineseDigits(text: string): string {
  if (!/^[〇零○一二三四五六七八九十]{2,4} ?年/.test(text)) return text;
  return text.replace(/[〇零○一二三四五六七八九十]+/g, numberOf);
}

function numberOf(written: string): string {
  const [tens = '', ones] = written.split('十');
  if (ones === undefined) return digitsOf(written);
  return String(Number(digitsOf(tens) || 1) * 10 + Number(digitsOf(ones)));
}

function digitsOf(written: string): string {
  return [...written].map((digit) => Math.max(0, digits.indexOf(digit))).join('');
}
