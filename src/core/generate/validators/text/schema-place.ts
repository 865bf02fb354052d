import type { ErrorObject } from 'ajv';
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type ParsedNode, type YAMLError } from 'yaml';

export type Tree = Document.Parsed<ParsedNode> & { errors: YAMLError[] };

/** Where in the text what an error of Ajv is about begins: a superfluous key itself, else the value at its path. */
export function offsetOf(document: Tree, { instancePath, params }: ErrorObject): number {
  let node: unknown = document.contents;
  for (const part of instancePath.split('/').slice(1)) {
    const step = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next: unknown = isAlias(node) ? undefined : isMap(node) || isSeq(node) ? child(node, step) : undefined;
    if (next === undefined) break;
    node = next;
  }
  const extra = params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName;
  const key = isMap(node)
    ? node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === extra)?.key
    : undefined;
  const place = key ?? node;
  return isNode(place) ? (place.range?.[0] ?? 0) : 0;
}

function child(node: object, step: string): unknown {
  if (isSeq(node)) return node.items[Number(step)];
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => (isScalar(pair.key) ? String(pair.key.value) : '') === step)?.value ?? undefined;
}
