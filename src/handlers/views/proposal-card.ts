import type { Button, KnownBlock } from '@slack/types';
import type { Details, Proposal, ProposalState } from '../../core/proposals/types.ts';
import type { Missing } from '../../core/runs/policies.ts';
import type { Language, Text } from '../../core/text.ts';
import type { Message } from '../define.ts';
import {
  actions,
  clip,
  clipMarkup,
  code,
  context,
  escapeText,
  header,
  moment,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';
import { detailLines, proposalTitle, takenBackLine } from './proposals/index.ts';

/** The sign and the name of every state of a proposal. */
export const proposalWords: Readonly<Record<ProposalState, { readonly sign: string } & Text>> = {
  'awaiting-approval': { sign: '✋', en: 'Waiting for approval', zh: '等待审批' },
  approved: { sign: '🔄', en: 'Being saved', zh: '正在保存' },
  saved: { sign: '✅', en: 'Saved', zh: '已保存' },
  rejected: { sign: '👎', en: 'Rejected', zh: '已拒绝' },
  expired: { sign: '⌛', en: 'Expired', zh: '已过期' },
  refused: { sign: '⛔', en: 'Not saved', zh: '未保存' },
};

/** A proposal's card: what it would change, who must agree, and how it ended. `missing`: Proposals.missing. */
export function proposalCard(
  proposal: Proposal,
  details: Details | undefined,
  missing: Missing,
  language: Language,
): Message {
  const say = sayer(language);
  const blocks: KnownBlock[] = [
    header(proposalTitle(proposal, say)),
    ...sections(stateLines(proposal, missing, say)),
    ...sections(proposal.why ? [`> ${told(proposal.why.text, language, 900).replaceAll('\n', '\n> ')}`] : []),
    ...sections(details ? detailLines(details, language, proposal.summary) : [told(proposal.summary, language)]),
    ...sections(decisionLines(proposal, say)),
    context(clipMarkup(origin(proposal, say), 800)),
    ...actions(buttons(proposal, say)),
  ];
  const { id, state } = proposal;
  return {
    text: cardText(proposal, say),
    blocks,
    metadata: { event_type: 'changeops_proposal', event_payload: { proposal: id, state } },
  };
}

/** How a proposal ended, as a message of its own in the thread of its card (edits notify nobody). */
export function proposalResult(proposal: Proposal, language: Language): Message {
  const say = sayer(language);
  const { sign, en, zh } = proposalWords[proposal.state];
  const { rejection, why, state, id } = proposal;
  const lines = [
    `${sign} *${say(en, zh)}* · ${escapeText(proposalTitle(proposal, say))}${say(': ', '：')}${told(proposal.summary, language, 300)}`,
    ...(why ? [`> ${told(why.text, language, 1500).replaceAll('\n', '\n> ')}`] : []),
    ...(rejection?.reason ? [`> “${escapeText(clip(rejection.reason, 500))}”`] : []),
    ...(state === 'saved' ? [takenBackLine(proposal, say)] : []),
    ...(state === 'expired'
      ? [say('Nobody decided in time; it has to be asked for again.', '无人在时限内处理，请重新申请。')]
      : []),
    peopleLine(proposal, say),
  ];
  return {
    text: cardText(proposal, say),
    blocks: sections(lines),
    metadata: { event_type: 'changeops_proposal_result', event_payload: { proposal: id, state } },
  };
}

function cardText(proposal: Proposal, say: Say): string {
  const { sign, en, zh } = proposalWords[proposal.state];
  return summaryText(`${sign} ${proposalTitle(proposal, say)}${say(`: ${en}`, `：${zh}`)} (${proposal.id})`);
}

function stateLines({ state, expiresAt }: Proposal, { count, groups }: Missing, say: Say): readonly string[] {
  const { sign, en, zh } = proposalWords[state];
  const line = `${sign} *${say(en, zh)}*`;
  if (state !== 'awaiting-approval') return [line];
  const whose = groups.map((group) => code(group)).join(say(', ', '、'));
  const needs = say(`asks ${count} more of ${whose}`, `还需 ${whose} 中的 ${count} 人审批`);
  const until = expiresAt === undefined ? '' : say(` · until ${moment(expiresAt)}`, ` · 截止 ${moment(expiresAt)}`);
  return [`${line} · ${needs}${until}`];
}

function decisionLines({ approvals, rejection, requester }: Proposal, say: Say): readonly string[] {
  const approved = approvals.map(({ by, at }) => `👍 ${person(by)} ${say('approved', '批准于')} ${moment(at)}`);
  if (!rejection) return approved;
  const verb = rejection.by === requester ? say('withdrew it', '撤回于') : say('rejected', '拒绝于');
  const reason = rejection.reason ? ` “${escapeText(clip(rejection.reason, 500))}”` : '';
  return [...approved, `👎 ${person(rejection.by)} ${verb} ${moment(rejection.at)}${reason}`];
}

function origin({ id, requester, proposedAt, digest, reason }: Proposal, say: Say): string {
  const parts = [
    `${say('asked for by', '申请人')} ${person(requester)} ${moment(proposedAt)}`,
    `${say('proposal', '申请')} ${code(id)}`,
    `${say('change', '变更')} ${code(digest.slice(0, 12))}`,
  ].join(' · ');
  return reason ? `${parts}\n${say('Reason: ', '原因：')}${escapeText(clip(reason, 500))}` : parts;
}

function peopleLine({ requester, approvals, rejection, policy }: Proposal, say: Say): string {
  const asked = say(`Asked for by ${person(requester)}`, `申请人 ${person(requester)}`);
  if (rejection?.by === requester)
    return say(`Asked for and withdrawn by ${person(requester)}`, `${asked}，已自行撤回`);
  if (rejection) {
    return say(`${asked}, rejected by ${person(rejection.by)}`, `${asked}，拒绝人 ${person(rejection.by)}`);
  }
  const agreed = approvals.map(({ by }) => person(by)).join(say(', ', '、'));
  if (agreed) return say(`${asked}, approved by ${agreed}`, `${asked}，批准人 ${agreed}`);
  return policy.required === 0 ? say(`${asked}; no approval needed`, `${asked}，无需审批`) : asked;
}

function buttons({ id, digest, state }: Proposal, say: Say): readonly Button[] {
  if (state !== 'awaiting-approval') return [];
  const button = (name: string, label: string, style: Button['style']): Button => ({
    type: 'button',
    action_id: `proposal.${name}`,
    text: { type: 'plain_text', text: label, emoji: false },
    value: `${id} ${digest}`,
    style,
  });
  return [button('approve', say('Approve', '批准'), 'primary'), button('reject', say('Reject', '拒绝'), 'danger')];
}
