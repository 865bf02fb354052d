import { OpsError } from '../errors.ts';
import { meant } from '../settings/nearest.ts';
import type { Text } from '../text.ts';

const day = 86_400_000;

/** A time zone: between instants and what the clock on its wall shows, both in ms since the epoch. */
export interface Zone {
  readonly name: string;
  /** What the wall shows, as if it were UTC. */
  wallAt(instant: number): number;
  /** The first instant at which the wall shows this; where it never does, the first one after the gap. */
  instantAt(wall: number): number;
  /** How far the wall is from UTC during a whole wall day and about it; undefined where it changes. */
  steadyAbout(date: number): number | undefined;
  /** Every instant at which it does: none, one, or two. */
  instantsAt(wall: number): readonly number[];
}

/** Abbreviations that name several zones: CST is China's and Chicago's. */
const abbreviation = /^(?!UTC$|GMT$|PRC$|ROC$|ROK$)[A-Z]{3,4}$/i;

/** The zone of an IANA name such as Asia/Shanghai. Error `zone-unknown`. */
export function zoneOf(name: string): Zone {
  const format = abbreviation.test(name) ? undefined : formatOf(name);
  if (!format) throw unknownZone(name);
  const offsetAt = (instant: number) => wallOf(format, instant) - Math.floor(instant / 1000) * 1000;

  function instantsAt(wall: number): readonly number[] {
    const offsets = new Set([offsetAt(wall - 1.2 * day), offsetAt(wall + 1.2 * day)]);
    const instants = [...offsets].map((offset) => wall - offset);
    return instants
      .filter((instant) => wallOf(format as Intl.DateTimeFormat, instant) === wall)
      .toSorted((a, b) => a - b);
  }

  /** The instant at which the offset changes near a wall time that does not exist. */
  function changeNear(wall: number): number {
    let [low, high] = [wall - 1.2 * day, wall + 1.2 * day].map((time) => Math.floor(time / 60_000)) as [number, number];
    const after = offsetAt(high * 60_000);
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle * 60_000) === after) high = middle;
      else low = middle;
    }
    return high * 60_000;
  }

  function steadyAbout(date: number): number | undefined {
    const [before, after] = [offsetAt(date - 1.2 * day), offsetAt(date + 2.2 * day)];
    return before === after ? before : undefined;
  }

  return {
    steadyAbout,
    name: format.resolvedOptions().timeZone,
    wallAt: (instant) => wallOf(format, instant),
    instantsAt,
    instantAt: (wall) => instantsAt(wall)[0] ?? changeNear(wall),
  };
}

function formatOf(name: string): Intl.DateTimeFormat | undefined {
  try {
    const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
    return new Intl.DateTimeFormat('en-US', {
      ...numbers,
      ...{ minute: 'numeric', second: 'numeric', hourCycle: 'h23', calendar: 'iso8601', timeZone: name },
    });
  } catch {
    return undefined;
  }
}

function wallOf(format: Intl.DateTimeFormat, instant: number): number {
  const said: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) said[type] = Number(value);
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = said;
  return Date.UTC(year, month - 1, date, hour, minute, second);
}

/** What people type for China's time. */
const china = /^(?:(?:utc|gmt)?\+0?8(?::?00)?|北京(?:时间)?|上海|中国|beijing|peking|china|prc)$/i;

function unknownZone(name: string): OpsError {
  const hint = hintFor(name.trim());
  return new OpsError('zone-unknown', {
    en: `There is no time zone called ${name}.${hint.en} Give a region and a city, such as --tz Asia/Shanghai, or UTC; abbreviations such as CST stand for several zones.`,
    zh: `没有名为 ${name} 的时区。${hint.zh}请写“地区/城市”，如 --tz Asia/Shanghai，或 UTC；CST 之类的缩写对应多个时区。`,
  });
}

function hintFor(name: string): Text {
  if (china.test(name)) return { en: ' Did you mean Asia/Shanghai?', zh: '是否想写 Asia/Shanghai？' };
  return abbreviation.test(name) ? { en: '', zh: '' } : meant(name, Intl.supportedValuesOf('timeZone'));
}
