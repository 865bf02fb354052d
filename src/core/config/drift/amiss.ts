import { createHash } from 'node:crypto';
import type { Drift } from '../drift.ts';

/** A config that is not on its host as it is meant to be, which a push could mend. */
export type Amiss = Extract<Drift, { readonly extra: number }> | Extract<Drift, { readonly state: 'absent' }>;

export function amiss(drifts: readonly Drift[]): readonly Amiss[] {
  return drifts.flatMap((one) => (one.state === 'drifted' || one.state === 'absent' ? [one as Amiss] : []));
}

/** Equal where the same configs are amiss: 16 hexadecimal digits. */
export function amissDigest(drifts: readonly Drift[]): string {
  const names = amiss(drifts).map(({ intended }) => `${intended.host}/${intended.name}`);
  return createHash('sha256').update(JSON.stringify(names.toSorted())).digest('hex').slice(0, 16);
}
