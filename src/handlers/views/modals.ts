import type { InputBlock, PlainTextElement } from '@slack/types';
import type { Run } from '../../core/runs/types.ts';
import type { Language } from '../../core/text.ts';
import type { Modal } from '../define.ts';
import { escapeText, sayer, section } from './kit.ts';
import { runTitle } from './title.ts';

/** Asks why a run is rejected; the reason may stay empty. Its field is `reason`. */
export function rejectModal(run: Run, state: string, language: Language): Modal {
  const say = sayer(language);
  const about = `${runTitle(run, say)} (${run.id})`;
  return reasonModal({ action: 'run.reject', title: say('Reject this run', '拒绝该任务'), about, state }, language);
}

/** The same for anything that can be rejected; `about` names it. */
export function reasonModal(
  { about, ...modal }: Pick<Modal, 'action' | 'title' | 'state'> & { readonly about: string },
  language: Language,
): Modal {
  const say = sayer(language);
  const field: InputBlock = {
    type: 'input',
    block_id: 'reason',
    optional: true,
    label: plain(say('Reason', '原因')),
    hint: plain(say('The requester and the channel see it.', '申请人和频道成员都能看到。')),
    element: { type: 'plain_text_input', action_id: 'reason', multiline: true, max_length: 500 },
  };
  return {
    ...modal,
    submit: say('Reject', '拒绝'),
    close: say('Back', '返回'),
    blocks: [section(`*${escapeText(about)}*`), field],
  };
}

/** Asks what cancelling a run that has touched hosts shall do with them. Its field is `how`: `undo` or `leave`. */
export function cancelModal(run: Run, state: string, language: Language): Modal {
  const say = sayer(language);
  const choices = [
    { value: 'undo', text: plain(say('Undo: bring touched hosts back', '撤销：恢复变更过的主机')) },
    { value: 'leave', text: plain(say('Leave touched hosts as they are', '保持变更过的主机现状')) },
  ];
  const field: InputBlock = {
    type: 'input',
    block_id: 'how',
    label: plain(say('What about the hosts it has touched?', '已变更的主机如何处理？')),
    element: { type: 'radio_buttons', action_id: 'how', options: choices },
  };
  return {
    action: 'run.cancel',
    title: say('Cancel this run', '取消该任务'),
    submit: say('Cancel the run', '取消任务'),
    close: say('Back', '返回'),
    blocks: [section(`*${escapeText(runTitle(run, say))}* (${escapeText(run.id)})`), field],
    state,
  };
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
