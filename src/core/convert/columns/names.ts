import type { Field } from '../fields.ts';
import type { Candidate } from './judge.ts';

const giving: ReadonlySet<Field> = new Set(['asset_tag', 'row_no', 'type', 'business_system']);

/** Where no column is the name, one that may be it and was taken for a number or a type is: `设备编号` with `SW-01`. */
export function nameless(
  given: readonly (Candidate | undefined)[],
  columns: readonly (readonly Candidate[])[],
): readonly (Candidate | undefined)[] {
  if (given.some((candidate) => candidate?.field === 'name')) return withAddress(given);
  const names = columns.map((candidates, at) => {
    const free = given[at] === undefined || giving.has(given[at].field);
    return free ? candidates.find(({ field }) => field === 'name') : undefined;
  });
  const best = names.reduce<number>(
    (top, name, at) => ((name?.confidence ?? 0) > (names[top]?.confidence ?? 0) ? at : top),
    0,
  );
  const name = names[best];
  return name ? given.map((candidate, at) => (at === best ? name : candidate)) : given;
}

const addresses: ReadonlySet<Field> = new Set(['address', 'service_ip', 'oob_ip']);

/** Values that look like names are not enough where no column is an address: a table of spare parts has codes too. */
function withAddress(given: readonly (Candidate | undefined)[]): readonly (Candidate | undefined)[] {
  if (given.some((candidate) => candidate && addresses.has(candidate.field))) return given;
  return given.map((candidate) =>
    candidate?.field === 'name' && candidate.hint.how === undefined ? undefined : candidate,
  );
}
