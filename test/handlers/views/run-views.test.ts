import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/core/runs/types.ts';
import type { Language } from '../../../src/core/text.ts';
import { detailsModal } from '../../../src/handlers/views/details.ts';
import { dryRun } from '../../../src/handlers/views/plan.ts';
import { runCard } from '../../../src/handlers/views/run-card.ts';
import { runResult } from '../../../src/handlers/views/run-result.ts';
import { digest, noon, samplePlan, sampleRun, states } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { visible } from '../../support/blocks.ts';
import { hostile } from '../samples.ts';

const card = (run: Run, language: Language = 'en') => visible(runCard(run, language, noon + 200_000));

function buttons(run: Run): string[] {
  const found = runCard(run, 'en', noon).blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return found.map((element) => ('action_id' in element ? String(element.action_id) : ''));
}

describe("a run's card", () => {
  test('says in both languages what happens, how it is verified, what undoes it and who must agree', () => {
    const run = sampleRun('awaiting-approval', { hosts: 4, batches: 2 });
    const en = card(run);
    expect(en).toContain('Deploy web 1.4.2 → prod');
    expect(en).toContain('Waiting for approval');
    expect(en).toContain('2 more of `approvers`');
    expect(en).toContain('HTTP 200 at http://127.0.0.1:8080/health within 30 s');
    expect(en).toContain('every touched host is brought back to what it runs now');
    expect(en).toContain('canary: 2 hosts first, then a person presses Continue (within 4 h)');
    expect(en).toContain('`web-01`  `1.4.1` → `1.4.2` · +3 ~12 −1');
    expect(en).toContain('Batch 2 of 2');
    const zh = card(run, 'zh-CN');
    expect(zh).toContain('部署 web 1.4.2 → prod');
    expect(zh).toContain('等待审批');
    expect(zh).toContain('还需 `approvers` 中 2 人批准');
    expect(zh).toContain('所有已变更的主机恢复到当前版本');
  });

  test('does not pass off the first host’s check as that of hosts that have each their own', () => {
    const run = sampleRun('awaiting-approval', { hosts: 2 });
    const plan = run.plan ?? samplePlan();
    const own = Object.entries(plan.hosts).map(([name, host], index) => {
      const check = {
        http: `http://127.0.0.1:${8080 + index}/health`,
        status: 200,
        from: 'host',
        within: 30_000,
      } as const;
      return [name, { ...host, spec: { ...host.spec, verify: [check] } }] as const;
    });
    const varied: Run = { ...run, plan: { ...plan, hosts: Object.fromEntries(own) } };
    expect(card(run)).not.toContain('each has its own');
    expect(card(varied)).toContain('8080/health within 30 s (as on the first host; each has its own)');
    expect(card(varied, 'zh-CN')).toContain('各主机不同');
  });

  test('warns where an app is not undone, and where nothing is verified', () => {
    const plan = samplePlan();
    const [name, host] = Object.entries(plan.hosts)[0] ?? ['', undefined];
    const unchecked = host && {
      ...plan,
      reversible: false,
      hosts: { [name]: { ...host, spec: { ...host.spec, verify: [] } } },
    };
    const shown = card({ ...sampleRun('awaiting-approval'), plan: unchecked });
    expect(shown).toContain('⚠️ it stops: this app is not reversible');
    expect(shown).toContain('⚠️ nothing: this app has no checks');
  });

  test('says to whoever approves that files were altered by hand, and how many', () => {
    const plan = samplePlan({ hosts: 1 });
    const altered = (count: number) => {
      const hosts = Object.fromEntries(
        Object.entries(plan.hosts).map(([name, host]) => [name, { ...host, altered: count }]),
      );
      return card({ ...sampleRun('awaiting-approval', { hosts: 1 }), plan: { ...plan, hosts } });
    };
    expect(altered(1)).toContain('⚠️ 1 file was altered on the host');
    expect(altered(2)).toContain('⚠️ 2 files were altered on the host');
    expect(altered(0)).not.toContain('altered');
  });

  test('says that an undo removes what was never there before', () => {
    const plan = samplePlan();
    const hosts = Object.fromEntries(
      Object.entries(plan.hosts).map(([name, host]) => [name, { ...host, current: null, undo: null }]),
    );
    const shown = card({ ...sampleRun('awaiting-approval'), plan: { ...plan, hosts } });
    expect(shown).toContain('where nothing runs yet, it is removed again');
    expect(card(sampleRun('awaiting-approval'))).not.toContain('removed again');
  });

  test.each([
    ['preparing', ['run.cancel']],
    ['planned', ['run.cancel', 'run.details']],
    ['awaiting-approval', ['run.approve', 'run.reject', 'run.cancel', 'run.details']],
    ['queued', ['run.cancel', 'run.details']],
    ['running', ['run.cancel', 'run.details']],
    ['waiting', ['run.continue', 'run.cancel', 'run.details']],
    ['interrupted', ['run.undo', 'run.continue', 'run.details']],
    ['succeeded', ['run.details']],
    ['undo-failed', ['run.details']],
    ['rejected', ['run.details']],
  ] as const)('offers when %s exactly its buttons', (state, expected) => {
    expect(buttons({ ...sampleRun(state), approvals: [] })).toEqual(expected);
  });

  test('offers to withdraw an approval once one was given, and no second cancel', () => {
    const approvals = [{ by: 'U0APPROVER', at: noon, digest }];
    expect(buttons({ ...sampleRun('awaiting-approval'), approvals })).toContain('run.revoke');
    expect(buttons({ ...sampleRun('running'), cancel: { by: 'U0ENGINEER', how: 'undo' } })).toEqual(['run.details']);
  });

  test('has the run and the digest that was shown in every button', () => {
    const [actions] = runCard(sampleRun('awaiting-approval'), 'en', noon).blocks.filter(
      ({ type }) => type === 'actions',
    );
    expect(JSON.stringify(actions)).toContain(`"value":"261123-k7mqp ${digest}"`);
  });

  test('shows a bar, the batch, each host with its step and time, and why one failed', () => {
    const shown = card(sampleRun('running', { hosts: 4, batches: 2 }));
    expect(shown).toContain('██████████░░░░░░░░░░ 2 of 4 hosts');
    expect(shown).toContain('Batch 1 of 2 · 1 m 20 s');
    expect(shown).toMatch(/🔴 `web-02` .* failed at verify · 45 s\n {6}GET \/health answered 500/);
    expect(shown).toMatch(/🔵 `web-03` .* transfer · 1 m 20 s/);
  });

  test('shows a host that was only looked at as waiting for its batch, and no time where nothing was done', () => {
    const run = sampleRun('waiting', { hosts: 4, batches: 2 });
    const looked = { state: 'working', phase: 'forward', done: { forward: ['preflight'], undo: [] } } as const;
    const untouched = { ...looked, state: 'skipped', startedAt: noon, endedAt: noon + 60_000 } as const;
    const [first = '', second = ''] = Object.keys(run.hosts);
    const lines = card({ ...run, hosts: { ...run.hosts, [first]: looked, [second]: untouched } }).split('\n');
    expect(lines.find((line) => line.includes(`\`${first}\``))).toMatch(/^⚪ .* → \S+/u);
    expect(lines.find((line) => line.includes(`\`${second}\``))).toMatch(/not touched$/);
  });

  test('says an error once, where the run ended for it', () => {
    const text = { en: 'web-01: it did not start:\nport taken', zh: 'web-01：未能启动：\n端口被占用' };
    const run = sampleRun('undone', { hosts: 1 });
    const hosts = Object.fromEntries(
      Object.entries(run.hosts).map(([name, host]) => [name, { ...host, error: { code: 'x', text } }]),
    );
    const times = (shown: string) => shown.split('port taken').length - 1;
    expect(times(card({ ...run, hosts, why: text }))).toBe(1);
    expect(times(visible(runResult({ ...run, hosts, why: text }, 'en')))).toBe(1);
    expect(times(card({ ...run, hosts, why: { en: 'cancelled', zh: '已取消' } }))).toBe(1);
  });

  test('sums up more than 20 hosts and still names those that failed', () => {
    const shown = card(sampleRun('running', { hosts: 500, batches: 5 }));
    expect(shown).toContain('🟢 100 done   🔴 100 failed');
    expect(shown).toContain('`web-02`');
    expect(shown).toContain('… and 90 more');
    expect(shown).not.toContain('`web-499`');
  });

  test.each(states)('tells programs that it is %s', (state) => {
    const { metadata } = runCard(sampleRun(state), 'en', noon);
    const payload = { run: '261123-k7mqp', kind: 'deploy', state };
    expect(metadata).toEqual({ event_type: 'changeops_run', event_payload: payload });
  });

  test('shows outside text as text', () => {
    const shown = JSON.stringify(runCard(sampleRun('running', { text: hostile }), 'en', noon).blocks);
    expect(shown).toContain('&lt;!channel&gt;');
    expect(shown).not.toContain('<!channel>');
    expect(shown).not.toContain('<@U0EVIL123>');
    expect(shown).not.toContain('\u202e');
  });

  test('names a person only by a user id', () => {
    expect(card({ ...sampleRun('queued'), requester: 'U1> <!channel' })).not.toContain('<!channel');
    expect(card({ ...sampleRun('running'), continuedBy: 'clock' })).toContain('went on by itself');
  });
});

describe('the result of a run', () => {
  test('names requester and approvers', () => {
    const text = visible(runResult(sampleRun('succeeded'), 'en'));
    expect(text).toContain('Deploy web 1.4.2 → prod: Succeeded');
    expect(text).toContain('3 hosts done · 1 m 20 s');
    expect(text).toContain('Asked for by <@U0ENGINEER>, approved by <@U0APPROVER>, <@U0APPROVER2>');
  });

  test('says what failed where, and what to do next', () => {
    const failed = visible(runResult(sampleRun('failed'), 'en'));
    expect(failed).toContain('GET /health answered 500');
    expect(failed).toContain('`/rollback web prod`');
    const stuck = visible(runResult(sampleRun('undo-failed'), 'zh-CN'));
    expect(stuck).toContain('撤销失败');
    expect(stuck).toContain('`/deploy lift web prod --reason "…"`');
    expect(visible(runResult(sampleRun('interrupted'), 'en'))).toContain('Press Undo or Continue on the card');
  });

  test('repeats the very version and hosts, not what is the newest by then', () => {
    const run = sampleRun('failed');
    const words = visible(runResult({ ...run, request: { ...run.request, on: 'site=北京' } }, 'en'));
    expect(words).toContain('repeat `/deploy web@1.4.2 prod on site=北京`');
    expect(words).toContain('`/rollback web prod on site=北京`');
    const back = { ...run, kind: 'rollback' as const, request: { ...run.request, version: '1.4.0' } };
    expect(visible(runResult(back, 'en'))).toContain('repeat `/rollback web prod --to 1.4.0`');
  });

  test('names who cancelled it', () => {
    const run = { ...sampleRun('cancelled'), cancel: { by: 'U0APPROVER', how: 'leave' as const } };
    expect(visible(runResult(run, 'en'))).toContain('Asked for by <@U0ENGINEER>, cancelled by <@U0APPROVER>');
  });

  test('names who rejected it, and why', () => {
    expect(visible(runResult(sampleRun('rejected'), 'en'))).toContain('rejected by <@U0APPROVER>');
    expect(visible(runResult(sampleRun('rejected'), 'en'))).toContain('“not today”');
    expect(card(sampleRun('rejected'))).toContain('“not today”');
  });
});

test('a dry run says that nothing was changed', () => {
  const shown = visible(dryRun({ plan: samplePlan(), digest }, 'en'));
  expect(shown).toContain('Nothing was changed');
  expect(shown).toContain('deploy@10.0.0.11:22');
});

test('a dry run counts the hosts that do not fit, and nothing else', () => {
  const shown = visible(dryRun({ plan: samplePlan({ hosts: 500, batches: 20 }), digest }, 'en'));
  const named = shown.match(/• `web-/g)?.length ?? 0;
  expect(shown).toContain(`… and ${500 - named} more`);
});

test('the details show hooks, checks, digests and the journal', () => {
  const entries = [
    {
      seq: 1,
      at: noon,
      by: 'U0ENGINEER',
      type: 'requested',
      text: { en: 'asked for a deploy', zh: '申请部署' },
    } as const,
  ];
  const shown = visible(detailsModal({ run: sampleRun('running'), entries, now: noon }, 'zh-CN'));
  expect(shown).toContain('./start.sh');
  expect(shown).toContain(digest);
  expect(shown).toContain('a'.repeat(64));
  expect(shown).toContain('申请部署');
});
