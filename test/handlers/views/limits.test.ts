import { describe, expect, test } from 'vitest';
import type { AuditLine } from '../../../src/core/runs/audit.ts';
import type { RunState } from '../../../src/core/runs/types.ts';
import type { Language } from '../../../src/core/text.ts';
import { verbatim } from '../../../src/core/text.ts';
import type { Message } from '../../../src/handlers/define.ts';
import { accepted, wouldCancel } from '../../../src/handlers/views/accepted.ts';
import { auditList } from '../../../src/handlers/views/audit.ts';
import { adoptions, appList, releaseHistory } from '../../../src/handlers/views/deploys.ts';
import { detailsMessage, detailsModal } from '../../../src/handlers/views/details.ts';
import { cancelModal, rejectModal } from '../../../src/handlers/views/modals.ts';
import { failure, notice } from '../../../src/handlers/views/notice.ts';
import { whoami } from '../../../src/handlers/views/people.ts';
import { dryRun } from '../../../src/handlers/views/plan.ts';
import { runCard } from '../../../src/handlers/views/run-card.ts';
import { approvalList, runList, status } from '../../../src/handlers/views/run-lists.ts';
import { runResult } from '../../../src/handlers/views/run-result.ts';
import { digest, noon, samplePlan, sampleRun, states } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { messageProblems, modalProblems } from '../../support/blocks.ts';
import { hostile } from '../samples.ts';

const languages: readonly Language[] = ['en', 'zh-CN'];
const texts: readonly [string, string | undefined][] = [
  ['ordinary text', undefined],
  ['text that tries to be markup', hostile],
  ['text of nothing but signs that are escaped', '<&>'.repeat(700)],
  ['very long text', '长'.repeat(2_000)],
  ['empty text', ''],
  ['text of emoji', '👩‍👩‍👧‍👦'.repeat(100)],
];
/** Hundreds of hosts where they make a difference, to keep this quick. */
function sizesFor(state: RunState, text: string | undefined): readonly number[] {
  if (text !== undefined && text !== hostile) return [20];
  return ['awaiting-approval', 'running', 'failed'].includes(state) ? [0, 3, 20, 500] : [3];
}

describe.each(languages)('in %s, with', (language) => {
  describe.each(texts)('%s,', (_, text) => {
    test.each(states)('the card, result and details of a run that is %s keep to the limits', (state) => {
      for (const hosts of sizesFor(state, text)) {
        const run = sampleRun(state, { hosts, batches: hosts > 3 ? 4 : 1, text });
        const details = { run, entries: entries(100, text), now: noon };
        expect(messageProblems(runCard(run, language, noon))).toEqual([]);
        expect(messageProblems(runResult(run, language))).toEqual([]);
        expect(messageProblems(detailsMessage(details, language))).toEqual([]);
        expect(modalProblems(detailsModal(details, language))).toEqual([]);
      }
    });

    test('every other view keeps to the limits', () => {
      const run = sampleRun('awaiting-approval', { text });
      const many = Array.from({ length: 100 }, () => text ?? 'web');
      const error = verbatim(text ?? 'no space left');
      const messages: Record<string, Message> = {
        accepted: accepted(run, text ?? 'C0CHANGES', language),
        wouldCancel: wouldCancel(run, language),
        dryRun: dryRun({ plan: samplePlan({ hosts: 500, batches: 20, text }), digest }, language),
        runList: runList(
          many.map((name) => summary(name)),
          true,
          language,
        ),
        approvals: approvalList(
          many.map((group) => ({ run, missing: { count: 1, groups: [group, group] }, yours: true })),
          language,
        ),
        status: status(
          {
            missing: many.map(() => error),
            troubles: many.map(() => error),
            active: many.map((name) => summary(name)),
            holds: many.map((name) => ({ app: name, environment: name, run: 'r', since: noon })),
            problems: many.map((name) => ({ file: name, line: 1, column: 2, key: name, text: error })),
            now: noon,
          },
          language,
        ),
        audit: auditList(entries(300, text), 5, language),
        history: releaseHistory(
          text ?? 'web',
          text ?? 'prod',
          many.map((host) => ({
            host,
            releases: many.map((name) => ({ name, version: name, good: false, live: true })),
          })),
          language,
        ),
        failedHistory: releaseHistory(
          'web',
          'prod',
          many.map((host) => ({ host, error, releases: [] })),
          language,
        ),
        adoptions: adoptions(
          'web',
          'prod',
          many.map((host) => ({ host, state: 'failed' as const, error })),
          language,
        ),
        apps: appList(
          many.map((name) => ({ name, versions: many, ...(name.length % 2 ? { error: name } : {}) })),
          many,
          language,
        ),
        whoami: whoami(
          {
            id: 'U0ENGINEER',
            name: text ?? 'lin',
            active: true,
            bot: false,
            guest: true,
            foreign: false,
            locale: text ?? 'zh-CN',
          },
          {
            groups: Object.fromEntries(many.map((name, index) => [`${name}${index}`, ['U0ENGINEER']])),
            allow: many.map((name, index) => ({ group: `${name}${index}`, commands: [name], environments: many })),
          },
          language,
        ),
        notice: notice(error, language, '⚠️'),
        failure: failure(new Error(text), language, 'e-1'),
      };
      for (const [name, message] of Object.entries(messages)) expect(messageProblems(message), name).toEqual([]);
      expect(modalProblems(rejectModal(run, `${run.id} ${digest}`, language))).toEqual([]);
      expect(modalProblems(cancelModal(run, `${run.id} ${digest}`, language))).toEqual([]);
    });
  });
});

function summary(name: string) {
  const times = { requestedAt: noon, endedAt: noon + 1 };
  return {
    id: name,
    kind: 'deploy' as const,
    app: name,
    environment: name,
    version: name,
    state: 'failed' as const,
    requester: name,
    ...times,
  };
}

function entries(count: number, text = 'web-01: transfer ended'): AuditLine[] {
  return Array.from({ length: count }, (_, seq) => ({
    seq,
    at: noon + seq,
    by: seq % 2 ? 'U0APPROVER' : undefined,
    run: text,
    type: 'step-ended' as const,
    text: { en: text, zh: text },
  }));
}
