import type { View } from './device.ts';

/** `10 20 to 30` or `10,20-30` as numbers. */
export function numbers(words: string): number[] {
  return words
    .replaceAll(/ to /g, '-')
    .split(/[ ,]/)
    .flatMap((item) => {
      const [from = 0, to = from] = item.split('-').map(Number);
      if (!(from >= 1 && to <= 4094 && from <= to)) throw new Error(`wrong numbers: ${words}`);
      return Array.from({ length: to - from + 1 }, (_, at) => from + at);
    });
}

/** A list of numbers of a view; VLAN 1 is everywhere and not shown. */
export function listIn(view: View, name: string): Set<number> {
  const list = view.lists.get(name) ?? new Set<number>();
  view.lists.set(name, list);
  return list;
}

/** Adds to a list or takes from it; what is not there cannot be taken. */
export function change(list: Set<number>, words: string, undo: boolean): void {
  for (const number of numbers(words).filter((one) => one !== 1)) {
    if (undo && !list.delete(number)) throw new Error(`${number} is not in the list`);
    if (!undo) list.add(number);
  }
}

/** Sorted numbers as a device writes them, so many ranges a line. */
export function written(all: readonly number[], to: string, between: string, atOnce: number): readonly string[] {
  const items: [number, number][] = [];
  for (const one of all) {
    const last = items.at(-1);
    if (last && last[1] + 1 === one) last[1] = one;
    else items.push([one, one]);
  }
  const words = items.map(([a, b]) => (a === b ? `${a}` : `${a}${to}${b}`));
  return Array.from({ length: Math.ceil(words.length / atOnce) }, (_, at) =>
    words.slice(at * atOnce, (at + 1) * atOnce).join(between),
  );
}
