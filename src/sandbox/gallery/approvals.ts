import type { DeployPlan, HostPlan } from '../../core/deploy/types.ts';
import type { Run } from '../../core/runs/types.ts';
import { runCard } from '../../handlers/views/run-card.ts';
import { chineseRun } from './fixtures/host-states.ts';
import { digest, noon, samplePlan, sampleRun } from './fixtures/runs.ts';
import { type Family, type Sample, sample } from './types.ts';

const card =
  (run: Run): Sample['make'] =>
  (language) =>
    runCard(run, language, noon + 200_000);
const approval = { by: 'U0APPROVER', at: noon + 60_000, digest };

/** A canary on four hosts. */
const canary = { hosts: 4, batches: 2 };
const asked = sampleRun('awaiting-approval', canary);

/** A run whose plan says something else of every host. */
function planned(run: Run, change: (host: HostPlan, index: number) => HostPlan, more: Partial<DeployPlan> = {}): Run {
  const plan = (run.plan ?? samplePlan()) as DeployPlan;
  const hosts = Object.entries(plan.hosts).map(([name, host], index) => [name, change(host, index)] as const);
  return { ...run, plan: { ...plan, hosts: Object.fromEntries(hosts), ...more } };
}

export const approvals: Family = {
  name: 'approvals',
  title: { en: 'Cards that wait for approval', zh: '等待审批的卡片' },
  samples: [
    sample(
      'run-card-one-approval',
      'One of two has approved',
      '两人中已有一人批准',
      card({ ...asked, approvals: [approval] }),
    ),
    sample(
      'run-card-reason',
      'With ticket, selector, reason and urgency',
      '带工单、范围、原因的紧急变更',
      card({
        ...asked,
        request: {
          ...{ ...asked.request, ticket: 'CHG-2041', on: 'site=北京', emergency: true },
          reason: '修复结算页超时，客户正在等待',
        },
      }),
    ),
    sample(
      'run-card-asked-again',
      'It went back to ask, since the world has moved',
      '现场已变化，重新请求审批',
      card({
        ...asked,
        askedAgain: {
          en: 'web-02 runs 1.4.0 now and not 1.4.1, as the plan says. This is the new plan.',
          zh: 'web-02 当前运行 1.4.0，而计划中为 1.4.1。以下为新计划。',
        },
      }),
    ),
    sample(
      'run-card-warnings',
      'Planned with warnings',
      '计划附带警告',
      card({
        ...asked,
        warnings: [
          { en: 'web-04 is left out: it does not answer (timeout after 10 s).', zh: 'web-04 未包含：10 秒内无响应。' },
          { en: 'web-03 has 2.1 GB left under /opt/web.', zh: 'web-03 的 /opt/web 剩余 2.1 GB。' },
        ],
      }),
    ),
    sample(
      'run-card-nothing-undone',
      'An app that is not undone by itself',
      '不可自动撤销的应用',
      card(planned(asked, (host) => host, { reversible: false })),
    ),
    sample(
      'run-card-first-deploy',
      'A first deploy, nothing is verified',
      '首次部署，未配置验证',
      card(
        planned(asked, (host) => ({
          ...{ ...host, current: null, undo: null, changes: undefined, spec: { ...host.spec, verify: [] } },
        })),
      ),
    ),
    sample(
      'run-card-altered',
      'Files altered on a host, and the same version again',
      '主机文件被改动，重新部署同一版本',
      card(
        planned(asked, (host, index) =>
          index === 0 ? { ...host, altered: 1 } : { ...host, current: host.target, changes: undefined },
        ),
      ),
    ),
    sample(
      'run-card-become',
      'By sudo, each host with a check of its own, without approval',
      '通过 sudo，各主机验证不同，无需审批',
      card(
        planned(
          sampleRun('queued', canary),
          (host, index) => ({
            ...{ ...host, become: 'sudo web' },
            spec: { ...host.spec, verify: [{ tcp: 8080 + index, within: 10_000 }] },
          }),
          { policy: { required: 0, from: [], expires: 0 } },
        ),
      ),
    ),
    sample(
      'run-card-rollback',
      'A rollback',
      '回滚',
      card(
        planned(
          { ...asked, kind: 'rollback' },
          (host) => ({ ...host, current: host.target, target: host.current, changes: undefined }),
          { kind: 'rollback', version: '1.4.1', artifact: undefined },
        ),
      ),
    ),
    sample(
      'run-card-one-host',
      'One host, one file, one approval',
      '一台主机、一个文件、一人审批',
      card(
        planned(
          sampleRun('awaiting-approval', { hosts: 1 }),
          (host) => ({ ...host, changes: { added: 0, changed: 1, removed: 0, sample: ['~ server.js'] } }),
          {
            artifact: { hash: 'a'.repeat(64), size: 900, files: 1 },
            policy: { required: 1, from: ['approvers', 'oncall'], expires: 3_600_000 },
          },
        ),
      ),
    ),
    sample('run-card-chinese-names', 'Names in Chinese', '中文名称', card(chineseRun('awaiting-approval'))),
    sample(
      'run-card-many',
      '500 hosts wait for approval',
      '500 台主机等待审批',
      card(sampleRun('awaiting-approval', { hosts: 500, batches: 5 })),
    ),
  ],
};
