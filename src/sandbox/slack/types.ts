/** A JSON object as it came over the wire: every value is looked at before it is used. */
export type Fields = Record<string, unknown>;

/** A member of the workspace. */
export interface User {
  readonly id: string;
  /** The handle, without `@`. */
  readonly name: string;
  readonly realName: string;
  /** Changeable at run time, as an administrator would. */
  locale: string;
  deleted: boolean;
  guest: 'no' | 'single-channel' | 'multi-channel';
  readonly bot: boolean;
  /** From another workspace, seen through a shared channel. */
  foreign: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  readonly im: boolean;
  readonly members: Set<string>;
}

export interface Group {
  readonly id: string;
  readonly handle: string;
  readonly users: readonly string[];
}

/** One state a message had; the first is how it was posted. `at` is in milliseconds since the epoch. */
export interface Version {
  readonly at: number;
  readonly text: string;
  readonly blocks?: readonly Fields[];
  readonly metadata?: Fields;
  readonly by: string;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
  /** The one person who sees it. */
  readonly ephemeralFor?: string;
  readonly files: readonly string[];
  readonly versions: Version[];
  /** What people chose in it so far: block id → action id → value. */
  readonly state: Record<string, Fields>;
}

/**
 * What is special about a file: `connect`, from another workspace, so that messages only name it; `external`, kept
 * outside Slack; `hidden`, over the plan's limit; `deleted`, of which messages keep a tombstone.
 */
export type FileLot = 'connect' | 'external' | 'hidden' | 'deleted';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly created: number;
  title: string;
  content?: Buffer;
  /** As Slack tells it, which need not be as long as the content is. */
  readonly length: number;
  /** Where it is not simply there: shared by another workspace, kept elsewhere, hidden by the plan, deleted. */
  lot?: FileLot;
  /** Channel id → timestamps of the messages that show it. */
  readonly shares: Map<string, string[]>;
}

/** A modal or home tab as one person has it before them. */
export interface View {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId?: string;
  /** The view as the app gave it, block and action ids filled in. */
  content: Fields;
  hash: string;
  readonly state: Record<string, Fields>;
  /** Errors the app answered a submission with, by block id. */
  errors: Record<string, string>;
  /** Where a view was opened from; its response_urls point there. */
  readonly channel?: string;
}

export interface LogEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: 'api' | 'envelope' | 'request' | 'ack' | 'socket' | 'response_url' | 'upload' | 'download' | 'fault';
  /** The method, the kind of envelope, or what happened to the socket. */
  readonly name: string;
  /** `ok`, or the error. */
  readonly outcome: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** What a member may be given as; the rest has defaults. */
export type UserSeed = Pick<User, 'id' | 'name'> & Partial<User>;
export interface ChannelSeed {
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  /** User ids; absent: every member that is not a guest. */
  readonly members?: readonly string[];
  /** Whether the bot is in it; default true. */
  readonly bot?: boolean;
}

/** What the clients of people do to what they type before it leaves them. */
export interface Rewriting {
  /** `--` to an em dash. */
  readonly dashes: boolean;
  /** Straight quotes to curly ones. */
  readonly quotes: boolean;
  /** Addresses to mailto links, host names and URLs to links. */
  readonly links: boolean;
  /** `@name`, `#channel`, `@here` to what Slack sends for them; in messages always, for a mention is nothing else. */
  readonly mentions: boolean;
}
