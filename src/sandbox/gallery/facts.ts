import type { LiveDifference } from '../../core/collect/live-difference.ts';
import type { Snapshot } from '../../core/collect/snapshots.ts';
import { changesMessage, factsMessage, historyMessage, memberMessage } from '../../handlers/views/facts.ts';
import { liveDifferenceMessage } from '../../handlers/views/live-difference.ts';
import { asData, serverFacts, switchFacts } from './fixtures/collections.ts';
import { noon } from './fixtures/runs.ts';
import { type Family, sample } from './types.ts';

const day = 86_400_000;
const snapshot = (key: string, data: Snapshot['data'], more: Partial<Snapshot> = {}): Snapshot => ({
  ...{ key, kind: 'host', at: noon, data, times: {}, seen: noon, source: 'ssh', warnings: [] },
  memberSeen: Object.fromEntries(Object.keys(data).map((name) => [name, noon])),
  ...more,
});
const core = snapshot('core-1', asData({ ...switchFacts, config: 'sysname core-1\n#\nreturn' }));
const web = snapshot('web-01', asData(serverFacts));
const instance = snapshot(
  'aliyun/main/cn-beijing/ecs/i-2ze',
  { InstanceName: '门户-01', Status: 'Running', Cpu: 4, VpcAttributes: { VpcId: 'vpc-2ze' } },
  { kind: 'ecs', source: 'aliyun' },
);
const why = { en: 'it does not answer (timeout after 10 s).', zh: '10 秒内无响应。' };
const state = (at: number) => ({ ...{ key: 'core-1', kind: 'host', at, data: {}, times: {} } });
const changes = [
  { path: ['interfaces', 'GE0/0/3', 'state'], kind: 'changed', from: 'up', to: 'down' },
  { path: ['vlans', '20'], kind: 'added', to: { id: 20, name: '访客' } },
] as const;
const live: readonly LiveDifference[] = [
  {
    kind: 'serial',
    host: 'core-2',
    text: { en: 'core-2 serial number A in the inventory, B on the device', zh: 'core-2 序列号：清单为 A，设备为 B' },
    correction: { name: 'core-2', entry: {} },
  },
  {
    kind: 'unknown-neighbour',
    host: 'access-9',
    text: {
      en: 'access-9 is a neighbour of core-1 (GE0/0/9) and not in the inventory',
      zh: 'access-9 是 core-1（GE0/0/9）的邻居，不在清单中',
    },
    correction: { name: 'access-9', entry: {} },
  },
  {
    kind: 'not-reached',
    host: 'core-3',
    text: { en: 'core-3 was not reached: it does not answer', zh: 'core-3 无法采集：无响应' },
  },
];

export const facts: Family = {
  name: 'facts',
  title: { en: 'Facts and what changed', zh: '采集信息与变化' },
  samples: [
    sample('facts-switch', 'A switch', '交换机', (language) => factsMessage(core, language)),
    sample('facts-server', 'A server', '服务器', (language) => factsMessage(web, language)),
    sample('facts-cloud', 'A thing in a cloud', '云资源', (language) => factsMessage(instance, language)),
    sample('facts-failed', 'A host that is not reached', '无法采集的主机', (language) =>
      factsMessage({ ...web, failed: { since: noon, at: noon + day, why } }, language),
    ),
    sample('facts-gone', 'A thing that is gone', '已消失的资源', (language) =>
      factsMessage({ ...instance, gone: noon + day }, language),
    ),
    sample('facts-nothing', 'A host of which hardly anything is known', '几乎没有信息的主机', (language) =>
      factsMessage(snapshot('kvm-1', {}), language),
    ),
    sample(
      'facts-member',
      'One kind of facts',
      '一类信息',
      (language) => memberMessage(core, 'interfaces', language).message,
    ),
    sample(
      'facts-member-long',
      'One kind that is long: a file below',
      '较长的一类信息，见文件',
      (language) =>
        memberMessage(
          snapshot('web-01', {
            packages: Array.from({ length: 900 }, (_, at) => ({ name: `lib${at}`, version: '1.0' })),
          }),
          'packages',
          language,
        ).message,
    ),
    sample('facts-history', 'When something changed', '变化时间', (language) =>
      historyMessage(
        'core-1',
        [
          { at: noon, source: 'ssh', set: { interfaces: [], vlans: [] }, dropped: ['licences'] },
          { at: noon - day, source: 'ssh', set: { version: 'x' }, dropped: [] },
        ],
        language,
      ),
    ),
    sample('facts-changes', 'What changed between two times', '两次采集之间的变化', (language) =>
      changesMessage('core-1', { before: state(noon - day), after: state(noon), changes }, noon - 7 * day, language),
    ),
    sample('facts-changes-none', 'Nothing changed', '没有变化', (language) =>
      changesMessage('core-1', { before: state(noon - day), after: state(noon), changes: [] }, undefined, language),
    ),
    sample('live-difference', 'The inventory is otherwise than what was collected', '清单与采集结果不同', (language) =>
      liveDifferenceMessage(live, language),
    ),
    sample('live-difference-none', 'The inventory agrees', '清单与采集一致', (language) =>
      liveDifferenceMessage([], language),
    ),
    sample('live-difference-many', '300 differences', '300 处不同', (language) =>
      liveDifferenceMessage(
        Array.from({ length: 300 }, (_, at) => ({
          kind: 'model',
          host: `sw-${at}`,
          text: { en: `sw-${at} model A in the inventory, B on the device`, zh: `sw-${at} 型号：清单为 A，设备为 B` },
        })),
        language,
      ),
    ),
  ],
};
