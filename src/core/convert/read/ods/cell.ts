/** What the text of a cell is made of: its value's attributes (OpenDocument 1.3 part 3, 19.385) and the text it shows. */
interface OdsCell {
  readonly type: string | undefined;
  readonly value: string | undefined;
  readonly shown: string;
}

const texts: Record<string, (cell: OdsCell) => string> = {
  float: number,
  percentage: number,
  currency: number,
  boolean: ({ value, shown }) => (value === undefined ? shown : value.toUpperCase()),
  date,
};

/** The text a person sees, but dates as ISO 8601 and long digits whole. */
export function odsText(cell: OdsCell): string {
  return (texts[cell.type ?? ''] ?? shownText)(cell);
}

function shownText({ shown }: OdsCell): string {
  return shown;
}

/** Digits that are shown with an exponent are taken from the value. */
function number({ value, shown }: OdsCell): string {
  const digits = Number(value);
  const short = /^\s*-?\d(?:[.,]\d+)?E[+-]?\d+\s*$/i.test(shown);
  if (value === undefined || !Number.isFinite(digits)) return shown;
  return shown === '' || (short && Number.isInteger(digits)) ? String(digits) : shown.trim();
}

/** The time where one is shown; no day where the text shows a year and a month alone. */
function date({ value, shown }: OdsCell): string {
  const found = /^(\d{4,}-\d\d)-(\d\d)(?:T(\d\d:\d\d)(:\d\d)?)?/.exec(value ?? '');
  if (!found) return shown;
  const [, month = '', day = '', minutes = '00:00', seconds = ''] = found;
  if (/^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(shown.trim())) return month;
  const clock = /\d\s*[:时]\s*\d/.exec(shown) ? ` ${minutes}${/:\d\d:\d\d|秒/.test(shown) ? seconds : ''}` : '';
  return `${month}-${day}${clock}`;
}
