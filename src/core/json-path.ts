import { type JsonValue, query } from 'jsonpath-rfc9535';
import parse from 'jsonpath-rfc9535/parser';
import type { Json } from './collect/types.ts';
import type { Text } from './text.ts';

/** What is wrong with a JSONPath (RFC 9535), or nothing. Its regular expressions are refused: they can run for ever. */
export function pathFault(path: string): Text | undefined {
  try {
    if (!/"name":"(match|search)"/.test(JSON.stringify(parse(path)))) return undefined;
  } catch {
    return {
      en: 'must be a JSONPath such as $.results[*] or $.name (RFC 9535)',
      zh: '必须是 JSONPath，如 $.results[*] 或 $.name（RFC 9535）',
    };
  }
  return { en: 'must not use match() or search()', zh: '不能使用 match() 或 search()' };
}

/**
 * What a path finds in a value: of a path that can find one place only (names and indexes), what is there or undefined;
 * of any other, the list of all it finds.
 */
export function valueAt(path: string, value: Json): Json | undefined {
  const found = query(value as JsonValue, path) as readonly Json[];
  return isSingular(path) ? found[0] : found;
}

function isSingular(path: string): boolean {
  const { segments } = parse(path);
  return segments.every(({ type, node }) => {
    if (type !== 'ChildSegment') return false;
    if (node.type === 'MemberNameShorthand') return true;
    if (node.type !== 'BracketedSelection' || node.selectors.length !== 1) return false;
    return ['NameSelector', 'IndexSelector'].includes(node.selectors[0]?.type ?? '');
  });
}
