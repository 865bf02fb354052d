import { templateChangeText } from '../../core/generate/own-change.ts';
import { differenceText } from '../../core/inventory/difference.ts';
import type { InventoryDetails, Proposal } from '../../core/proposals/types.ts';
import { proposalCard, proposalResult, proposalWords } from '../../handlers/views/proposal-card.ts';
import { proposalDifference, proposedNotice, wouldChange } from '../../handlers/views/proposed.ts';
import { inventoryProposal, proposalStates, templateDetails, templateProposal } from './fixtures/proposals.ts';
import { digest, noon } from './fixtures/runs.ts';
import { type Family, sample } from './types.ts';

const missing = { count: 1, groups: ['approvers'] };
const none = { count: 0, groups: [] };

/** What a spreadsheet brings: two hosts, a moved one, one that is gone. */
const sheet: InventoryDetails = {
  kind: 'inventory',
  difference: {
    added: [
      {
        name: 'sw-03',
        entry: { address: '10.0.0.33', type: 'switch', platform: 'huawei-vrp', labels: { site: '北京' } },
      },
      { name: '接入-04', entry: { address: '10.0.0.34', type: 'switch', groups: ['access'] } },
    ],
    changed: [{ name: 'sw-01', keys: [{ key: 'address', from: '10.0.0.1', to: '10.0.1.1' }] }],
    same: ['sw-02'],
    gone: ['sw-09'],
  },
  members: [{ environment: 'prod', joined: ['sw-03'], left: ['sw-09'] }],
};
const one: InventoryDetails = {
  kind: 'inventory',
  difference: { added: [], changed: [], same: [], gone: ['sw-09'] },
  members: [],
};
const numbered = (kind: string) => Array.from({ length: 400 }, (_, at) => `${kind}-${String(at + 1).padStart(3, '0')}`);
const many: InventoryDetails = {
  kind: 'inventory',
  difference: {
    added: numbered('web').map((name, at) => ({
      name,
      entry: { address: `10.1.${at >> 7}.${at & 127}`, groups: ['web'], labels: { site: '上海' } },
    })),
    changed: numbered('db').map((name) => ({ name, keys: [{ key: 'labels.site', from: '北京', to: '上海' }] })),
    same: [],
    gone: numbered('old'),
  },
  members: [{ environment: 'prod', joined: numbered('web'), left: numbered('old') }],
};

const proposed = (state: Proposal['state'], details: InventoryDetails = sheet): Proposal => ({
  ...{
    ...inventoryProposal(state),
    reason: state === 'saved' ? undefined : '机房巡检更新',
    source: '机房设备台账.xlsx',
  },
  ...{
    approvals: ['awaiting-approval', 'expired', 'rejected'].includes(state)
      ? []
      : [{ by: 'U0APPROVER', at: noon, digest }],
  },
  ...(state === 'rejected' ? { rejection: { by: 'U0APPROVER', at: noon, reason: '缺少维保信息' } } : {}),
  ...(state === 'refused'
    ? {
        why: {
          code: 'moved',
          text: {
            en: 'The inventory was changed since it was asked for: sw-01. Drop the file again.',
            zh: '申请之后清单已变更：sw-01。请重新上传文件。',
          },
        },
      }
    : {}),
  summary: differenceText(details.difference),
});

const changed = (state: Proposal['state']): Proposal => ({
  ...{ ...templateProposal(state), source: 'nginx-site.hbs', reason: '启用 HTTP/2' },
  summary: templateChangeText(nginx),
});
const nginx = {
  ...templateDetails(0, 'nginx-site', 'shipped', 'own'),
  partial: undefined,
  difference: {
    added: 2,
    removed: 1,
    hunks: [
      {
        ...{ before: { start: 4, lines: 3 }, after: { start: 4, lines: 4 } },
        lines: [' server {', '-  listen {{port}};', '+  listen {{port}} http2;', '+  server_name {{name}};', ' }'],
      },
    ],
  },
};
const partial = { ...templateDetails(1, 'ntp', 'own', 'own'), users: ['access', 'core', 'vrp/switch'] };
const idle = { ...templateDetails(1, 'ntp', 'nothing', 'own'), users: [] };
const secret = {
  ...nginx,
  difference: {
    added: 1,
    removed: 0,
    hunks: [
      {
        before: { start: 1, lines: 0 },
        after: { start: 1, lines: 1 },
        lines: ['+snmp-agent community read [redacted]'],
      },
    ],
  },
};

const withdrawn = { ...proposed('rejected'), rejection: { by: 'U0ENGINEER', at: noon } };
const undo: Proposal = { ...proposed('awaiting-approval'), undoes: 'inv-261122-aaaaa', source: '/inventory undo' };

export const proposals: Family = {
  name: 'proposals',
  title: { en: 'Changes that need approval', zh: '需要审批的变更' },
  samples: [
    ...proposalStates.map((state) =>
      sample(
        `proposal-card-${state}`,
        `A card: ${proposalWords[state].en}`,
        `变更卡片：${proposalWords[state].zh}`,
        (language) => proposalCard(proposed(state), sheet, missing, language),
      ),
    ),
    sample('proposal-card-many', 'A card of 400 hosts', '400 台主机的变更卡片', (language) =>
      proposalCard(proposed('awaiting-approval', many), many, { count: 2, groups: ['approvers', 'oncall'] }, language),
    ),
    sample('proposal-card-forgotten', 'A card whose details are kept no more', '详情已不再保存的卡片', (language) =>
      proposalCard(proposed('saved'), undefined, none, language),
    ),
    sample('proposal-card-undo', 'The last save is to be taken back', '撤回最近一次保存', (language) =>
      proposalCard(undo, one, missing, language),
    ),
    sample(
      'proposal-card-template',
      'A template takes the place of the one that ships',
      '模板替代自带模板',
      (language) => proposalCard(changed('awaiting-approval'), nginx, missing, language),
    ),
    sample('proposal-card-partial', 'A partial that templates call', '被模板调用的 partial', (language) =>
      proposalCard(changed('awaiting-approval'), partial, missing, language),
    ),
    sample('proposal-card-long', 'A difference too long for a card', '差异过长的卡片', (language) =>
      proposalCard(
        changed('awaiting-approval'),
        { ...nginx, difference: templateDetails(900, 'ntp-service').difference },
        missing,
        language,
      ),
    ),
    sample('proposal-card-secret', 'A secret stands in a template', '模板中有敏感信息', (language) =>
      proposalCard(changed('awaiting-approval'), secret, missing, language),
    ),
    ...(['saved', 'rejected', 'expired', 'refused'] as const).map((state) =>
      sample(
        `proposal-result-${state}`,
        `A result: ${proposalWords[state].en}`,
        `变更结果：${proposalWords[state].zh}`,
        (language) => proposalResult(proposed(state), language),
      ),
    ),
    sample('proposal-result-withdrawn', 'Whoever asked withdrew it', '申请人撤回', (language) =>
      proposalResult(withdrawn, language),
    ),
    sample('proposal-result-template', 'A template was saved', '模板已保存', (language) =>
      proposalResult(changed('saved'), language),
    ),
    sample('proposal-difference', 'What a proposal changes', '变更内容', (language) =>
      proposalDifference(proposed('awaiting-approval'), sheet, language),
    ),
    ...(['asked', 'asked-already', 'saved', 'refused'] as const).map((outcome) =>
      sample(`proposed-${outcome}`, `To whoever asked: ${outcome}`, `对申请人的回答：${outcome}`, (language) =>
        proposedNotice(
          { outcome, proposal: proposed(outcome === 'refused' ? 'refused' : 'awaiting-approval'), ...sheet },
          language,
        ),
      ),
    ),
    sample('proposed-nothing', 'There is nothing to change', '无需变更', (language) =>
      proposedNotice({ outcome: 'nothing-to-change', ...one }, language),
    ),
    sample('proposed-nothing-template', 'The template is so already', '模板已是该内容', (language) =>
      proposedNotice({ outcome: 'nothing-to-change', ...nginx }, language),
    ),
    sample('would-change', 'A dry run of a save', '保存的试运行', (language) => wouldChange(sheet, language)),
    sample('would-change-template', 'A dry run of a template of no one', '尚无调用的 partial 试运行', (language) =>
      wouldChange(idle, language),
    ),
    ...(['shipped', 'nothing'] as const).map((to) =>
      sample(
        `would-change-to-${to}`,
        `The team’s own template is taken out: ${to} holds`,
        `移除团队模板：${to === 'shipped' ? '恢复自带模板' : '没有同名模板'}`,
        (language) => wouldChange({ ...nginx, from: 'own', to }, language),
      ),
    ),
  ],
};
