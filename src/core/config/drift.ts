import type { Snapshots } from '../collect/snapshots.ts';
import type { Clock } from '../io/clock.ts';
import type { Platform } from '../platforms/define.ts';
import type { Pushed } from '../push/pushed.ts';
import type { Host, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { dialectOf } from './blocks/dialect.ts';
import { deviceDrift } from './drift/device.ts';
import { keptOf } from './drift/kept.ts';
import { serverDrifts } from './drift/server.ts';
import type { Hiding } from './hiding.ts';
import type { Pins } from './pins.ts';
import type { ConfigStore, HostConfigRef } from './types.ts';

/** How a host has a config otherwise than it is meant to: of a device there is one, of a server one for each config. */
export type Drift =
  /** `more`: lines of a device that its config, which was added to what it ran, does not mention. */
  | {
      readonly host: string;
      readonly state: 'as-intended';
      readonly intended: HostConfigRef;
      readonly more?: number;
    }
  /** Of a server: there is no such file. */
  | { readonly host: string; readonly state: 'absent'; readonly intended: HostConfigRef }
  | {
      readonly host: string;
      readonly state: 'drifted';
      readonly intended: HostConfigRef;
      /** Lines that are there and are not meant to, and that are meant to and are not there; of line ends alone none. */
      readonly extra: number;
      readonly lacking: number;
    }
  | { readonly host: string; readonly state: 'no-running'; readonly intended?: HostConfigRef }
  /** `several`: which of its intended files is a device's configuration is not clear. */
  | { readonly host: string; readonly state: 'no-intended' | 'several' }
  /** Nothing can be said of what is there now. */
  | { readonly host: string; readonly state: 'not-reached'; readonly why: Text; readonly intended?: HostConfigRef };

export interface DriftDeps {
  readonly configs: Pick<ConfigStore, 'list' | 'read' | 'readAll'>;
  readonly pins: Pick<Pins, 'of'>;
  readonly pushed: Pick<Pushed, 'how'>;
  /** What servers were seen to have. */
  readonly collects: { readonly snapshots: Pick<Snapshots, 'latestOf'> };
  readonly settings: { current(): Settings };
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly hiding: Pick<Hiding, 'hide'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/**
 * For each device whose dialect is known here, and for each config of a server that files.yaml places, whether it is as
 * it is meant to be (as it is pinned, where it is), by what was collected last. Other hosts are left out. Lines that do
 * not count on its platform do not; secrets are taken out on both sides.
 */
export async function driftOf(hosts: readonly Host[], deps: DriftDeps): Promise<readonly Drift[]> {
  const isDevice = ({ platform }: Host) => dialectOf(platform) !== undefined;
  const servers = hosts.filter((host) => isServer(host, deps));
  const kept = await keptOf([...hosts.filter(isDevice), ...servers], deps);
  const ofServers = await serverDrifts(servers, kept, deps);
  return hosts.flatMap((host) => {
    if (isDevice(host)) return [deviceDrift(host, kept.of(host.name), deps)];
    return ofServers.get(host.name) ?? [];
  });
}

/** Whether its configs are files. */
export function isServer({ platform }: Pick<Host, 'platform'>, { platforms }: Pick<DriftDeps, 'platforms'>): boolean {
  return platforms.get(platform)?.transport === 'exec';
}
