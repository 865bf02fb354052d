import type { Step } from '../runs/plan.ts';
import type { Run } from '../runs/types.ts';

const touching: readonly Step[] = [
  ...(['stop', 'switch', 'configure', 'reload', 'start', 'verify', 'save', 'mark-good', 'prune'] as const),
];

/** Whether a run changed what a host runs, or may have: a step that does was begun there. */
export function touched(run: Run, name: string): boolean {
  const host = run.hosts[name];
  if (!host) return false;
  if (host.phase === 'undo') return true;
  return [...host.done.forward, ...(host.step ? [host.step] : [])].some((step) => touching.includes(step));
}
