import { distance } from 'fastest-levenshtein';
import type { Text } from '../text.ts';

/**
 * The candidate that `word` was most likely meant to be: by edits (at most a third of its length, and one at least;
 * case is not counted, swapped letters count as one), or because one begins with the other. Undefined where none comes close.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const name of candidates) {
    const edits = editsBetween(word.toLowerCase(), name.toLowerCase());
    if (edits !== undefined && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { name, edits };
  }
  return best?.name;
}

/** " Did you mean …?" where a candidate is near, else nothing. */
export function meant(word: string, candidates: Iterable<string>): Text {
  const close = nearest(word, candidates);
  return close === undefined ? { en: '', zh: '' } : { en: ` Did you mean ${close}?`, zh: `是否想写 ${close}？` };
}

/** "Did you mean …?" where a candidate is near, else what there is (ten at most), else nothing. */
export function suggestion(word: string, candidates: Iterable<string>): Text {
  const names = [...new Set(candidates)];
  const close = meant(word, names);
  if (close.en !== '' || names.length === 0) return close;
  const more = names.length > 10;
  const [en, zh] = [names.slice(0, 10).join(', '), names.slice(0, 10).join('、')];
  return { en: ` There are: ${en}${more ? ', …' : ''}.`, zh: `现有：${zh}${more ? ' 等' : ''}。` };
}

const longest = 200;

function editsBetween(a: string, b: string): number | undefined {
  if (a === b) return 0;
  if (a.length > longest || b.length > longest) return undefined;
  const shorter = Math.min([...a].length, [...b].length);
  const edits = sameLetters(a, b) ? 1 : distance(a, b);
  if (shorter >= 2 && edits <= Math.max(1, Math.floor(Math.max([...a].length, [...b].length) / 3))) return edits;
  if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a))) return edits;
  return undefined;
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].toSorted().join('') === [...b].toSorted().join('');
}
