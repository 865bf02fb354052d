import type { Pattern } from './nodes.ts';

/**
 * The longest text that is in every line an expression matches, '' where none is known. Looking for it first is cheap,
 * and most rules of a template never need to be compiled.
 */
export function neededText({ root, fold }: Pattern): string {
  if (fold) return '';
  const items = root.kind === 'sequence' ? root.items : [root];
  return items.reduce((longest, item) => {
    const text = item.kind === 'text' ? item.text : item.kind === 'char' ? String.fromCodePoint(item.code) : '';
    return text.length > longest.length ? text : longest;
  }, '');
}
