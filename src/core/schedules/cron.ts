import cron from 'node-cron';
import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { verbatim } from '../text.ts';
import { type Zone, zoneOf } from './zone.ts';

/** When a schedule runs. */
export interface Timetable {
  readonly cron: string;
  readonly zone: Zone;
  /** The times after `instant`, ms since the epoch, in order, without end. */
  after(instant: number): Generator<number>;
}

const day = 86_400_000;
/** A fifth Monday of February comes every 28 years, and 40 years lie between two of them over 2100. */
const longest = 41 * 366;

/**
 * Reads a cron expression of five fields (or `@daily` and the like) for a time zone. node-cron parses it and says which
 * days it means; the times are worked out here, since node-cron tells them from the machine's own clock only.
 *
 * Daylight saving, as cron on Linux does it: a time that a day has twice counts once, the first time; one that a day
 * skips counts at the first moment after the gap. A schedule for every hour of the day goes by elapsed hours: nothing is
 * made up, and both of two equal hours count. Errors: `cron-invalid`, `cron-never`, `cron-two-days`, `zone-unknown`.
 */
export function timetable(expression: string, tz: string): Timetable {
  const zone = zoneOf(tz);
  const said = expression.trim().replace(/\s+/g, ' ');
  const { minute, hour } = fieldsOf(said);
  const isDay = dayMatcher(said);
  const hourly = hour.length === 24;

  function* after(instant: number): Generator<number> {
    const first = Math.floor(zone.wallAt(instant) / day) * day - day;
    let last = instant;
    for (let count = 0; count < longest; count += 1) {
      const date = first + count * day;
      if (!isDay(date)) continue;
      const walls = hour.flatMap((h) => minute.map((m) => date + h * 3_600_000 + m * 60_000));
      const instants = instantsOf(date, walls);
      for (const time of instants) {
        if (time <= last) continue;
        last = time;
        yield time;
      }
    }
  }

  function instantsOf(date: number, walls: readonly number[]): readonly number[] {
    const offset = zone.steadyAbout(date);
    if (offset !== undefined) return walls.map((wall) => wall - offset);
    const instants = walls.flatMap((wall) => (hourly ? zone.instantsAt(wall) : [zone.instantAt(wall)]));
    return instants.toSorted(ascending);
  }

  const table = { cron: said, zone, after };
  if (table.after(Date.UTC(2026, 0, 1)).next().done) throw never(said);
  return table;
}

/** The next times, `count` at most. */
export function nextTimes(table: Timetable, instant: number, count: number): readonly number[] {
  return table.after(instant).take(count).toArray();
}

interface Fields {
  readonly minute: readonly number[];
  readonly hour: readonly number[];
}

function fieldsOf(said: string): Fields {
  const parts = said.split(' ');
  if (said.length > 200 || /\d{3}/.test(said)) throw invalid(said, { en: 'its numbers are too large', zh: '数字过大' });
  if (!said.startsWith('@') && parts.length !== 5) throw invalid(said, wrongCount(parts.length));
  const { errors, fields } = cron.validateDetailed(said);
  if (errors.some(({ message }) => message.includes('impossible'))) throw never(said);
  if (!fields) throw invalid(said, wrongField(errors[0]?.field ?? '', errors[0]?.value ?? said));
  if (isSome(fields.dayOfMonth, 31) && isSome(fields.dayOfWeek, 7)) throw twoDays(said, parts);
  return { minute: fields.minute.toSorted(ascending), hour: [...new Set(fields.hour)].toSorted(ascending) };
}

/** Whether the expression means a day; asked in UTC of a task that is never started, so it is of days alone. */
function dayMatcher(said: string): (date: number) => boolean {
  const [, , ...days] = (nicknames[said.toLowerCase()] ?? said).split(' ');
  const task = cron.createTask(`0 0 ${days.join(' ')}`, () => {}, { timezone: 'UTC' });
  void task.destroy();
  return (date) => task.match(new Date(date));
}

/** As cron(5) and node-cron have them. */
const nicknames: Readonly<Record<string, string>> = {
  ...{ '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0' },
  ...{ '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@hourly': '0 * * * *' },
};

function isSome(field: readonly (number | string)[], all: number): boolean {
  return new Set(field).size < all;
}

function ascending(a: number, b: number): number {
  return a - b;
}

const fieldNames: Readonly<Record<string, Text>> = {
  minute: { en: 'the minute (0-59)', zh: '分钟（0-59）' },
  hour: { en: 'the hour (0-23)', zh: '小时（0-23）' },
  dayOfMonth: { en: 'the day of the month (1-31, L for the last)', zh: '日（1-31，L 表示最后一天）' },
  month: { en: 'the month (1-12)', zh: '月（1-12）' },
  dayOfWeek: { en: 'the day of the week (0-7 or mon-sun)', zh: '星期（0-7 或 mon-sun）' },
  expression: { en: 'the expression', zh: '表达式' },
};

function wrongField(field: string, value: string): Text {
  const name = fieldNames[field] ?? verbatim(field);
  return { en: `${value} is not right for ${name.en}`, zh: `${value} 不适用于${name.zh}` };
}

function wrongCount(count: number): Text {
  return { en: `it has ${count === 1 ? '1 field' : `${count} fields`}, not 5`, zh: `共有 ${count} 个字段，应为 5 个` };
}

function invalid(said: string, why: Text): OpsError {
  return new OpsError('cron-invalid', {
    en: `"${said.slice(0, 100)}" is no time to run at: ${why.en}. Five fields: minute, hour, day of the month, month, day of the week; "0 2 * * *" is every day at 02:00, "*/30 8-18 * * mon-fri" every half hour on working days.`,
    zh: `“${said.slice(0, 100)}”不是有效的运行时间：${why.zh}。应有五个字段：分、时、日、月、星期；“0 2 * * *”为每天 02:00，“*/30 8-18 * * mon-fri”为工作日每半小时。`,
  });
}

function never(said: string): OpsError {
  return new OpsError('cron-never', {
    en: `"${said}" would never run: there is no such day. "0 2 L * *" is the last day of every month at 02:00.`,
    zh: `“${said}”永远不会运行：不存在这样的日期。“0 2 L * *”为每月最后一天 02:00。`,
  });
}

function twoDays(said: string, [minute, hour, date, month, weekday]: readonly string[]): OpsError {
  const [byDate, byWeekday] = [`${minute} ${hour} ${date} ${month} *`, `${minute} ${hour} * ${month} ${weekday}`];
  return new OpsError('cron-two-days', {
    en: `"${said}" names both days of the month and days of the week, which some programs take for "either" and some for "both". Say which: for either make two schedules, "${byDate}" and "${byWeekday}"; the first Monday of a month is "${minute} ${hour} * ${month} 1#1", the last "${minute} ${hour} * ${month} 1L".`,
    zh: `“${said}”同时指定了日与星期，有的程序理解为“任一”，有的理解为“同时满足”。请明确：若为任一，请建两个计划“${byDate}”与“${byWeekday}”；每月第一个星期一为“${minute} ${hour} * ${month} 1#1”，最后一个为“${minute} ${hour} * ${month} 1L”。`,
  });
}
