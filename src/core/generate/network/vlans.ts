import { cut, refuse } from '../arguments.ts';
import { pieces } from './pieces.ts';

/** IEEE 802.1Q: 0 and 4095 are reserved. */
const [lowest, highest] = [1, 4094];

/** The VLANs of a text, ascending, each once: `10-20,30`, `10 to 20 30`, `10,12`. Errors: HelperError. */
export function expandVlans(text: string): readonly number[] {
  const words = pieces(text).flatMap((piece) => piece.replaceAll(/ ?(?:-|\bto\b) ?/gi, '-').split(' '));
  if (words.length > highest) {
    refuse({
      en: `"${cut(text)}" has more parts than there are VLANs.`,
      zh: `“${cut(text)}”的项数超过 VLAN 总数。`,
    });
  }
  const runs = words.map((word) => run(word, text)).toSorted(([one], [other]) => one - other);
  const vlans: number[] = [];
  for (const [from, to] of runs) {
    for (let vlan = Math.max(from, (vlans.at(-1) ?? 0) + 1); vlan <= to; vlan++) vlans.push(vlan);
  }
  return vlans;
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

function run(piece: string, text: string): readonly [number, number] {
  const [, first, last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(piece) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (first !== undefined && from >= lowest && to <= highest && from <= to) return [from, to];
  return refuse({
    en: `"${cut(piece)}" in "${cut(text)}" is no VLAN or range of VLANs from ${lowest} to ${highest}.`,
    zh: `“${cut(text)}”中的“${cut(piece)}”不是 ${lowest} 到 ${highest} 之间的 VLAN 或 VLAN 范围。`,
  });
}
