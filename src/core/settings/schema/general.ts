import { z } from 'zod';
import { doc } from './rule.ts';
import { duration, whole } from './scalars.ts';

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
});
