import type { Host } from '../settings/types.ts';
import { type Text, verbatim } from '../text.ts';
import { createLayers, type Layers, lay, layAt, valueAt } from './data/layers.ts';
import { isPrototypeKey, type JsonObject, plainCopy, prototypeText } from './data/plain.ts';
import { readSet } from './data/set.ts';
import { typeFault, typeOf } from './data/types.ts';
import type { Finding, FrontMatter, Json } from './types.ts';

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
  const add = (origin: Text, values: unknown) => {
    if (values === undefined) return;
    const plain = plainCopy(values, '', (path, text) => fault(path, text, origin));
    if (plain !== undefined) lay(layers, plain as JsonObject, origin);
  };

  for (const [name, variable] of Object.entries(variables)) {
    if (variable.default === undefined) continue;
    const plain = plainCopy(variable.default, name, (path, text) => fault(path, text, defaultOrigin));
    if (plain !== undefined) layAt(layers, name.split('.'), plain, defaultOrigin);
  }
  for (const group of host.groups) add(groupOrigin(group), own(vars.groups, group));
  add(siteOrigin(host), own(vars.sites, String(host.labels.site ?? '')));
  add(platformOrigin(host), own(vars.platforms, host.platform));
  const { name, address, port, type, platform, groups } = host;
  add(hostOrigin, { name, address, port, type, platform, groups });
  add(labelOrigin, host.labels);
  addFacts(
    layers,
    plainCopy(facts ?? {}, 'facts', (path, text) => fault(path, text, factsOrigin)),
    facts !== undefined,
  );
  for (const [key, text] of Object.entries(set)) {
    const why = laySet(layers, key, text, variables);
    if (why) fault(key, why, setOrigin);
  }
  for (const [path, variable] of Object.entries(variables)) {
    const value = valueAt(layers.data, path.split('.'));
    const why = value === null ? undefined : typeFault(variable.type, value);
    if (why) fault(path, { en: `${why.en}.`, zh: `${why.zh}。` }, originOf(layers, path));
  }
  return { data: layers.data, origins: layers.origins, findings };
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Facts are many: they are one entry among the origins. */
function addFacts(layers: Layers, facts: Json | undefined, known: boolean): void {
  if (!known || facts === undefined) return;
  lay(layers, { facts: {} }, factsOrigin);
  layers.data.facts = { ...(layers.data.facts as JsonObject), ...(facts as JsonObject) };
}

function laySet(layers: Layers, key: string, text: string, variables: FrontMatter['variables']): Text | undefined {
  const path = key.split('.');
  const forbidden = path.find((name) => name === '' || isPrototypeKey(name));
  if (forbidden !== undefined) return forbidden === '' ? emptyNameText : prototypeText(forbidden);
  const list = path.findIndex((_, index) => Array.isArray(valueAt(layers.data, path.slice(0, index))));
  if (list > 0) return inListText(path.slice(0, list).join('.'));
  const before = valueAt(layers.data, path);
  const known = before === undefined || before === null ? undefined : (typeOf(before) as 'string');
  const read = readSet(text, own(variables, key)?.type ?? known);
  if ('fault' in read) return read.fault;
  let bad: Text | undefined;
  const value = plainCopy(read.value, key, (_, why) => {
    bad = why;
  });
  if (value !== undefined && !bad) layAt(layers, path, value, setOrigin);
  return bad;
}

function originOf({ origins }: Layers, path: string): Text {
  const [, inside] = [...origins].find(([known]) => known === path || known.startsWith(`${path}.`)) ?? [];
  return inside ?? defaultOrigin;
}

const defaultOrigin: Text = { en: 'default of the template', zh: '模板默认值' };
const hostOrigin: Text = { en: 'the host itself', zh: '主机本身' };
const labelOrigin: Text = { en: 'label of the host', zh: '主机标签' };
const factsOrigin: Text = { en: 'collected facts', zh: '采集到的信息' };
const setOrigin: Text = verbatim('--set');

function groupOrigin(name: string): Text {
  return { en: `group ${name}`, zh: `分组 ${name}` };
}

function siteOrigin({ labels }: Host): Text {
  return { en: `site ${labels.site}`, zh: `站点 ${labels.site}` };
}

function platformOrigin({ platform }: Host): Text {
  return { en: `platform ${platform}`, zh: `平台 ${platform}` };
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
