import type { Fields } from './types.ts';

/** A Web API call refused as Slack refuses it: `ok: false`, `error`, and whatever else that error carries. */
export class Refusal extends Error {
  readonly error: string;
  readonly extra: Fields;
  /** Its complaints in one line, where it has any. */
  readonly why?: string;

  constructor(error: string, extra: Fields = {}) {
    super(error);
    this.name = 'Refusal';
    this.error = error;
    this.extra = extra;
    this.why = whyOf(extra);
  }
}

/** The complaints that an answer of the Web API carries, in one line. */
export function whyOf(answer: Fields): string | undefined {
  const messages = Object(answer.response_metadata).messages;
  return Array.isArray(messages) ? messages.join('; ').slice(0, 1000) : undefined;
}

/** The shape of Slack's complaints about blocks and views: each with a JSON pointer, also as `[ERROR] …` messages. */
export function complaints(error: string, problems: readonly string[]): Refusal {
  return new Refusal(error, {
    errors: problems,
    response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
  });
}

/** Something a person's client would not let them do, such as clicking a button that is not there. */
export class NotPossible extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotPossible';
  }
}
