import type { Details, Proposal, Proposed } from '../../core/proposals/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { channelLink, code, header, moment, person, type Say, sayer, sections, summaryText, told } from './kit.ts';
import { proposalWords } from './proposal-card.ts';
import { detailFile, detailLines, nothingLine, proposalTitle, takenBackLine } from './proposals/index.ts';

/** What a proposal changes, for who asks about it. */
export function proposalDifference(proposal: Proposal, details: Details, language: Language): Message {
  const say = sayer(language);
  const { sign, en, zh } = proposalWords[proposal.state];
  const title = proposalTitle(proposal, say);
  const state = `${sign} ${say(en, zh)} · ${code(proposal.id)} · ${person(proposal.requester)} ${moment(proposal.proposedAt)}`;
  const lines = [state, ...detailLines(details, language, proposal.summary)];
  return { text: summaryText(title), blocks: [header(title), ...sections(lines)] };
}

/** What `--dry-run` shows of a change. */
export function wouldChange(details: Details, language: Language): Message {
  const say = sayer(language);
  const text = say('This would change (nothing was changed):', '将产生以下变更（未做任何变更）：');
  return { text, blocks: sections([text, ...detailLines(details, language)]) };
}

/** The file that goes with `wouldChange` where that does not show all. */
export function wouldChangeFile(details: Details): ReplyFile | undefined {
  return detailFile(details, 'dry-run');
}

/** What somebody is told who asked for a change; its card tells everybody else. */
export function proposedNotice(proposed: Proposed, language: Language): Message {
  const lines = proposedLines(proposed, language, sayer(language));
  return { text: lines, blocks: sections([lines]) };
}

function proposedLines(proposed: Proposed, language: Language, say: Say): string {
  if (proposed.outcome === 'nothing-to-change') return nothingLine(proposed, say);
  const { proposal, outcome } = proposed;
  const [id, where, what] = [code(proposal.id), channelLink(proposal.channel), told(proposal.summary, language, 300)];
  const back = takenBackLine(proposal, say);
  const texts = {
    asked: say(
      `${what}. Its card (${id}) asks for approval in ${where}.`,
      `${what}。审批卡片（${id}）已发到 ${where}。`,
    ),
    'asked-already': say(
      `The very same change awaits approval already: ${id} in ${where}.`,
      `相同的变更已在等待审批：${id}（${where}）。`,
    ),
    saved: say(`Saved: ${what} (${id}). ${back}`, `已保存：${what}（${id}）。${back}`),
    refused: `⚠️ ${proposal.why ? told(proposal.why.text, language) : id}`,
  };
  return texts[outcome];
}
