import { type Field, secretFields } from '../fields.ts';
import type { Candidate } from './judge.ts';

/**
 * Fields that several columns may share, since their values can stand side by side: further addresses, MACs, disks.
 * Row numbers and secrets are not kept, so any number of columns may be these.
 */
const sharedFields: ReadonlySet<Field> = new Set(['service_ip', 'oob_ip', 'mac', 'disk', 'row_no', ...secretFields]);

/**
 * Gives each column at most one field and each field, but for the shared ones, at most one column: the surest pair
 * first, of equals the left one. A column that would go without takes a field from another one that is nearly as
 * surely something else (`机房` is the site, but the room where there is a `数据中心`).
 */
export function assign(columns: readonly (readonly Candidate[])[]): readonly (Candidate | undefined)[] {
  const given: (Candidate | undefined)[] = columns.map(() => undefined);
  const taken = new Map<Field, number>();
  const pairs = columns.flatMap((candidates, column) => candidates.map((candidate) => ({ column, candidate })));
  for (const { column, candidate } of pairs.toSorted((a, b) => b.candidate.confidence - a.candidate.confidence)) {
    if (given[column] || (taken.has(candidate.field) && !sharedFields.has(candidate.field))) continue;
    given[column] = candidate;
    taken.set(candidate.field, column);
  }
  for (const [column, candidates] of columns.entries()) makeRoom(column, candidates, columns, given, taken);
  return given;
}

function makeRoom(
  column: number,
  candidates: readonly Candidate[],
  columns: readonly (readonly Candidate[])[],
  given: (Candidate | undefined)[],
  taken: Map<Field, number>,
): void {
  const wanted = candidates[0];
  const holder = wanted && taken.get(wanted.field);
  if (!wanted || holder === undefined || holder === column) return;
  if ((given[column]?.confidence ?? 0) > 0.6 || wanted.confidence < 0.85) return;
  const held = given[holder]?.confidence ?? 0;
  const free = (field: Field, confidence: number) =>
    (given[taken.get(field) ?? -1]?.confidence ?? 0) < confidence - 0.05;
  const instead = columns[holder]?.find(
    ({ field, confidence }) =>
      field !== wanted.field && confidence >= Math.max(0.7, held - 0.15) && free(field, confidence),
  );
  if (!instead) return;
  const out = taken.get(instead.field);
  if (out !== undefined && out !== column) given[out] = undefined;
  const before = given[column];
  if (before && taken.get(before.field) === column) taken.delete(before.field);
  given[holder] = instead;
  taken.set(instead.field, holder);
  given[column] = wanted;
  taken.set(wanted.field, column);
}
