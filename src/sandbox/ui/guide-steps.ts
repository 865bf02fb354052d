import type { Word } from './words.ts';

/** A deploy as its card tells of it. */
export interface Run {
  /** When, to compare with. */
  readonly asked: number;
  readonly state: string;
}

interface Step {
  readonly word: Word;
  /** What can be typed for it. */
  readonly text?: string;
  done(runs: readonly Run[]): boolean;
}

const asked = ['preparing', 'planned', 'awaiting-approval'];
const going = ['queued', 'running', 'waiting'];
const some = (runs: readonly Run[], ...states: readonly string[]) => runs.some(({ state }) => states.includes(state));

/** The runs asked for after the first that worked. */
function since(runs: readonly Run[]): readonly Run[] {
  const first = runs.find(({ state }) => state === 'succeeded');
  return first ? runs.filter(({ asked }) => asked > first.asked) : [];
}

/**
 * A first change and its undoing; each step is done when the runs show it, whoever did it and however. A run that ended
 * otherwise counts for nothing, so that the guide is back at the step with the command for another.
 */
export const steps: readonly Step[] = [
  {
    word: 'guideAsk',
    text: '/deploy hello@1.0.0 staging',
    done: (runs) => some(runs, ...asked, ...going, 'succeeded'),
  },
  { word: 'guideApprove', done: (runs) => some(runs, ...going, 'succeeded') },
  { word: 'guideWatch', done: (runs) => some(runs, 'succeeded') },
  { word: 'guideIll', text: '/deploy hello@1.2.0 staging', done: (runs) => some(since(runs), ...going, 'undone') },
  { word: 'guideUndone', done: (runs) => some(since(runs), 'undone') },
];
