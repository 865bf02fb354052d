import type { Run } from '../../core/runs/types.ts';
import { problemText } from '../../core/settings/problem-text.ts';
import type { SettingsProblem } from '../../core/settings/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { channelLink, clipMarkup, code, type Say, sayer, sections, summaryText, told } from './kit.ts';
import { runTitle } from './title.ts';
import { isFinal, stateWords } from './words.ts';

/** What somebody is told whose deploy or rollback is on its way. */
export function accepted(
  run: Run,
  channel: string,
  language: Language,
  problems: readonly SettingsProblem[] = [],
): Message {
  const say = sayer(language);
  const title = summaryText(runTitle(run, say));
  const where = channelLink(channel);
  const text = say(
    `${title}: run ${code(run.id)} is being planned. Its card with the plan appears in ${where}.`,
    `${title}：任务 ${code(run.id)} 正在制定计划，计划卡片稍后出现在 ${where}。`,
  );
  const lines = [text, ...problems.slice(0, 1).map((problem) => outdated(problem, problems.length, language, say))];
  return { text, blocks: sections(lines) };
}

/** Whoever has just edited a settings file must hear that it does not count yet. */
function outdated(problem: SettingsProblem, count: number, language: Language, say: Say): string {
  const more = count > 1 ? say(` (and ${count - 1} more)`, `（另有 ${count - 1} 处）`) : '';
  const what = clipMarkup(told(problemText(problem), language), 1_000);
  return say(
    `⚠️ The settings files have a problem, so the last good settings are in force: ${what}${more}. ${code('/ops status')} shows all.`,
    `⚠️ 设置文件存在问题，当前使用上一次有效的设置：${what}${more}。用 ${code('/ops status')} 查看全部。`,
  );
}

/** What cancelling a run would end. */
export function wouldCancel(run: Run, language: Language): Message {
  const say = sayer(language);
  const title = summaryText(runTitle(run, say));
  const state = say(stateWords[run.state].en, stateWords[run.state].zh);
  const text = isFinal(run.state)
    ? say(`${title} (${code(run.id)}) has ended already: ${state}.`, `${title}（${code(run.id)}）已结束：${state}。`)
    : say(
        `Would cancel ${title} (${code(run.id)}), now: ${state}. Nothing was changed.`,
        `将取消 ${title}（${code(run.id)}），当前状态：${state}。未做任何变更。`,
      );
  return { text, blocks: sections([text]) };
}
