import { quoted, unclear } from './steps.ts';
import type { Step } from './types.ts';

/** The tallest racks on sale have fewer units. */
const most = 70;
const shape = /^第?\s?u?\s?(\d{1,2})\s?u?(?:\s?(?:[-~—–－/,、到至])\s?第?\s?u?\s?(\d{1,2}))?\s?u?\s?位?$/i;

/** A place in a rack without its U: `12U`, `U12`, `第12U` → `12`; `10U-12U`, `12~10` → `10-12`. */
export const rackUnit: Step = (value) => {
  const [, first, second] = shape.exec(value)?.map(Number) ?? [];
  const [from = 0, to = from] = [first, Number.isNaN(second) ? first : second];
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  if (low < 1 || high > most) {
    return unclear(value, {
      en: `${quoted(value)} is no place in a rack, such as 12 or 10-12.`,
      zh: `${quoted(value)} 不是机柜 U 位，应如 12 或 10-12。`,
    });
  }
  const next = low === high ? String(low) : `${low}-${high}`;
  return next === value ? undefined : { value: next, rules: ['rack-unit-number'] };
};
