import { describe, expect, test } from 'vitest';
import { differenceText } from '../../../src/core/inventory/difference.ts';
import type { InventoryDetails, Proposal, ProposalState, Proposed } from '../../../src/core/proposals/types.ts';
import type { Language } from '../../../src/core/text.ts';
import { hostList, hostView } from '../../../src/handlers/views/inventory.ts';
import { reasonModal } from '../../../src/handlers/views/modals.ts';
import { proposalCard, proposalResult } from '../../../src/handlers/views/proposal-card.ts';
import { proposalDifference, proposedNotice, wouldChange } from '../../../src/handlers/views/proposed.ts';
import { approvalList } from '../../../src/handlers/views/run-lists.ts';
import { messageProblems, modalProblems, visible } from '../../support/blocks.ts';
import { digest, hostile, noon } from '../samples.ts';

const states: readonly ProposalState[] = ['awaiting-approval', 'approved', 'saved', 'rejected', 'expired', 'refused'];
const languages: readonly Language[] = ['en', 'zh-CN'];
const missing = { count: 1, groups: ['approvers'] };

/** A difference of so many hosts of each sort, with `text` in place of everything from outside. */
function details(hosts: number, text = 'web'): InventoryDetails {
  const names = Array.from({ length: hosts }, (_, index) => `${text}-${index}`);
  return {
    kind: 'inventory',
    difference: {
      added: names.map((name) => ({ name, entry: { address: text, groups: [text], labels: { site: text } } })),
      changed: names.map((name) => ({ name, keys: [{ key: `labels.${text}`, from: text, to: text }] })),
      same: [],
      gone: names,
    },
    members: [{ environment: text, joined: names, left: [] }],
  };
}

function sample(state: ProposalState, text = '台账.xlsx'): Proposal {
  return {
    id: 'inv-261123-k7mqp',
    kind: 'inventory',
    requester: 'U0ENGINEER',
    channel: 'C0CHANGES',
    source: text,
    reason: text,
    digest,
    before: digest,
    after: digest,
    summary: differenceText(details(3).difference),
    environments: [text],
    policy: { required: 1, from: ['approvers'], expires: 1000 },
    proposedAt: noon,
    expiresAt: noon + 1000,
    state,
    approvals: [{ by: 'U0APPROVER', at: noon, digest }],
    ...(state === 'rejected' ? { rejection: { by: 'U0APPROVER', at: noon, reason: text } } : {}),
    ...(state === 'refused' ? { why: { code: 'moved', text: { en: text, zh: text } } } : {}),
  };
}

describe.each(languages)('in %s', (language) => {
  test.each([
    ['ordinary text', 'web'],
    ['text that tries to be markup', hostile],
    ['very long text', '长'.repeat(2_000)],
    ['text of nothing but signs that are escaped', '<&>'.repeat(700)],
    ['empty text', ''],
  ])('every view keeps to the limits with %s', (_, text) => {
    const host = {
      name: text,
      address: text,
      port: 22,
      platform: text,
      type: text,
      groups: [text],
      ssh: { legacy: false },
    };
    const labels = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${text}${index}`, text]));
    const full = { ...host, credential: text, via: text, become: { method: 'su', user: text }, labels } as const;
    for (const hosts of [0, 3, 2_000]) {
      const shown = details(hosts, text);
      for (const state of states) {
        const proposal = sample(state, text);
        const proposed: Proposed = { outcome: 'asked', proposal, ...shown };
        for (const message of [
          proposalCard(proposal, shown, missing, language),
          proposalCard(proposal, undefined, missing, language),
          proposalResult(proposal, language),
          proposalDifference(proposal, shown, language),
          proposedNotice(proposed, language),
          wouldChange(shown, language),
          approvalList([], language, [{ proposal, missing, yours: true }]),
        ])
          expect(messageProblems(message)).toEqual([]);
      }
      expect(
        messageProblems(
          hostList(
            Array.from({ length: hosts }, () => full),
            text,
            language,
          ),
        ),
      ).toEqual([]);
    }
    expect(messageProblems(hostView(full, [text], language))).toEqual([]);
    const modal = { action: 'proposal.reject', title: 'Reject', about: text, state: 'x' };
    expect(modalProblems(reasonModal(modal, language))).toEqual([]);
  });

  test.each(states)('a proposal that is %s has buttons only while it can be decided', (state) => {
    const actions = JSON.stringify(proposalCard(sample(state), details(1), missing, language).blocks);
    const open = state === 'awaiting-approval';
    expect(actions.includes('proposal.approve')).toBe(open);
    expect(actions.includes('proposal.reject')).toBe(open);
  });
});

test('a card says what changes, who must agree and which environments’ members change', () => {
  const words = visible(
    proposalCard(sample('awaiting-approval'), details(6), { count: 2, groups: ['approvers'] }, 'en'),
  );
  for (const said of [
    'Waiting for approval',
    'asks 2 more of `approvers`',
    'web (+6)',
    '~ web-0',
    '3 more hosts',
    '台账.xlsx',
  ])
    expect(words).toContain(said);
});

test('the result says whom it is to be thanked for, or why it is none', () => {
  expect(visible(proposalResult(sample('saved'), 'en'))).toContain('approved by <@U0APPROVER>');
  expect(visible(proposalResult(sample('refused'), 'zh-CN'))).toContain('未保存');
});
