import { OpsError } from '../../../core/errors.ts';
import { configsMeant } from '../../../core/push/request.ts';
import { form } from '../../define.ts';
import { rest, toggle } from '../../parse/args.ts';
import { rollout } from '../../parse/shapes.ts';
import { askPush } from '../../pushes.ts';
import { revision } from './arguments.ts';
import { said } from './named.ts';

const { strategy, batch, emergency, ticket, reason, dryRun } = rollout;

export default form({
  word: 'push',
  summary: {
    en: 'Put kept configs in place on their hosts and devices: plan, approval, check, verify, undo on failure.',
    zh: '将已保存的配置下发到主机和设备：计划、审批、检查、验证，失败时撤销。',
  },
  args: {
    what: rest('<host>/<name>|<selector>', {
      en: 'a config such as web-01/nginx/shop.conf, or hosts: all that is kept for them',
      zh: '一个配置（例如 web-01/nginx/shop.conf），或主机选择条件（下发其全部已保存的配置）',
    }),
    revision,
    exact: toggle({
      en: 'on devices: what the config does not have is removed',
      zh: '对网络设备：删除配置中没有的内容',
    }),
    ...{ strategy, batch, emergency, ticket, reason, dryRun },
  },
  example: 'web-01/nginx/shop.conf --reason "larger uploads"',
  right: 'config',
  handle: async ({ what, revision: at, ...how }, request, deps) => {
    const text = said(what);
    if (text === '') throw nothingNamed();
    const configs = await configsMeant(text, at, deps.settings.current(), deps.configs);
    return askPush(configs, how, request, deps);
  },
});

function nothingNamed(): OpsError {
  return new OpsError('argument-missing', {
    en: '/config push needs a config or hosts: /config push web-01/nginx/shop.conf, or /config push web-*.',
    zh: '/config push 需要指定配置或主机：/config push web-01/nginx/shop.conf，或 /config push web-*。',
  });
}
