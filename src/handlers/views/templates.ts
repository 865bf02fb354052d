import { placedText, type TemplateFinding } from '../../core/generate/finding.ts';
import type { Template } from '../../core/generate/template.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message } from '../define.ts';
import {
  clip,
  code,
  escapeText,
  fitLines,
  header,
  leftOff,
  listMessage,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

/** All templates, and files that are none for what is wrong with them. */
export function templateList(
  templates: readonly Template[],
  problems: readonly TemplateFinding[],
  language: Language,
): Message {
  const say = sayer(language);
  const lines = templates.map(({ name, origin, meta }) => {
    const platforms = meta.platforms.length > 0 ? ` · ${meta.platforms.join(', ')}` : '';
    const own = origin === 'own' ? say(' · the team’s', ' · 团队') : '';
    return `• ${code(name)} ${told(meta.title, language, 150)}${escapeText(platforms)}${own}`;
  });
  const broken = problems.map((one) => `❌ ${told(placedText(one), language, 300)}`);
  const hint = say(
    '/template show <template> tells its variables; /generate <template> <hosts> uses it.',
    '/template show <模板> 查看变量；/generate <模板> <主机> 生成配置。',
  );
  return listMessage(
    say(`Templates (${templates.length})`, `模板（${templates.length}）`),
    [...lines, ...broken],
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
    return `• ${code(key)} ${variable.type} ${value} ${escapeText(clip(variable.description ?? '', 200))}`;
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
      header(`${clip(name, 60)}: ${clip(wording(meta.title, language), 80)}`),
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
