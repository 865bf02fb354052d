import { placedText, type TemplateFinding } from '../../core/generate/finding.ts';
import { heldIn } from '../../core/generate/own-change.ts';
import type { TemplateRefused } from '../../core/generate/own-check.ts';
import type { Template } from '../../core/generate/template.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import type { KnownTemplate } from '../templates.ts';
import {
  clip,
  code,
  escapeText,
  fitLines,
  header,
  leftOff,
  lineMessage,
  listMessage,
  moment,
  people,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

/** All templates, the team's own partials, and files that are neither for what is wrong with them. */
export function templateList(
  templates: readonly Template[],
  problems: readonly TemplateFinding[],
  language: Language,
  partials: readonly { readonly path: string }[] = [],
): Message {
  const say = sayer(language);
  const lines = templates.map(({ name, origin, meta }) => {
    const platforms = meta.platforms.length > 0 ? ` · ${meta.platforms.join(', ')}` : '';
    const own = origin === 'own' ? say(' · the team’s', ' · 团队') : '';
    return `• ${code(name)} ${told(meta.title, language, 150)}${escapeText(platforms)}${own}`;
  });
  const called = partials.map(
    ({ path }) => `• ${code(path.replace(/\.hbs$/, ''), 150)} ${say('a partial of the team’s', '团队的 partial')}`,
  );
  const broken = problems.map((one) => `❌ ${told(placedText(one), language, 300)}`);
  const count = templates.length + partials.length;
  const all = [...lines, ...called, ...broken];
  const hint = say(
    '/template show <template> tells its variables; /generate <template> <hosts> uses it.',
    '/template show <模板> 查看变量；/generate <模板> <主机> 生成配置。',
  );
  return listMessage(
    say(`Templates (${count})`, `模板（${count}）`),
    all.length > 0
      ? all
      : [say('There is no template. Drop a .hbs file to save one.', '没有模板。拖入 .hbs 文件即可保存。')],
    escapeText(hint),
    say,
  );
}

/** What a template is for, and what it wants to know; its text goes with it as a file. */
export function templateView({ name, origin, meta }: Template, language: Language): Message {
  const say = sayer(language);
  const variables = Object.entries(meta.variables).map(([key, variable]) => {
    const value =
      variable.default === undefined
        ? example(variable.example, say)
        : say(`default ${shown(variable.default)}`, `缺省 ${shown(variable.default)}`);
    const about = variable.description ? ` · ${escapeText(clip(variable.description, 200))}` : '';
    return `• ${code(key)} ${variable.type} ${value}${about}`;
  });
  const lines = [
    ...(meta.description ? [told(meta.description, language, 600)] : []),
    say(`File: ${code(meta.file)}`, `文件：${code(meta.file)}`),
    ...(meta.platforms.length > 0
      ? [say(`Platforms: ${meta.platforms.join(', ')}`, `平台：${meta.platforms.join('、')}`)]
      : []),
    ...(meta.validators.length > 0
      ? [say(`Checked by: ${meta.validators.join(', ')}`, `校验：${meta.validators.join('、')}`)]
      : []),
    origin === 'own'
      ? say('From the team’s own templates.', '来自团队自己的模板。')
      : say('Ships with the bot.', '随机器人提供。'),
    ...(variables.length > 0 ? [say('*Variables*', '*变量*'), ...variables] : []),
  ];
  return {
    text: summaryText(name),
    blocks: [
      header(`${clip(name, 60)}${say(': ', '：')}${clip(wording(meta.title, language), 80)}`),
      ...sections(fitLines(lines, 12_000, (left) => leftOff(left, say))),
    ],
  };
}

function example(value: unknown, say: Say): string {
  return value === undefined
    ? say('*required*', '*必填*')
    : say(`*required*, such as ${shown(value)}`, `*必填*，例如 ${shown(value)}`);
}

function shown(value: unknown): string {
  return code(typeof value === 'string' ? value : JSON.stringify(value), 100);
}

/** A template with its text of another revision, or a partial. */
export function templateText(name: string, revision: string | undefined, language: Language): Message {
  const say = sayer(language);
  const of = revision === undefined ? '' : say(`, revision ${code(revision)}`, `，版本 ${code(revision)}`);
  const line = `${code(name, 200)}${of}`;
  return lineMessage(line);
}

/** The versions of the team's own, newest first. */
export function templateHistory({ template, versions, files }: KnownTemplate, language: Language): Message {
  const say = sayer(language);
  const { by } = heldIn(files, `${template}.hbs`);
  const lines = versions.map(({ short, author, when, message, trailers, added, removed }, at) => {
    const who = author.id ? person(author.id) : escapeText(author.name);
    const why = clip(message.split('\n')[0] ?? '', 150);
    const agreed = trailers['Approved-By']?.split(', ') ?? [];
    const approved =
      agreed.length > 0 ? say(` · approved by ${people(agreed, say)}`, ` · 批准人 ${people(agreed, say)}`) : '';
    return `• ${at} ${code(short)} ${moment(when)} ${who} +${added} −${removed} ${escapeText(why)}${approved}`;
  });
  const none = say(
    'The team never kept one of its own; what ships with the bot holds.',
    '团队没有自己的版本，使用自带模板。',
  );
  const now = {
    own: say('The newest one holds.', '目前使用最新版本。'),
    shipped: say('The one that ships with the bot holds.', '目前使用自带模板。'),
    nothing: say('None holds now.', '目前没有可用版本。'),
  }[by];
  const back = code(`/template rollback ${template} --to 1`, 250);
  const how = versions.length > 1 ? say(` ${back} brings the text before it back.`, `用 ${back} 恢复此前的内容。`) : '';
  const title = versions.length === 1 ? '1 version' : `${versions.length} versions`;
  return listMessage(
    say(`${clip(template, 80)}: ${title}`, `${clip(template, 80)}：${versions.length} 个版本`),
    lines.length > 0 ? lines : [none],
    now + how,
    say,
  );
}

/** Findings that a message shows; all of them come in a file where there are more. */
const shownFindings = 20;

/** Why a template is not saved: all that is wrong with it. */
export function refusedTemplate(
  { template, findings }: Pick<TemplateRefused, 'template' | 'findings'>,
  language: Language,
): { readonly message: Message; readonly files: readonly ReplyFile[] } {
  const say = sayer(language);
  const count = findings.length === 1 ? '1 thing is' : `${findings.length} things are`;
  const title = say(
    `${clip(template, 80)} is not saved: ${count} wrong`,
    `${clip(template, 80)} 未保存：发现 ${findings.length} 处问题`,
  );
  const isPartial = findings.some(({ rule, line }) => rule === 'front-matter' && line === 1);
  const folder = isPartial
    ? say(
        ' Is it a partial? Write partials/ in the message with it, or begin its name with _.',
        '如果是 partial，请在消息中写上 partials/，或让文件名以 _ 开头。',
      )
    : '';
  const hint = say('Mend the file and drop it again.', '请修正后再次拖入。');
  const texts = findings.map((one) => wording(placedText(one), language));
  const lines = findings.slice(0, shownFindings).map((one) => `❌ ${told(placedText(one), language, 400)}`);
  const more = findings.length - lines.length;
  const all = more > 0 ? [say(`… and ${more} more, in the file below`, `…… 另有 ${more} 处，见下方文件`)] : [];
  const file = { name: `${template.replaceAll('/', '-')}.findings.txt`, content: `${texts.join('\n')}\n` };
  return { message: listMessage(title, [...lines, ...all], `${hint}${folder}`, say), files: more > 0 ? [file] : [] };
}

/** What checking templates came to. */
export function checkedTemplates(count: number, findings: readonly TemplateFinding[], language: Language): Message {
  const say = sayer(language);
  const title = say(
    `${count === 1 ? '1 template' : `${count} templates`} checked: ${findings.length === 0 ? 'nothing is wrong' : `${findings.length} found`}`,
    `已检查 ${count} 个模板：${findings.length === 0 ? '没有问题' : `发现 ${findings.length} 处问题`}`,
  );
  const lines = findings.map(
    (one) => `${one.severity === 'error' ? '❌' : '⚠️'} ${told(placedText(one), language, 500)}`,
  );
  const hint = say('Variables that are missing show when it is used: /generate', '缺少的变量在使用时说明：/generate');
  return listMessage(title, lines, hint, say);
}
