import { unified } from '../../../core/config/text-diff.ts';
import { type TemplateDetails, templateChangeText } from '../../../core/generate/own-change.ts';
import { clip, code, escapeText, fitLines, leftOff, type Say, sayer, told } from '../kit.ts';
import type { SubjectView } from './define.ts';

/** Characters of markup that a difference may take in a message; a longer one is a file. */
const shownMarkup = 2_500;

/** Counts, what it stands against, the templates that call a partial, and the difference. */
export const templatesView: SubjectView<'templates'> = {
  title: ({ of = '', source }, say) =>
    say(`Change the template ${clip(of, 80)}: ${source}`, `变更模板 ${clip(of, 80)}：${source}`),
  lines: (details, language, summary) => {
    const say = sayer(language);
    const block = blockOf(details);
    const long = say('The difference is in the file below.', '差异见下方文件。');
    return [
      `*${told(summary, language, 400)}*`,
      againstLine(details, say),
      ...usersLines(details, say),
      ...secretLines(details, say),
      ...(block === undefined ? [long] : block === '' ? [] : [block]),
    ];
  },
  file: (details, name) =>
    blockOf(details) === undefined ? { name: `${name}.diff`, content: unified(details.difference) } : undefined,
  takenBack: ({ of = '' }, say) => {
    const back = code(`/template rollback ${of} --to 1`, 250);
    return say(
      `${back} brings the text before it back; ${code('--to shipped')} the one that ships.`,
      `${back} 恢复此前的内容；${code('--to shipped')} 恢复自带模板。`,
    );
  },
  nothing: ({ template }, say) =>
    say(`Nothing to change: ${code(template, 200)} is so already.`, `无需变更：${code(template, 200)} 已是该内容。`),
  summary: templateChangeText,
};

/** The difference as a block; empty where no line differs, undefined where it is too long. */
function blockOf({ difference }: TemplateDetails): string | undefined {
  if (difference.hunks.length === 0) return '';
  const text = unified(difference);
  if (text.length > shownMarkup) return undefined;
  const block = `\`\`\`${escapeText(text).replaceAll('`', "'")}\`\`\``;
  return block.length <= shownMarkup ? block : undefined;
}

function againstLine({ from, to }: TemplateDetails, say: Say): string {
  if (to === 'nothing')
    return say('The team’s own is taken out; none of that name ships.', '移除团队的模板；没有同名的自带模板。');
  if (to === 'shipped')
    return say('The team’s own, against the one that ships and holds again.', '团队的模板与恢复使用的自带模板相比。');
  return {
    own: say('Against the team’s own until then.', '与团队此前的模板相比。'),
    shipped: say('Against the one that ships with the bot, whose place it takes.', '与被替代的自带模板相比。'),
    nothing: say('There was none of that name.', '此前没有同名模板。'),
  }[from];
}

function secretLines({ difference }: TemplateDetails, say: Say): readonly string[] {
  const added = difference.hunks.flatMap(({ lines }) => lines).filter((line) => line.startsWith('+'));
  if (!added.some((line) => line.includes('[redacted'))) return [];
  return [
    say(
      '⚠️ A secret seems to be written into it (shown as `[redacted]`). Put it into vars.yaml, and its name in {{…}} here.',
      '⚠️ 其中似乎直接写有敏感信息（显示为 `[redacted]`）。请写入 vars.yaml，并在此处用 {{…}} 引用。',
    ),
  ];
}

function usersLines({ partial, users }: TemplateDetails, say: Say): readonly string[] {
  if (partial === undefined) return [];
  const name = code(`{{> ${partial}}}`, 120);
  if (users.length === 0)
    return [say(`A partial, ${name}, that no template calls yet.`, `partial ${name}，尚无模板调用。`)];
  const names = fitLines(
    users.map((user) => code(user, 80)),
    1_500,
    (left) => leftOff(left, say),
  ).join(say(', ', '、'));
  return [say(`A partial, ${name}, called by ${names}.`, `partial ${name}，被以下模板调用：${names}。`)];
}
