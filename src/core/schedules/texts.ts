import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import type { Schedule } from './types.ts';
import { zoneOf } from './zone.ts';

/** `2026-11-23 02:00 (Asia/Shanghai)`. */
function timeIn(tz: string, instant: number): string {
  return `${new Date(zoneOf(tz).wallAt(instant)).toISOString().slice(0, 16).replace('T', ' ')} (${tz})`;
}

/** What somebody did to a schedule. */
type Change = keyof typeof changes;

const changes = {
  paused: { en: 'paused', zh: '暂停' },
  resumed: { en: 'resumed', zh: '恢复' },
  removed: { en: 'removed', zh: '删除' },
} as const satisfies Record<string, Text>;

function resuming(id: number): Text {
  return { en: ` /collect resume ${id} goes on with it.`, zh: `用 /collect resume ${id} 继续。` };
}

export const texts = {
  overlapped: ({ id, tz }: Schedule, due: number): Text => ({
    en: `Schedule ${id}: the run of ${timeIn(tz, due)} was left out, because the one before has not ended yet. If that happens often, give it more time between runs.`,
    zh: `计划 ${id}：上一次运行尚未结束，已跳过 ${timeIn(tz, due)} 的运行。若经常如此，请加大运行间隔。`,
  }),
  madeUp: ({ id, tz }: Schedule, due: number, count: string): Text => ({
    en: `Schedule ${id}: ${count} missed since ${timeIn(tz, due)}, while the bot was not running; it is made up for now, once.`,
    zh: `计划 ${id}：机器人未运行期间，自 ${timeIn(tz, due)} 起错过 ${zhCount(count)}；现补跑一次。`,
  }),
  leftOut: ({ id, tz }: Schedule, due: number, count: string): Text => ({
    en: `Schedule ${id}: ${count} missed since ${timeIn(tz, due)}, while the bot was not running; not made up, as asked.`,
    zh: `计划 ${id}：机器人未运行期间，自 ${timeIn(tz, due)} 起错过 ${zhCount(count)}；按要求不补跑。`,
  }),
  begunAgain: ({ id, tz }: Schedule, due: number): Text => ({
    en: `Schedule ${id}: the run of ${timeIn(tz, due)} was cut off when the bot stopped; it is made up for now, once.`,
    zh: `计划 ${id}：${timeIn(tz, due)} 的运行因机器人停止而中断；现补跑一次。`,
  }),
  cutOff: ({ id, tz }: Schedule, due: number): Text => ({
    en: `Schedule ${id}: the run of ${timeIn(tz, due)} was cut off when the bot stopped; not made up, as asked.`,
    zh: `计划 ${id}：${timeIn(tz, due)} 的运行因机器人停止而中断；按要求不补跑。`,
  }),
  notAgain: ({ id, tz }: Schedule, due: number): Text => ({
    en: `Schedule ${id}: the run that made up for ${timeIn(tz, due)} was cut off as well; it is not tried again.`,
    zh: `计划 ${id}：补跑 ${timeIn(tz, due)} 的运行也被中断；不再重试。`,
  }),
  rightLost: ({ id, by }: Schedule, why: Text): Text => ({
    en: `Schedule ${id} is paused. It runs with the rights of <@${by}>, which no longer suffice: ${why.en} Once they do, /collect resume ${id} goes on with it; or somebody who may makes a new one.`,
    zh: `计划 ${id} 已暂停。它以 <@${by}> 的权限执行，而该权限已不足：${why.zh} 权限恢复后用 /collect resume ${id} 继续，或由有权限的人新建计划。`,
  }),
  staysPaused: ({ id }: Schedule, why: Text): Text => ({
    en: `Schedule ${id} stays paused. It runs with the rights of whoever made it, which do not suffice: ${why.en} Resume it once they do, or make a new one.`,
    zh: `计划 ${id} 仍处于暂停。它以创建者的权限执行，而该权限不足：${why.zh} 权限恢复后再继续，或新建计划。`,
  }),
  changed: ({ id, by: maker }: Schedule, does: Text, change: Change, by: string): Text => {
    const { en, zh } = changes[change];
    const next = change === 'paused' ? resuming(id) : { en: '', zh: '' };
    return {
      en: `Schedule ${id} (${does.en}), which <@${maker}> made, was ${en} by <@${by}>.${next.en}`,
      zh: `<@${by}> ${zh}了 <@${maker}> 创建的计划 ${id}（${does.zh}）。${next.zh}`,
    };
  },
  unchecked: ({ id }: Schedule, why: Text): Text => ({
    en: `Schedule ${id}: whether its maker still may could not be checked (${why.en}), so it did not run this time. It is tried again at its next one; /collect remove ${id} ends that.`,
    zh: `计划 ${id}：无法确认创建者是否仍有权限（${why.zh}），本次未运行。下次到时会再试；用 /collect remove ${id} 可删除该计划。`,
  }),
  failed: ({ id }: Schedule, why: Text): Text => ({
    en: `Schedule ${id} failed: ${why.en}`,
    zh: `计划 ${id} 运行失败：${why.zh}`,
  }),
};

export function countText(count: number, most: number): string {
  if (count >= most) return `more than ${most - 1} runs`;
  return count === 1 ? '1 run' : `${count} runs`;
}

function zhCount(count: string): string {
  return count.replace('more than ', '超过 ').replace(/ runs?$/, ' 次运行');
}

export function unknownSchedule(id: number, known: readonly number[]): OpsError {
  const [en, zh] =
    known.length === 0
      ? ['There are none.', '目前没有计划。']
      : [`There are: ${known.join(', ')}.`, `现有：${known.join('、')}。`];
  return new OpsError('schedule-unknown', { en: `There is no schedule ${id}. ${en}`, zh: `没有计划 ${id}。${zh}` });
}

export function tooMany(most: number): OpsError {
  return new OpsError('schedules-full', {
    en: `There are ${most} schedules already, as many as the bot keeps. Remove one that is no longer needed first.`,
    zh: `已有 ${most} 个计划，达到上限。请先删除不再需要的计划。`,
  });
}
