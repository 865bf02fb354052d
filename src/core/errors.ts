import type { Text } from './text.ts';
import { verbatim } from './text.ts';

/**
 * A failure a person is told about. `text` says what was being done, to what, why it failed and what to do next;
 * `code` is what programs and tests tell failures apart by (kebab-case, stable).
 */
export class OpsError extends Error {
  readonly code: string;
  readonly text: Text;

  constructor(code: string, text: Text, options?: { cause?: unknown }) {
    super(text.en, options);
    this.name = 'OpsError';
    this.code = code;
    this.text = text;
  }
}

/** What to tell a person about any thrown value: its own text, or its message where nobody worded it. */
export function explain(error: unknown): Text {
  if (error instanceof OpsError) return error.text;
  return verbatim(error instanceof Error ? error.message : String(error));
}
