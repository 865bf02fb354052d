import { unfit } from '../../core/runs/approvals.ts';
import type { Decision } from '../../core/runs/types.ts';
import { activeRuns, awaitedProposals, awaitedRuns } from '../approvals.ts';
import { defineTab } from '../define.ts';
import type { Deps } from '../deps.ts';
import { hasRight, membership } from '../rights.ts';
import { home, type Seen } from '../views/home.ts';

/** Active runs that are looked through. */
const mostRuns = 200;

const running = ['queued', 'running', 'waiting'] as const;

/** Who somebody is to the bot, what waits for them, what they asked for, and what goes on. */
export default defineTab({
  open: async ({ user, language }, deps) => {
    const { access } = deps.settings.current();
    const who = await deps.people.find(user);
    const may = (right: string) => !unfit(who) && hasRight(access, user, right);
    const seen = may(membership) ? await seenBy(user, deps) : undefined;
    const can = { deploy: may('deploy'), convert: may('convert') };
    return home({ who, access, seen, can, prefix: deps.prefix, now: deps.clock.now() }, language);
  },
});

async function seenBy(user: string, deps: Deps): Promise<Seen> {
  const runs = await activeRuns(mostRuns, deps);
  const isTheirs = ({ requester }: { readonly requester: string }) => requester === user;
  const isOpenTo = (approvals: readonly Decision[]) => !approvals.some(({ by }) => by === user);
  const proposals = awaitedProposals(user, deps);
  return {
    waiting: {
      runs: awaitedRuns(runs, user, deps).flatMap(({ run, yours }) => (yours && isOpenTo(run.approvals) ? [run] : [])),
      proposals: proposals.flatMap(({ proposal, yours }) => (yours && isOpenTo(proposal.approvals) ? [proposal] : [])),
    },
    asked: {
      runs: runs.filter(isTheirs),
      proposals: proposals.map(({ proposal }) => proposal).filter(isTheirs),
    },
    running: runs.filter(({ state }) => running.some((each) => each === state)),
    failed: deps.schedules.list().filter(({ last }) => last?.outcome === 'failed'),
  };
}
