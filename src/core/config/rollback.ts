import { documentId } from '../documents.ts';
import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { Journal } from '../runs/events.ts';
import type { Pins } from './pins.ts';
import type { ConfigStore, ConfigVersion, HostConfigRef } from './types.ts';

/** A config that is to be again what it was. */
export interface Back {
  /** What it is taken from: what was intended, or what the host was seen to run. */
  readonly from: HostConfigRef;
  /** The version that it is again. */
  readonly to: ConfigVersion;
  readonly text: string;
  /** What is intended now; undefined where nothing is. */
  readonly now: string | undefined;
}

export interface RolledBack {
  readonly host: string;
  readonly name: string;
  /** The commit that has it, new or as it was. */
  readonly revision: string;
}

interface RollbackDeps {
  readonly store: Pick<ConfigStore, 'history' | 'read' | 'revision' | 'save'>;
  readonly pins: Pick<Pins, 'pin'>;
  readonly journal: Pick<Journal, 'append'>;
  readonly clock: Clock;
}

/**
 * What a config was at `to` (default: the version before the newest). Of a host of which nothing is intended by that
 * name, what it was seen to run is meant. Errors `config-unknown`, and those of `ConfigStore.revision`.
 */
export async function lookBack(
  { store }: Pick<RollbackDeps, 'store'>,
  { host, name }: { readonly host: string; readonly name: string },
  to = '1',
): Promise<Back> {
  const [intended, running] = (['intended', 'running'] as const).map((kind) => ({ kind, host, name }));
  const isIntended = intended && (await store.history(intended, { limit: 1 })).length > 0;
  const from = (isIntended ? intended : running) as HostConfigRef;
  const versions = await store.history(from);
  if (versions.length === 0) throw unknown(host, name);
  const commit = await store.revision(to, from);
  const text = await store.read(from, commit);
  if (text === undefined) throw unknown(host, name);
  const version = await versionAt(versions, from, text, commit, store);
  const now = isIntended ? await store.read(intended) : undefined;
  return { from, to: version, text, now };
}

/** The version whose text a commit has: the commit need not have changed this file itself. */
async function versionAt(
  versions: readonly ConfigVersion[],
  from: HostConfigRef,
  text: string,
  commit: string,
  store: Pick<ConfigStore, 'read'>,
): Promise<ConfigVersion> {
  const exact = versions.find(({ id }) => id === commit);
  if (exact) return exact;
  for (const version of versions) if ((await store.read(from, version.id)) === text) return version;
  throw unknown(from.host, from.name);
}

/**
 * Saves what a config was as what is intended, in a new commit, and pins it, so that nothing puts the former back. Put
 * on record first. Errors: those of `ConfigStore.save`.
 */
export async function rollBack(
  { store, pins, journal, clock }: RollbackDeps,
  { from, to, text }: Back,
  author: { readonly id: string; readonly name: string },
  reason?: string,
): Promise<RolledBack> {
  const { host, name } = from;
  const said = reason === undefined ? {} : { reason };
  await journal.append({ type: 'config-rolled-back', host, name, to: to.id, by: author.id, ...said });
  const saved = await store.save({
    ...{ id: `rollback-${documentId(clock.now())}`, author },
    message: `${host}/${name} back to ${to.short}${reason === undefined ? '' : `: ${reason}`}`,
    files: [{ kind: 'intended', host, name, text }],
  });
  const [newest] = await store.history({ kind: 'intended', host, name }, { limit: 1 });
  const revision = saved.revision ?? newest?.id ?? to.id;
  await pins.pin([{ host, name, revision, by: author.id, ...said }]);
  return { host, name, revision };
}

function unknown(host: string, name: string): OpsError {
  return new OpsError('config-unknown', {
    en: `No config ${host}/${name} is kept. /config list ${host} shows what there is.`,
    zh: `没有保存配置 ${host}/${name}。用 /config list ${host} 查看。`,
  });
}
