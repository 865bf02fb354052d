import type { ConfigStore } from '../config/types.ts';
import { blobId } from '../io/git-store/index.ts';
import type { Host, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { basisOf } from './bound.ts';
import type { KeptGeneration } from './generation.ts';
import type { Helpers } from './helpers.ts';
import type { Templates } from './library.ts';
import { moved } from './refusals.ts';
import { keptConfigs } from './results.ts';

interface World {
  readonly templates: Pick<Templates, 'read'>;
  readonly helpers: Helpers;
  readonly store: Pick<ConfigStore, 'list'>;
  readonly settings: { current(): Settings };
}

/**
 * Throws `generation-moved` where a generation is no longer what would come of the same words: the template or a partial
 * that it calls was changed, a host has gone or has other labels or variables, or other configs are kept by now than it
 * was compared with (one that is as it would be saved counts as the same: it was saved already). What was collected
 * since does not count, as that is otherwise every time: what was shown is what is saved. Nothing is rendered.
 */
export async function refuseMoved(generation: KeptGeneration, world: World): Promise<void> {
  const { request, basis, template: made } = generation;
  const template = (await world.templates.read()).templates.get(made.name);
  const settings = world.settings.current();
  const names = generation.results.map(({ host }) => host);
  const hosts = names.flatMap((name): Host[] => {
    const host = Object.hasOwn(settings.hosts, name) ? settings.hosts[name] : undefined;
    return host ? [host] : [];
  });
  if (!template) throw moved(request, templateText(made.name));
  const now = await basisOf({ template, hosts, request, settings }, world.helpers);
  if (now.template !== basis.template) throw moved(request, templateText(made.name));
  const others = names.filter((name) => now.hosts[name] !== basis.hosts[name]);
  if (others.length > 0) throw moved(request, dataText(others));
  await refuseOtherConfigs(generation, world.store);
}

/** The part of it about configs that are kept. */
export async function refuseOtherConfigs(
  { request, results }: KeptGeneration,
  store: Pick<ConfigStore, 'list'>,
): Promise<void> {
  const kept = await keptConfigs(
    store,
    results.map(({ host }) => host),
  );
  const others = results.filter(({ host, file, text, before }) => {
    if (file === undefined || text === undefined) return false;
    const now = kept(host, file)?.blob;
    return now !== before && now !== blobId(Buffer.from(text));
  });
  if (others.length > 0) throw moved(request, configsText(others.map(({ host }) => host)));
}

function templateText(name: string): Text {
  return { en: `The template ${name} or its partials have changed since`, zh: `模板 ${name} 或其 partial 已变化` };
}

function dataText(hosts: readonly string[]): Text {
  return {
    en: `The inventory or the variables of ${named(hosts)} have changed since`,
    zh: `${named(hosts)} 的清单信息或变量已变化`,
  };
}

function configsText(hosts: readonly string[]): Text {
  return { en: `The configs kept of ${named(hosts)} have changed since`, zh: `${named(hosts)} 的已保存配置已变化` };
}

function named(hosts: readonly string[]): string {
  return hosts.length > 5 ? `${hosts.slice(0, 5).join(', ')} … (${hosts.length})` : hosts.join(', ');
}
