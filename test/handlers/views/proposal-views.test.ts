import { describe, expect, test } from 'vitest';
import type { Proposed } from '../../../src/core/proposals/types.ts';
import type { Language } from '../../../src/core/text.ts';
import { hostList, hostView } from '../../../src/handlers/views/inventory.ts';
import { reasonModal } from '../../../src/handlers/views/modals.ts';
import { proposalCard, proposalResult } from '../../../src/handlers/views/proposal-card.ts';
import { proposalDifference, proposedNotice, wouldChange } from '../../../src/handlers/views/proposed.ts';
import { approvalList } from '../../../src/handlers/views/run-lists.ts';
import {
  inventoryDetails as details,
  inventoryProposal as sample,
  proposalStates as states,
} from '../../../src/sandbox/gallery/fixtures/proposals.ts';
import { messageProblems, modalProblems, visible } from '../../support/blocks.ts';
import { hostile } from '../samples.ts';

const languages: readonly Language[] = ['en', 'zh-CN'];
const missing = { count: 1, groups: ['approvers'] };

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

test('one that was withdrawn is not said to be rejected by whoever asked', () => {
  const withdrawn = { ...sample('rejected'), rejection: { by: 'U0ENGINEER', at: 0 } };
  expect(visible(proposalResult(withdrawn, 'en'))).toContain('Asked for and withdrawn by <@U0ENGINEER>');
});
