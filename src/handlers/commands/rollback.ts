import { nameOf } from '../../core/access/people.ts';
import { lookBack, rollBack } from '../../core/config/rollback.ts';
import { environmentsOf } from '../../core/inventory/environments.ts';
import { hasRun } from '../../core/push/pushed.ts';
import { comparedConfigs } from '../configs.ts';
import { defineCommand, form } from '../define.ts';
import { toggle } from '../parse/args.ts';
import { app, environment, rollout, toVersion } from '../parse/shapes.ts';
import { pushAsked, under } from '../pushes.ts';
import { demandRight } from '../rights.ts';
import { ask } from '../runs.ts';
import { comparedMessage } from '../views/compared.ts';
import { ephemeral } from '../views/notice.ts';
import { neverThere, rolledBackMessage, wouldRollBack } from '../views/rollback.ts';
import { config, revision } from './config/arguments.ts';
import { refOf } from './config/named.ts';

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

const { emergency, ticket, reason, dryRun } = rollout;

const configBack = form({
  word: 'config',
  summary: {
    en: 'Make a config again what it was, in a new revision, and pin it; with --push, on the host as well.',
    zh: '将配置恢复为之前的版本（生成新版本）并固定；加 --push 同时下发到主机。',
  },
  args: {
    config,
    to: revision('to'),
    push: toggle({ en: 'bring it to the host, with plan and approval', zh: '下发到主机（含计划和审批）' }),
    ...{ emergency, ticket, reason, dryRun },
  },
  example: 'web-01/nginx/shop.conf --to 1 --push --reason "uploads fail"',
  right: 'rollback',
  handle: async ({ config: name, to, push, dryRun: dry, ...how }, request, deps) => {
    const { user, channel, language } = request;
    const { host, name: file } = refOf(name, !name.includes('/'));
    for (const environment of environmentsOf(deps.settings.current(), host))
      await demandRight('rollback', environment, user, '/rollback config', deps);
    const store = deps.configs;
    const back = await lookBack({ store }, { host, name: file }, to);
    const ref = { ...back.from, kind: 'intended' as const };
    const compared = await comparedConfigs(ref, ref, back.now ?? '', back.text, deps);
    if (dry) {
      const { message } = comparedMessage(compared, deps.clock.now(), language);
      return ephemeral(wouldRollBack(back, compared.difference, push, message, language));
    }
    const who = await nameOf(user, deps.people);
    const done = await rollBack({ ...deps, store }, back, { id: user, name: who }, how.reason);
    const message = rolledBackMessage(back, done, user, compared.difference, deps.language(channel));
    if (!push) return { kind: 'in-channel', message };
    const exact = back.from.kind === 'running';
    const isBack = await hasRun(back, { ...deps, store });
    const told = isBack ? message : under(message, neverThere(back, deps.language(channel)));
    const asked = await pushAsked(() => [done], { ...how, exact, back: isBack }, request, deps);
    return { kind: 'in-channel', message: under(told, asked) };
  },
});

export default defineCommand({
  summary: { en: 'Roll an app or a config back to an earlier version', zh: '将应用或配置回滚到之前的版本' },
  forms: [rollback, configBack],
});
