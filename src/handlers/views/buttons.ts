import type { Button } from '@slack/types';
import type { Run } from '../../core/runs/types.ts';
import type { Say } from './kit.ts';
import { isFinal } from './words.ts';

type Name = 'approve' | 'reject' | 'revoke' | 'continue' | 'cancel' | 'undo' | 'details';

/** The buttons that a run's card offers in its state. Each carries the run's id and the digest that was shown. */
export function runButtons(run: Run, say: Say): readonly Button[] {
  return namesFor(run).map((name) => button(name, run, say));
}

/** A button that shows everything about a run, wherever it stands. */
export function detailsButton(run: Run, say: Say): Button {
  return button('details', run, say);
}

function namesFor(run: Run): readonly Name[] {
  const given = run.approvals.length > 0;
  switch (run.state) {
    case 'preparing':
      return ['cancel'];
    case 'planned':
      return ['cancel', 'details'];
    case 'awaiting-approval':
      return ['approve', 'reject', ...(given ? (['revoke'] as const) : []), 'cancel', 'details'];
    case 'queued':
      return [...(given ? (['revoke'] as const) : []), 'cancel', 'details'];
    case 'running':
      return run.cancel ? ['details'] : ['cancel', 'details'];
    case 'waiting':
      return ['continue', 'cancel', 'details'];
    case 'interrupted':
      return ['undo', 'continue', 'details'];
    default:
      return isFinal(run.state) && run.plan ? ['details'] : [];
  }
}

function button(name: Name, run: Run, say: Say): Button {
  const style = styleOf(name);
  return {
    type: 'button',
    action_id: `run.${name}`,
    text: { type: 'plain_text', text: label(name, run, say), emoji: false },
    value: `${run.id} ${run.digest ?? '-'}`,
    ...(style ? { style } : {}),
    ...(name === 'undo' ? { confirm: confirmUndo(say) } : {}),
  };
}

function styleOf(name: Name): 'primary' | 'danger' | undefined {
  if (name === 'approve' || name === 'continue') return 'primary';
  return name === 'reject' || name === 'undo' ? 'danger' : undefined;
}

function label(name: Name, run: Run, say: Say): string {
  const words: Readonly<Record<Name, string>> = {
    approve: say('Approve', '批准'),
    reject: say('Reject', '拒绝'),
    revoke: say('Withdraw my approval', '收回我的批准'),
    continue: run.state === 'interrupted' ? say('Continue as a new run', '作为新任务继续') : say('Continue', '继续'),
    cancel: say('Cancel', '取消'),
    undo: say('Undo', '撤销'),
    details: say('Details', '详情'),
  };
  return words[name];
}

function confirmUndo(say: Say): Button['confirm'] {
  return {
    title: { type: 'plain_text', text: say('Undo this run?', '撤销这次任务？') },
    text: {
      type: 'plain_text',
      text: say(
        'A new run brings every host it touched back to what ran before.',
        '将新建一个任务，把它变更过的主机全部恢复到之前的版本。',
      ),
    },
    confirm: { type: 'plain_text', text: say('Undo', '撤销') },
    deny: { type: 'plain_text', text: say('Not now', '暂不') },
  };
}
