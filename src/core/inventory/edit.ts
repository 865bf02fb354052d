import { isAlias, isMap, type ParsedNode, parseDocument, type YAMLMap } from 'yaml';
import type { Difference } from './difference.ts';
import { entryOf, renderPair, renderValue } from './edit/render.ts';
import { firstPairs, insertion, nameOf, type Pairs, removals, type Source, valueSplice } from './edit/source.ts';
import { applySplices, type Splice } from './edit/splice.ts';
import { labelOf, saidBy, type ValueChange } from './entries.ts';

/**
 * The text of hosts.yaml with a difference worked in: only what changes is written anew, everything else stays as it is
 * to the letter, comments, order and layout included. New hosts come last, one a line. `source` must be valid. Pure.
 * A file that shares values by anchors may not come to what the difference says: compare before using it.
 */
export function editHosts(source: string, difference: Difference): string {
  const about: Source = { text: source, eol: source.includes('\r\n') ? '\r\n' : '\n' };
  const document = parseDocument(source, { uniqueKeys: false });
  const root = document.contents;
  const pair = isMap(root) ? pairsOf(root).find((one) => nameOf(one) === 'hosts') : undefined;
  const hosts = pair?.value;
  const lines = difference.added.map(({ name, entry }) => renderPair(name, entryOf(saidBy(entry))));
  if (!pair) return beginHosts(about, root, lines);
  if (!isMap(hosts) || hosts.items.length === 0) {
    const inBraces = isMap(root) && root.flow === true;
    return applySplices(source, firstPairs(about, pair, lines, inBraces));
  }
  const all = new Map(pairsOf(hosts).map((pair) => [nameOf(pair), pair]));
  const resolve = (node: unknown): unknown => (isAlias(node) ? node.toJS(document) : undefined);
  const changes = difference.changed.flatMap(({ name, keys }) => hostSplices(about, all.get(name), keys, resolve));
  const gone = new Set(difference.gone);
  return applySplices(source, [
    ...changes,
    ...insertion(about, hosts, lines, gone),
    ...removals(about, hosts, gone, lines),
  ]);
}

/** A file without hosts gets its first ones; comments that are there stay in front. */
function beginHosts({ text, eol }: Source, root: ParsedNode | null, lines: readonly string[]): string {
  if (lines.length === 0) return text;
  const block = lines.map((line) => `  ${line}`).join(eol);
  const kept = root?.range ? text.slice(0, root.range[0]) : text;
  const before = kept === '' || kept.endsWith('\n') ? kept : `${kept}${eol}`;
  return `${before}hosts:${eol}${block}${eol}`;
}

/** What changes within one host: values in their places, new keys after the others. */
function hostSplices(
  about: Source,
  pair: Pairs[number] | undefined,
  keys: readonly ValueChange[],
  resolve: (node: unknown) => unknown,
): readonly Splice[] {
  if (!pair?.value) return [];
  const { value: node } = pair;
  if (!isMap(node)) return [valueSplice(about, node, renderValue(mergedPlain(resolve(node), keys)))];
  const labels = node.get('labels', true);
  const [ofLabels, plain] = [keys.filter(isLabel), keys.filter((change) => !isLabel(change))];
  const plainChanges = plain.map(({ key, to }) => ({ key, to }));
  if (labels === undefined) {
    const added = ofLabels.length > 0 ? [{ key: 'labels', to: labelsOf(ofLabels) }] : [];
    return mapSplices(about, node, [...plainChanges, ...added]);
  }
  const inLabels = ofLabels.map(({ key, to }) => ({ key: labelOf(key) ?? key, to }));
  if (isMap(labels))
    return [...mapSplices(about, labels as YAMLMap.Parsed, inLabels), ...mapSplices(about, node, plainChanges)];
  const whole = { ...(resolve(labels) as object), ...labelsOf(ofLabels) };
  return mapSplices(about, node, [...plainChanges, ...(ofLabels.length > 0 ? [{ key: 'labels', to: whole }] : [])]);
}

function mapSplices(
  about: Source,
  map: YAMLMap.Parsed,
  changes: readonly { readonly key: string; readonly to: unknown }[],
): readonly Splice[] {
  const known = new Map(pairsOf(map).map((pair) => [nameOf(pair), pair.value]));
  const replaced = changes.flatMap(({ key, to }) => {
    const node = known.get(key);
    return node ? [valueSplice(about, node, renderValue(to))] : [];
  });
  const added = changes.filter(({ key }) => !known.get(key)).map(({ key, to }) => renderPair(key, to));
  return [...replaced, ...insertion(about, map, added)];
}

function mergedPlain(plain: unknown, keys: readonly ValueChange[]): unknown {
  const { labels = {}, ...rest } = Object(plain) as Record<string, unknown>;
  const said = keys.filter((change) => !isLabel(change)).map(({ key, to }) => [key, to] as const);
  return { ...rest, ...Object.fromEntries(said), labels: { ...(labels as object), ...labelsOf(keys.filter(isLabel)) } };
}

function labelsOf(changes: readonly ValueChange[]): Record<string, unknown> {
  return Object.fromEntries(changes.map(({ key, to }) => [labelOf(key) ?? key, to]));
}

function isLabel({ key }: ValueChange): boolean {
  return labelOf(key) !== undefined;
}

function pairsOf(map: { readonly items: unknown }): Pairs {
  return map.items as Pairs;
}
