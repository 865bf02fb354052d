import { OpsError } from '../errors.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Host } from '../settings/types.ts';
import { holds, matches, valuesOf, virtualLabels } from './selector/match.ts';
import { parseSelector } from './selector/parse.ts';
import type { Selector, Term } from './selector/types.ts';

export { matches, valuesOf } from './selector/match.ts';
export { parseSelector } from './selector/parse.ts';

type Hosts = Readonly<Record<string, Host>>;

/**
 * The hosts that a selector picks, in the inventory's order; never none. Errors `selector-malformed`, `label-unknown`,
 * `group-unknown`, `host-unknown` and `nothing-selected`, naming the nearest label, group, host or value there is, or one
 * of `others`, which may be meant where a host is.
 */
export function select(selector: string | Selector, hosts: Hosts, others: readonly string[] = []): readonly Host[] {
  const parsed = typeof selector === 'string' ? parseSelector(selector) : selector;
  const found = matching(parsed, hosts, others);
  if (found.length === 0) throw nothingSelected(parsed, Object.values(hosts));
  return found;
}

/** As `select`, but an empty result is a result; what the selector names must still exist among `hosts`. */
export function matching(selector: Selector, hosts: Hosts, others: readonly string[] = []): readonly Host[] {
  const all = Object.values(hosts);
  if (all.length > 0) for (const term of selector.terms) checkNames(term, all, others);
  return all.filter((host) => matches(selector, host));
}

/** Every label that a selector over these hosts may name. */
export function selectableLabels(hosts: readonly Host[]): readonly string[] {
  return [...new Set<string>([...virtualLabels, ...hosts.flatMap((host) => Object.keys(host.labels))])];
}

function checkNames(term: Term, hosts: readonly Host[], others: readonly string[]): void {
  if (term.kind !== 'pick') checkLabel(term.label, hosts);
  for (const pick of term.kind === 'pick' ? term.of : []) {
    if (pick.kind === 'group' && !hosts.some((host) => host.groups.includes(pick.name))) {
      throw unknown('group-unknown', { en: 'group', zh: '分组' }, pick.name, groupsOf(hosts));
    }
    if (pick.kind === 'name' && !hosts.some((host) => host.name === pick.name)) {
      throw unknown('host-unknown', { en: 'host', zh: '主机' }, pick.name, [...namesOf(hosts), ...others]);
    }
  }
}

function checkLabel(label: string, hosts: readonly Host[]): void {
  const known = selectableLabels(hosts);
  if (!known.includes(label)) throw unknown('label-unknown', { en: 'label', zh: '标签' }, label, known);
}

function unknown(code: string, kind: { en: string; zh: string }, name: string, known: Iterable<string>): OpsError {
  const hint = suggestion(name, known);
  return new OpsError(code, {
    en: `No ${kind.en} is called ${name} among the hosts to choose from.${hint.en}`,
    zh: `可选主机中没有名为 ${name} 的${kind.zh}。${hint.zh}`,
  });
}

/** Blames the first term that holds for no host; where each holds for some, their being together. */
function nothingSelected(selector: Selector, hosts: readonly Host[]): OpsError {
  const term = selector.terms.find((one) => !hosts.some((host) => holds(one, host)));
  const why = term && hosts.length > 0 ? noneHas(term, hosts) : together(hosts);
  return new OpsError('nothing-selected', {
    en: `The selector "${selector.text}" matches no host: ${why.en}`,
    zh: `选择器“${selector.text}”未匹配到任何主机：${why.zh}`,
  });
}

function together(hosts: readonly Host[]): { en: string; zh: string } {
  if (hosts.length === 0) return { en: 'there is none in the inventory.', zh: '清单中没有主机。' };
  return {
    en: 'each of its terms holds for some hosts, but no host has all of them.',
    zh: '每个条件各有主机满足，但没有主机同时满足全部条件。',
  };
}

function noneHas(term: Term, hosts: readonly Host[]): { en: string; zh: string } {
  if (term.kind === 'pick') {
    const glob = term.of.find((pick) => pick.kind === 'glob');
    const hint = suggestion(glob?.glob.replaceAll(/[*?]/g, '') ?? '', namesOf(hosts));
    return { en: `no host is called so.${hint.en}`, zh: `没有这样命名的主机。${hint.zh}` };
  }
  const values = hosts.flatMap((host) => valuesOf(host, term.label).map(String));
  const [wanted] = term.kind === 'is' ? term.values : [''];
  const hint = suggestion(wanted ?? '', values);
  if (term.kind === 'is')
    return {
      en: `no host has ${term.label} ${wanted}.${hint.en}`,
      zh: `没有主机的 ${term.label} 为 ${wanted}。${hint.zh}`,
    };
  return {
    en: `the term on ${term.label} holds for none.${hint.en}`,
    zh: `没有主机满足关于 ${term.label} 的条件。${hint.zh}`,
  };
}

function groupsOf(hosts: readonly Host[]): string[] {
  return hosts.flatMap((host) => host.groups);
}

function namesOf(hosts: readonly Host[]): string[] {
  return hosts.map((host) => host.name);
}
