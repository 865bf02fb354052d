import type { FieldChange } from '../changes.ts';

/** A line of a configuration with the lines that it stands under, by indentation. */
interface Line {
  readonly path: readonly string[];
  readonly text: string;
}

/** Ends of sections, and comments without a word. */
const empty = /^[\s#!]*$/;

/**
 * Lines that a configuration lost and gained, each under its section, lost ones first. Where the lines are the same and
 * stand in another order, as rules of an access list may, the first that moved. Lines that match `noise` are no lines.
 */
export function configChanges(before: string, after: string, noise: readonly RegExp[]): readonly FieldChange[] {
  if (before === after) return [];
  const [from, to] = [linesOf(before, noise), linesOf(after, noise)];
  const changes = [
    ...missing(from, to).map(({ path, text }) => ({ path, kind: 'removed', from: text }) as const),
    ...missing(to, from).map(({ path, text }) => ({ path, kind: 'added', to: text }) as const),
  ];
  return changes.length > 0 ? changes : moved(from, to);
}

function linesOf(config: string, noise: readonly RegExp[]): readonly Line[] {
  const parents: { readonly indent: number; readonly text: string }[] = [];
  return config.split(/\r?\n/).flatMap((line) => {
    if (empty.test(line) || noise.some((pattern) => line.search(pattern) !== -1)) return [];
    const text = line.trim();
    const indent = line.length - line.trimStart().length;
    while ((parents.at(-1)?.indent ?? -1) >= indent) parents.pop();
    const path = ['config', ...parents.map((parent) => parent.text)];
    parents.push({ indent, text });
    return [{ path, text }];
  });
}

/** The lines that are not, as often, among the others. */
function missing(lines: readonly Line[], others: readonly Line[]): readonly Line[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(idOf(other), (left.get(idOf(other)) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(idOf(line)) ?? 0;
    left.set(idOf(line), count - 1);
    return count <= 0;
  });
}

function moved(from: readonly Line[], to: readonly Line[]): readonly FieldChange[] {
  const at = from.findIndex((line, index) => idOf(line) !== idOf(to[index] ?? line));
  const [old, now] = [from[at], to[at]];
  return old && now ? [{ path: now.path, kind: 'moved', from: old.text, to: now.text }] : [];
}

function idOf({ path, text }: Line): string {
  return [...path, text].join('\n');
}
