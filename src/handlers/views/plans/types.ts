import type { Plan } from '../../../core/runs/plan.ts';
import type { Say } from '../kit.ts';
import { deployWords } from './deploy.ts';
import { pushWords } from './push.ts';

/** What the plans of one kind of run say of themselves, as mrkdwn. */
export interface PlanWords {
  /** What is changed, on how many hosts. */
  readonly what: string;
  readonly checks: string;
  /** What becomes of touched hosts where it fails, if they are brought back. */
  readonly back: string;
  /** A host's change in a few words. */
  change(name: string): string;
  /**
   * What there is to say of it besides: lines, each with its indentation. `whole` is typed to have what they leave out,
   * where the plan is kept.
   */
  more(name: string, whole: string | undefined): readonly string[];
  /** Of these, what those who approve have to see on the card itself. */
  before(name: string, whole: string): readonly string[];
  /** All that is known of a host's change, as plain text. */
  whole(name: string): readonly string[];
  /** Commands that are run, a line each. */
  readonly commands: readonly string[];
  /** Hashes that it is bound to besides its digest. */
  readonly bound: string;
}

/** What is typed to have the whole plan of a run. */
export function wholePlanCommand(run: string): string {
  return `/ops run ${run} --plan`;
}

/** The words of a plan. */
export function planWords(plan: Plan, say: Say): PlanWords {
  return plan.kind === 'push' ? pushWords(plan, say) : deployWords(plan, say);
}
