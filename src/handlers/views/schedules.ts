import { type ListedSchedule, zoneOf } from '../../core/schedules/index.ts';
import { type Language, type Text, wording } from '../../core/text.ts';
import type { Message } from '../define.ts';
import {
  channelLink,
  code,
  context,
  listMessage,
  moment,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
  toldOf,
} from './kit.ts';

/** What became of a schedule that somebody asked for or changed; `already`: it was so before. */
export function scheduleMade(
  schedule: ListedSchedule & { readonly already?: boolean },
  verb: 'add' | 'pause' | 'resume' | 'remove',
  language: Language,
): Message {
  const say = sayer(language);
  const done = {
    add: say('Made', '已创建'),
    pause: schedule.already ? say('Paused already', '此前已暂停') : say('Paused', '已暂停'),
    resume: schedule.already ? say('Not paused; it runs', '未暂停，照常执行') : say('Goes on', '已恢复'),
    remove: say('Removed', '已删除'),
  }[verb];
  const rights = say(
    'It runs with the rights of its maker, which are checked before every run.',
    '它以创建者的权限执行，每次执行前都会核对。',
  );
  const lines = [`*${done}*${say(': ', '：')}${lineOf(schedule, language)}`, ...(verb === 'add' ? [rights] : [])];
  return {
    text: summaryText(say(`Schedule ${schedule.id}: ${done}`, `计划 ${schedule.id}：${done}`)),
    blocks: sections(lines),
  };
}

/** What a schedule has to say in its channel: of its text, mentions of these people alone are mentions. */
export function scheduleNotice(text: Text, people: readonly string[], language: Language): Message {
  const words = toldOf(text, people, language);
  return { text: words, blocks: sections([words]) };
}

/** That something came of a schedule, and how to pause it: small print. */
export function ofSchedule(id: number, say: Say): string {
  return `${say('schedule', '计划')} ${id} · ${code(`/collect pause ${id}`)}`;
}

/** A message that came of a schedule, with small print that says so. */
export function fromSchedule(message: Message, id: number, language: Language): Message {
  return { ...message, blocks: [...message.blocks, context(ofSchedule(id, sayer(language)))] };
}

/** All schedules with their next times. */
export function scheduleList(schedules: readonly ListedSchedule[], language: Language): Message {
  const say = sayer(language);
  const none = say(
    'There is no schedule. Make one: /collect all --every "0 2 * * *" --tz Asia/Shanghai',
    '没有计划。创建：/collect all --every "0 2 * * *" --tz Asia/Shanghai',
  );
  const lines = schedules.map((schedule) => `• ${lineOf(schedule, language)}`);
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

function lineOf(schedule: ListedSchedule, language: Language): string {
  const { id, cron, tz, does, by, channel, last, missed } = schedule;
  const say = sayer(language);
  const how = [
    missed === 'skip'
      ? say('a missed run is skipped', '错过则跳过')
      : say('a missed run is made up for once', '错过则补一次'),
    last
      ? say(`last ${last.outcome} ${moment(last.ended)}`, `上次${outcomes[last.outcome]} ${moment(last.ended)}`)
      : '',
  ].filter(Boolean);
  const parts = [
    `${code(String(id))} ${code(wording(does, language), 200)} ${code(cron)} (${tz})`,
    timesOf(schedule, say),
    how.join(say(', ', '，')),
    `${person(by)} ${channelLink(channel)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The next times by the wall of the schedule's own zone, the first of them also in the reader's. */
function timesOf({ paused, next, tz }: ListedSchedule, say: Say): string {
  if (paused) return say(`⏸ paused ${moment(paused.at)}`, `⏸ 已于 ${moment(paused.at)} 暂停`);
  const [first] = next;
  if (first === undefined) return '';
  const walls = next.slice(0, 3).map((time) => wall(tz, time));
  const times = walls.map((time, at) =>
    at > 0 && time.startsWith(walls[0]?.slice(0, 5) ?? '') ? time.slice(5) : time,
  );
  return say(
    `next ${times.join(', ')} ${tz} (for you ${moment(first)})`,
    `下次 ${times.join('、')} ${tz}（你的时间 ${moment(first)}）`,
  );
}

/** `2026-11-28 02:00`. */
function wall(tz: string, instant: number): string {
  return new Date(zoneOf(tz).wallAt(instant)).toISOString().slice(0, 16).replace('T', ' ');
}
