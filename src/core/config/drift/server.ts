import type { SeenFile } from '../../collect/types.ts';
import { placeIn, placing } from '../../push/files/place.ts';
import { unreadText } from '../../push/files/refusals.ts';
import type { Host } from '../../settings/types.ts';
import type { Drift, DriftDeps } from '../drift.ts';
import { textDiff } from '../text-diff.ts';
import type { HostConfigRef } from '../types.ts';
import type { Kept } from './kept.ts';

/** For each config of these servers that files.yaml places, whether it is there as it is meant to be; by the host's name. */
export async function serverDrifts(
  servers: readonly Host[],
  kept: Kept,
  deps: DriftDeps,
): Promise<ReadonlyMap<string, readonly Drift[]>> {
  const drifts = new Map<string, Drift[]>();
  if (servers.length === 0) return drifts;
  const placeOf = placing(deps.settings.current());
  const seen = await filesSeen(servers, deps);
  for (const host of servers) {
    const { intended, running } = kept.of(host.name);
    const own: Drift[] = [];
    for (const [name, wanted] of intended) {
      const place = placeIn(placeOf, host, name);
      const ref: HostConfigRef = { kind: 'intended', host: host.name, name };
      if (place?.why) own.push({ host: host.name, state: 'not-reached', intended: ref, why: place.why });
      else if (place) own.push(await driftOfFile(ref, wanted, running.get(name), seen.get(keyOf(ref)), deps));
    }
    drifts.set(host.name, own);
  }
  return drifts;
}

async function driftOfFile(
  intended: HostConfigRef,
  wanted: string,
  running: string | undefined,
  seen: SeenFile | undefined,
  { hiding, env, clock }: DriftDeps,
): Promise<Drift> {
  const { host } = intended;
  if (seen && seen.state !== 'file' && seen.state !== 'absent') {
    return { host, state: 'not-reached', intended, why: unreadText(host, seen.path, seen.state) };
  }
  if (running === undefined) return { host, state: seen?.state === 'absent' ? 'absent' : 'no-running', intended };
  const [there, meant] = [hiding.hide(running), hiding.hide(wanted)];
  if (there === meant) return { host, state: 'as-intended', intended };
  const { added, removed } = await textDiff(there, meant, { env, clock });
  return { host, state: 'drifted', intended, extra: removed, lacking: added };
}

/** How configs of servers were found when they were collected last. */
export async function filesSeen(
  servers: readonly { readonly name: string }[],
  { collects }: Pick<DriftDeps, 'collects'>,
): Promise<ReadonlyMap<string, SeenFile>> {
  const seen = new Map<string, SeenFile>();
  const names = servers.map(({ name }) => name);
  for await (const { key, data } of collects.snapshots.latestOf(names, {
    kind: 'host',
    without: ['config', 'packages'],
  })) {
    const files = Array.isArray(data.files) ? (data.files as unknown as readonly SeenFile[]) : [];
    for (const file of files) seen.set(keyOf({ host: key, name: file.name }), file);
  }
  return seen;
}

function keyOf({ host, name }: Pick<HostConfigRef, 'host' | 'name'>): string {
  return `${host}/${name}`;
}
