const inSeconds: Readonly<Record<string, number>> = { y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/**
 * Seconds of a length of time as network gear writes it: `2 years, 3 weeks, 1 day, 5 hours, 22 minutes`, `14w3d 10:20`,
 * `3 days, 1:02:03`, `12:03:20:11` (days first), `10:20` (hours and minutes). Undefined where it says none.
 */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const clock = /(?<![\d:])(\d{1,5}(?::\d{1,2}){1,3})(?![\d:])/.exec(text)?.[1];
  const words = [
    ...text.matchAll(/(\d{1,9}) ?(years?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|[ywdhms])(?![a-z])/gi),
  ];
  if (clock === undefined && words.length === 0) return undefined;
  const spoken = words.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (inSeconds[unit.charAt(0).toLowerCase()] ?? 0),
    0,
  );
  return spoken + (clock === undefined ? 0 : ofClock(clock));
}

function ofClock(clock: string): number {
  const parts = clock.split(':').map(Number);
  const [days = 0, hours = 0, minutes = 0, rest = 0] =
    parts.length === 4 ? parts : [0, ...parts, ...Array<number>(3 - parts.length).fill(0)];
  return days * 86_400 + hours * 3600 + minutes * 60 + rest;
}

const inBytes: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of `8253856 kB`, `2048 MB`, `512M`, `7.5 GB`; units are powers of 1024, as memory is told. */
export function bytes(text: string | undefined): number | undefined {
  const [, number, unit = ''] =
    /^\s*(\d{1,15}(?:\.\d{1,6})?)\s*(?:([kmgt])i?b?|b|bytes)?\s*(?:bytes)?\s*$/i.exec(text ?? '') ?? [];
  return number === undefined ? undefined : Math.round(Number(number) * (inBytes[unit.toLowerCase()] ?? 1));
}

const inMbits: Readonly<Record<string, number>> = { k: 0.001, m: 1, g: 1000, t: 1_000_000 };

/** Mbit/s of `1000Mb/s`, `10 Gb/s`, `1000mbps`, `10Gbps`, `1000000 Kbit`, `1000M`; undefined for `auto` and the like. */
export function mbits(text: string | undefined): number | undefined {
  const [, number, unit] =
    /(\d{1,12}(?:\.\d{1,3})?) ?([kmgt])(?:b(?:it)?s?(?:ps|\/s(?:ec)?)?|bps)?(?![a-z])/i.exec(text ?? '') ?? [];
  const factor = inMbits[unit?.toLowerCase() ?? ''];
  return number === undefined || factor === undefined ? undefined : Math.round(Number(number) * factor * 1000) / 1000;
}

/** A number, or undefined. */
export function number(text: string | undefined): number | undefined {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
