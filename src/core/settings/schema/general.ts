import { z } from 'zod';
import { OpsError } from '../../errors.ts';
import { gitAddress } from '../../io/git-address.ts';
import { zoneOf } from '../../schedules/zone.ts';
import type { Text } from '../../text.ts';
import { doc, kind } from './rule.ts';
import { duration, line, whole } from './scalars.ts';

const platform = line(63);
const word = line(100);

/** general.yaml */
export const generalFile = z.strictObject({
  language: doc(
    z.enum(['en', 'zh-CN']).prefault('en'),
    'What the bot speaks in channels.',
    '机器人在频道中使用的语言。',
  ),
  concurrency: doc(whole(1, 100).prefault(4), 'Runs that may execute at once.', '可同时执行的变更数。'),
  lease: doc(
    duration({ least: 5000, most: 3_600_000 }).prefault('60s'),
    'How long a host stays reserved for a bot that fell silent.',
    '机器人失联后，主机继续被占用的时长。',
  ),
  configs: doc(
    z
      .strictObject({
        remote: doc(
          kind(line(500, remoteFault), 'git address or path', 'git 地址或路径').optional(),
          'Where every revision of configs is sent to as well, in the background: an empty git repository that only the bot writes to. A relative path starts at DATA_DIR. The bot logs in as the user it runs as, with its SSH keys.',
          '配置的每个版本还会在后台推送到此处：仅由机器人写入的空 git 仓库。相对路径以 DATA_DIR 为起点。以运行机器人的用户的 SSH 密钥登录。',
        ),
        zone: doc(
          kind(line(60, zoneFault).prefault('UTC'), 'time zone', '时区'),
          'The zone of dates that are given to /config, such as `--from 2026-11-01`.',
          '/config 中日期（如 `--from 2026-11-01`）所用的时区。',
        ),
      })
      .prefault({}),
    'How configs are kept.',
    '配置的保存方式。',
  ),
  ansible: doc(
    z
      .record(
        platform,
        z.strictObject({
          network_os: doc(
            word.optional(),
            '`ansible_network_os`, with its collection.',
            'ansible_network_os，含所属集合。',
          ),
          connection: doc(word.optional(), '`ansible_connection`.', 'ansible_connection。'),
          become: doc(word.optional(), '`ansible_become_method`.', 'ansible_become_method。'),
        }),
      )
      .prefault({}),
    'What inventories for Ansible say of a platform, in place of the usual.',
    '导出 Ansible 清单时各平台使用的参数，替代默认值。',
  ),
});

/** A password in an address would stand in the settings, and in git's words. */
function remoteFault(value: string): Text | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/@]*:[^/@]*@/i.test(value)) {
    return {
      en: 'must not have a password in it: use SSH with the key of the user that runs the bot, or ~/.netrc',
      zh: '不能包含密码：请使用运行机器人的用户的 SSH 密钥，或 ~/.netrc',
    };
  }
  return refusalOf(() => gitAddress(value, '/'));
}

function zoneFault(value: string): Text | undefined {
  return refusalOf(() => zoneOf(value));
}

function refusalOf(check: () => unknown): Text | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof OpsError) return error.text;
    throw error;
  }
}
