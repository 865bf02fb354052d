import type { Missing } from '../runs/policies.ts';
import type { Text } from '../text.ts';
import type { Proposal, ProposalState } from './types.ts';

const states: Readonly<Record<ProposalState, Text>> = {
  'awaiting-approval': { en: 'awaiting approval', zh: '待审批' },
  approved: { en: 'approved and being saved', zh: '已批准，正在保存' },
  saved: { en: 'saved', zh: '已保存' },
  rejected: { en: 'rejected', zh: '已拒绝' },
  expired: { en: 'expired', zh: '已过期' },
  refused: { en: 'not saved', zh: '未保存' },
};

/** A state in words, as it stands after "is". */
export function stateText(state: ProposalState): Text {
  return states[state];
}

export const nobodyInTime: Text = {
  en: 'The approvals needed did not come in time; nothing was saved. Ask again.',
  zh: '未在期限内获得所需审批，未保存。请重新申请。',
};

export function noProposal(id: string): Text {
  return {
    en: `There is no proposal ${id}. /ops approvals shows those that wait.`,
    zh: `没有编号为 ${id} 的变更申请。用 /ops approvals 查看待审批的申请。`,
  };
}

/** That something moved, and how to go on. `again`: the proposal that shows the difference anew. */
export function withNext(again: string | undefined, what: Text): Text {
  const next = again
    ? { en: `The difference is shown again as ${again}.`, zh: `差异已重新生成，见 ${again}。` }
    : { en: 'Ask again to see the difference as it is now.', zh: '请重新申请以查看当前差异。' };
  return { en: `${what.en} ${next.en}`, zh: `${what.zh}${next.zh}` };
}

export const contentsLost: Text = {
  en: 'What it would change is missing or damaged under proposals/ in DATA_DIR, so nothing was saved. Ask again.',
  zh: 'DATA_DIR 的 proposals/ 下对应内容缺失或已损坏，因此未保存。请重新申请。',
};

export function requesterLost(why: Text): Text {
  return {
    en: `Not saved, because who asked for it may not do so any more. ${why.en}`,
    zh: `未保存：申请人已不再具备权限。${why.zh}`,
  };
}

export function unknownPerson(id: string): Text {
  return { en: `The chat does not know ${id} any more.`, zh: `聊天系统中已没有 ${id}。` };
}

export function approvedText({ id }: Proposal, { count, groups }: Missing): Text {
  return {
    en: `Approved; ${count} more of ${groups.join(', ')} must approve ${id}.`,
    zh: `已审批；${id} 还需 ${groups.join('、')} 中的 ${count} 人审批。`,
  };
}

export function rejectedText({ id }: Proposal, own: boolean): Text {
  if (own) return { en: `You withdrew ${id}; nothing is changed.`, zh: `你已撤回 ${id}，未做任何变更。` };
  return { en: `You rejected ${id}; it is over.`, zh: `你已拒绝 ${id}，该申请已结束。` };
}

export const nothingToUndo: Text = {
  en: 'Nothing was saved to the inventory by me yet, so there is nothing to take back.',
  zh: '我尚未向清单保存过任何变更，无可撤回。',
};

export const undoLost: Text = {
  en: 'The version of hosts.yaml from before the last save is missing or damaged under proposals/ in DATA_DIR, so it cannot be brought back.',
  zh: 'DATA_DIR 的 proposals/ 下上次保存前的 hosts.yaml 缺失或已损坏，无法恢复。',
};

/** Somebody edited the file after the last save. `what`: lines that say what differs. */
export function movedSince({ id }: Proposal, what: Text): Text {
  return {
    en: `hosts.yaml was changed since ${id} was saved, so taking ${id} back would undo that as well; nothing was changed. Since then:\n${what.en}`,
    zh: `${id} 保存之后 hosts.yaml 又被修改，撤回会连同这些修改一并撤销，因此未做任何变更。此后的修改：\n${what.zh}`,
  };
}
