import { SSF } from 'xlsx';

/** Which parts of a date or time a number format shows. */
export interface Shown {
  readonly year: boolean;
  readonly day: boolean;
  readonly time: boolean;
  readonly seconds: boolean;
}

interface DateCode {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly H: number;
  readonly M: number;
  readonly S: number;
}

/**
 * What a date format shows (ECMA-376 part 1, 18.8.31); undefined for a format that is no date, and for elapsed time
 * (`[h]:mm`), which is an amount.
 */
export function datesShown(format: string): Shown | undefined {
  const first = (format.split(';')[0] ?? '').replaceAll(/"[^"]*"|\\.|_.|\*./g, '').toLowerCase();
  if (/\[(?:h+|m+|s+)\]/.test(first)) return undefined;
  const letters = first.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/general|am\/pm|a\/p|上午\/下午/g, '');
  if (!/[ymdhs]/.test(letters) || /[#?]|e[+-]/.test(letters)) return undefined;
  const time = /[hs]/.test(letters);
  const year = /[ye]/.test(letters);
  return { year, day: /d/.test(letters), time, seconds: /s/.test(letters) };
}

/**
 * A date serial as ISO 8601 with the parts that are shown: `2024-03-05`, `2024-03`, `2024-03-05 08:30`, `08:30:15`. A
 * date without its year shown has it all the same. Serial 60 is 1900-02-29, as in Excel. Undefined where no date is
 * (negative, after 9999).
 */
export function isoDate(serial: number, { year, day, time, seconds }: Shown, date1904: boolean): string | undefined {
  const code: DateCode | null | undefined = SSF.parse_date_code(serial, { date1904 });
  if (!code) return undefined;
  const clock = [two(code.H), two(code.M), ...(seconds ? [two(code.S)] : [])].join(':');
  if (time && !year && !day) return clock;
  const date = [String(code.y).padStart(4, '0'), two(code.m), ...(day ? [two(code.d)] : [])].join('-');
  return time ? `${date} ${clock}` : date;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
