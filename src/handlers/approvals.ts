import { inAnyGroup } from '../core/access/access.ts';
import type { Proposal } from '../core/proposals/types.ts';
import type { Missing } from '../core/runs/policies.ts';
import type { Run } from '../core/runs/types.ts';
import type { Deps } from './deps.ts';

/** Something that waits for approval. */
interface Awaited {
  readonly missing: Missing;
  /** Whether who asks is one of those who decide on it. */
  readonly yours: boolean;
}

/** The runs that are not over, newest first, at most `most` of them. */
export async function activeRuns(most: number, { runs }: Pick<Deps, 'runs'>): Promise<readonly Run[]> {
  const found = await runs.list({ active: true, limit: most });
  return (await Promise.all(found.map(({ id }) => runs.get(id)))).flatMap((run) => run ?? []);
}

/** Of these runs those that wait for approval, and whether `user` is one of those who decide. */
export function awaitedRuns(
  among: readonly Run[],
  user: string,
  { runs, settings }: Pick<Deps, 'runs' | 'settings'>,
): readonly (Awaited & { readonly run: Run })[] {
  const waiting = among.filter(({ state }) => state === 'awaiting-approval');
  return waiting.map((run) => {
    const missing = runs.missing(run);
    return { run, missing, yours: isYours(run, missing, user, settings) };
  });
}

/** The proposals that wait for approval, newest first, and whether `user` is one of those who decide. */
export function awaitedProposals(
  user: string,
  { proposals, settings }: Pick<Deps, 'proposals' | 'settings'>,
): readonly (Awaited & { readonly proposal: Proposal })[] {
  const waiting = proposals.list().filter(({ state }) => state === 'awaiting-approval');
  return waiting.map((proposal) => {
    const missing = proposals.missing(proposal);
    return { proposal, missing, yours: isYours(proposal, missing, user, settings) };
  });
}

function isYours(
  { requester }: Pick<Run, 'requester'>,
  { groups }: Missing,
  user: string,
  settings: Deps['settings'],
): boolean {
  return requester !== user && inAnyGroup(settings.current().access, user, groups);
}
