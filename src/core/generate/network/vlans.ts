import { refuse } from '../arguments.ts';
import { pieces } from './pieces.ts';

/** IEEE 802.1Q: 0 and 4095 are reserved. */
const [lowest, highest] = [1, 4094];

/** The VLANs of a text, ascending, each once: `10-20,30`, `10 to 20 30`, `10,12`. Errors: HelperError. */
export function expandVlans(text: string): readonly number[] {
  const found = pieces(text)
    .flatMap((piece) => piece.replaceAll(/\s*(?:-|\bto\b)\s*/gi, '-').split(/\s+/))
    .flatMap((piece) => run(piece, text));
  return [...new Set(found)].toSorted((one, other) => one - other);
}

/** The fewest ranges of consecutive numbers; each as its first and last. `numbers` are ascending. */
export function vlanRuns(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

function run(piece: string, text: string): readonly number[] {
  const [, first, last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(piece) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first !== undefined && from >= lowest && to <= highest && from <= to) {
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  }
  return refuse({
    en: `"${piece}" in "${text}" is no VLAN or range of VLANs from ${lowest} to ${highest}.`,
    zh: `“${text}”中的“${piece}”不是 ${lowest} 到 ${highest} 之间的 VLAN 或 VLAN 范围。`,
  });
}
