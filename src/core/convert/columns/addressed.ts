import type { Field } from '../fields.ts';
import type { Header } from '../types.ts';
import { expectations } from './expectations.ts';
import type { HeaderIndex } from './header-index.ts';
import type { Candidate } from './judge.ts';
import { hintOf } from './reason.ts';
import type { Look } from './shapes.ts';

/** The fields that a host's address is taken from, in this order. */
export const addressFields = ['address', 'service_ip', 'oob_ip'] as const satisfies readonly Field[];

/** A column as `addressed` sees it. */
export interface Seen {
  readonly header: Header;
  readonly look: Look;
  readonly candidate: Candidate | undefined;
  /** A person said what it is. */
  readonly said: boolean;
}

/**
 * What each column is, where a table of hosts (some column is the name) has no address: then a column with a header
 * that is known whole for one is it, though it is empty or badly filled in, unless its values surely are something else.
 */
export function addressed(columns: readonly Seen[], index: HeaderIndex): readonly (Candidate | undefined)[] {
  const given = columns.map(({ candidate }) => candidate);
  const has = (wanted: readonly Field[]) => given.some((candidate) => candidate && wanted.includes(candidate.field));
  if (!has(['name']) || has(addressFields)) return given;
  const found = columns.map((column) => knownFor(column, index));
  const first = addressFields.map((field) => found.findIndex((one) => one?.field === field)).find((at) => at >= 0);
  return first === undefined ? given : given.map((candidate, at) => (at === first ? found[at] : candidate));
}

function knownFor({ header, look, candidate, said }: Seen, index: HeaderIndex): Candidate | undefined {
  const guess = index.guess(header.text)[0];
  if (said || candidate || guess?.how !== 'known' || guess.confidence <= 0.8) return undefined;
  if (!addressFields.some((field) => field === guess.field)) return undefined;
  const { elsewhere = [], fits = [], called } = expectations.address ?? {};
  if (look.fitting(elsewhere, fits) >= 0.5) return undefined;
  const hint = look.count === 0 ? hintOf(guess) : hintOf(guess, look.fitting(fits), look.count, called);
  return { field: guess.field, confidence: 0.6, hint };
}
