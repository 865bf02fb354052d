import type { Clock } from '../io/clock.ts';
import type { Text } from '../text.ts';
import type { Finding, RenderedConfig, Verdict } from './types.ts';

/** A finding of one of several configs. */
export type PlacedFinding = Finding & { readonly host: string; readonly file: string };

/** What a program came to: `code` is null where a signal or the deadline ended it; `output` is bounded, its end is kept. */
export interface ProgramResult {
  readonly code: number | null;
  readonly output: string;
  /** True where it was ended because its time was over. */
  readonly late?: boolean;
}

/** What a validator is given. */
export interface ValidatorDeps {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /**
   * Runs a program in a private temporary folder, its working directory, with these files in it (names may have
   * folders); `{folder}` in arguments stands for that folder, and `.` stands for it in the output. Undefined where the
   * program is not installed. `createCheckingPrograms` in core/io is one.
   */
  readonly program: (
    name: string,
    args: readonly string[],
    files: Readonly<Record<string, string>>,
  ) => Promise<ProgramResult | undefined>;
  /** The team's JSON Schemas by name. */
  readonly schemas: ReadonlyMap<string, object>;
  /** What was made for the same key before in this job, else what `make` makes. Absent outside a job. */
  readonly once?: <T>(key: object, make: () => T) => T;
}

/** A way to check a rendered config; its name is its file's. */
export interface Validator {
  readonly title: Text;
  /** File names it checks where a template names no validator: matched against the last part of the path. */
  readonly files: readonly RegExp[];
  /** Where given, such files are checked on hosts of these platforms only. What a template names is always checked. */
  readonly platforms?: readonly string[];
  /** `argument` is what a template wrote after a colon: `json-schema:NAME`. Rejects only with the signal's reason. */
  validate(config: RenderedConfig, deps: ValidatorDeps, argument?: string): Promise<Verdict>;
  /** What only shows across all configs of one job: duplicate addresses and the like. */
  together?(configs: readonly RenderedConfig[]): readonly PlacedFinding[];
}

/** Declares a validator. */
export function defineValidator(validator: Validator): Validator {
  return validator;
}
