import { z } from 'zod';
import { OpsError } from '../../core/errors.ts';
import { chosenHosts } from '../../core/inventory/environments.ts';
import { defineCommand, form } from '../define.ts';
import { generateLive, mayGenerate } from '../generating.ts';
import { isScheduled, refuseAlone, scheduled } from '../jobs.ts';
import { pairs, rest, straightQuotes, toggle, word } from '../parse/args.ts';
import { timing } from '../parse/shapes.ts';
import { explainedMessage } from '../views/generation.ts';
import { ephemeral } from '../views/notice.ts';

const generating = form({
  summary: {
    en: 'Configs of hosts from a template: new, changed, unchanged or invalid; nothing is saved without --save. With --every again and again.',
    zh: '用模板为主机生成配置：新增、变化、不变或无效；不加 --save 不保存。加 --every 定期执行。',
  },
  args: {
    template: word({
      shown: '<template>',
      expects: { en: 'a template (/template list shows them)', zh: '模板名（用 /template list 查看）' },
      schema: z.string().max(200),
    }),
    selector: rest('<selector>', {
      en: 'hosts, such as web-* or site=beijing, or an environment',
      zh: '主机选择条件（例如 web-* 或 site=北京）或环境名',
    }),
    set: pairs('key=value', {
      en: 'key=value, as often as needed; a key may lead into an object: ntp.server=10.0.0.1',
      zh: 'key=value，可多次使用；键可指向对象内部：ntp.server=10.0.0.1',
    }),
    explain: toggle({ en: 'where each value comes from, in place of configs', zh: '不生成配置，只说明每个变量的来源' }),
    save: toggle({ en: 'keep what has no errors', zh: '保存没有错误的配置' }),
    push: toggle({ en: 'keep them, and bring them to the hosts', zh: '保存并下发到主机' }),
    dryRun: toggle({
      en: 'with --save or --push: says what would be saved',
      zh: '与 --save 或 --push 同用：只说明会保存什么',
    }),
    ...timing,
  },
  example: 'nginx-site web-* --set https_port=8443',
  right: 'generate',
  handle: async ({ template, selector: words, set = {}, explain, save, push, dryRun, ...times }, request, deps) => {
    const { user: by, language } = request;
    const selector = words.map(({ typed }) => straightQuotes(typed)).join(' ');
    if (selector === '') throw noSelector(template);
    if (explain && (save || push || isScheduled(times))) throw explainSaves();
    if (isScheduled(times)) {
      const act = push ? 'push' : save ? 'save' : 'show';
      return scheduled({ kind: 'generate', template, selector, set, act }, times, request, deps);
    }
    refuseAlone(times);
    const hosts = chosenHosts(selector, deps.settings.current()).map(({ name }) => name);
    await mayGenerate(by, hosts, deps);
    const wish = { template, selector, set, by };
    if (!explain) return generateLive(wish, { save, push, dryRun, hosts: hosts.length }, request, deps);
    return ephemeral(explainedMessage(await deps.generating.explain(wish), template, deps.hiding, language));
  },
});

export default defineCommand({
  summary: { en: 'Configs from templates: render, check, compare, save', zh: '由模板生成配置：渲染、校验、比较、保存' },
  forms: [generating],
});

function explainSaves(): OpsError {
  return new OpsError('argument-malformed', {
    en: '--explain only tells where values come from: leave --save out (and --push, --every), or --explain.',
    zh: '--explain 只说明变量来源：请去掉 --save（及 --push、--every）或 --explain。',
  });
}

function noSelector(template: string): OpsError {
  return new OpsError('argument-missing', {
    en: `/generate needs hosts: /generate ${template} web-*, or /generate ${template} all.`,
    zh: `/generate 需要指定主机：/generate ${template} web-*，或 /generate ${template} all。`,
  });
}
