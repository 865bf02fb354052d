import { type Arguments, type Hash, refuse, shown, textAt } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';

/** With zone or offset, or a day alone, which begins in UTC: without them it would depend on where the bot runs. */
const instant = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/;

interface Parts {
  readonly day: string;
  readonly time: string;
  /** `Z`, `+08:00`. */
  readonly offset: string;
}

const formats = {
  iso: ({ day, time, offset }: Parts) => `${day}T${time}${offset}`,
  date: ({ day }: Parts) => day,
  time: ({ time }: Parts) => time,
  datetime: ({ day, time }: Parts) => `${day} ${time}`,
  compact: ({ day, time }: Parts) => `${day}${time}`.replaceAll(/\D/g, ''),
} as const;

/**
 * A given instant (ISO 8601, or seconds since 1970) in UTC, or where tz= says. There is no "now": the same data would
 * give another config each time.
 */
export default defineHelper({
  title: { en: 'Date and time', zh: '日期和时间' },
  usage: 'date "2026-11-27T10:00:00Z" "iso|date|time|datetime|compact" tz="Asia/Shanghai"',
  examples: [
    { template: '{{date "2026-11-27T10:00:00Z"}}', result: '2026-11-27T10:00:00Z' },
    { template: '{{date "2026-11-27T20:00:00Z" "iso" tz="Asia/Shanghai"}}', result: '2026-11-28T04:00:00+08:00' },
    { template: '{{date "2026-11-27T10:00:00+08:00" "datetime"}}', result: '2026-11-27 02:00:00' },
    { template: '{{date 1795773600 "date"}}', result: '2026-11-27' },
    { template: '{{date "2026-11-27T10:00:00Z" "compact"}}', result: '20261127100000' },
  ],
  run: (args, hash) => {
    const format = args.length > 1 ? textAt(args, 1) : 'iso';
    const write = Object.entries(formats).find(([name]) => name === format)?.[1];
    if (write) return write(partsOf(instantOf(args), zoneOf(hash)));
    const known = Object.keys(formats).join(', ');
    return refuse({
      en: `"${format}" is no format; there are: ${known}.`,
      zh: `没有格式“${format}”；可用的有：${known}。`,
    });
  },
});

function instantOf(args: Arguments): Date {
  const [given] = args;
  const date = typeof given === 'number' ? new Date(given * 1000) : new Date(dayOf(textAt(args, 0).trim()));
  if (!Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999) return date;
  return refuse({
    en: `${shown(given)} is no instant; write it with its zone: 2026-11-27T10:00:00Z.`,
    zh: `${shown(given)} 不是明确的时刻；请写明时区：2026-11-27T10:00:00Z。`,
  });
}

/** What `Date` takes for February 30 is March 2: the day must come back as it was. */
function dayOf(text: string): string {
  const day = text.slice(0, 10);
  const there = instant.test(text) && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  return there ? text.replace(' ', 'T') : '';
}

function zoneOf(hash: Hash): string {
  const zone = Object.hasOwn(hash, 'tz') ? hash.tz : 'UTC';
  if (typeof zone === 'string' && isZone(zone)) return zone;
  return refuse({
    en: `tz=${shown(zone)} is no time zone; write it as "Asia/Shanghai".`,
    zh: `tz=${shown(zone)} 不是时区；请写成 "Asia/Shanghai"。`,
  });
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function partsOf(date: Date, timeZone: string): Parts {
  const found = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', timeZoneName: 'longOffset' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(date);
  const part = (type: string) => found.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
    offset: part('timeZoneName')
      .replace('GMT', '')
      .replace(/^(?:[+-]00:00)?$/, 'Z'),
  };
}
