import type { Amount, Strategy } from '../settings/types.ts';

/**
 * The hosts in the order and batches in which a strategy takes them. Percentages are of all hosts and round up
 * (DESIGN section 7); a batch has at least one host.
 */
export function batches(hosts: readonly string[], strategy: Strategy): readonly (readonly string[])[] {
  if (hosts.length === 0) return [];
  if (strategy.kind === 'all') return [hosts];
  const size = amount(strategy.batch, hosts.length);
  if (strategy.kind === 'rolling') return chunks(hosts, size);
  const first = amount(strategy.first, hosts.length);
  return [hosts.slice(0, first), ...chunks(hosts.slice(first), size)];
}

function amount(wanted: Amount, of: number): number {
  const count = 'count' in wanted ? wanted.count : Math.ceil((of * wanted.percent) / 100);
  return Math.min(of, Math.max(1, count));
}

function chunks(hosts: readonly string[], size: number): string[][] {
  const count = Math.ceil(hosts.length / size);
  return Array.from({ length: count }, (_, index) => hosts.slice(index * size, (index + 1) * size));
}
