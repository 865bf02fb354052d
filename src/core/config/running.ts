import type { ConfigStore } from './types.ts';

/** A configuration as it was seen on a host, its secrets taken out; undefined: there is none there. */
export interface SeenConfig {
  readonly host: string;
  readonly name: string;
  readonly text: string | undefined;
  /** Lines that do not count as change. */
  readonly noise: readonly RegExp[];
}

interface Seeing {
  /** The collection's id: kept once under it. */
  readonly id: string;
  /** Who asked: the Slack user. */
  readonly by: { readonly id: string; readonly name: string };
  readonly from: string;
}

/** What a device runs, which has one configuration. */
export function deviceConfig(host: string, text: string, noise: readonly RegExp[]): SeenConfig {
  return { host, name: 'config', text: text.endsWith('\n') ? text : `${text}\n`, noise };
}

/**
 * Keeps what hosts were seen to run as `running/<host>/<name>`, in one commit; one that only differs in lines that do not
 * count stays as it was, one that is not there goes. Resolves with the commit, if there was one. Errors: those of `ConfigStore.save`.
 */
export async function keepRunning(
  store: Pick<ConfigStore, 'list' | 'readAll' | 'save'>,
  seen: readonly SeenConfig[],
  { id, by, from }: Seeing,
): Promise<string | undefined> {
  const before = new Map<string, string>();
  const entries = await store.list({ kinds: ['running'], hosts: seen.map(({ host }) => host) });
  await store.readAll(entries, ({ ref }, bytes) => {
    if (ref.kind === 'running') before.set(`${ref.host}/${ref.name}`, bytes.toString('utf8'));
  });
  const changed = seen.filter((one) => !isSame(before.get(`${one.host}/${one.name}`), one));
  if (changed.length === 0) return undefined;
  const { revision } = await store.save({
    ...{ id: `collect:${id}`, author: by, message: `Collected from ${from}`, run: id },
    files: changed.map(({ host, name, text }) => ({
      ...({ kind: 'running', host, name } as const),
      ...(text === undefined ? { removed: true as const } : { text }),
    })),
  });
  return revision;
}

function isSame(known: string | undefined, { text, noise }: SeenConfig): boolean {
  if (known === text || known === undefined || text === undefined) return known === text;
  return noise.length > 0 && counted(known, noise) === counted(text, noise);
}

function counted(text: string, noise: readonly RegExp[]): string {
  const lines = text.trimEnd().split('\n');
  return lines.filter((line) => !noise.some((pattern) => pattern.test(line))).join('\n');
}
