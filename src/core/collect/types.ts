import type { Json } from '../json.ts';
import type { Unread } from '../push/files/refusals.ts';
import type { Host, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';

/** What can be asked of a host with `--what`. `facts` stands for all but `packages` and `config`. */
export const factKinds = [
  ...['system', 'interfaces', 'neighbours', 'hardware', 'licences', 'services', 'routes', 'vlans'],
  ...['packages', 'config'],
] as const;

export type FactKind = (typeof factKinds)[number];

/** What `--what facts` stands for, and what is collected where nothing is said. */
export const usualKinds: readonly FactKind[] = factKinds.filter((kind) => kind !== 'packages' && kind !== 'config');

/** What is known of a host, the same on every platform. What a platform does not tell is absent, never guessed. */
export interface Facts {
  readonly hostname?: string;
  /** As `recogniseVendor` names it. */
  readonly vendor?: string;
  readonly model?: string;
  /** Of the chassis first, then of stack members. */
  readonly serials?: readonly string[];
  /** `Ubuntu`, `VRP`, `Comware`, `IOS XE`, `NX-OS`, `Junos` … */
  readonly os?: string;
  readonly version?: string;
  /** Of Linux: what `uname -r` says. */
  readonly kernel?: string;
  /** Seconds. Not compared. */
  readonly uptime?: number;
  readonly cpu?: {
    readonly model?: string;
    readonly count?: number /** Percent, not compared. */;
    readonly load?: number;
  };
  /** Bytes. `free` is not compared. */
  readonly memory?: { readonly total?: number; readonly free?: number };
  readonly disks?: readonly {
    readonly name: string;
    readonly size?: number;
    readonly model?: string;
    readonly serial?: string;
  }[];
  /** Bytes; `used` is not compared. */
  readonly filesystems?: readonly {
    readonly mount: string;
    readonly device?: string;
    readonly type?: string;
    readonly size?: number;
    readonly used?: number;
  }[];
  readonly interfaces?: readonly Interface[];
  readonly neighbours?: readonly Neighbour[];
  readonly hardware?: readonly {
    readonly slot?: string;
    readonly name: string;
    readonly description?: string;
    readonly part?: string;
    readonly serial?: string;
  }[];
  readonly licences?: readonly { readonly name: string; readonly state?: string; readonly expires?: string }[];
  readonly services?: readonly { readonly name: string; readonly state: string }[];
  readonly ports?: readonly {
    readonly protocol: 'tcp' | 'udp';
    readonly address: string;
    readonly port: number;
    readonly process?: string;
  }[];
  readonly packages?: readonly { readonly name: string; readonly version: string }[];
  readonly routes?: readonly {
    readonly prefix: string;
    readonly via?: string;
    readonly interface?: string;
    readonly protocol?: string;
  }[];
  readonly vlans?: readonly { readonly id: number; readonly name?: string }[];
  /** The running configuration, secrets stripped as the platform says. */
  readonly config?: string;
  /** Of a server: what is in the place of each config that is intended for it and that files.yaml places. */
  readonly files?: readonly SeenFile[];
}

export interface SeenFile {
  /** The config's, as `nginx/shop.conf`. */
  readonly name: string;
  /** Where it is to be there, absolute. */
  readonly path: string;
  /** Or why it was not read. */
  readonly state: 'file' | 'absent' | Unread;
  /** The beginning of the SHA-256 of its text, secrets taken out. */
  readonly content?: string;
}

export interface Interface {
  readonly name: string;
  /** `disabled`: shut down by an administrator. */
  readonly state?: 'up' | 'down' | 'disabled';
  /** Mbit/s. */
  readonly speed?: number;
  /** `aa:bb:cc:dd:ee:ff`. */
  readonly mac?: string;
  /** With prefix length. */
  readonly addresses?: readonly string[];
  readonly description?: string;
  readonly mtu?: number;
}

export interface Neighbour {
  readonly interface: string;
  readonly host: string;
  readonly port?: string;
  readonly address?: string;
  readonly platform?: string;
  readonly protocol: 'lldp' | 'cdp';
}

export type { Json } from '../json.ts';

/** What came of one thing that was collected: of a host its facts, of a cloud resource what the API says. */
export interface Found {
  /** Under what it is kept: a host's name, or `aliyun/<account>/<region>/ecs/<id>`. */
  readonly key: string;
  /** `host`, `ecs`, `disk`, `vpc` … */
  readonly kind: string;
  readonly data: { readonly [key: string]: Json };
  /** What was asked and could not be told, and why. */
  readonly warnings: readonly Text[];
  /** Texts of a server's configs, secrets taken out; undefined where there is no such file. Kept in git alone. */
  readonly configs?: ReadonlyMap<string, string | undefined>;
}

/** All that there is under the beginning of a key was given: what was known under it and was not found is gone. */
export interface Listed {
  readonly listed: string;
}

/** One thing to go to: a host, or one kind of resource of one account in one region. */
export interface Target {
  readonly key: string;
  readonly host?: Host;
  /** What the collector needs to know of it. */
  readonly about?: Json;
}

/** What is asked for. */
export interface CollectRequest {
  readonly what: readonly FactKind[];
  /** A read-only command to run in place of facts. */
  readonly command?: string;
  /** Of a cloud: kinds of resources; all where empty. */
  readonly resources?: readonly string[];
}

/** A source of facts; its name is its file's, in `core/collect/collectors/`. */
export interface Collector {
  readonly title: Text;
  /** Targets worked on at the same time. */
  readonly concurrency: number;
  /** Milliseconds a target may take, with all its tries. */
  readonly deadline: number;
  /** Throws where `targets` would, and where no target could ever answer, as far as that is known without going there. */
  check?(request: CollectRequest, hosts: readonly Host[], deps: CollectorDeps): void | Promise<void>;
  /** Where to go. Errors are OpsErrors that end the whole collection. */
  targets(request: CollectRequest, hosts: readonly Host[], deps: CollectorDeps): Promise<readonly Target[]>;
  /**
   * Goes to one target and gives what it finds as it finds it: what was given before an error is kept. Errors, OpsErrors,
   * are this target's alone. Nothing counts as gone unless `Listed` says so, and no empty list does: it may want a right.
   */
  collect(
    target: Target,
    request: CollectRequest,
    deps: CollectorDeps,
    signal: AbortSignal,
  ): AsyncIterable<Found | Listed>;
}

/** What a collector may use. */
export interface CollectorDeps {
  readonly settings: { current(): Settings };
  readonly clock: import('../io/clock.ts').Clock;
  readonly connections: Pick<import('../io/ssh/types.ts').Ssh, 'connect'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly redactor: import('../io/redactor.ts').Redactor;
  readonly platforms: ReadonlyMap<string, import('../platforms/define.ts').Platform>;
  /** Accounts that were refused of late. */
  readonly refusals: import('./refusals.ts').Refusals;
  /** What configs of servers are read with; without it none is. */
  readonly servers?: ServerDeps;
  /** The team's TextFSM templates (`settings/textfsm/`), for single commands. */
  readonly templates?: Pick<import('./textfsm/index-file.ts').TemplateFolder, 'parse'>;
}

export interface ServerDeps {
  readonly configs: Pick<import('../config/types.ts').ConfigStore, 'list'>;
  readonly fleet: Pick<import('../agent/fleet.ts').Fleet, 'over'>;
  readonly hiding: Pick<import('../config/hiding.ts').Hiding, 'hide'>;
}

/** Declares a collector. */
export function defineCollector(collector: Collector): Collector {
  return collector;
}
