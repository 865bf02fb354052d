import { defineLintRule } from '../define-lint-rule.ts';
import { type InterfaceAddress, interfaceAddresses, networkOf } from './reading/addresses.ts';
import type { LintConfig } from './reading/config.ts';

interface Subnet extends InterfaceAddress {
  readonly host: string;
  readonly file: string;
  readonly length: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Networks of a device's addresses do not overlap within a VRF. On several devices the same network is one they share;
 * networks that overlap and are not the same are not.
 */
export default defineLintRule({
  title: { en: 'Overlapping subnets', zh: '网段重叠' },
  check: (config) =>
    overlaps(subnetsOf([config]), (one, other) => one.address !== other.address).map(([one, other]) => ({
      severity: 'error',
      line: one.line,
      text: {
        en: `${shown(one)} overlaps with ${shown(other)} of ${other.interface} (line ${other.line}).`,
        zh: `${shown(one)} 与 ${other.interface} 的 ${shown(other)}（第 ${other.line} 行）重叠。`,
      },
    })),
  together: (configs) => {
    const apart = (one: Subnet, other: Subnet) => one.host !== other.host && one.length !== other.length;
    return overlaps(subnetsOf(configs), apart).map(([one, other]) => ({
      ...{ host: one.host, file: one.file, severity: 'error', line: one.line },
      text: {
        en: `${shown(one)} overlaps with ${shown(other)} of ${other.interface} on ${other.host}: their masks differ.`,
        zh: `${shown(one)} 与 ${other.host} 上 ${other.interface} 的 ${shown(other)} 重叠：掩码不同。`,
      },
    }));
  },
});

function subnetsOf(configs: readonly LintConfig[]): readonly Subnet[] {
  return configs.flatMap((config) =>
    interfaceAddresses(config).flatMap((one) => {
      if (one.prefix === undefined) return [];
      const [first, last] = networkOf(one.address, one.prefix);
      return [{ ...one, host: config.host, file: config.file, length: one.prefix, first, last }];
    }),
  );
}

/** Each subnet that lies in, or around, an earlier one of its VRF of which `counts` holds, with that; in order of lines. */
function overlaps(
  subnets: readonly Subnet[],
  counts: (one: Subnet, other: Subnet) => boolean,
): readonly (readonly [Subnet, Subnet])[] {
  const found = new Map<Subnet, Subnet>();
  const position = new Map(subnets.map((subnet, at) => [subnet, at]));
  for (const group of Map.groupBy(subnets, ({ vrf }) => vrf).values()) {
    // Networks lie within each other or apart, so those around the next one are a stack.
    const around: Subnet[] = [];
    for (const subnet of group.toSorted((a, b) => a.first - b.first || a.length - b.length)) {
      while ((around.at(-1)?.last ?? Infinity) < subnet.first) around.pop();
      const other = around.findLast((one) => counts(subnet, one));
      if (!isTwiceThere(around, subnet)) around.push(subnet);
      if (!other) continue;
      const [later, earlier] =
        (position.get(subnet) ?? 0) > (position.get(other) ?? 0) ? [subnet, other] : [other, subnet];
      if (!found.has(later)) found.set(later, earlier);
    }
  }
  return [...found].toSorted(([a], [b]) => (position.get(a) ?? 0) - (position.get(b) ?? 0));
}

/** Of one network, those of two hosts are enough to find what overlaps with it. */
function isTwiceThere(around: readonly Subnet[], { first, last }: Subnet): boolean {
  const [one, other] = around.slice(-2);
  return [one, other].every((each) => each?.first === first && each.last === last) && one?.host !== other?.host;
}

function shown({ address, length }: Subnet): string {
  return `${address}/${length}`;
}
