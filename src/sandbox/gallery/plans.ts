import type { DeployPlan } from '../../core/deploy/types.ts';
import type { AuditLine } from '../../core/runs/audit.ts';
import { accepted, wouldCancel } from '../../handlers/views/accepted.ts';
import { detailsMessage, detailsModal } from '../../handlers/views/details.ts';
import { dryRun, wholePlan } from '../../handlers/views/plan.ts';
import { endedEarly, typicalRun } from './fixtures/host-states.ts';
import { deviceHost, fileHost, samplePushPlan } from './fixtures/push-plans.ts';
import { digest, noon, samplePlan, sampleRun } from './fixtures/runs.ts';
import { type Family, sample } from './types.ts';

const now = noon + 200_000;
const canary = { hosts: 4, batches: 2 };
const rollback: DeployPlan = { ...samplePlan(canary), kind: 'rollback', version: '1.4.1', artifact: undefined };
const push = samplePushPlan({ 'web-01': fileHost(), 'core-1': deviceHost() });
const running = typicalRun('running');

/** What the journal says of a run so far. */
export const journal: readonly AuditLine[] = [
  {
    seq: 1,
    at: noon,
    by: 'U0ENGINEER',
    type: 'requested',
    text: { en: 'asked for: deploy web 1.4.2 → prod', zh: '申请部署 web 1.4.2 → prod' },
  },
  { seq: 2, at: noon + 20_000, type: 'planned', text: { en: 'planned for 4 hosts', zh: '已为 4 台主机制定计划' } },
  { seq: 3, at: noon + 60_000, by: 'U0APPROVER', type: 'approved', text: { en: 'approved', zh: '批准' } },
  {
    seq: 4,
    at: noon + 121_000,
    type: 'step-started',
    text: { en: 'web-01: transfer started', zh: 'web-01：开始传输' },
  },
];

const problem = {
  ...{ file: 'apps.yaml', line: 7, column: 3, key: 'apps.web.keeep' },
  text: { en: 'is not known. Did you mean keep?', zh: '无法识别。是否想输入 keep？' },
};

export const plans: Family = {
  name: 'plans',
  title: { en: 'Plans, dry runs and details', zh: '计划、试运行与详情' },
  samples: [
    sample('dry-run-deploy', 'A dry run of a canary', '金丝雀部署试运行', (language) =>
      dryRun({ plan: samplePlan(canary), digest }, language),
    ),
    sample('dry-run-rollback', 'A dry run of a rollback', '回滚试运行', (language) =>
      dryRun({ plan: rollback, digest }, language),
    ),
    sample('dry-run-push', 'A dry run of a push', '下发试运行', (language) => dryRun({ plan: push, digest }, language)),
    sample('whole-plan', 'A whole plan as a file', '以文件给出的完整计划', (language) => {
      const run = sampleRun('awaiting-approval');
      return wholePlan({ ...run, plan: push }, push, language).message;
    }),
    sample('dry-run-many', 'A dry run on 500 hosts', '500 台主机的试运行', (language) =>
      dryRun({ plan: samplePlan({ hosts: 500, batches: 20 }), digest }, language),
    ),
    sample('run-accepted', 'It is being planned', '正在制定计划', (language) =>
      accepted(sampleRun('preparing'), 'C0CHANGES', language),
    ),
    sample(
      'run-accepted-old-settings',
      'It is being planned with the last good settings',
      '按上一次有效的设置制定计划',
      (language) =>
        accepted({ ...sampleRun('preparing'), kind: 'rollback' }, 'C0CHANGES', language, [problem, problem]),
    ),
    sample('run-would-cancel', 'What cancelling would end', '取消的试运行', (language) =>
      wouldCancel(running, language),
    ),
    sample('run-would-cancel-ended', 'Cancelling what has ended', '取消已结束的任务', (language) =>
      wouldCancel(sampleRun('failed'), language),
    ),
    sample('run-details-modal', 'Details of a run', '任务详情', (language) =>
      detailsModal({ run: running, entries: journal, now }, language),
    ),
    sample('run-details-modal-many', 'Details of a run on 500 hosts', '500 台主机的任务详情', (language) =>
      detailsModal({ run: endedEarly(), entries: journal, now }, language),
    ),
    sample('run-details-modal-unplanned', 'Details before there is a plan', '尚无计划的任务详情', (language) =>
      detailsModal({ run: sampleRun('preparing'), entries: journal.slice(0, 1), now }, language),
    ),
    sample('run-details', 'What /ops run answers', '/ops run 的回答', (language) =>
      detailsMessage({ run: running, entries: journal, now }, language),
    ),
  ],
};
