import type { FactKind, Facts } from '../collect/types.ts';
import type { Text } from '../text.ts';

/** Output of the commands that were run, by command, cleaned: no echo, no prompt, no paging marks, lines ended by \n. */
export type Outputs = Readonly<Record<string, string>>;

/** A device platform: data with small transforms, 20 to 60 lines (after Oxidized's models). Its name is its file's. */
export interface Platform {
  readonly title: Text;
  /** `exec` runs a script in one round trip; `shell` types into a PTY, as network gear wants it. */
  readonly transport: 'exec' | 'shell';
  /** Sessions that a device allows at the same time (VTY lines). */
  readonly sessions: number;
  readonly shell?: Shell;
  /** Commands for each kind of facts it has. */
  readonly commands: Readonly<Partial<Record<FactKind, readonly string[]>>>;
  /** Reads one kind's outputs. Throws nothing: what it does not understand it leaves out. */
  parse(kind: FactKind, outputs: Outputs): Partial<Facts>;
  /** What `--command` may run: matched against the whole line. */
  readonly readOnly?: RegExp;
  /** The same in words, as the end of "--command takes": where there is a `readOnly`. */
  readonly readOnlyRule?: Text;
  /** Replaced in every output before it is kept or shown: pattern (global, multiline) and what stands in its place. */
  readonly secrets: readonly (readonly [RegExp, string])[];
  /** Lines of a configuration that do not count as change. */
  readonly noise: readonly RegExp[];
  /** How an `unknown` device of this platform shows itself: in its banner or prompt, or in what a harmless probe answers. */
  readonly signs: { readonly greeting?: readonly RegExp[]; readonly probe?: readonly RegExp[] };
  /** How configuration is entered, left and saved. */
  readonly configure?: {
    readonly enter: readonly string[];
    readonly leave: readonly string[];
    readonly save: readonly string[];
  };
}

/**
 * How a platform is spoken to through a PTY. Patterns are matched against what the screen shows (control characters carried
 * out, `clean` applied): `prompt`, `more` and `enable.password` against the last line as far as it has come, `questions`
 * against that and some lines before it, so they end with `$`; `refusals` against the beginning of an answer. None is
 * global.
 */
export interface Shell {
  /** At the end of what has come: the device waits for a command. */
  readonly prompt: RegExp;
  /** Typed first, in order; one that is refused does no harm. */
  readonly setup: readonly string[];
  /** What stands where more is to come, and what is typed for it. */
  readonly more: RegExp;
  readonly moreAnswer: string;
  /** Questions that are answered, each answer followed by Enter: `Change now? [Y/N]` with `n`. */
  readonly questions: readonly (readonly [RegExp, string])[];
  /** How more rights are had, where the prompt shows that there are none yet. */
  readonly enable?: { readonly when: RegExp; readonly command: string; readonly password: RegExp };
  /** What a device answers to a command it does not know or refuses. */
  readonly refusals: readonly RegExp[];
  readonly leave: string;
  /** Takes out what this platform puts between what it says (cursor movements, `HRP_` before prompts). */
  clean?(text: string): string;
}

/** Declares a platform. */
export function definePlatform(platform: Platform): Platform {
  return platform;
}
