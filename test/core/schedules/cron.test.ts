import { describe, expect, it } from 'vitest';
import { nextTimes, timetable } from '../../../src/core/schedules/index.ts';

const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const next = (cron: string, tz: string, from: string, count = 3) =>
  nextTimes(timetable(cron, tz), Date.parse(from), count).map(iso);
const code = (cron: string, tz = 'UTC') => {
  try {
    timetable(cron, tz);
    return 'fine';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

describe('the times of a schedule', () => {
  it.each([
    ['0 2 * * *', 'Asia/Shanghai', ['2026-11-27T18:00', '2026-11-28T18:00', '2026-11-29T18:00']],
    ['*/30 8 * * mon-fri', 'UTC', ['2026-11-27T08:00', '2026-11-27T08:30', '2026-11-30T08:00']],
    ['0 0 L * *', 'UTC', ['2026-11-30T00:00', '2026-12-31T00:00', '2027-01-31T00:00']],
    ['0 0 29 2 *', 'UTC', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['0 6 * * 1#1', 'UTC', ['2026-12-07T06:00', '2027-01-04T06:00', '2027-02-01T06:00']],
    ['@daily', 'UTC', ['2026-11-28T00:00', '2026-11-29T00:00', '2026-11-30T00:00']],
    ['15 23 * * 7', 'Asia/Kolkata', ['2026-11-29T17:45', '2026-12-06T17:45', '2026-12-13T17:45']],
  ])('%s in %s are these', (cron, tz, times) => {
    expect(next(cron, tz, '2026-11-27T00:00:00Z')).toEqual(times);
  });

  it('are after the given time, never at it', () => {
    expect(next('0 2 * * *', 'UTC', '2026-11-27T02:00:00Z', 1)).toEqual(['2026-11-28T02:00']);
    expect(next('0 2 * * *', 'UTC', '2026-11-27T01:59:59Z', 1)).toEqual(['2026-11-27T02:00']);
  });

  it('of 40 years are told, and of a fifth Monday in February', () => {
    expect(next('0 0 * 2 1#5', 'UTC', '2072-03-01T00:00:00Z', 1)).toEqual(['2112-02-29T00:00']);
  });
});

// Clock changes from the tz database: Berlin 2026-03-29 02:00 → 03:00 (01:00Z), 2026-10-25 03:00 → 02:00 (01:00Z);
// New York 2026-03-08 02:00 → 03:00 (07:00Z), 2026-11-01 02:00 → 01:00 (06:00Z); Lord Howe moves by half an hour.
describe('when clocks change', () => {
  it.each([
    ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00Z', ['2026-03-29T01:00', '2026-03-30T00:30']],
    ['0 2 * * *', 'Europe/Berlin', '2026-03-28T12:00Z', ['2026-03-29T01:00', '2026-03-30T00:00']],
    ['30 2 * * *', 'America/New_York', '2026-03-07T12:00Z', ['2026-03-08T07:00', '2026-03-09T06:30']],
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00Z', ['2026-10-03T15:30', '2026-10-04T15:15']],
  ])('%s in %s, at a time that is skipped, runs at the first moment after the gap', (cron, tz, from, times) => {
    expect(next(cron, tz, from, 2)).toEqual(times);
  });

  it('several times that are skipped are one run, and one with a run of that moment', () => {
    const times = next('0,20,40 2,3 * * *', 'Europe/Berlin', '2026-03-29T00:00Z', 3);
    expect(times).toEqual(['2026-03-29T01:00', '2026-03-29T01:20', '2026-03-29T01:40']);
  });

  it.each([
    ['30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00Z', ['2026-10-25T00:30', '2026-10-26T01:30']],
    ['30 1 * * *', 'America/New_York', '2026-10-31T12:00Z', ['2026-11-01T05:30', '2026-11-02T06:30']],
  ])('%s in %s, at a time that comes twice, runs once', (cron, tz, from, times) => {
    expect(next(cron, tz, from, 2)).toEqual(times);
  });

  it('a schedule for every hour goes by elapsed hours', () => {
    expect(next('30 * * * *', 'Europe/Berlin', '2026-10-24T23:00Z', 4)).toEqual([
      ...['2026-10-24T23:30', '2026-10-25T00:30', '2026-10-25T01:30', '2026-10-25T02:30'],
    ]);
    expect(next('30 * * * *', 'Europe/Berlin', '2026-03-28T23:40Z', 3)).toEqual([
      ...['2026-03-29T00:30', '2026-03-29T01:30', '2026-03-29T02:30'],
    ]);
  });

  it('a day that a zone leaves out altogether is made up at the start of the next', () => {
    // Samoa went from 2011-12-29 to 2011-12-31 (tz database).
    expect(next('0 12 30 12 *', 'Pacific/Apia', '2011-12-29T00:00Z', 1)).toEqual(['2011-12-30T10:00']);
  });
});

describe('a schedule that cannot be', () => {
  it.each([
    ['', 'cron-invalid'],
    ['daily', 'cron-invalid'],
    ['0 2 * *', 'cron-invalid'],
    ['0 0 2 * * *', 'cron-invalid'],
    ['60 2 * * *', 'cron-invalid'],
    ['0 24 * * *', 'cron-invalid'],
    ['0 2 * 13 *', 'cron-invalid'],
    ['0 2 * * 8', 'cron-invalid'],
    ['*/0 2 * * *', 'cron-invalid'],
    ['0 2 1-99999999999 * *', 'cron-invalid'],
    ['@reboot', 'cron-invalid'],
    ['0 2 31 2 *', 'cron-never'],
    ['0 2 31 4,6,9,11 *', 'cron-never'],
    ['0 2 31W 2 *', 'cron-never'],
    ['0 2 1 * 1', 'cron-two-days'],
    ['0 2 */2 * mon-fri', 'cron-two-days'],
  ])('such as %j is refused: %s', (cron, wanted) => {
    expect(code(cron)).toBe(wanted);
  });

  it('says what is wrong and gives an example', () => {
    expect(() => timetable('0 25 * * *', 'UTC')).toThrow(/25 is not right for the hour \(0-23\).*"0 2 \* \* \*"/);
    expect(() => timetable('0 2 1 * 1', 'UTC')).toThrow(/"0 2 1 \* \*" and "0 2 \* \* 1"/);
  });

  it.each(['Foo/Bar', 'CST', 'ist', ''])('in a time zone such as %j is refused', (tz) => {
    expect(code('0 2 * * *', tz)).toBe('zone-unknown');
  });

  it('names the nearest time zone', () => {
    expect(() => timetable('0 2 * * *', 'Asia/Shanghia')).toThrow(/Did you mean Asia\/Shanghai/);
  });

  it.each(['+8', 'UTC+8', '北京', '上海', '中国', 'Beijing'])(
    'named %j is refused with the one that is meant',
    (tz) => {
      expect(() => timetable('0 2 * * *', tz)).toThrow(/Did you mean Asia\/Shanghai\?/);
    },
  );

  it('like no other is not given another', () => {
    expect(() => timetable('0 2 * * *', 'Mars/Phobos')).toThrow(/^There is no time zone called Mars\/Phobos\. Give a/);
  });

  it.each(['PRC', 'UTC', 'asia/shanghai', 'Singapore'])('is none in %s', (tz) => {
    expect(code('0 2 * * *', tz)).toBe('fine');
  });
});
