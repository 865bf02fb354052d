import type { Platform } from '../platforms/define.ts';
import type { Host } from '../settings/types.ts';
import { dialectOf } from './blocks/dialect.ts';
import { deviceDiff } from './device-diff.ts';
import type { ConfigEntry, ConfigStore, HostConfigRef } from './types.ts';

/** How a device runs otherwise than it is meant to. */
export type Drift =
  | { readonly host: string; readonly state: 'as-intended'; readonly intended: HostConfigRef }
  | {
      readonly host: string;
      readonly state: 'drifted';
      readonly intended: HostConfigRef;
      /** Lines that run and are not meant to, and that are meant to and do not run. */
      readonly extra: number;
      readonly lacking: number;
    }
  /** `several`: which of its intended files is its configuration is not clear. */
  | { readonly host: string; readonly state: 'no-running' | 'no-intended' | 'several' };

type Reading = Pick<ConfigStore, 'list' | 'readAll'>;

/**
 * For each device whose dialect is known here, whether it runs what it is meant to run, by what was collected of it last.
 * Other hosts are left out. Lines that do not count on its platform do not; secrets are taken out on both sides.
 */
export async function driftOf(
  store: Reading,
  hosts: readonly Host[],
  platforms: ReadonlyMap<string, Platform>,
): Promise<readonly Drift[]> {
  const devices = hosts.filter(({ platform }) => dialectOf(platform) !== undefined);
  const entries = await store.list({ kinds: ['intended', 'running'], hosts: devices.map(({ name }) => name) });
  const texts = await textsOf(store, entries);
  return devices.map((host) => {
    const own = entries.flatMap(({ ref }) => (ref.kind !== 'template' && ref.host === host.name ? [ref] : []));
    const intended = own.filter(({ kind }) => kind === 'intended');
    const [only] = intended;
    if (!only) return { host: host.name, state: 'no-intended' };
    if (intended.length > 1) return { host: host.name, state: 'several' };
    const running = own.find(({ kind, name }) => kind === 'running' && name === 'config');
    if (!running) return { host: host.name, state: 'no-running' };
    return compared(host, only, texts.get(keyOf(running)) ?? '', texts.get(keyOf(only)) ?? '', platforms);
  });
}

function compared(
  { name, platform }: Host,
  intended: HostConfigRef,
  running: string,
  wanted: string,
  platforms: ReadonlyMap<string, Platform>,
): Drift {
  const dialect = dialectOf(platform);
  const { noise = [], secrets = [] } = platforms.get(platform) ?? {};
  const hidden = (text: string) => secrets.reduce((all, [pattern, instead]) => all.replace(pattern, instead), text);
  const blocks = dialect ? deviceDiff(hidden(running), hidden(wanted), dialect, { noise }).blocks : [];
  if (blocks.length === 0) return { host: name, state: 'as-intended', intended };
  const count = (side: 'removed' | 'added') => blocks.reduce((sum, block) => sum + block[side].length, 0);
  return { host: name, state: 'drifted', intended, extra: count('removed'), lacking: count('added') };
}

async function textsOf(store: Reading, entries: readonly ConfigEntry[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  await store.readAll(entries, ({ ref }, bytes) => {
    if (ref.kind !== 'template') texts.set(keyOf(ref), bytes.toString('utf8'));
  });
  return texts;
}

function keyOf({ kind, host, name }: HostConfigRef): string {
  return `${kind}/${host}/${name}`;
}
