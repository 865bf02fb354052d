import type { Pins } from '../pins.ts';
import type { ConfigStore } from '../types.ts';

/** Texts of a host's configs by their names: what is intended, which is what they are pinned to, and what runs. */
export interface KeptConfigs {
  readonly intended: ReadonlyMap<string, string>;
  readonly running: ReadonlyMap<string, string>;
}

export interface Kept {
  of(host: string): KeptConfigs;
}

interface KeptDeps {
  readonly configs: Pick<ConfigStore, 'list' | 'read' | 'readAll'>;
  readonly pins: Pick<Pins, 'of'>;
}

/** What is kept of these hosts. */
export async function keptOf(hosts: readonly { readonly name: string }[], deps: KeptDeps): Promise<Kept> {
  const { configs, pins } = deps;
  const all = new Map(hosts.map(({ name }) => [name, { intended: texts(), running: texts() }]));
  const entries = await configs.list({ kinds: ['intended', 'running'], hosts: [...all.keys()] });
  await configs.readAll(entries, ({ ref }, bytes) => {
    if (ref.kind !== 'template') all.get(ref.host)?.[ref.kind].set(ref.name, bytes.toString('utf8'));
  });
  for (const [host, { intended }] of all) {
    for (const name of intended.keys()) {
      const pin = pins.of({ host, name });
      const pinned = pin && (await configs.read({ kind: 'intended', host, name }, pin.revision));
      if (pinned !== undefined) intended.set(name, pinned);
    }
  }
  return { of: (host) => all.get(host) ?? none };
}

const texts = () => new Map<string, string>();
const none: KeptConfigs = { intended: texts(), running: texts() };
