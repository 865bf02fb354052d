import { z } from 'zod';
import type { Text } from '../../text.ts';
import { rights } from '../rights.ts';
import { doc, kind } from './rule.ts';
import { line, name } from './scalars.ts';

const member = kind(line(30, memberFault), 'Slack user id', 'Slack 用户 ID');

const permission = z.strictObject({
  group: doc(name(), 'Who: a group of this file.', '授权对象：本文件中的组。'),
  commands: doc(z.array(z.enum(rights)), 'What they may do.', '允许的操作。'),
  environments: doc(z.array(name()).optional(), 'Where; everywhere, if absent.', '适用环境；缺省为全部。'),
});

/** access.yaml */
export const accessFile = z.strictObject({
  groups: doc(
    z.record(name(), z.array(member)).nullable().prefault({}),
    'People, by group: Slack user ids (in a profile: More, Copy member ID).',
    '人员分组：Slack 用户 ID（个人资料 → 更多 → 复制成员 ID）。',
  ),
  allow: doc(
    z.array(permission).nullable().prefault([]),
    'Who may do what; whatever is not allowed here is refused.',
    '谁可以做什么；未列出的一律拒绝。',
  ),
});

function memberFault(value: string): Text | undefined {
  if (/^[UW][A-Z0-9]{2,}$/.test(value)) return undefined;
  if (/^S[A-Z0-9]{2,}$/.test(value)) {
    return {
      en: `${value} is a Slack user group. Approvals must name people: list the members' own ids (U… or W…)`,
      zh: `${value} 是 Slack 用户组。审批须落实到人：请逐个列出成员 ID（U… 或 W…）`,
    };
  }
  return {
    en: 'must be a Slack user id such as U0123ABCD, not a name',
    zh: '必须是 Slack 用户 ID（如 U0123ABCD），而不是名字',
  };
}
