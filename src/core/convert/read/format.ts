import { SSF } from 'xlsx';
import { datesShown, isoDate } from './dates.ts';

/** The text a person sees for a number. */
export type Formatter = (value: number) => string;

/**
 * How numbers with a format code are shown. Dates are ISO 8601; long digits are whole where `General` or a scientific
 * format shows an exponent (what a person typed as a serial number or an identity card number), else the format's own
 * words, as `xlsx` gives them, without the spaces that only align.
 */
export function createFormatter(code: string, date1904: boolean): Formatter {
  if (code === 'General' || code === '@' || code === '') return general;
  const shown = datesShown(code);
  if (shown) return remembered((value) => isoDate(value, shown, date1904) ?? general(value));
  const scientific = /E[+-]/i.test(code);
  return remembered((value) => {
    if (scientific && Number.isInteger(value)) return wholeDigits(value);
    return formatted(code, value, date1904);
  });
}

function general(value: number): string {
  if (Number.isInteger(value)) return wholeDigits(value);
  const text = String(SSF.format('General', value));
  return text.includes('E') ? String(value) : text;
}

/** JavaScript itself writes digits up to 1e21; beyond that nobody typed them one by one. */
function wholeDigits(value: number): string {
  return String(value);
}

/** A format that the library does not understand shows the value. */
function formatted(code: string, value: number, date1904: boolean): string {
  try {
    return String(SSF.format(code, value, { date1904 })).trim();
  } catch {
    return general(value);
  }
}

/** Formatting is slow and values repeat; so many are kept. */
const kept = 10_000;

function remembered(format: Formatter): Formatter {
  const known = new Map<number, string>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const text = format(value);
    if (known.size < kept) known.set(value, text);
    return text;
  };
}
