import { explain, OpsError } from '../../core/errors.ts';
import { wording } from '../../core/text.ts';
import { defineCommand, form } from '../define.ts';
import { requiredText, toggle } from '../parse/args.ts';
import { app, appVersion, environment, rollout } from '../parse/shapes.ts';
import { ask } from '../runs.ts';
import { adoptions, appList, releaseHistory } from '../views/deploys.ts';
import { answered, ephemeral, notice } from '../views/notice.ts';

const deploy = form({
  summary: {
    en: 'Deploy a version: plan it, ask for approval, roll it out, verify it, undo it on failure.',
    zh: '部署一个版本：制定计划、申请审批、分批执行、验证，失败时撤销。',
  },
  args: { what: appVersion, environment, ...rollout },
  example: 'web@1.4.2 prod on site=北京 --reason "fixes the login"',
  right: 'deploy',
  handle: ({ what, ...others }, request, deps) => ask('deploy', { ...what, ...others }, request, deps),
});

const list = form({
  word: 'list',
  summary: { en: 'The apps and versions that can be deployed.', zh: '可部署的应用和版本。' },
  args: {},
  example: '',
  right: 'deploy',
  handle: async (_, { language }, deps) => {
    const { apps, environments } = deps.settings.current();
    const known = await Promise.all(
      Object.keys(apps).map(async (name) => {
        try {
          return { name, versions: await deps.deploys.versions(name) };
        } catch (error) {
          return { name, versions: [], error: wording(explain(error), language) };
        }
      }),
    );
    return ephemeral(appList(known, Object.keys(environments), language));
  },
});

const history = form({
  word: 'history',
  summary: { en: 'The releases that the hosts of an environment keep.', zh: '环境中各主机保留的版本。' },
  args: { app, environment },
  example: 'web prod',
  right: 'deploy',
  handle: async (about, { language }, deps) => {
    const hosts = await deps.deploys.history(about.app, about.environment);
    return ephemeral(releaseHistory(about.app, about.environment, hosts, language));
  },
});

const adopt = form({
  word: 'adopt',
  summary: {
    en: 'Take over what runs on the hosts but was not deployed by the bot, so that a deploy can replace it.',
    zh: '接管主机上并非由机器人部署的版本，之后即可部署新版本替换。',
  },
  args: { app, environment, dryRun: rollout.dryRun },
  example: 'web prod --dry-run',
  right: 'deploy',
  handle: async (about, { user, language }, deps) => {
    const hosts = await deps.deploys.adopt(about.app, about.environment, user, { dryRun: about.dryRun });
    return ephemeral(adoptions(about.app, about.environment, hosts, language));
  },
});

const lift = form({
  word: 'lift',
  summary: { en: 'Lift the hold on an app in an environment, saying why.', zh: '说明原因，解除应用在某环境的挂起。' },
  args: {
    app,
    environment,
    reason: requiredText('text', { en: 'why it may be lifted', zh: '解除的原因' }),
    dryRun: toggle({ en: 'shows the hold and leaves it', zh: '只显示挂起信息，不解除' }),
  },
  example: 'web prod --reason "hosts checked by hand"',
  right: 'deploy',
  handle: async (about, { user, language }, deps) => {
    if (!about.dryRun)
      return answered(await deps.runs.lift(about.app, about.environment, user, about.reason), language);
    const hold = deps.runs.hold(about.app, about.environment);
    if (!hold) throw notHeld(about.app, about.environment);
    const text = {
      en: `Would lift the hold on ${hold.app} in ${hold.environment}, set after run ${hold.run}. Nothing was changed.`,
      zh: `将解除 ${hold.app} 在 ${hold.environment} 的挂起（源于任务 ${hold.run}）。未做任何变更。`,
    };
    return ephemeral(notice(text, language));
  },
});

export default defineCommand({
  summary: { en: 'Deploy an app to an environment', zh: '将应用部署到环境' },
  forms: [deploy, list, history, adopt, lift],
});

function notHeld(name: string, place: string): OpsError {
  return new OpsError('not-held', {
    en: `${name} is not on hold in ${place}; there is nothing to lift.`,
    zh: `${name} 在 ${place} 没有挂起，无需解除。`,
  });
}
