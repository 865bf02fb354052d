import fc from 'fast-check';

type Lines = readonly string[];

/** One of 12 addresses, so that two configurations often have the same. */
export const address: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }))
  .map(([a, b]) => `10.0.${a}.${b}`);

export const word: fc.Arbitrary<string> = fc.constantFrom('alpha', 'beta', 'gamma', 'to core 1');

/** A line or none. */
export const some = (line: fc.Arbitrary<string>): fc.Arbitrary<Lines> =>
  fc.option(line, { nil: undefined }).map((one) => (one === undefined ? [] : [one]));

/** Lines or none. */
export const optional = (lines: fc.Arbitrary<Lines>): fc.Arbitrary<Lines> => fc.option(lines, { nil: [] as Lines });

/** Some things, of each key one. */
export const few = <T>(one: fc.Arbitrary<T>, key: (item: T) => string, maxLength = 3): fc.Arbitrary<T[]> =>
  fc.uniqueArray(one, { maxLength, selector: key });

/** All lines of these, in this order. */
export const lines = (...parts: fc.Arbitrary<Lines>[]): fc.Arbitrary<Lines> =>
  fc.tuple(...parts).map((all) => all.flat());

export const always = (...all: string[]): fc.Arbitrary<Lines> => fc.constant(all);

export const block = (header: string, inner: Lines): Lines => [header, ...inner.map((line) => ` ${line}`)];

export const vlans: fc.Arbitrary<number[]> = fc
  .uniqueArray(fc.integer({ min: 2, max: 30 }), { minLength: 1, maxLength: 12 })
  .map((all) => all.toSorted((a, b) => a - b));

/** Sorted numbers as a device writes them. */
export function ranges(all: readonly number[], to: string, between: string): string {
  const found: [number, number][] = [];
  for (const one of all) {
    const last = found.at(-1);
    if (last && last[1] + 1 === one) last[1] = one;
    else found.push([one, one]);
  }
  return found.map(([a, b]) => (a === b ? `${a}` : `${a}${to}${b}`)).join(between);
}

/** A primary address with some secondary ones, or none. */
export const addresses = (secondary: string, secondaryFirst = false): fc.Arbitrary<Lines> =>
  fc
    .option(
      fc.tuple(
        address,
        few(address, (one) => one, 2),
      ),
      { nil: undefined },
    )
    .map((found) => {
      if (!found) return [];
      const [primary, others] = found;
      const further = others
        .filter((one) => one !== primary)
        .map((one) => `ip address ${one} 255.255.255.0 ${secondary}`);
      const first = `ip address ${primary} 255.255.255.0`;
      return secondaryFirst ? [...further, first] : [first, ...further];
    });

/** Parts of a configuration, each followed by the mark of its dialect. */
export const joined = (parts: readonly Lines[], mark: string, end: string): string =>
  [...parts.filter((part) => part.length > 0).map((part) => part.join('\n')), `${end}\n`].join(`\n${mark}\n`);
