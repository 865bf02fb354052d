import type { ViewResponseAction } from '@slack/bolt';
import type { Clock } from '../core/io/clock.ts';

/** What Slack is answered to a submission: nothing closes its modal. */
export type ViewAnswer = ViewResponseAction | undefined;

/** One submission that waits for its answer. */
export interface Submission {
  /** Answers it; false where it was answered already, because this took too long. */
  answer(response: ViewAnswer): boolean;
}

export interface Submissions {
  /**
   * The answer to the submission that `key` names: what `begin` comes to in time, else `late`. One that is delivered
   * again begins nothing and gets the same answer, since Slack goes by whichever comes first.
   */
  take(key: string, late: () => ViewAnswer, begin: (submission: Submission) => void): Promise<ViewAnswer>;
}

/** Half of the 3 s that Slack waits, in milliseconds: the answer still has to travel, and others wait as well. */
const patience = 1500;
/** Submissions whose answers are remembered. */
const most = 1000;

/** Submissions must be answered within 3 s, and with what is to become of their modal. */
export function createSubmissions({ clock }: { readonly clock: Clock }): Submissions {
  const answers = new Map<string, Promise<ViewAnswer>>();

  const begun = (late: () => ViewAnswer, begin: (submission: Submission) => void) => {
    const answered = Promise.withResolvers<ViewAnswer>();
    let open = true;
    const settle = (response: () => ViewAnswer) => {
      if (!open) return false;
      open = false;
      stop();
      answered.resolve(response());
      return true;
    };
    const stop = clock.after(patience, () => settle(late));
    begin({ answer: (response) => settle(() => response) });
    return answered.promise;
  };

  return {
    take: (key, late, begin) => {
      const known = answers.get(key);
      if (known) return known;
      const answer = begun(late, begin);
      answers.set(key, answer);
      const [oldest] = answers.keys();
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
      return answer;
    },
  };
}
