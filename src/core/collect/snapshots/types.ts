import type { Text } from '../../text.ts';
import type { FieldChange } from '../changes.ts';
import type { Exporter } from '../exporter.ts';
import type { Found, Json } from '../types.ts';

export type Data = { readonly [member: string]: Json };

/** All that is known of one thing as of some time. */
export interface State {
  readonly key: string;
  readonly kind: string;
  /** When it last changed, as of then. */
  readonly at: number;
  readonly data: Data;
  /** When each member last changed. */
  readonly times: Readonly<Record<string, number>>;
}

/** The newest state of one thing. */
export interface Snapshot extends State {
  /** When anything was last found of it. */
  readonly seen: number;
  /** When each member was last found, changed or not: `--what interfaces` finds only some. */
  readonly memberSeen: Readonly<Record<string, number>>;
  /** The collector that found it last. */
  readonly source: string;
  readonly warnings: readonly Text[];
  /** It could not be reached: since when, when last tried, and why. Absent since it answered again. */
  readonly failed?: { readonly since: number; readonly at: number; readonly why: Text };
  /** When its source said that it is no more. */
  readonly gone?: number;
}

/** What was stored of one thing at one time: members that changed, and names of those that went. */
export interface Version {
  readonly at: number;
  readonly source: string;
  readonly set: Data;
  readonly dropped: readonly string[];
}

/** What storing one thing came to. `changes` is empty where it is new, and without members of a host never found before. */
export interface Kept {
  readonly key: string;
  readonly kind: string;
  readonly isNew: boolean;
  /** It was gone. */
  readonly isBack: boolean;
  /** Members of a host that was known that were found for the first time. */
  readonly first: readonly FieldChange[];
  readonly changes: readonly FieldChange[];
}

export interface Retention {
  /** Milliseconds that states are kept; what is still so is kept however old it is. */
  readonly age: number;
  /** Versions kept of one thing. */
  readonly count: number;
}

export interface Failure {
  readonly key: string;
  readonly kind: string;
  readonly why: Text;
}

export interface Snapshots {
  /**
   * Stores what was found at `at`. Members that are as they were (see `changesBetween`) are only noted as seen. Of a host
   * (`kind` host) members that were not found stay, since only some may have been asked for; anything else is found whole.
   * What is older than what is known is left out. Stored for each thing as a whole; resolves with one answer for each.
   */
  put(found: readonly Found[], at: number, source: string): Promise<readonly Kept[]>;
  /** Notes what could not be reached. What is known of it stays. */
  failed(failures: readonly Failure[], at: number, source: string): Promise<void>;
  /**
   * Notes as gone what is known under the beginning of a key and was not found at `at` or later; resolves with its keys,
   * each once. What was known of it stays.
   */
  gone(under: string, at: number): Promise<readonly string[]>;
  /** The keys of what is known under the beginning of a key and not gone, `most` at most. */
  keys(under: string, most: number): Promise<readonly string[]>;
  /** Keys of which this is the last part, or one that holds it: `dev-1` for `http-json/cmdb/switch/dev-1`; few. */
  like(part: string): Promise<readonly string[]>;
  latest(key: string): Promise<Snapshot | undefined>;
  /** The newest states of these keys (of all where undefined) by key order of storing, in pieces, so memory stays small. */
  latestOf(keys?: readonly string[], only?: Only): AsyncIterable<Snapshot>;
  /** What was stored of it, newest first. */
  history(key: string): Promise<readonly Version[]>;
  /** How it was at `time`; undefined where that is not known, or no longer. */
  at(key: string, time: number): Promise<State | undefined>;
  /** Files of the newest states of these keys, in each format: `xlsx`, `csv`, `json`. Errors as of `Exporter`. */
  export: Exporter['export'];
  /** Rejects where nothing can be kept, so that no host is troubled in vain. */
  check(): Promise<void>;
  /** Drops what is older than the retention; also done by itself once a day with a `put`. */
  prune(): Promise<void>;
  close(): Promise<void>;
}

export interface Only {
  readonly kind?: string;
  /** Members to leave unread, such as `config`, which is long. */
  readonly without?: readonly string[];
}
