import type { Rules, View } from './device.ts';

/**
 * What a device shows of a view, one block after the other: a line, or a header with what stands under it; in a block, its
 * own lines come before those of blocks within it.
 */
export function listing(view: View, rules: Rules): readonly (readonly string[])[] {
  const lists = (first: boolean) =>
    [...view.lists].flatMap(([name, numbers]) => {
      const rule = rules.lists[name];
      if (!rule || rule.first !== first || (numbers.size === 0 && !view.lines.has(name))) return [];
      return rule.lines([...numbers].sort((a, b) => a - b)).map((line) => [line]);
    });
  const lines = [...view.lines].flatMap(([slot, line]) => {
    if (typeof line !== 'string' || view.lists.has(slot)) return [];
    return (rules.shown?.(slot, line) ?? [line]).map((one) => [one]);
  });
  const blocks = [...view.lines.values()].flatMap((line) =>
    typeof line === 'string' ? [] : block(line, rules, view.kind === 'system'),
  );
  return [...lists(true), ...lines, ...blocks, ...lists(false)];
}

/** Ports and other places that are always there are not shown while they are as delivered. */
function block(view: View, rules: Rules, top: boolean): readonly (readonly string[])[] {
  const inner = listing(view, rules).flat();
  if (top && inner.length === 0 && /^(?:port|kept)/.test(view.kind)) return [];
  return [[view.header, ...inner.map((line) => ` ${line}`)]];
}
