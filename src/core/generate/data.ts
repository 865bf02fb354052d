import type { Host } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { type Breaks, breaksIn } from './data/breaks.ts';
import { createLayers, type Layers, lay, layAt, valueAt } from './data/layers.ts';
import { origins } from './data/origins.ts';
import { isObject, isPrototypeKey, type JsonObject, plainCopy, prototypeText } from './data/plain.ts';
import { readSet } from './data/set.ts';
import { typeFault, typeOf } from './data/types.ts';
import type { Finding, FrontMatter } from './types.ts';

/** Variables that a team keeps, by the name of a group, a site or a platform. */
export interface Vars {
  readonly groups?: Readonly<Record<string, JsonObject>>;
  readonly sites?: Readonly<Record<string, JsonObject>>;
  readonly platforms?: Readonly<Record<string, JsonObject>>;
}

export interface Binding {
  readonly template: { readonly meta: Pick<FrontMatter, 'variables'> };
  readonly host: Host;
  readonly vars?: Vars;
  /** What was collected of the host. */
  readonly facts?: unknown;
  /** `--set key=value`, as typed; a key may lead into an object (`ntp.server`). */
  readonly set?: Readonly<Record<string, string>>;
}

export interface Bound {
  /** Plain JSON that shares nothing with what it was made of. */
  readonly data: JsonObject;
  /** Where each value came from, by key path (`ntp.server`); the facts are one entry. */
  readonly origins: ReadonlyMap<string, Text>;
  /** Texts with line breaks or control characters: where such a one is printed is looked at (`createRender`). */
  readonly breaks: Breaks;
  /** Values of another type than declared, keys that cannot be, what is not plain JSON. Errors: do not render. */
  readonly findings: readonly Finding[];
}

/**
 * The data of a host, each over those before it: the template's defaults, its groups' variables in their order, its
 * site's (label `site`), its platform's, the host (name, address, port, type, platform, groups) with its labels, the
 * facts under `facts`, and `--set`. Objects are merged, lists replaced.
 */
export function bind({ template, host, vars = {}, facts, set = {} }: Binding): Bound {
  const findings: Finding[] = [];
  const layers = createLayers();
  const { variables } = template.meta;
  const fault = (path: string, { en, zh }: Text, origin: Text) =>
    findings.push({
      ...{ severity: 'error', rule: 'data' },
      text: { en: `${path} (${origin.en}) ${en}`, zh: `${path}（${origin.zh}）${zh}` },
    });
  const plain = (value: unknown, path: string, origin: Text) =>
    plainCopy(value, path, (at, text) => fault(at, text, origin));

  for (const [name, { default: value }] of Object.entries(variables)) {
    const usual = value === undefined ? undefined : plain(value, name, origins.default);
    if (usual !== undefined) layAt(layers, name.split('.'), usual, origins.default);
  }
  for (const { origin, values } of layersOf(host, vars)) {
    const copy = plain(values, '', origin);
    if (isObject(copy)) lay(layers, copy, origin);
  }
  const collected = facts === undefined ? undefined : plain(facts, 'facts', origins.facts);
  if (isObject(collected)) layFacts(layers, collected);
  for (const [key, text] of Object.entries(set)) {
    const why = laySet(layers, key, text, variables);
    if (why) fault(key, why, origins.set);
  }
  for (const { path, text, origin } of typeFaults(layers, variables)) fault(path, text, origin);
  return { ...layers, findings, breaks: breaksIn(layers) };
}

/** What lies between the template's defaults and the facts, the lowest first. */
function layersOf({ name, address, port, type, platform, groups, labels }: Host, vars: Vars) {
  const site = String(labels.site ?? '');
  return [
    ...groups.map((group) => ({ origin: origins.group(group), values: own(vars.groups, group) })),
    { origin: origins.site(site), values: own(vars.sites, site) },
    { origin: origins.platform(platform), values: own(vars.platforms, platform) },
    { origin: origins.host, values: { name, address, port, type, platform, groups } },
    { origin: origins.label, values: labels },
  ].filter(({ values }) => values !== undefined);
}

/** Facts are many: they are one entry among the origins. */
function layFacts(layers: Layers, facts: JsonObject): void {
  lay(layers, { facts: {} }, origins.facts);
  lay({ data: layers.data, origins: new Map() }, { facts }, origins.facts);
}

function laySet(layers: Layers, key: string, text: string, variables: FrontMatter['variables']): Text | undefined {
  const path = key.split('.');
  const forbidden = path.find((name) => name === '' || isPrototypeKey(name));
  if (forbidden !== undefined) return forbidden === '' ? emptyNameText : prototypeText(forbidden);
  const list = path.findIndex((_, index) => Array.isArray(valueAt(layers.data, path.slice(0, index))));
  if (list > 0) return inListText(path.slice(0, list).join('.'));
  const before = valueAt(layers.data, path);
  const is = before === undefined ? 'null' : typeOf(before);
  const read = readSet(text, own(variables, key)?.type ?? (is === 'null' ? undefined : is));
  if ('fault' in read) return read.fault;
  const faults: Text[] = [];
  const value = plainCopy(read.value, key, (_, why) => faults.push(why));
  if (value !== undefined && faults.length === 0) layAt(layers, path, value, origins.set);
  return faults[0];
}

/** Null counts as absent, which is told where it is used. */
function typeFaults(layers: Layers, variables: FrontMatter['variables']) {
  return Object.entries(variables).flatMap(([path, { type }]) => {
    const value = valueAt(layers.data, path.split('.')) ?? undefined;
    const why = typeFault(type, value);
    return why ? [{ path, text: { en: `${why.en}.`, zh: `${why.zh}。` }, origin: originOf(layers, path) }] : [];
  });
}

function originOf({ origins: known }: Layers, path: string): Text {
  const [, found] = [...known].find(([one]) => one === path || one.startsWith(`${path}.`)) ?? [];
  return found ?? origins.default;
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

const emptyNameText: Text = {
  en: 'has an empty name in its path. Write key=value or key.inner=value.',
  zh: '路径中有空名称。请写作 key=value 或 key.inner=value。',
};

function inListText(list: string): Text {
  return {
    en: `leads into the list ${list}, which can only be set as a whole: --set ${list}=a,b,c.`,
    zh: `指向列表 ${list} 的内部；列表只能整体设置：--set ${list}=a,b,c。`,
  };
}
