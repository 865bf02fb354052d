import type { Run } from '../../core/runs/types.ts';
import { detailsMessage } from '../../handlers/views/details.ts';
import { notPushed } from '../../handlers/views/pushes.ts';
import { runCard } from '../../handlers/views/run-card.ts';
import { runResult } from '../../handlers/views/run-result.ts';
import { deviceHost, fileHost, sampleFile, samplePush } from './fixtures/push-plans.ts';
import { noon } from './fixtures/runs.ts';
import { type Family, type Sample, sample } from './types.ts';

const now = noon + 200_000;
const card =
  (run: Run): Sample['make'] =>
  (language) =>
    runCard(run, language, now);
const files = { 'web-01': fileHost(), 'web-02': fileHost(sampleFile({ before: null, added: 40, removed: 0 })) };
const devices = { 'core-1': deviceHost(), 'core-2': deviceHost({ name: 'core-2.cfg' }) };
const long = Array.from({ length: 40 }, (_, at) => `vlan batch ${at + 10}`);
const exact = {
  'core-1': deviceHost({ exact: true, shown: long, count: 240, guessed: 1, added: 240, undo: 'reload' }),
};
const unchecked = { 'web-01': fileHost(sampleFile({ check: undefined, reload: undefined, verify: [] })) };
const trial = {
  'mx-1': deviceHost({
    name: 'mx-1.conf',
    platform: 'juniper-junos',
    undo: 'commit',
    count: 1,
    shown: ['set system ntp server 10.0.0.9'],
  }),
};

export const pushes: Family = {
  name: 'pushes',
  title: { en: 'Pushes of configs', zh: '配置下发' },
  samples: [
    sample(
      'push-card-files',
      'Files of servers wait for approval',
      '服务器文件等待审批',
      card(samplePush('awaiting-approval', files)),
    ),
    sample(
      'push-card-devices',
      'Changes of switches, one by one',
      '逐台下发交换机配置',
      card(samplePush('awaiting-approval', devices, true)),
    ),
    sample(
      'push-card-exact',
      'An exact push with many commands',
      '精确模式，命令很多',
      card(samplePush('awaiting-approval', exact)),
    ),
    sample(
      'push-card-unchecked',
      'Files that nothing checks',
      '没有检查的文件',
      card(samplePush('awaiting-approval', unchecked)),
    ),
    sample(
      'push-card-commit',
      'A device with a commit on trial',
      '支持试提交的设备',
      card(samplePush('awaiting-approval', trial)),
    ),
    sample(
      'push-card-mixed',
      'Servers and switches together, running',
      '服务器与交换机一起执行中',
      card(samplePush('running', { ...files, ...devices })),
    ),
    sample('push-card-undone', 'It was undone', '已撤销', card(samplePush('undone', devices))),
    sample('push-result-succeeded', 'A result: succeeded', '结果：成功', (language) =>
      runResult(samplePush('succeeded', devices), language),
    ),
    sample('push-result-failed', 'A result: failed', '结果：失败', (language) =>
      runResult(samplePush('failed', files), language),
    ),
    sample('push-result-undo-failed', 'A result: on hold', '结果：已挂起', (language) =>
      runResult(samplePush('undo-failed', { 'core-1': deviceHost() }), language),
    ),
    sample('push-details', 'Details of a push', '下发详情', (language) =>
      detailsMessage({ run: samplePush('running', { ...files, ...devices }), entries: [], now }, language),
    ),
    sample('push-not-asked', 'Saved, and its push could not be asked for', '已保存，但无法申请下发', (language) =>
      notPushed(
        {
          en: 'core-1 is pinned to revision 3f2a9c41d0 by Chen. /config unpin core-1/core-1.cfg lifts that.',
          zh: 'core-1 已由 Chen 固定在版本 3f2a9c41d0。用 /config unpin core-1/core-1.cfg 解除。',
        },
        language,
      ),
    ),
  ],
};
