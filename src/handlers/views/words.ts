import type { Step } from '../../core/runs/plan.ts';
import type { FinalState, HostProgress, Run, RunState } from '../../core/runs/types.ts';
import { finalStates } from '../../core/runs/types.ts';
import type { Text } from '../../core/text.ts';

/** The sign and the name of every state of a run. */
export const stateWords: Readonly<Record<RunState, { readonly sign: string } & Text>> = {
  preparing: { sign: '🛠️', en: 'Planning', zh: '正在制定计划' },
  planned: { sign: '📋', en: 'Planned', zh: '计划已就绪' },
  'awaiting-approval': { sign: '✋', en: 'Waiting for approval', zh: '等待审批' },
  queued: { sign: '🕒', en: 'Queued', zh: '排队中' },
  running: { sign: '🔄', en: 'Running', zh: '执行中' },
  waiting: { sign: '⏸️', en: 'Waiting after the first batch', zh: '首批完成，等待继续' },
  succeeded: { sign: '✅', en: 'Succeeded', zh: '成功' },
  'partly-succeeded': { sign: '⚠️', en: 'Partly succeeded', zh: '部分成功' },
  failed: { sign: '❌', en: 'Failed', zh: '失败' },
  undone: { sign: '↩️', en: 'Undone', zh: '已撤销' },
  'undo-failed': { sign: '🚨', en: 'Undo failed', zh: '撤销失败' },
  cancelled: { sign: '🚫', en: 'Cancelled', zh: '已取消' },
  interrupted: { sign: '⚡', en: 'Interrupted', zh: '已中断' },
  rejected: { sign: '👎', en: 'Rejected', zh: '已拒绝' },
  expired: { sign: '⌛', en: 'Expired', zh: '已过期' },
  refused: { sign: '⛔', en: 'Refused', zh: '未受理' },
};

/** The sign and the name of every state of a host in a run. */
export const hostWords: Readonly<Record<HostProgress['state'], { readonly sign: string } & Text>> = {
  pending: { sign: '⚪', en: 'waiting', zh: '等待' },
  working: { sign: '🔵', en: 'working', zh: '进行中' },
  done: { sign: '🟢', en: 'done', zh: '完成' },
  failed: { sign: '🔴', en: 'failed', zh: '失败' },
  undone: { sign: '↩️', en: 'undone', zh: '已撤销' },
  'undo-failed': { sign: '🚨', en: 'undo failed', zh: '撤销失败' },
  skipped: { sign: '➖', en: 'not touched', zh: '未触及' },
};

/** What a host is doing at each step. */
export const stepWords: Readonly<Record<Step, Text>> = {
  preflight: { en: 'preflight', zh: '预检' },
  transfer: { en: 'transfer', zh: '传输' },
  unpack: { en: 'unpack', zh: '解包' },
  hash: { en: 'hash check', zh: '校验哈希' },
  install: { en: 'install', zh: '安装' },
  stop: { en: 'stop', zh: '停止服务' },
  switch: { en: 'switch', zh: '切换' },
  check: { en: 'check', zh: '检查' },
  configure: { en: 'configure', zh: '下发配置' },
  reload: { en: 'reload', zh: '重新加载' },
  save: { en: 'save', zh: '保存' },
  start: { en: 'start', zh: '启动服务' },
  verify: { en: 'verify', zh: '验证' },
  'mark-good': { en: 'mark good', zh: '标记可用' },
  prune: { en: 'prune', zh: '清理旧版本' },
};

export const kindWords: Readonly<Record<Run['kind'], Text>> = {
  deploy: { en: 'Deploy', zh: '部署' },
  rollback: { en: 'Rollback', zh: '回滚' },
  push: { en: 'Push', zh: '下发' },
};

/** True when nothing more happens to a run in this state. */
export function isFinal(state: RunState): state is FinalState {
  return finalStates.some((each) => each === state);
}
