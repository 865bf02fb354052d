import type { ListedSchedule } from '../../core/collect/schedules.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { channelLink, code, listMessage, moment, person, type Say, sayer, sections, summaryText } from './kit.ts';

/** What became of a schedule that somebody asked for or changed. */
export function scheduleMade(
  schedule: ListedSchedule,
  verb: 'add' | 'pause' | 'resume' | 'remove',
  language: Language,
): Message {
  const say = sayer(language);
  const done = {
    add: say('Made', '已创建'),
    pause: say('Paused', '已暂停'),
    resume: say('Goes on', '已恢复'),
    remove: say('Removed', '已删除'),
  }[verb];
  const rights = say(
    'It runs with the rights of its maker, who is asked for each time.',
    '它以创建者的权限执行，每次执行前都会核对。',
  );
  const lines = [`*${done}*: ${lineOf(schedule, say)}`, ...(verb === 'add' ? [rights] : [])];
  return { text: summaryText(`${done}: ${schedule.id}`), blocks: sections(lines) };
}

/** All schedules with their next times. */
export function scheduleList(schedules: readonly ListedSchedule[], language: Language): Message {
  const say = sayer(language);
  const none = say(
    'There is no schedule. Make one: /collect all --every "0 2 * * *" --tz Asia/Shanghai',
    '没有计划。创建：/collect all --every "0 2 * * *" --tz Asia/Shanghai',
  );
  const lines = schedules.map((schedule) => `• ${lineOf(schedule, say)}`);
  const hint = say(
    '/collect pause, resume or remove with its number.',
    '用 /collect pause、resume 或 remove 加编号操作。',
  );
  return listMessage(
    say(`Schedules (${schedules.length})`, `计划（${schedules.length}）`),
    lines.length > 0 ? lines : [none],
    hint,
    say,
  );
}

const outcomes = { done: '完成', failed: '失败', skipped: '跳过' } as const;

function lineOf(schedule: ListedSchedule, say: Say): string {
  const { id, cron, tz, selector, source, what, command, resources, by, channel } = schedule;
  const { next, paused, last, changesOnly, missed } = schedule;
  const of = [selector ?? source, command ?? (resources ?? what).slice(0, 4).join(',')].filter(Boolean).join(' ');
  const times = paused
    ? say(`⏸ paused ${moment(paused.at)}`, `⏸ 已于 ${moment(paused.at)} 暂停`)
    : say(`next ${next.slice(0, 3).map(moment).join(', ')}`, `下次 ${next.slice(0, 3).map(moment).join('、')}`);
  const how = [
    changesOnly ? say('tells of changes only', '仅报告变化') : '',
    missed === 'skip'
      ? say('a missed run is skipped', '错过则跳过')
      : say('a missed run is made up for once', '错过则补一次'),
    last
      ? say(`last ${last.outcome} ${moment(last.ended)}`, `上次${outcomes[last.outcome]} ${moment(last.ended)}`)
      : '',
  ].filter(Boolean);
  return `${code(String(id))} ${code(of, 120)} ${code(cron)} (${tz}) · ${times} · ${how.join(say(', ', '，'))} · ${person(by)} ${channelLink(channel)}`;
}
