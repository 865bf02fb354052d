import type { Person } from '../access/people.ts';
import { pushedApp } from '../push/types.ts';
import type { Text } from '../text.ts';
import type { RunState } from './types.ts';

const states: Record<RunState, Text> = {
  preparing: { en: 'being planned', zh: '正在生成计划' },
  planned: { en: 'planned', zh: '已生成计划' },
  'awaiting-approval': { en: 'awaiting approval', zh: '待审批' },
  queued: { en: 'queued', zh: '排队中' },
  running: { en: 'running', zh: '执行中' },
  waiting: { en: 'waiting to be continued', zh: '等待继续' },
  succeeded: { en: 'finished: succeeded', zh: '已成功' },
  'partly-succeeded': { en: 'finished: partly succeeded', zh: '部分成功' },
  failed: { en: 'finished: failed', zh: '已失败' },
  undone: { en: 'finished: undone', zh: '已撤销' },
  'undo-failed': { en: 'finished: undo failed', zh: '撤销失败' },
  cancelled: { en: 'cancelled', zh: '已取消' },
  interrupted: { en: 'interrupted', zh: '已中断' },
  rejected: { en: 'rejected', zh: '已拒绝' },
  expired: { en: 'expired', zh: '已过期' },
  refused: { en: 'refused', zh: '未受理' },
};

/** A state in words, as it stands after "is". */
export function stateText(state: RunState): Text {
  return states[state];
}

/** What lifts the hold on an app in an environment, as it is typed. */
export function liftCommand(app: string, environment: string): string {
  const what = app === pushedApp ? `/config lift ${environment}` : `/deploy lift ${app} ${environment}`;
  return `${what} --reason "…"`;
}

/** Why a person's word counts for nothing here. */
export function notCounted(person: Person): Text {
  const why = reason(person);
  return {
    en: `This needs an active member of this workspace; ${person.name} is ${why.en}.`,
    zh: `该操作须由本工作区的在职成员进行；${person.name} ${why.zh}。`,
  };
}

function reason(person: Person): Text {
  if (person.bot) return { en: 'a bot', zh: '是机器人' };
  if (person.foreign) return { en: 'from another workspace', zh: '来自其他工作区' };
  if (person.guest) return { en: 'a guest', zh: '是访客' };
  return { en: 'deactivated', zh: '已被停用' };
}

/** Nobody knows a run of this id. */
export function noRun(id: string): Text {
  return { en: `There is no run ${id}. /ops runs lists them.`, zh: `没有编号为 ${id} 的任务。可用 /ops runs 查看。` };
}

/** The bot is on its way out. */
export const stoppingText: Text = {
  en: 'The bot is stopping and takes no new work; try again when it is back.',
  zh: '机器人正在停止，不再受理新操作，请在其恢复后重试。',
};
