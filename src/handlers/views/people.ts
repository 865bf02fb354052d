import type { Person } from '../../core/access/people.ts';
import type { Access } from '../../core/settings/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { code, listMessage, person, type Say, sayer } from './kit.ts';

/** Who the bot takes somebody for, and what they may do where. */
export function whoami(who: Person, access: Access, language: Language): Message {
  const say = sayer(language);
  const { groups, rules } = heldBy(who, access);
  const lines = [
    `${person(who.id)} · ${code(who.id)} · ${say('locale', '语言')} ${code(who.locale)}`,
    `*${say('Groups', '所在组')}*  ${groups.map((group) => code(group)).join(' ') || say('none', '无')}`,
    `*${say('Rights', '权限')}*`,
    ...rules.map((rule) => `• ${ruleWords(rule, say)} (${code(rule.group)})`),
    ...(rules.length === 0 ? [say('None. Ask whoever keeps access.yaml.', '无。请联系 access.yaml 的维护者。')] : []),
    ...(counts(who) ? [] : [noAccount(say)]),
  ];
  const hint = say('Rights are set in access.yaml.', '权限在 access.yaml 中设置。');
  return listMessage(say('Who you are', '你的身份'), lines, hint, say);
}

/** The same in one line of mrkdwn. */
export function whoInOneLine(who: Person, access: Access, say: Say): string {
  const { groups, rules } = heldBy(who, access);
  if (!counts(who)) return noAccount(say);
  if (groups.length === 0) {
    return say(
      'You are in no group, so you may not use anything here. Ask whoever keeps access.yaml.',
      '你不在任何组中，暂无权限。请联系 access.yaml 的维护者。',
    );
  }
  const may = rules.map((rule) => ruleWords(rule, say)).join(say('; ', '；'));
  const named = groups.map((group) => code(group)).join(' ');
  const rest = may
    ? say(`you may use ${may}`, `可使用 ${may}`)
    : say('you see runs, and decide where your group is asked', '可查看任务，并在需要本组审批时审批');
  return `${named} · ${rest}`;
}

/** The groups somebody is in, and what these are allowed. */
function heldBy({ id }: Person, access: Access) {
  const groups = Object.keys(access.groups).filter((group) => access.groups[group]?.includes(id));
  return { groups, rules: access.allow.filter(({ group }) => groups.includes(group)) };
}

function ruleWords({ commands, environments }: Access['allow'][number], say: Say): string {
  const where = environments ? environments.map((each) => code(each)).join(' ') : say('every environment', '所有环境');
  return `${commands.map((each) => code(each)).join(' ')}${say(' in ', '，环境：')}${where}`;
}

function noAccount(say: Say): string {
  return say(
    '⚠️ Deactivated, guest, bot and foreign accounts count for nothing here.',
    '⚠️ 已停用、访客、机器人或外部工作区的账号不具有任何权限。',
  );
}

function counts(who: Person): boolean {
  return who.active && !who.bot && !who.guest && !who.foreign;
}
