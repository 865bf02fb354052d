import type { Person } from '../access/people.ts';
import { explain, OpsError } from '../errors.ts';
import {
  type Attempt,
  type Matter,
  type Refusal,
  refuseApprovalOf,
  refuseRejectionOf,
  unfit,
} from '../runs/approvals.ts';
import { type Missing, missingIn } from '../runs/policies.ts';
import { refused } from '../runs/rights.ts';
import { stoppingText } from '../runs/texts.ts';
import type { Policy, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { carryOut, end, endMoved, standingOf } from './carry-out.ts';
import type { ProposalEngine } from './engine.ts';
import { isOver } from './fold.ts';
import { type Asked, propose } from './propose.ts';
import { refuseChange } from './rights.ts';
import type { Subject } from './subject.ts';
import { approvedText, noProposal, rejectedText, requesterLost, stateText, unknownPerson } from './texts.ts';
import type { Proposal, ProposalAnswer } from './types.ts';

/** What was clicked, and by whom. */
interface Click {
  readonly id: string;
  readonly digest: string;
  readonly by: string;
}

/** The policies that approvals must satisfy: the one it was proposed under and the one in force, so that the stricter counts. */
export function policiesOf(
  { subjects }: Pick<ProposalEngine, 'subjects'>,
  { kind, policy }: Proposal,
  settings: Settings,
): readonly Policy[] {
  return [policy, subjects[kind].policy(settings)];
}

/** One approval; with the last one needed, what was proposed is saved. */
export function approve(engine: ProposalEngine, click: Click): Promise<ProposalAnswer> {
  return decide(engine, click, 'approve', refuseApprovalOf, async (proposal) => {
    const lost = await requesterRefused(engine, proposal);
    if (lost)
      return answer(
        engine,
        await end(engine, proposal, 'refused', { code: 'requester-lost', text: requesterLost(lost) }),
      );
    const standing = await standingOf(engine, proposal);
    if (standing !== 'before') return afterMove(engine, await endMoved(engine, proposal, standing));
    const missing = await missingWith(engine, proposal, click.by);
    const { id, digest, by } = click;
    const enough = missing.count === 0;
    const agreed = await engine.store.record({ type: 'proposal-approved', proposal: id, digest, by, enough });
    if (!enough) return { ok: true, text: approvedText(proposal, missing), proposal: agreed };
    const ended = await carryOut(engine, agreed);
    return ended.state === 'saved' ? answer(engine, ended) : afterMove(engine, ended);
  });
}

/** One rejection ends it; the requester's own withdraws it. */
export function reject(engine: ProposalEngine, click: Click, reason?: string): Promise<ProposalAnswer> {
  return decide(engine, click, 'reject', refuseRejectionOf, async (proposal) => {
    const { id, by } = click;
    const ended = await engine.store.record({ type: 'proposal-rejected', proposal: id, by, reason });
    return { ok: true, text: rejectedText(proposal, by === proposal.requester), proposal: ended };
  });
}

/** A click is always answered; what speaks against it is the answer. */
async function decide(
  engine: ProposalEngine,
  { id, digest, by }: Click,
  what: string,
  refuse: (matter: Matter, attempt: Attempt, settings: Settings) => Refusal | undefined,
  take: (proposal: Proposal) => Promise<ProposalAnswer>,
): Promise<ProposalAnswer> {
  try {
    const person = await engine.people.find(by);
    const kind = engine.store.get(id)?.kind;
    if (!kind) return { ok: false, text: noProposal(id) };
    return await engine.serial(kind, async () => {
      const proposal = engine.store.get(id);
      if (!proposal) return { ok: false, text: noProposal(id) };
      if (engine.stopping.aborted) return { ok: false, text: stoppingText, proposal };
      const settings = engine.settings.current();
      const refusal = refuse(
        matterOf(engine, proposal, settings),
        { person, digest, now: engine.clock.now() },
        settings,
      );
      if (refusal) return { ok: false, text: (await refused(engine, by, `${what} ${id}`, refusal)).text, proposal };
      return take(proposal);
    });
  } catch (error) {
    return { ok: false, text: explain(error), proposal: engine.store.get(id) };
  }
}

function matterOf(engine: ProposalEngine, proposal: Proposal, settings: Settings): Matter {
  const { id, kind, requester, digest, approvals, expiresAt, state } = proposal;
  return {
    ...{ id, requester, digest, approvals, expiresAt, asking: engine.subjects[kind].words.asking },
    policies: policiesOf(engine, proposal, settings),
    state: stateText(state),
    over: isOver(proposal),
    open: state === 'awaiting-approval' ? ['approve', 'reject'] : [],
  };
}

/** Why who asked for it may not do so any more, or undefined. Error `people-unavailable`. */
async function requesterRefused(engine: ProposalEngine, proposal: Proposal): Promise<Text | undefined> {
  const person = await known(engine, proposal.requester);
  if (!person) return unknownPerson(proposal.requester);
  const { environments, kind } = proposal;
  const subject: Subject = engine.subjects[kind];
  const right = subject.right(await engine.documents.asked(proposal.id));
  return refuseChange(engine.settings.current(), person, { words: subject.words, right, environments })?.text;
}

/** How many approvals are missing once `by` has approved; of those before, only people who still count do. */
async function missingWith(engine: ProposalEngine, proposal: Proposal, by: string): Promise<Missing> {
  const people = await Promise.all(proposal.approvals.map((one) => known(engine, one.by)));
  const counting = people.filter((person): person is Person => person !== undefined && unfit(person) === undefined);
  const approvals = [...counting.map(({ id }) => ({ by: id })), { by }];
  const settings = engine.settings.current();
  return missingIn(policiesOf(engine, proposal, settings), { requester: proposal.requester, approvals }, settings);
}

async function known(engine: ProposalEngine, id: string): Promise<Person | undefined> {
  try {
    return await engine.people.find(id);
  } catch (error) {
    if (error instanceof OpsError && error.code === 'person-unknown') return undefined;
    throw error;
  }
}

/** Shows the difference again, as a new proposal of the same person, where things have moved. */
export async function afterMove(engine: ProposalEngine, ended: Proposal): Promise<ProposalAnswer> {
  const asked = await engine.documents.asked(ended.id);
  if (!asked || ended.why?.code !== 'moved') return answer(engine, ended);
  const { kind, requester: by, channel, thread, source, reason } = ended;
  const { words } = engine.subjects[kind];
  try {
    // What was kept is of the kind that the proposal is of.
    const again = await propose(engine, { ...asked, kind, by, channel, thread, source, reason } as Asked<typeof kind>);
    const id = 'proposal' in again ? again.proposal.id : undefined;
    return { ok: false, text: words.moved(ended, id), proposal: ended };
  } catch (error) {
    const [why, what] = [words.moved(ended), explain(error)];
    return { ok: false, text: { en: `${why.en} ${what.en}`, zh: `${why.zh}${what.zh}` }, proposal: ended };
  }
}

function answer({ subjects }: ProposalEngine, ended: Proposal): ProposalAnswer {
  if (ended.state === 'saved') return { ok: true, text: subjects[ended.kind].words.saved(ended), proposal: ended };
  return { ok: false, text: ended.why?.text ?? stateText(ended.state), proposal: ended };
}
