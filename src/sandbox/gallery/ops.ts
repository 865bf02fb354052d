import type { RunSummary } from '../../core/runs/types.ts';
import { auditList } from '../../handlers/views/audit.ts';
import { whoami } from '../../handlers/views/people.ts';
import { approvalList, runList, status } from '../../handlers/views/run-lists.ts';
import { chineseRun } from './fixtures/host-states.ts';
import { sampleAccess, samplePerson } from './fixtures/people.ts';
import { inventoryProposal } from './fixtures/proposals.ts';
import { noon, sampleRun, states } from './fixtures/runs.ts';
import { journal } from './plans.ts';
import { type Family, sample } from './types.ts';

const summary = (state: RunSummary['state'], index = 0): RunSummary => ({
  ...{ id: `261123-k7mq${index}`, kind: 'deploy', app: 'web', environment: 'prod', version: '1.4.2', state },
  ...{ requester: 'U0ENGINEER', requestedAt: noon + index * 60_000 },
});
const all = states.map(summary);
const rollback: RunSummary = {
  ...summary('succeeded'),
  kind: 'rollback',
  app: '门户',
  environment: '生产',
  version: undefined,
};
const missing = { count: 1, groups: ['approvers', 'oncall'] };
const well = { missing: [], troubles: [], active: [], holds: [], problems: [], now: noon };
const hold = { app: 'web', environment: 'prod', run: '261123-k7mqp', since: noon };
const problem = {
  ...{ file: 'hosts.yaml', line: 12, column: 5, key: 'hosts.web-01.prot' },
  text: { en: 'is not known. Did you mean port?', zh: '无法识别。是否想输入 port？' },
};

export const ops: Family = {
  name: 'ops',
  title: { en: 'The bot itself', zh: '机器人自身' },
  samples: [
    sample('ops-status-well', 'Nothing is wrong', '一切正常', (language) => status(well, language)),
    sample('ops-status-troubled', 'Things are wrong', '存在问题', (language) =>
      status(
        {
          ...{
            now: noon,
            active: [summary('running')],
            holds: [hold, { ...hold, app: 'config' }],
            problems: [problem],
          },
          missing: [
            {
              en: 'The file runs/261101-aaaaa.json cannot be read: that run is not listed.',
              zh: '无法读取文件 runs/261101-aaaaa.json：该任务未列出。',
            },
          ],
          troubles: [
            {
              en: 'The message of run 261123-k7mqp could not be posted: not_in_channel. Invite the bot to the channel.',
              zh: '任务 261123-k7mqp 的消息无法发送：not_in_channel。请邀请机器人加入频道。',
            },
          ],
        },
        language,
      ),
    ),
    sample('ops-runs', 'Runs in every state, and older ones', '各种状态的任务', (language) =>
      runList([...all, rollback], true, language),
    ),
    sample('ops-runs-none', 'No runs', '没有任务', (language) => runList([], false, language)),
    sample('ops-approvals', 'What waits for approval', '等待审批', (language) =>
      approvalList(
        [
          { run: sampleRun('awaiting-approval'), missing: { count: 2, groups: ['approvers'] }, yours: true },
          { run: chineseRun('awaiting-approval'), missing, yours: false },
        ],
        language,
        [{ proposal: inventoryProposal('awaiting-approval'), missing, yours: true }],
      ),
    ),
    sample('ops-approvals-none', 'Nothing waits', '没有等待审批', (language) => approvalList([], language)),
    sample('ops-audit', 'The audit log', '审计日志', (language) => auditList(journal, 240, language)),
    sample('ops-audit-one-older', 'One older entry fits as well', '另有一条更早的记录', (language) =>
      auditList(journal.slice(0, 1), 1, language),
    ),
    sample('ops-audit-none', 'Nothing on record fits', '没有符合的记录', (language) => auditList([], 0, language)),
    sample('ops-whoami', 'Who somebody is', '身份', (language) => whoami(samplePerson(), sampleAccess, language)),
    sample('ops-whoami-nobody', 'Somebody without rights', '没有权限的人', (language) =>
      whoami(samplePerson({ id: 'U0OTHER' }), sampleAccess, language),
    ),
    sample('ops-whoami-guest', 'A guest', '访客', (language) =>
      whoami(samplePerson({ guest: true }), sampleAccess, language),
    ),
  ],
};
