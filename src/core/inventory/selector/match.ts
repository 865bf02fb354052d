import type { Host, Label } from '../../settings/types.ts';
import type { Comparison, Pick, Selector, Term } from './types.ts';

/** Labels that every host has of itself. `group` and `groups` are the same: each group is a value. */
export const virtualLabels = ['name', 'type', 'platform', 'address', 'group', 'groups'] as const;

/** Whether every term of a selector holds for a host. */
export function matches(selector: Selector, host: Host): boolean {
  return selector.terms.every((term) => holds(term, host));
}

/** Whether one term holds. As Kubernetes reads labels, `!=` also holds for a host without the label. */
export function holds(term: Term, host: Host): boolean {
  if (term.kind === 'pick') return term.of.some((pick) => picks(pick, host));
  const values = valuesOf(host, term.label);
  if (term.kind === 'like') return values.some((value) => term.pattern(String(value)));
  if (term.kind === 'compare') return values.some((value) => compare(value, term.op, term.number));
  const is = values.some((value) => term.values.some((wanted) => equal(value, wanted)));
  return term.kind === 'is' ? is : !is;
}

/** The values that a host has for a label: none, one, or for `group` several. */
export function valuesOf(host: Host, label: string): readonly Label[] {
  if (label === 'group' || label === 'groups') return host.groups;
  if (label === 'name' || label === 'type' || label === 'platform' || label === 'address') return [host[label]];
  const value = Object.hasOwn(host.labels, label) ? host.labels[label] : undefined;
  return value === undefined ? [] : [value];
}

/** Whether one alternative of a term without a label takes a host. */
function picks(pick: Pick, host: Host): boolean {
  if (pick.kind === 'all') return true;
  if (pick.kind === 'group') return host.groups.includes(pick.name);
  if (pick.kind === 'among') return pick.names.has(host.name);
  return pick.kind === 'name' ? host.name === pick.name : pick.pattern(host.name);
}

function equal(value: Label, wanted: string): boolean {
  return String(value) === wanted || (typeof value === 'number' && wanted.trim() !== '' && Number(wanted) === value);
}

function compare(value: Label, op: Comparison, number: number): boolean {
  const text = String(value);
  if (typeof value === 'boolean' || !/^[+-]?\d+(\.\d+)?$/.test(text)) return false;
  if (op === '>') return Number(text) > number;
  if (op === '<') return Number(text) < number;
  return op === '>=' ? Number(text) >= number : Number(text) <= number;
}
