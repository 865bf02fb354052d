import { describe, expect, test } from 'vitest';
import type { TemplateFinding } from '../../../src/core/generate/finding.ts';
import type { Holding } from '../../../src/core/generate/own-change.ts';
import type { Proposed } from '../../../src/core/proposals/types.ts';
import type { Language } from '../../../src/core/text.ts';
import { proposalCard, proposalResult } from '../../../src/handlers/views/proposal-card.ts';
import { detailFile } from '../../../src/handlers/views/proposals/index.ts';
import { proposalDifference, proposedNotice, wouldChange } from '../../../src/handlers/views/proposed.ts';
import { refusedTemplate, templateHistory, templateText } from '../../../src/handlers/views/templates.ts';
import {
  templateDetails as details,
  templateProposal as sample,
} from '../../../src/sandbox/gallery/fixtures/proposals.ts';
import { noon } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { messageProblems, visible } from '../../support/blocks.ts';
import { hostile } from '../samples.ts';

const missing = { count: 1, groups: ['approvers'] };

const finding = (text: string): TemplateFinding => ({
  ...{ severity: 'error', rule: 'front-matter', file: text, line: 1, column: 2, through: [text, text] },
  text: { en: text, zh: text },
});

describe.each<Language>(['en', 'zh-CN'])('in %s', (language) => {
  test.each([
    ['ordinary text', 'web'],
    ['text that tries to be markup', hostile],
    ['very long text', '长'.repeat(2_000)],
    ['text of nothing but signs that are escaped', '<&>`'.repeat(700)],
    ['empty text', ''],
  ])('every view keeps to the limits with %s', (_, text) => {
    const version = {
      ...{
        id: text,
        short: text,
        author: { name: text, email: text },
        when: noon,
        message: text,
        added: 1,
        removed: 2,
      },
      trailers: { 'Approved-By': text },
    };
    for (const lines of [0, 3, 300]) {
      const shown = details(lines, text);
      for (const state of ['awaiting-approval', 'saved', 'refused'] as const) {
        const proposal = sample(state, text);
        const proposed: Proposed = { outcome: 'saved', proposal, ...shown };
        for (const message of [
          proposalCard(proposal, shown, missing, language),
          proposalCard(proposal, undefined, missing, language),
          proposalResult(proposal, language),
          proposalDifference(proposal, shown, language),
          proposedNotice(proposed, language),
          proposedNotice({ outcome: 'nothing-to-change', ...shown }, language),
          wouldChange(shown, language),
          templateText(text, text, language),
          templateHistory(
            { template: text, files: [], versions: Array.from({ length: lines }, () => version) },
            language,
          ),
          refusedTemplate({ template: text, findings: Array.from({ length: lines }, () => finding(text)) }, language)
            .message,
        ])
          expect(messageProblems(message)).toEqual([]);
      }
    }
  });

  test.each<[Holding, Holding]>([
    ['own', 'own'],
    ['shipped', 'own'],
    ['nothing', 'own'],
    ['own', 'shipped'],
    ['own', 'nothing'],
  ])('a change from %s to %s is told in words of the language only', (from, to) => {
    const words = visible(wouldChange({ ...details(1, '0', from, to), users: [] }, language));
    if (language === 'en') expect(words).not.toMatch(/\p{Script=Han}/u);
    else expect(words).toMatch(/模板/);
  });
});

test('a card says which template changes and how, who calls a partial, and how it is brought back', () => {
  const words = visible(proposalCard(sample('awaiting-approval'), details(2), missing, 'en'));
  for (const said of ['Change the template nginx-site', '+web', 'called by `web`, `web`', 'asks 1 more of `approvers`'])
    expect(words).toContain(said);
  expect(visible(proposalResult(sample('saved'), 'en'))).toContain('/template rollback nginx-site --to 1');
});

test('a difference that is too long for a message is a file, whole', () => {
  expect(detailFile(details(3), 'x')).toBeUndefined();
  expect(detailFile(details(2_000), 'tpl-1')).toMatchObject({
    name: 'tpl-1.diff',
    content: expect.stringMatching(/^@@.*\n(?:\+web\n){2000}$/),
  });
});

test('a refusal tells all findings, in a file where they are many', () => {
  const { message, files } = refusedTemplate(
    { template: 'a/b', findings: Array.from({ length: 30 }, () => finding('x')) },
    'zh-CN',
  );
  expect(visible(message)).toContain('30 处问题');
  expect(visible(message)).toContain('另有 10 处');
  expect(files[0]?.name).toBe('a-b.findings.txt');
  expect(String(files[0]?.content).trim().split('\n')).toHaveLength(30);
});
