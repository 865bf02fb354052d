import { z } from 'zod';
import { checkTemplate } from '../../core/generate/check.ts';
import { defineCommand, form } from '../define.ts';
import { optionalWord, word } from '../parse/args.ts';
import { membership } from '../rights.ts';
import { ephemeral } from '../views/notice.ts';
import { checkedTemplates, templateList, templateView } from '../views/templates.ts';

const named = {
  shown: '<template>',
  expects: { en: 'a template (/template list shows them)', zh: '模板名（用 /template list 查看）' },
  schema: z.string().max(200),
};

const list = form({
  word: 'list',
  summary: { en: 'The templates there are.', zh: '列出可用的模板。' },
  args: {},
  example: '',
  right: membership,
  handle: async (_, { language }, { generating }) =>
    ephemeral(templateList(await generating.templates.list(), await generating.templates.problems(), language)),
});

const show = form({
  word: 'show',
  summary: { en: 'What a template is for, its variables and its text.', zh: '查看模板的用途、变量和内容。' },
  args: { template: word(named) },
  example: 'nginx-site',
  right: membership,
  handle: async ({ template: name }, { channel }, { generating, language }) => {
    const template = await generating.templates.get(name);
    const file = { name: `${name.replaceAll('/', '-')}.hbs`, content: template.body.text };
    return { kind: 'files', message: templateView(template, language(channel)), files: [file] };
  },
});

const check = form({
  word: 'check',
  summary: {
    en: 'All that is wrong with a template, or with all of them, without any data.',
    zh: '检查一个或全部模板（不需数据）。',
  },
  args: { template: optionalWord({ ...named, shown: '[template]' }) },
  example: 'nginx-site',
  right: membership,
  handle: async ({ template: name }, { language }, { generating }) => {
    const { templates, helpers } = generating;
    const problems = await templates.problems();
    const all =
      name === undefined ? await templates.list() : (await templates.list()).filter((one) => one.name === name);
    const broken = problems.filter(({ file }) => name === undefined || file === `${name}.hbs`);
    if (name !== undefined && all.length + broken.length === 0) await templates.get(name);
    const findings = [...broken, ...all.flatMap((template) => checkTemplate(template, helpers))];
    return ephemeral(checkedTemplates(all.length + broken.length, findings, language));
  },
});

export default defineCommand({
  summary: { en: 'Templates: list, show, check', zh: '模板：列表、查看、检查' },
  forms: [list, show, check],
});
