import type { DeviceType } from '../../settings/device-types.ts';
import type { VendorModels } from '../knowledge/models/family.ts';

/** A product line that a model is of. */
export interface FamilyFound {
  readonly type: DeviceType;
  readonly vendor: string;
  /** No other vendor's models begin so. */
  readonly own: boolean;
  /** How many signs of the key it says something about. */
  readonly length: number;
}

export interface Families {
  /** The longest product line of `vendor`, or of those it resells, that `key` is of, read from `at`. */
  of(vendor: string, key: string, at: number): FamilyFound | undefined;
  /** The same over all vendors; lines that say too little without a vendor (digits only, anything goes) do not count. */
  ofAny(key: string, at: number): FamilyFound | undefined;
  usual(vendor: string): readonly [DeviceType, number] | undefined;
  /** Whether the vendor makes such devices. */
  makes(vendor: string, type: DeviceType): boolean;
}

interface Line extends Omit<FamilyFound, 'length'> {
  readonly test: RegExp;
  /** The signs that such a key can begin with, none where that is open. */
  readonly first: ReadonlySet<string> | undefined;
  /** The second signs, none where that is open. */
  readonly second: ReadonlySet<string> | undefined;
  /** How much it is preferred over lines that say something about as many signs: a vendor's own, and many fixed signs. */
  readonly weight: number;
}

const signs = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

/** An index of product lines, by vendor and by first sign. */
export function indexFamilies(models: readonly VendorModels[]): Families {
  const byVendor = new Map(models.map((made) => [made.vendor, { made, lines: bySign(linesOf(made)) }]));
  const all = byTwoSigns(models.flatMap(linesOf).filter(({ test }) => !/\\w|\.\*/u.test(test.source)));
  const own = (vendor: string, key: string, at: number) =>
    longest(byVendor.get(vendor)?.lines.get(key[at] ?? ''), key, at, 1);
  const related = (vendor: string) => byVendor.get(vendor)?.made.like ?? [];
  return {
    of(vendor, key, at) {
      const found = own(vendor, key, at);
      const others = found && found.length > 3 ? [] : related(vendor);
      return others.reduce((best, other) => longer(best, own(other, key, at)), found);
    },
    ofAny: (key, at) => longest(all.get(key.slice(at, at + 2)), key, at, 3),
    usual: (vendor) => byVendor.get(vendor)?.made.usually,
    makes: (vendor, type) => byVendor.get(vendor)?.made.families.some((family) => family.type === type) ?? false,
  };
}

function linesOf({ vendor, families }: VendorModels): readonly Line[] {
  return families.flatMap(({ pattern, type, own }) => {
    const weight = (own ? 2 : 0) + Math.min(fixedSigns(pattern), 20) / 50;
    return spread(pattern).map((one) => ({
      vendor,
      type,
      own,
      weight,
      test: new RegExp(one, 'y'),
      ...beginnings(one),
    }));
  });
}

/** A pattern that begins with a group as one for each of its alternatives, so that each tells its first signs. */
function spread(pattern: string): readonly string[] {
  const [, group, optional, rest] = /^\(\?:([^()]*)\)(\??)(?![*+{])(.*)$/u.exec(pattern) ?? [];
  if (group === undefined || rest === undefined) return [pattern];
  return [...group.split('|'), ...(optional ? [''] : [])].map((begin) => begin + rest).filter((one) => one !== '');
}

function fixedSigns(pattern: string): number {
  return pattern.replaceAll(/\\.|\[[^\]]*\]|\{[^}]*\}/gu, '').match(/[A-Z0-9]/gu)?.length ?? 0;
}

const atom = /^(?:[A-Z0-9]|\\d|\[[^\]]+\])(?![?*+{])/u;

/** The signs a pattern can begin with, as far as its first two atoms tell. */
function beginnings(pattern: string): Pick<Line, 'first' | 'second'> {
  const one = atom.exec(pattern)?.[0];
  const two = one === undefined ? undefined : atom.exec(pattern.slice(one.length))?.[0];
  return {
    first: signsOf(one ?? /^(?:[A-Z0-9]|\\d|\[[^\]]+\])(?![?*]|\{0)/u.exec(pattern)?.[0]),
    second: signsOf(two),
  };
}

function signsOf(of: string | undefined): ReadonlySet<string> | undefined {
  if (of === undefined) return undefined;
  if (of.length === 1) return new Set(of);
  const test = new RegExp(of, 'u');
  return new Set(signs.filter((sign) => test.test(sign)));
}

/** Lines by the two signs a key begins with, in order; those that can begin with anything are left out. */
function byTwoSigns(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  const map = new Map<string, Line[]>();
  for (const line of lines) {
    for (const one of line.first ?? []) {
      for (const two of line.second ?? signs) {
        const list = map.get(one + two);
        if (list) list.push(line);
        else map.set(one + two, [line]);
      }
    }
  }
  return map;
}

function bySign(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  return new Map(signs.map((sign) => [sign, lines.filter(({ first }) => first === undefined || first.has(sign))]));
}

/** Of lines that say as much, a vendor's own counts, then the one that is listed earlier. */
function longest(lines: readonly Line[] | undefined, key: string, at: number, least: number): FamilyFound | undefined {
  let best: Line | undefined;
  let length = 0;
  let score = 0;
  for (const line of lines ?? []) {
    line.test.lastIndex = at;
    if (!line.test.test(key)) continue;
    const long = line.test.lastIndex - at;
    const scored = long + line.weight;
    if (long < least || scored <= score || (least > 1 && !line.own && !/[A-Z]/u.test(key.slice(at, at + long))))
      continue;
    [best, length, score] = [line, long, scored];
  }
  return best && { type: best.type, vendor: best.vendor, own: best.own, length };
}

function longer(a: FamilyFound | undefined, b: FamilyFound | undefined): FamilyFound | undefined {
  return a && (!b || a.length >= b.length) ? a : b;
}
