import type { Outcome } from '../../core/collect/index.ts';
import { OpsError } from '../../core/errors.ts';
import { collecting, collectionLost, collectionMessage, notCollected } from '../../handlers/views/collection.ts';
import { commandMessage } from '../../handlers/views/command-answers.ts';
import { answersFollow, exportedMessage } from '../../handlers/views/facts.ts';
import {
  answeredHost,
  sampleCollection,
  sampleKept,
  sampleOutcome,
  serverFacts,
  switchFacts,
} from './fixtures/collections.ts';
import { type Family, sample } from './types.ts';

const changes = [
  { path: ['interfaces', 'GE0/0/3', 'state'], kind: 'changed', from: 'up', to: 'down' },
  { path: ['version'], kind: 'changed', from: 'V200R019C10', to: 'V200R021C00SPC100' },
  { path: ['vlans', '20'], kind: 'added', to: { id: 20, name: '访客' } },
  { path: ['licences', 'LIC-S57-PLUS'], kind: 'removed', from: { name: 'LIC-S57-PLUS' } },
] as const;
const refused: Outcome = sampleOutcome('core-2', {
  error: {
    code: 'host-key-unknown',
    text: {
      en: 'The host key of core-2 (10.0.0.2:22) is not known: SHA256:1h3K. If it is right: /ops trust core-2 SHA256:1h3K',
      zh: 'core-2（10.0.0.2:22）的主机密钥未知：SHA256:1h3K。确认无误后执行：/ops trust core-2 SHA256:1h3K',
    },
  },
});
const slow = { en: 'show license took over 30 s and was given up.', zh: 'display license 超过 30 秒，已放弃。' };
const core = answeredHost('core-1', switchFacts, { kept: [sampleKept('core-1', { kind: 'host', changes })] }, [slow]);
const web = answeredHost('web-01', serverFacts, {
  kept: [sampleKept('web-01', { kind: 'host', first: [{ path: ['packages'], kind: 'added', to: [] }] })],
});
const quiet = answeredHost('web-02', { ...serverFacts, hostname: 'web-02' });
const cloud = [
  sampleOutcome('aliyun/main/cn-beijing/ecs', {
    kept: [
      sampleKept('aliyun/main/cn-beijing/ecs/i-new', { isNew: true }),
      sampleKept('aliyun/main/cn-beijing/ecs/i-back', { isBack: true }),
    ],
    gone: ['aliyun/main/cn-beijing/ecs/i-gone'],
  }),
  sampleOutcome('aliyun/main/cn-beijing/eip', { isEmptied: true }),
];
const crowd = Array.from({ length: 200 }, (_, at) =>
  answeredHost(`sw-${at}`, switchFacts, { kept: [sampleKept(`sw-${at}`, { kind: 'host', changes })] }, [slow]),
);
const answer = (key: string, output: string) =>
  sampleOutcome(key, { found: [{ key, kind: 'host', data: { output }, warnings: [] }] });
const long = Array.from({ length: 50 }, (_, at) => `Vlanif${at + 1}  10.0.${at}.1/24  up  up`).join('\n');
const rows = sampleOutcome('sw-2', {
  found: [{ key: 'sw-2', kind: 'host', data: { rows: [{ interface: 'GE0/0/1', status: 'up' }] }, warnings: [] }],
});

export const collections: Family = {
  name: 'collections',
  title: { en: 'Collections', zh: '采集' },
  samples: [
    sample('collecting', 'It has just begun', '刚刚开始', (language) =>
      collecting('all', { done: 0, failed: 0, all: 0 }, language),
    ),
    sample('collecting-failed', 'Half of it is done, some failed', '进行到一半，部分失败', (language) =>
      collecting('type=switch', { id: '261127-aaaaa', done: 120, failed: 3, all: 240 }, language),
    ),
    sample('collection', 'Changes, a failure, a warning', '变化、失败与警告', (language) =>
      collectionMessage(sampleCollection([core, web, quiet, refused]), 'all', language),
    ),
    sample('collection-config', 'Configurations were collected and are kept', '已采集并保存配置', (language) =>
      collectionMessage(
        sampleCollection([answeredHost('core-1', { config: 'sysname core-1\n' })], { configs: ['core-1/config'] }),
        'core-1',
        language,
      ),
    ),
    sample('collection-quiet', 'Nothing changed', '没有变化', (language) =>
      collectionMessage(sampleCollection([quiet]), 'web-02', language),
    ),
    sample('collection-failed', 'Nobody answered', '全部失败', (language) =>
      collectionMessage(sampleCollection([refused]), 'core-2', language),
    ),
    sample('collection-cut', 'The bot is stopping; git refused', '机器人正在停止，git 出错', (language) =>
      collectionMessage(
        sampleCollection([core, refused], {
          isCut: true,
          trouble: { en: 'the repository is locked by another process.', zh: '仓库被其他进程锁定。' },
        }),
        'all',
        language,
      ),
    ),
    sample('collection-cloud', 'A cloud: new, back, gone, empty', '云资源：新增、恢复、消失、为空', (language) =>
      collectionMessage(
        sampleCollection(cloud, { asked: { source: 'aliyun', request: { what: [] }, by: 'U0ENGINEER' } }),
        'aliyun',
        language,
      ),
    ),
    sample('collection-scheduled', 'Of a schedule', '计划任务的采集', (language) =>
      collectionMessage(
        sampleCollection([quiet], {
          asked: { source: 'ssh', selector: 'all', request: { what: [] }, by: 'U0ENGINEER', schedule: 3 },
        }),
        'all',
        language,
      ),
    ),
    sample('collection-many', '200 hosts changed', '200 台主机有变化', (language) =>
      collectionMessage(sampleCollection(crowd), 'all', language),
    ),
    sample('collection-lost', 'The bot died meanwhile', '机器人中途终止', (language) =>
      collectionLost('all', language),
    ),
    sample('collection-refused', 'It came to nothing', '未采集', (language) =>
      notCollected(
        'site=beijing',
        new OpsError('selector-empty', {
          en: 'No host has site=beijing. Did you mean site=北京?',
          zh: '没有主机符合 site=beijing。是否想输入 site=北京？',
        }),
        language,
      ),
    ),
    sample('collection-broken', 'The bot itself failed', '机器人内部出错', (language) =>
      notCollected('all', new Error('x'), language),
    ),
    sample(
      'command-answers',
      'Answers to a command',
      '命令的输出',
      (language) =>
        commandMessage(
          sampleCollection([answer('sw-1', 'Clock: 08:00:00 <UTC> & up 3 days'), rows, refused]),
          'display clock',
          language,
          'below',
        ).message,
    ),
    sample(
      'command-answers-cut',
      'Answers that are cut',
      '被截断的输出',
      (language) =>
        commandMessage(sampleCollection([answer('sw-1', long)]), 'display ip interface brief', language, 'below')
          .message,
    ),
    sample(
      'command-answers-scheduled',
      'The same, of a schedule',
      '计划任务中被截断的输出',
      (language) =>
        commandMessage(
          sampleCollection([answer('sw-1', long), answer('sw-2', '')]),
          'display ip interface brief',
          language,
          'elsewhere',
        ).message,
    ),
    sample('command-answers-follow', 'Above the file with all answers', '完整输出文件', (language) =>
      answersFollow('display ip interface brief', language),
    ),
    sample('collection-exported', 'Above exported files', '导出的文件', (language) =>
      exportedMessage('site=北京', 1, ['csv', 'json'], language),
    ),
  ],
};
