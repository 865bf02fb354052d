import type { Json } from '../json.ts';
import type { Language, Text } from '../text.ts';

/** The used settings: validated, defaults applied, durations in milliseconds. DESIGN section 7 shows the YAML. */
export interface Settings {
  readonly hosts: Readonly<Record<string, Host>>;
  readonly credentials: Readonly<Record<string, Credential>>;
  readonly apps: Readonly<Record<string, App>>;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly policies: { readonly inventory: Policy; readonly templates: Policy };
  readonly access: Access;
  readonly sources: Readonly<Record<string, Source>>;
  readonly vars: Vars;
  readonly files: Files;
  readonly general: General;
}

/** Values of one group, site or platform, by name. */
type ValuesOf = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** What templates are filled in with besides a host's labels: platforms go before sites, sites before groups. */
export interface Vars {
  readonly groups: ValuesOf;
  readonly sites: ValuesOf;
  readonly platforms: ValuesOf;
}

export type Label = string | number | boolean;

export interface Host {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly platform: string;
  readonly type: string;
  readonly groups: readonly string[];
  readonly credential?: string;
  /** How root (or `user`) is had on the host; `user` is root unless said. */
  readonly become?: { readonly method: 'sudo' | 'su'; readonly user: string };
  /** The jump host's name. */
  readonly via?: string;
  readonly ssh: { readonly legacy: boolean };
  readonly labels: Readonly<Record<string, Label>>;
}

/** Where a secret is, never the secret. */
export type SecretRef = { readonly env: string } | { readonly file: string };

export interface Credential {
  readonly user?: string;
  readonly privateKey?: SecretRef;
  readonly passphrase?: SecretRef;
  readonly password?: SecretRef;
  readonly enable?: SecretRef;
  /** The password for sudo or su; the login password where it is not given. */
  readonly becomePassword?: SecretRef;
  readonly agent?: boolean;
  readonly accessKeyId?: SecretRef;
  readonly accessKeySecret?: SecretRef;
  /** Of a temporary key (STS). */
  readonly securityToken?: SecretRef;
  readonly regions?: readonly string[];
}

/** How a source's list comes in pages; paths are JSONPath (RFC 9535). */
export type Paging =
  | {
      readonly page: string;
      readonly first: number;
      /** The parameter for `size`. */
      readonly limit?: string;
      readonly size?: number;
      /** Where an answer has the number of all entries. */
      readonly total?: string;
    }
  | { readonly offset: string; readonly limit?: string; readonly size: number; readonly total?: string }
  | { readonly cursor: string; readonly from: string }
  | { readonly link: true }
  | { readonly next: string };

/** A list that others keep, read over HTTP as JSON. */
export interface Source {
  readonly name: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly auth?:
    | { readonly basic: { readonly user: string; readonly password: SecretRef } }
    | { readonly bearer: SecretRef }
    | { readonly header: string; readonly value: SecretRef }
    | { readonly query: string; readonly value: SecretRef };
  readonly paging?: Paging;
  /** The list, or the entries themselves. */
  readonly items: string;
  readonly key: string;
  /** A word, or a path where it begins with `$`. */
  readonly kind: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Milliseconds, for a page. */
  readonly timeout: number;
}

export interface Hook {
  /** A shell command line, run in the release's folder. */
  readonly run: string;
  readonly timeout: number;
}

export type Verification =
  | {
      readonly http: string;
      readonly status: number;
      readonly from: 'host' | 'bot';
      readonly within: number;
      /** Text the body must contain. */
      readonly contains?: string;
    }
  | { readonly tcp: number; readonly within: number }
  | { readonly command: string; readonly within: number }
  | { readonly unit: string; readonly within: number };

export interface App {
  readonly name: string;
  readonly source: { readonly path: string } | { readonly git: string; readonly ref: string };
  readonly build?: { readonly run: string; readonly timeout: number; readonly env: readonly string[] };
  readonly include?: readonly string[];
  readonly exclude: readonly string[];
  /** Where releases/, shared/ and current lie on a host; a relative one starts at the login folder. */
  readonly root: string;
  readonly shared: readonly string[];
  readonly keep: number;
  readonly reversible: boolean;
  readonly hooks: { readonly install?: Hook; readonly stop?: Hook; readonly start?: Hook };
  readonly verify: readonly Verification[];
}

/** Where configs of servers go. */
export interface Files {
  /** Where the bot keeps lease, records and former files on a host; a relative one starts at the login folder. */
  readonly root: string;
  /** The first that fits a config and its host counts. */
  readonly files: readonly FilePlace[];
}

/** What becomes of configs with such names; texts have their placeholders still. */
export interface FilePlace {
  /** Globs on a config's name. */
  readonly configs: readonly string[];
  /** A selector. */
  readonly hosts?: string;
  readonly path: string;
  readonly mode?: string;
  readonly owner?: string;
  /** With `{file}` in it: run on the copy beside, before it is put in place. */
  readonly check?: Hook;
  readonly reload?: Hook;
  readonly verify: readonly Verification[];
}

export type Amount = { readonly count: number } | { readonly percent: number };

export interface Strategy {
  readonly kind: 'all' | 'rolling' | 'canary';
  /** Size of a rolling batch, and of those after a canary's first (default: all that are left). */
  readonly batch: Amount;
  /** The canary's first batch. */
  readonly first: Amount;
  /** How a canary goes on: by a person, or by itself after this many milliseconds. */
  readonly continue: 'manual' | number;
  /** How long a manual canary waits before it ends as `onFailure` says, in milliseconds. */
  readonly expires: number;
  /** Hosts that may fail before the run counts as failed. */
  readonly maxFailures: number;
  readonly onFailure: 'undo' | 'stop';
}

/** How many of which groups must agree. `required: 0` asks nobody. */
export interface Policy {
  readonly required: number;
  readonly from: readonly string[];
  /** Milliseconds. */
  readonly expires: number;
}

export interface Environment {
  readonly name: string;
  /** A selector. */
  readonly hosts: string;
  /** The apps that may be deployed here; absent: all. Only environments with different apps may share hosts. */
  readonly apps?: readonly string[];
  readonly channel?: string;
  readonly strategy: Strategy;
  readonly approval: Policy;
  readonly rollback: Policy;
  /** Absent: emergencies are not provided for here. */
  readonly emergency?: Policy;
}

export interface Access {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly allow: readonly {
    readonly group: string;
    readonly commands: readonly string[];
    /** Absent: all of them. */
    readonly environments?: readonly string[];
  }[];
}

export interface General {
  readonly language: Language;
  /** Runs that may execute at once. */
  readonly concurrency: number;
  /** How long a lease on a host lasts without being renewed, in milliseconds. */
  readonly lease: number;
  /** How configs are kept: what they are pushed to, and the IANA zone of dates given to /config. */
  readonly configs: { readonly remote?: string; readonly zone: string };
  /** What inventories for Ansible say of a platform, in place of the usual. */
  readonly ansible: Readonly<
    Record<string, { readonly network_os?: string; readonly connection?: string; readonly become?: string }>
  >;
}

/** One thing that is wrong in a settings file; `text` says why and what to do, without naming the place. */
export interface SettingsProblem {
  /** The file's name, such as `hosts.yaml`. */
  readonly file: string;
  /** Both count from 1; absent where the whole file is meant. */
  readonly line?: number;
  readonly column?: number;
  /** The keys down to it, such as `hosts.web-01.port`; empty for the whole file. */
  readonly key: string;
  readonly text: Text;
}

/** What a reload came to. Without `settings` there never were good ones. */
export interface SettingsChange {
  readonly settings?: Settings;
  readonly problems: readonly SettingsProblem[];
}

/** The settings in force, kept up to date with the files. */
export interface SettingsStore {
  /** The last good settings, the same object until they change; error `settings-missing` when there never were any. */
  current(): Settings;
  /** What is wrong with the files as they are now; while there is anything, older settings are in force. */
  problems(): readonly SettingsProblem[];
  /** Hears every change of settings or problems; returns what ends it. A listener that throws is logged. */
  subscribe(listener: (change: SettingsChange) => void): () => void;
  /** Reads the files now. Never rejects for what is in them. */
  reload(): Promise<void>;
  close(): void;
}
