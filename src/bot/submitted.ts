import type { Language, Text } from '../core/text.ts';
import { wording } from '../core/text.ts';
import type { Reply } from '../handlers/define.ts';
import type { Origin } from './answer.ts';
import { viewOf } from './modals.ts';
import type { Submission, ViewAnswer } from './submissions.ts';

/** A submission on its way to its answer. */
export interface Submitted {
  readonly submission: Submission;
  /** The answer that closes its modal, or all of them. */
  readonly closing: ViewAnswer;
  /** The view that says that the work goes on, once the submission was answered without a reply. */
  readonly working?: string;
}

/**
 * Answers the submission that `origin` is with what `reply` says of its modal. What is left of the reply to deliver goes
 * the way that comes back: undefined where nothing is; where the reply came too late, into the modal that waits for it.
 */
export function answerSubmission(reply: Reply, origin: Origin): Origin | undefined {
  const { submitted, ...way } = origin;
  if (!submitted) return origin;
  const answer = viewAnswer(reply, origin);
  if (submitted.submission.answer(answer ?? submitted.closing)) return answer ? undefined : way;
  return { ...way, view: submitted.working };
}

function viewAnswer(reply: Reply, origin: Origin): ViewAnswer {
  if (reply.kind === 'errors') return { response_action: 'errors', errors: worded(reply.errors, origin.language) };
  if (reply.kind !== 'modal') return undefined;
  const view = viewOf(reply.modal, origin);
  return reply.push ? { response_action: 'push', view } : { response_action: 'update', view };
}

function worded(errors: Readonly<Record<string, Text>>, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([block, text]) => [block, wording(text, language)]));
}
