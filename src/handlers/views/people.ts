import type { Person } from '../../core/access/people.ts';
import type { Access } from '../../core/settings/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { code, listMessage, person, sayer } from './kit.ts';

/** Who the bot takes somebody for, and what they may do where. */
export function whoami(who: Person, access: Access, language: Language): Message {
  const say = sayer(language);
  const groups = Object.keys(access.groups).filter((group) => access.groups[group]?.includes(who.id));
  const rules = access.allow.filter(({ group }) => groups.includes(group));
  const lines = [
    `${person(who.id)} · ${code(who.id)} · ${say('locale', '语言')} ${code(who.locale)}`,
    `*${say('Groups', '所在组')}*  ${groups.map((group) => code(group)).join(' ') || say('none', '无')}`,
    `*${say('Rights', '权限')}*`,
    ...rules.map(({ group, commands, environments }) => {
      const where = environments
        ? environments.map((each) => code(each)).join(' ')
        : say('every environment', '所有环境');
      return `• ${commands.map((each) => code(each)).join(' ')}${say(' in ', '，环境：')}${where} (${code(group)})`;
    }),
    ...(rules.length === 0 ? [say('None. Ask whoever keeps access.yaml.', '无。请联系 access.yaml 的维护者。')] : []),
    ...(counts(who)
      ? []
      : [
          say(
            '⚠️ Deactivated, guest, bot and foreign accounts count for nothing here.',
            '⚠️ 已停用、访客、机器人或外部工作区的账号不具有任何权限。',
          ),
        ]),
  ];
  const hint = say('Rights are set in access.yaml.', '权限在 access.yaml 中设置。');
  return listMessage(say('Who you are', '你的身份'), lines, hint, say);
}

function counts(who: Person): boolean {
  return who.active && !who.bot && !who.guest && !who.foreign;
}
