import { z } from 'zod';
import { checkTemplate } from '../../core/generate/check.ts';
import { isPartial } from '../../core/generate/library/build.ts';
import { defineCommand, form } from '../define.ts';
import type { Deps } from '../deps.ts';
import { flag, optionalWord, text, toggle, word } from '../parse/args.ts';
import { membership } from '../rights.ts';
import { knownTemplate, textAt } from '../templates.ts';
import { ephemeral } from '../views/notice.ts';
import { proposedNotice, wouldChange, wouldChangeFile } from '../views/proposed.ts';
import { checkedTemplates, templateHistory, templateList, templateText, templateView } from '../views/templates.ts';

const named = {
  shown: '<template>',
  expects: { en: 'a template (/template list shows them)', zh: '模板名（用 /template list 查看）' },
  schema: z.string().max(200),
};

const revision = flag({
  shown: 'revision',
  expects: {
    en: 'an id, 1 for the version before the newest, a date such as 2026-11-01, an age such as 7d, or shipped',
    zh: '版本号、1（上一个版本）、日期（2026-11-01）、时长（7d）或 shipped（自带模板）',
  },
  schema: z.string().max(60),
});

const list = form({
  word: 'list',
  summary: { en: 'The templates there are.', zh: '列出可用的模板。' },
  args: {},
  example: '',
  right: membership,
  handle: async (_, { language }, { generating }) => {
    const [{ templates, problems }, files] = [await generating.templates.read(), await generating.templates.files()];
    const partials = files.filter(({ origin, path }) => origin === 'own' && isPartial(path));
    return ephemeral(templateList([...templates.values()], problems, language, partials));
  },
});

const show = form({
  word: 'show',
  summary: { en: 'What a template is for, its variables and its text.', zh: '查看模板的用途、变量和内容。' },
  args: { template: word(named), revision },
  example: 'nginx-site',
  right: membership,
  handle: async ({ template: name, revision: at }, { channel }, deps) => {
    const language = deps.language(channel);
    const file = (content: string) => ({ name: `${name.replaceAll('/', '-')}.hbs`, content });
    const partial = at === undefined ? await partialNamed(name, deps) : undefined;
    if (at === undefined && partial === undefined) {
      const template = await deps.generating.templates.get(name);
      return { kind: 'files', message: templateView(template, language), files: [file(template.body.text)] };
    }
    const content = partial ?? (await textAt(await knownTemplate(name, deps, 1), at ?? '', deps));
    return { kind: 'files', message: templateText(name, at, language), files: [file(content)] };
  },
});

const history = form({
  word: 'history',
  summary: {
    en: 'The versions of a template of the team’s: who, when, why.',
    zh: '查看团队模板的版本：谁、何时、为何。',
  },
  args: { template: word(named) },
  example: 'nginx-site',
  right: membership,
  handle: async ({ template: name }, { language }, deps) =>
    ephemeral(templateHistory(await knownTemplate(name, deps, 50), language)),
});

const rollback = form({
  word: 'rollback',
  summary: {
    en: 'Bring an earlier text of a template back, or the one that ships; asks for approval as a save does.',
    zh: '恢复模板的早期内容或自带模板；与保存一样需要审批。',
  },
  args: {
    template: word(named),
    to: revision,
    reason: text('text', { en: 'why, in up to 500 characters', zh: '原因，最多 500 个字符' }),
    dryRun: toggle({ en: 'shows the difference and changes nothing', zh: '只显示差异，不做任何变更' }),
  },
  example: 'nginx-site --to 1 --reason "breaks uploads"',
  right: 'template',
  handle: async ({ template: name, to: said = '1', reason, dryRun }, { user: by, channel, thread, language }, deps) => {
    const { template } = await knownTemplate(name, deps, 1);
    const ref = { kind: 'template', name: template } as const;
    const to = said === 'shipped' ? said : { revision: await deps.configs.revision(said, ref) };
    const shown = to === 'shipped' ? to : to.revision.slice(0, 10);
    const source = `/template rollback --to ${shown}`;
    const request = { kind: 'templates', template, to, by, channel, thread, source, reason } as const;
    if (!dryRun) return ephemeral(proposedNotice(await deps.proposals.propose(request), language));
    const details = await deps.proposals.preview(request);
    const [message, file] = [wouldChange(details, language), wouldChangeFile(details)];
    return file ? { kind: 'files', message, files: [file] } : ephemeral(message);
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
  summary: {
    en: 'Templates: list, show, check, history, rollback; drop a .hbs file to save one',
    zh: '模板：列表、查看、检查、历史、回滚；拖入 .hbs 文件即可保存',
  },
  forms: [list, show, check, history, rollback],
});

/** The text of a partial that is called as its file is: `partials/vrp/acl`. */
async function partialNamed(name: string, { generating }: Deps): Promise<string | undefined> {
  const { partials } = await generating.templates.read();
  return [...partials.values()].find(({ file }) => file === `${name}.hbs`)?.text;
}
