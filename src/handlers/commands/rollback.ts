import { defineCommand, form } from '../define.ts';
import { app, environment, rollout, toVersion } from '../parse/shapes.ts';
import { ask } from '../runs.ts';

const rollback = form({
  summary: {
    en: 'Go back to a version that ran there and was verified; without --to, to the last good one.',
    zh: '回滚到曾在该环境运行并通过验证的版本；不写 --to 时回到上一个可用版本。',
  },
  args: { app, environment, to: toVersion, ...rollout },
  example: 'web prod --to 1.4.1 --reason "logins fail"',
  right: 'rollback',
  handle: ({ to, ...others }, request, deps) => ask('rollback', { ...others, version: to }, request, deps),
});

export default defineCommand({
  summary: { en: 'Roll an app back to an earlier version', zh: '将应用回滚到之前的版本' },
  forms: [rollback],
});
