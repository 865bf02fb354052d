import { type Key, keyOf } from './key.ts';

/** A vendor's name found in a text, and where in its key. */
export interface VendorFound {
  readonly vendor: string;
  /** 1: the text is the name; less where there is more. */
  readonly confidence: number;
  readonly from: number;
  readonly to: number;
}

export interface Vendors {
  find(text: string, key?: Key): VendorFound | undefined;
}

/** An index of vendors' names: canonical name → aliases separated by ` | `. */
export function indexVendors(aliases: Readonly<Record<string, string>>): Vendors {
  const names = new Map<string, string>();
  for (const [vendor, text] of Object.entries(aliases)) {
    for (const alias of [vendor, ...text.split(' | ')]) {
      const { key } = keyOf(alias);
      if (key !== '' && !names.has(key)) names.set(key, vendor);
    }
  }
  const lengths = lengthsByFirst(names.keys());
  return {
    find(text, known) {
      const { key, starts, breaks } = known ?? keyOf(text);
      const whole = names.get(key);
      if (whole !== undefined) return { vendor: whole, confidence: 1, from: 0, to: key.length };
      return within({ key, starts, breaks }, names, lengths);
    },
  };
}

function lengthsByFirst(keys: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, Set<number>>();
  for (const key of keys) lengths.set(key[0] ?? '', (lengths.get(key[0] ?? '') ?? new Set()).add(key.length));
  return new Map([...lengths].map(([first, set]) => [first, [...set].toSorted((a, b) => b - a)]));
}

function within(
  { key, starts, breaks }: Key,
  names: ReadonlyMap<string, string>,
  lengths: ReadonlyMap<string, readonly number[]>,
): VendorFound | undefined {
  for (const from of starts) {
    for (const length of lengths.get(key[from] ?? '') ?? []) {
      const to = from + length;
      const vendor = to <= key.length ? names.get(key.slice(from, to)) : undefined;
      if (vendor === undefined || !(starts.includes(to) || breaks.includes(to) || ends(key, from, to))) continue;
      return { vendor, confidence: from === 0 ? 0.9 : 0.8, from, to };
    }
  }
  return undefined;
}

/** A name must not go on: a Chinese one needs nothing behind it, a long Latin one a model's number (`HuaweiS5720`). */
function ends(key: string, from: number, to: number): boolean {
  if (to === key.length || key.charCodeAt(to - 1) >= 0x3400) return true;
  return to - from >= 5 && /^[A-Z]{0,4}\d/.test(key.slice(to, to + 5));
}
