import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import type { Json } from './types.ts';

/** What templates call: `{{join dns " "}}`, `{{#if (defined site)}}`. Its name is its file's. */
export interface Helper {
  readonly title: Text;
  /** `prefix "10.0.0.1/24"` as people write it, without braces. */
  readonly usage: string;
  /** Shown in help, and proven by the contract test. */
  readonly examples: readonly { readonly template: string; readonly data?: Json; readonly result: string }[];
  /**
   * Positional arguments and hash; throws HelperError (a Text) for what cannot be. Pure: the same arguments give the
   * same result, as it may be called more than once. Arguments are never null unless the template says `null` itself;
   * those of a lenient helper are null where they are absent. The result is never null; a lenient helper's null counts
   * as absent again.
   */
  run(args: readonly Json[], hash: { readonly [name: string]: Json }): Json;
  /** Its arguments may be absent. */
  readonly lenient?: boolean;
  /** Its result may have line breaks of its arguments: a template that calls it says that lines are meant. */
  readonly lines?: boolean;
}

/** What a helper refuses and why: `"10.0.0.300" is not an IPv4 address`. Helper, template and place are told beside it. */
export class HelperError extends OpsError {
  constructor(text: Text) {
    super('helper-refused', text);
  }
}

/** A helper for templates; to be the default export of a file in helpers/. */
export function defineHelper(helper: Helper): Helper {
  return helper;
}
