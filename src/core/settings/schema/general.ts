import { z } from 'zod';
import { doc } from './rule.ts';
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
