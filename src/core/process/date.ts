import type { Text } from '../text.ts';
import { type Day, isoOf, readDay } from './date-shapes.ts';
import { chineseDigits } from './date-words.ts';
import type { RuleId } from './rules.ts';
import { quoted, unclear } from './steps.ts';
import type { Context, Outcome } from './types.ts';

/** Days since 1899-12-30 that a purchase or warranty date can be: 1954-10-03 to 2064-04-08. */
const serials = { least: 20_000, most: 60_000 };
const msPerDay = 86_400_000;
/** ` 12:30`, `T12:30:00.000Z`, ` 12:30:00 PM +08:00`, ` 12时30分`, `星期二` behind a date. */
const timeOfDay =
  /(?:[T ]|(?<=日))(?:星期.|周.)?(?: ?[上下]午)? ?\d{1,2}(?:[:时点]\d{1,2}(?:[:分](?:\d{1,2}(?:\.\d{1,9})?秒?)?)?|时|点)(?: ?[AP]\.?M\.?)?(?: ?(?:Z|UTC|GMT|CST)| ?[+-]\d{2}:?\d{2})?$| ?(?:\(?(?:星期|周)[一二三四五六日天]\)?)$/i;

/** A date in any usual form → `2024-03-05`, or `2024-03` and `2024` where it says no more. */
export function readDate(value: string, { now, dateOrder }: Context): Outcome | undefined {
  if (value.length > 60) return unclear(value, notOne(value));
  const date = value.replace(timeOfDay, '');
  const serial = serialDay(date);
  const reading = serial ?? readDay(chineseDigits(date), now, dateOrder);
  if (reading === 'impossible') return { value, rules: [], fault: { code: 'date-impossible', text: noSuchDay(value) } };
  if (reading === 'unclear' || reading === undefined)
    return unclear(value, reading === undefined ? notOne(value) : either(value));
  const iso = isoOf(reading);
  if (iso === value) return undefined;
  const dropped: readonly RuleId[] = date === value ? [] : ['time-dropped'];
  const changed: readonly RuleId[] = iso === date ? [] : [serial ? 'date-serial' : 'date-iso'];
  return { value: iso, rules: [...dropped, ...changed] };
}

function serialDay(value: string): Day | undefined {
  const days = Number(/^(\d{5})(?:\.\d{1,12})?$/.exec(value)?.[1]);
  if (!(days >= serials.least && days <= serials.most)) return undefined;
  const date = new Date(Date.UTC(1899, 11, 30) + days * msPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function noSuchDay(value: string): Text {
  return { en: `No calendar has the date ${quoted(value)}.`, zh: `日历上没有 ${quoted(value)} 这一天。` };
}

function either(value: string): Text {
  return {
    en: `${quoted(value)} can be read as more than one date. Write it as 2024-03-05.`,
    zh: `${quoted(value)} 可以理解为不同的日期。请写成 2024-03-05 的形式。`,
  };
}

function notOne(value: string): Text {
  return {
    en: `${quoted(value)} is no date that is understood, so it stays as it is written.`,
    zh: `无法识别日期 ${quoted(value)}，保留原文。`,
  };
}
