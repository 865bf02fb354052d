import type { ConfigStore } from './types.ts';

/** A configuration as it was seen on a host, its secrets taken out. */
export interface SeenConfig {
  readonly host: string;
  readonly text: string;
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

/**
 * Keeps what hosts were seen to run as `running/<host>/config`, in one commit; one that only differs in lines that do not
 * count stays as it was. Resolves with the commit, if there was one. Errors: those of `ConfigStore.save`.
 */
export async function keepRunning(
  store: Pick<ConfigStore, 'list' | 'readAll' | 'save'>,
  seen: readonly SeenConfig[],
  { id, by, from }: Seeing,
): Promise<string | undefined> {
  const before = new Map<string, string>();
  const entries = await store.list({ kinds: ['running'], hosts: seen.map(({ host }) => host) });
  await store.readAll(entries, ({ ref }, bytes) => {
    if (ref.kind === 'running' && ref.name === 'config') before.set(ref.host, bytes.toString('utf8'));
  });
  const changed = seen.filter(({ host, text, noise }) => {
    const known = before.get(host);
    return known === undefined || counted(known, noise) !== counted(text, noise);
  });
  if (changed.length === 0) return undefined;
  const { revision } = await store.save({
    ...{ id: `collect:${id}`, author: by, message: `Collected from ${from}`, run: id },
    files: changed.map(({ host, text }) => ({ kind: 'running' as const, host, name: 'config', text: ended(text) })),
  });
  return revision;
}

function counted(text: string, noise: readonly RegExp[]): string {
  const lines = text.trimEnd().split('\n');
  return lines.filter((line) => !noise.some((pattern) => pattern.test(line))).join('\n');
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
