import { OpsError } from '../../core/errors.ts';
import type { Explained, Saving } from '../../core/generate/index.ts';
import { verbatim } from '../../core/text.ts';
import {
  downloadMessage,
  explainedMessage,
  generationDetails,
  generationMessage,
  savedGeneration,
  savedMessage,
  wouldSaveMessage,
} from '../../handlers/views/generation.ts';
import { findingsFollow } from '../../handlers/views/generation-findings.ts';
import { generating, generationLost, notGenerated } from '../../handlers/views/generation-progress.ts';
import { samplePin } from './fixtures/configs.ts';
import { invalidResult, resultsOf, sampleGeneration, sampleResult } from './fixtures/generations.ts';
import { type Family, sample } from './types.ts';

const undefinedVlan = (host: string, line: number) => ({
  en: `${host}.cfg:${line}: vlan 7 is used by GE0/0/1 and not defined.`,
  zh: `${host}.cfg 第 ${line} 行：GE0/0/1 使用了未定义的 vlan 7。`,
});
const hunk = {
  before: { start: 3, lines: 2 },
  after: { start: 3, lines: 2 },
  lines: [' interface Vlanif10', '- mtu 1500', '+ mtu 9000'],
};
const changed = sampleResult('core-1', { state: 'changed', added: 1, removed: 1, hunks: [hunk] });
const unchecked = sampleResult('nginx-1', {
  ...{ file: 'nginx/shop.conf', checkedBy: [] },
  notChecked: [{ en: 'nginx is not installed where the bot runs.', zh: '机器人所在主机未安装 nginx。' }],
});
const warned = sampleResult('access-4', {
  findings: [
    {
      severity: 'warning',
      rule: 'x',
      text: { en: 'access-4.cfg:9: telnet is on.', zh: 'access-4.cfg 第 9 行：启用了 telnet。' },
    },
  ],
});
const invalid = invalidResult('接入-5', undefinedVlan('接入-5', 12));
const lacking = sampleResult('access-6', {
  ...{ state: 'invalid', file: undefined, text: undefined, checkedBy: [] },
  findings: [
    {
      severity: 'error',
      rule: 'variable-missing',
      text: { en: 'switch.hbs:4:8: ntp.server is missing.', zh: 'switch.hbs:4:8：缺少 ntp.server。' },
    },
  ],
});
const mixed = sampleGeneration(
  [
    sampleResult('access-3'),
    changed,
    sampleResult('core-2', { state: 'unchanged' }),
    warned,
    unchecked,
    invalid,
    lacking,
  ],
  {
    unused: [
      { en: 'The template has no variable vlna. Did you mean vlan?', zh: '模板没有变量 vlna。是否想输入 vlan？' },
    ],
  },
);
const many = sampleGeneration(resultsOf(300, (host, at) => invalidResult(host, undefinedVlan(host, 10 + at))));
const same = sampleGeneration([sampleResult('core-2', { state: 'unchanged' })]);
const revision = '3f2a9c41d0e5b67788aa90bbccddeeff00112233';
const saving: Saving = { revision, saved: [changed], invalid: [], pinned: [], repeated: false };
const about = { template: 'switch', hosts: 300, save: false };
const explained: Explained = {
  host: 'access-3',
  data: { ntp: { server: '10.0.0.9' }, vlan: 10, snmp: { community: 'x' }, name: 'access-3' },
  origins: new Map([
    ['ntp.server', { en: 'site 北京 (vars.yaml)', zh: '站点 北京（vars.yaml）' }],
    ['vlan', verbatim('--set')],
    ['snmp.community', { en: 'group network (vars.yaml)', zh: '分组 network（vars.yaml）' }],
    ['facts', { en: 'collected', zh: '采集信息' }],
  ]),
  breaks: new Map(),
  findings: [
    {
      severity: 'error',
      rule: 'data',
      text: { en: 'mtu (label) is text and should be a number.', zh: 'mtu（标签）是文本，应为数字。' },
    },
  ],
};

export const generations: Family = {
  name: 'generations',
  title: { en: 'Generated configs', zh: '生成的配置' },
  samples: [
    sample('generating', 'It has just begun', '刚刚开始', (language) =>
      generating({ ...about, hosts: 1 }, undefined, language),
    ),
    sample('generating-rendered', 'Rendering', '渲染中', (language) =>
      generating(about, { rendered: 120, checked: 0, all: 300 }, language),
    ),
    sample('generating-checked', 'Checking', '校验中', (language) =>
      generating(about, { rendered: 300, checked: 150, all: 300 }, language),
    ),
    sample('generation', 'A host in each state', '主机的各种状态', (language) => generationMessage(mixed, language)),
    sample('generation-one', 'One host', '一台主机', (language) =>
      generationMessage(sampleGeneration([changed]), language),
    ),
    sample('generation-same', 'Nothing is otherwise', '没有变化', (language) => generationMessage(same, language)),
    sample('generation-many', '300 hosts, invalid for the same reason', '300 台主机同一错误', (language) =>
      generationMessage(many, language),
    ),
    sample('generation-details', 'Details', '详情', (language) => generationDetails(mixed, language)),
    sample('generation-details-many', 'Details of 300 hosts', '300 台主机的详情', (language) =>
      generationDetails(many, language),
    ),
    sample('generation-findings-follow', 'Above the file with all findings', '全部校验结果文件', (language) =>
      findingsFollow(many, language),
    ),
    sample('generation-download', 'Above the zip', '下载', (language) => downloadMessage(mixed, language)),
    sample('generation-would-save', 'What a save would come to', '保存的试运行', (language) =>
      wouldSaveMessage(mixed, language),
    ),
    sample('generation-would-save-nothing', 'A save would save nothing', '没有可保存的内容', (language) =>
      wouldSaveMessage(same, language),
    ),
    sample('generation-saved', 'Saved', '已保存', (language) => savedMessage(saving, 'U0ENGINEER', language)),
    sample('generation-saved-partly', 'Saved but for errors and pins', '部分已保存', (language) =>
      savedMessage(
        { ...saving, invalid: [invalid], pinned: [samplePin({ reason: '等待厂商补丁' })] },
        'U0ENGINEER',
        language,
      ),
    ),
    sample('generation-saved-nothing', 'Nothing to save', '无需保存', (language) =>
      savedMessage({ ...saving, revision: undefined, saved: [] }, 'U0ENGINEER', language),
    ),
    sample('generation-saved-none', 'Nothing could be saved', '均未保存', (language) =>
      savedMessage({ ...saving, revision: undefined, saved: [], invalid: [invalid] }, 'U0ENGINEER', language),
    ),
    sample('generation-saved-before', 'It had been saved before the bot was cut off', '中断前已保存', (language) =>
      savedMessage({ ...saving, repeated: true }, 'U0ENGINEER', language),
    ),
    sample('generation-and-saved', 'What it came to, and what was saved', '生成结果与保存结果', (language) =>
      savedGeneration(mixed, saving, 'U0ENGINEER', language),
    ),
    sample('generation-lost', 'The bot died meanwhile', '机器人中途终止', (language) =>
      generationLost(about, language),
    ),
    sample('generation-lost-save', 'The same, while saving', '保存期间机器人终止', (language) =>
      generationLost({ ...about, hosts: 1, save: true }, language),
    ),
    sample('generation-refused', 'It came to nothing', '未生成', (language) =>
      notGenerated(
        about,
        new OpsError('template-unknown', {
          en: 'There is no template swicth. Did you mean switch?',
          zh: '没有模板 swicth。是否想输入 switch？',
        }),
        language,
      ),
    ),
    sample('generation-broken', 'The bot itself failed', '机器人内部出错', (language) =>
      notGenerated(about, new Error('x'), language),
    ),
    sample('generation-explained', 'Where values come from', '变量来源', (language) =>
      explainedMessage([explained], 'switch', { hide: (text) => text }, language),
    ),
  ],
};
