import { cut, refuse } from '../arguments.ts';
import { pieces } from './pieces.ts';

/** An interface's name in parts: `GigabitEthernet1/0/4` is type `GigabitEthernet`, head `1/0/`, number 4. */
interface Interface {
  readonly type: string;
  readonly head: string;
  readonly number: number;
}

/** More interfaces than this no device has; a slip of the pen should not fill the memory. */
const most = 4_096;
/** Longer than any name or range is written: what is longer is not looked at. */
const longest = 200;
const name = /^(\d{0,3}[A-Za-z][A-Za-z-]{0,60}?) ?((?:\d{1,5}[/.:])*)(\d{1,5})$/;
const range = /^(.+?\d) ?(?:-|\bto\b) ?(\d[\d/.:]*|[A-Za-z\d].*\d)$/i;

/**
 * The names of the interfaces that a text means, in its order, each once: `GE1/0/1-4`, `GE1/0/1,3,7-8`,
 * `Gi{1,2}/0/{1..4}`, `GE1/0/1 to 1/0/4`, `GE1/0/1 to GE1/0/4`, `Gi1/0/1 - 4, Gi1/0/7`. Errors: HelperError.
 */
export function expandInterfaces(text: string): readonly string[] {
  const all = pieces(text).flatMap(words);
  if (all.length > most) return tooMany(text);
  const names: string[] = [];
  let last: Interface | undefined;
  for (const word of all) {
    // `GE1/0/1,3`: what begins with no name goes on with the one before.
    const whole = /^\d+(?: ?- ?\d+)?$/.test(word) && last ? `${last.type}${last.head}${word}` : word;
    for (const one of braced(whole)) {
      names.push(...ranged(one));
      if (names.length > most) return tooMany(text);
    }
    last = parts(names.at(-1) ?? '') ?? last;
  }
  return [...new Set(names)];
}

/** The fewest ranges of consecutive interfaces, ordered by type and numbers; each as its first and last name. */
export function interfaceRuns(names: readonly string[]): readonly (readonly [Interface, Interface])[] {
  const sorted = [...new Set(names)].map(known).toSorted(byNumbers);
  const runs: [Interface, Interface][] = [];
  for (const one of sorted) {
    const run = runs.at(-1);
    if (run && run[1].type === one.type && run[1].head === one.head && run[1].number + 1 === one.number) run[1] = one;
    else runs.push([one, one]);
  }
  return runs;
}

/** `GE1/0/1 to 1/0/4 GE1/0/7` is two. */
function words(piece: string): readonly string[] {
  return piece.split(/(?<=[\d}])\s+(?!to\b|-)/i);
}

/** `1/0/{1..4}` as the shell has it: every combination. */
function braced(text: string): readonly string[] {
  if (text.length > longest) return malformed(text);
  const found = /^([^{}]*)\{([^{}]+)\}(.*)$/.exec(text);
  if (!found) return [text];
  const [, before = '', inside = '', after = ''] = found;
  const tails = braced(after);
  const here = inside.split(',').flatMap((one) => {
    const ends = /^\s*(\d{1,5})(?:\.\.(\d{1,5}))?\s*$/.exec(one);
    return ends ? numbers(Number(ends[1]), Number(ends[2] ?? ends[1]), text) : malformed(text);
  });
  if (here.length * tails.length > most) return tooMany(text);
  return here.flatMap((one) => tails.map((tail) => `${before}${one}${tail}`));
}

function ranged(text: string): readonly string[] {
  const plain = parts(text);
  if (plain) return [text.replace(' ', '')];
  const [, from = '', to = ''] = range.exec(text) ?? [];
  const first = parts(from);
  if (!first) return malformed(text);
  const end = parts(
    /^\d+$/.test(to) ? `${first.type}${first.head}${to}` : /^\d[\d/.:]*$/.test(to) ? `${first.type}${to}` : to,
  );
  if (end?.type !== first.type || end.head !== first.head) return malformed(text);
  return numbers(first.number, end.number, text).map((number) => `${first.type}${first.head}${number}`);
}

function parts(text: string): Interface | undefined {
  const [, type, head = '', number] = name.exec(text) ?? [];
  return type === undefined ? undefined : { type, head, number: Number(number) };
}

function known(text: string): Interface {
  return parts(text) ?? malformed(text);
}

function byNumbers(one: Interface, other: Interface): number {
  if (one.type !== other.type) return one.type < other.type ? -1 : 1;
  const [left, right] = [one, other].map(({ head, number }) => [
    ...head.split(/[/.:]/).slice(0, -1).map(Number),
    number,
  ]);
  const at = (left ?? []).findIndex((number, index) => number !== right?.[index]);
  if (at < 0) return (left?.length ?? 0) - (right?.length ?? 0);
  return (left?.[at] ?? 0) - (right?.[at] ?? -1);
}

function numbers(from: number, to: number, text: string): readonly number[] {
  if (to < from) return malformed(text);
  if (to - from >= most) return tooMany(text);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function malformed(text: string): never {
  return refuse({
    en: `"${cut(text)}" is no interface or range of interfaces; write it as GE1/0/1, GE1/0/1-4 or GE1/0/{1..4}.`,
    zh: `“${cut(text)}”不是接口或接口范围；请写成 GE1/0/1、GE1/0/1-4 或 GE1/0/{1..4}。`,
  });
}

function tooMany(text: string): never {
  return refuse({
    en: `"${cut(text)}" means more than ${most} interfaces.`,
    zh: `“${cut(text)}”所指接口超过 ${most} 个。`,
  });
}
