import type { BlamedLine } from '../io/git-store/index.ts';
import type { Text } from '../text.ts';
import type { OxidizedImport, OxidizedOptions } from './oxidized.ts';
import type { ConfigRef } from './refs.ts';

export type { BlamedLine } from '../io/git-store/index.ts';
export type { ConfigKind, ConfigRef, HostConfigRef } from './refs.ts';

/** A file with its new text, or one that is to go. */
export type ConfigFile = ConfigRef & ({ readonly text: string } | { readonly removed: true });

/** What is saved in one commit, however many hosts it is about. */
export interface SaveJob {
  /** Saved once under this id, however often it is asked for. */
  readonly id: string;
  /** The Slack user: `U0ENGINEER` and the name people see. */
  readonly author: { readonly id: string; readonly name: string };
  /** Why, in the words of whoever asked. */
  readonly message: string;
  readonly run?: string;
  readonly ticket?: string;
  /** The template and its revision. */
  readonly template?: string;
  /** The proposal that it carries out, and the Slack users who approved that. */
  readonly proposal?: { readonly id: string; readonly approvers: readonly string[] };
  /** Each file once; read one by one, so that all texts need not be held. */
  readonly files: Iterable<ConfigFile> | AsyncIterable<ConfigFile>;
}

export interface ConfigChange {
  readonly ref: ConfigRef;
  readonly change: 'new' | 'changed' | 'removed';
}

export interface Saved {
  /** The commit; absent where nothing was to change. */
  readonly revision?: string;
  /** True where this job had been saved before; then `changes` is empty. */
  readonly repeated: boolean;
  /** What is otherwise than before, in the order given. */
  readonly changes: readonly ConfigChange[];
}

/** One version of a file. */
export interface ConfigVersion {
  /** The full commit id. */
  readonly id: string;
  /** Its first ten digits. */
  readonly short: string;
  /** `id` is the Slack user's where one saved it. */
  readonly author: { readonly name: string; readonly email: string; readonly id?: string };
  /** ms since the epoch. */
  readonly when: number;
  readonly message: string;
  /** `Run`, `Ticket`, `Template`, `Job` … */
  readonly trailers: Readonly<Record<string, string>>;
  /** Lines added and removed. */
  readonly added: number;
  readonly removed: number;
}

/** A file of one revision. */
export interface ConfigEntry {
  readonly ref: ConfigRef;
  /** The id of its bytes: equal for equal texts. */
  readonly blob: string;
  /** Bytes. */
  readonly size: number;
}

/** Which files are meant; all where nothing is said. */
export interface Which {
  readonly kinds?: readonly ConfigRef['kind'][];
  /** Names of hosts; with it templates are left out. */
  readonly hosts?: readonly string[];
}

export interface ConfigHit {
  readonly ref: ConfigRef;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface FindOptions extends Which {
  /** RE2's syntax; otherwise the text itself is looked for. */
  readonly regex?: boolean;
  readonly ignoreCase?: boolean;
  /** Default 200. */
  readonly limit?: number;
  readonly revision?: string;
}

/** What is imported, and what of it would be otherwise than before; nothing is saved yet. */
export interface Incoming {
  readonly files: readonly (ConfigRef & { readonly text: string })[];
  readonly changes: readonly ConfigChange[];
  /** How many are as they are already. */
  readonly unchanged: number;
}

/** Configurations of hosts and the team's templates, in git. `revision` is any text that `revision()` takes. */
export interface ConfigStore {
  /**
   * One commit, or none where nothing changes. Errors: `config-name-refused`, `config-name-taken` (a folder of that
   * name, or the same file twice), `job-refused`, `repository-locked`, `git-failed`, and what `files` throws; nothing is
   * saved then.
   */
  save(job: SaveJob): Promise<Saved>;
  /** The text; undefined where that revision has no such file. */
  read(ref: ConfigRef, revision?: string): Promise<string | undefined>;
  /** Many texts, one after the other, in the order of `entries`. */
  readAll(
    entries: readonly ConfigEntry[],
    take: (entry: ConfigEntry, bytes: Buffer) => void | Promise<void>,
  ): Promise<void>;
  /** The files of a revision, sorted by path; of the newest where none is given. Empty where nothing was saved yet. */
  list(which?: Which, revision?: string): Promise<readonly ConfigEntry[]>;
  /** All files of a revision. */
  tree(revision: string): Promise<readonly ConfigEntry[]>;
  /** The newest first; empty where there never was such a file. */
  history(ref: ConfigRef, options?: { readonly limit?: number }): Promise<readonly ConfigVersion[]>;
  /** Line by line, who changed it last. Error `config-unknown`. */
  blame(ref: ConfigRef, revision?: string): Promise<readonly BlamedLine[]>;
  /** Lines that hold the pattern, sorted by path. `more`: there are more than `limit`. Error `pattern-refused`. */
  search(
    pattern: string,
    options?: FindOptions,
  ): Promise<{ readonly hits: readonly ConfigHit[]; readonly more: boolean }>;
  /**
   * The full id of the commit that is meant: `HEAD`, the first 6 or more digits of an id, `3`, `~3` or `@{3}` (versions of
   * `ref` back from its newest; needs `ref`), a date or time (`2026-11-01` is the end of that day), an age (`7d`, `12h`,
   * `2w`, `30m`). With `ref`, dates are those of its versions. Errors: `revision-refused` for anything else,
   * `revision-unknown`, with the newest versions, `revision-ambiguous`.
   */
  revision(text: string, ref?: ConfigRef): Promise<string>;
  /** Compares what was read from outside with what is there. */
  compare(files: readonly (ConfigRef & { readonly text: string })[]): Promise<Incoming>;
  /**
   * Adds the history of an Oxidized repository: the path of one (bare or not), of a folder of several, or of a bundle;
   * repeated, only what is new. Errors: those of `importOxidized`.
   */
  importOxidized(source: string, options: OxidizedOptions): Promise<OxidizedImport>;
  /** Resolves when no work is under way in the background (upkeep, push). */
  idle(): Promise<void>;
  /** What of that work failed when it was last tried; it is tried again. */
  troubles(): readonly Text[];
  /** Does that work now: the remote may be another one. */
  wake(): void;
}
