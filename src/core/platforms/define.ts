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
  /** How it is configured by typing; without it, commands are only shown to copy. */
  readonly configure?: Configure;
}

/** Questions that are answered, matched as `Shell.questions`. */
export type Questions = readonly (readonly [RegExp, string])[];

/**
 * How a platform is configured so that it can be taken back. Patterns are matched as those of `Shell`: `prompt` and `asks`
 * against the last line, questions against that and some lines before it.
 */
export interface Configure {
  /** Any prompt of configuration mode, in whatever view. */
  readonly prompt: RegExp;
  readonly enter: string;
  /** Leaves configuration mode from any view. */
  readonly leave: string;
  /** What is asked while lines are typed. What is not named here, or where a command names it, is never answered. */
  readonly questions: Questions;
  /** What a question looks like. */
  readonly asks: RegExp;
  /** A line by which a device says that it did not do what was typed; `harmless` are lines like it that are none. */
  readonly errors: readonly RegExp[];
  readonly harmless: readonly RegExp[];
  /** Shows what it starts with. */
  readonly startup: string;
  readonly save: { readonly command: string; readonly questions: Questions; readonly saved: RegExp };
  /** How a change is taken back where the way to the device is cut: the first that a device has. */
  readonly undo: readonly DeviceUndo[];
  /** What a listing shows for the mark that ends a banner, and the marks that can be typed instead. */
  readonly textMark?: { readonly shown: string; readonly typed: string };
}

/** How a device takes a change back by itself unless it is told that all is well. */
export interface DeviceUndo {
  /**
   * `commit`: what was typed counts only once it is committed, and that is on trial; `timer`: it counts at once, and is
   * taken back in time; `reload`: the device starts again with what it has saved, which has to be what ran before.
   */
  readonly kind: 'commit' | 'timer' | 'reload';
  /** Until it goes back, of the device's own clock. */
  readonly minutes: number;
  /** How it is told that a device has this; absent: it has. */
  readonly when?: { readonly command: string; readonly shows: RegExp };
  /** Where given, the prompt behind `enter` has to be like this. */
  readonly prompt?: RegExp;
  /** What sets it, and where: before configuration is entered, instead of that, before the first line, after the last. */
  readonly arm: {
    readonly at: 'outside' | 'enter' | 'first' | 'last';
    readonly command: string;
    /** What the device says then; absent: nothing in particular. */
    readonly says?: RegExp;
  };
  /** Typed outside of configuration, one after the other: it stays as it is; it goes back at once. */
  readonly confirm: readonly string[];
  readonly abort?: readonly string[];
  /** Typed in configuration: forgets what does not count yet; makes it count without a trial. */
  readonly drop?: string;
  readonly commit?: string;
  /** What is answered to `confirm` and `abort` where nothing is to be confirmed. */
  readonly nothing: RegExp;
  readonly questions: Questions;
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
