import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { channelLink, code, sayer, sections, summaryText } from './kit.ts';
import { runTitle } from './title.ts';
import { isFinal, stateWords } from './words.ts';

/** What somebody is told whose deploy or rollback is on its way. */
export function accepted(run: Run, channel: string, language: Language): Message {
  const say = sayer(language);
  const title = summaryText(runTitle(run, say));
  const where = channelLink(channel);
  const text = say(
    `${title}: run ${code(run.id)} is being planned. Its card with the plan appears in ${where}.`,
    `${title}：任务 ${code(run.id)} 正在制定计划，计划卡片稍后出现在 ${where}。`,
  );
  return { text, blocks: sections([text]) };
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
