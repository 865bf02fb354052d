import type { DeviceUndo } from '../platforms/define.ts';
import type { HostWork } from '../rollout/types.ts';
import type { CommonPlan, HostLogin } from '../runs/plan.ts';
import type { ExecuteContext, Run } from '../runs/types.ts';
import type { Hook, Host, Verification } from '../settings/types.ts';

/** What runs of pushes are about, in the place of an app: no app may be called so. */
export const pushedApp = 'config';

/** What a push was asked for: configs of the store, each of a commit. */
export interface PushRequest {
  readonly configs: readonly { readonly host: string; readonly name: string; readonly revision: string }[];
  /** On devices, what the config does not have is removed. */
  readonly exact?: boolean;
  /** It brings configs back to what they were: the rules of a rollback hold. */
  readonly back?: boolean;
}

/** Exactly what a push of configs will do. `app` is `config`; `version` is the revision, or words for several. */
export interface PushPlan extends CommonPlan {
  readonly kind: 'push';
  /** The run whose doing is taken back: its hosts are brought to what they were before it. */
  readonly undoes?: string;
  readonly app: typeof pushedApp;
  readonly hosts: Readonly<Record<string, PushHost>>;
}

/** What a push does to one host: its files are put in place, or its configuration is changed by commands. */
export type PushHost = HostLogin &
  ({ readonly how: 'files'; readonly root: string; readonly files: readonly FilePush[] } | DevicePush);

/** A config to be pushed, with its text. */
export interface Wanted {
  readonly name: string;
  readonly revision: string;
  readonly text: string;
}

/** How configs come to hosts of one kind. */
export interface Way {
  /** What a push does to a host; undefined where it has all of it. Looks there and changes nothing. */
  plan(host: Host, configs: readonly Wanted[], run: Run, options: Looking): Promise<PushHost | undefined>;
  work(pushing: Pushing, name: string): HostWork;
}

export interface Looking {
  /** An interrupted push that began to change this host, to be brought to its end: that run, and its plan of the host. */
  readonly halfDone?: { readonly run: string; readonly host: PushHost } | undefined;
}

/** One execution of a push's plan. */
export interface Pushing {
  readonly plan: PushPlan;
  readonly context: ExecuteContext;
  /** What devices were seen to run at its end, whole. */
  readonly seen: Map<string, string>;
}

/** A config of the store: `intended/<host>/<name>` of a commit. */
interface Pushed {
  readonly name: string;
  /** The full commit id. */
  readonly revision: string;
  /** Lines that come and go. */
  readonly added: number;
  readonly removed: number;
}

/** One file of a server. Commands are expanded for the host already. */
export interface FilePush extends Pushed {
  /** Absolute. */
  readonly path: string;
  /** Where a link at the path, or above it, leads: this is the file that is replaced. Absent where there is none. */
  readonly real?: string;
  /** SHA-256, hex, of what is there now; null where there is no such file. */
  readonly before: string | null;
  readonly after: string;
  /** The first lines of the unified difference, secrets taken out, for people. Plans of older versions have none. */
  readonly shown?: readonly string[];
  /** Permissions, as `0644`; absent: those of the file that is there, else 0644. */
  readonly mode?: string;
  /** `root:root`; absent: that of the file that is there, else of whoever puts it there. */
  readonly owner?: string;
  /** Whether it is good: before it is put in place where it names `{file}`, which is the copy beside; else after. */
  readonly check?: Hook;
  /** Makes the service read it. */
  readonly reload?: Hook;
  readonly verify: readonly Verification[];
}

/** A change of a device's configuration. The commands are made again from the device and the store; here is their hash. */
export interface DevicePush extends Pushed {
  readonly how: 'device';
  readonly platform: string;
  /** `exact`: what the config does not have goes; else only what its former revision had and it has no more. */
  readonly exact: boolean;
  /** SHA-256, hex, of what the device runs now, without the lines that do not count. */
  readonly before: string;
  /** SHA-256, hex, of the commands, a line each. */
  readonly commands: string;
  /** The first of them, secrets taken out, for people; how many there are in all. */
  readonly shown: readonly string[];
  readonly count: number;
  /** Undo commands that the general rule made. */
  readonly guessed: number;
  /** The commit that it was pushed of before: what that had and this has no more goes. */
  readonly former?: string;
  /** What takes it back where the way to the device is cut, and after how many minutes. */
  readonly undo: DeviceUndo['kind'];
  readonly minutes: number;
  /** Of an undo as a run of its own: the run that is undone may have saved its change. */
  readonly saved?: boolean;
  /** The interrupted run that began this change: what it typed is taken back first, unless all of it is there. */
  readonly resumes?: string;
}
