import { explain } from '../errors.ts';
import { patiently } from '../runs/patiently.ts';
import type { ProposalEngine } from './engine.ts';
import { alreadySo, contentsLost, moved, notWritten } from './texts.ts';
import type { Proposal } from './types.ts';

/** Where the file stands that a proposal is to change. */
export type Standing = 'before' | 'after' | 'moved';

/** Looks at the file that a proposal is to change. */
export async function standingOf({ hosts }: ProposalEngine, { before, after }: Proposal): Promise<Standing> {
  const now = await hosts.digest();
  if (now === before) return 'before';
  return now === after ? 'after' : 'moved';
}

/** Writes what was approved, unless the file has moved; ends the proposal as `saved`, or as `refused`, saying why. */
export async function carryOut(engine: ProposalEngine, proposal: Proposal): Promise<Proposal> {
  const why = await write(engine, proposal);
  return end(engine, proposal, why ? 'refused' : 'saved', why);
}

/** The same after a restart: what is in the file already was written before the bot stopped. */
export async function takeUp(engine: ProposalEngine, proposal: Proposal): Promise<Proposal> {
  const standing = await standingOf(engine, proposal);
  return standing === 'after' ? end(engine, proposal, 'saved') : carryOut(engine, proposal);
}

/** Ends a proposal whose file is not as it was when it was made. */
export function endMoved(engine: ProposalEngine, proposal: Proposal, standing: Standing): Promise<Proposal> {
  return end(engine, proposal, 'refused', standing === 'after' ? { code: 'already-so', text: alreadySo } : hasMoved);
}

/** Puts the end of a proposal on record, again and again while the journal cannot be written. */
export function end(
  engine: ProposalEngine,
  { id }: Proposal,
  state: 'saved' | 'expired' | 'refused',
  why?: Proposal['why'],
): Promise<Proposal> {
  return patiently(engine, () => engine.store.record({ type: 'proposal-ended', proposal: id, state, why }));
}

/** Why it was not written, or undefined where it was. */
async function write(engine: ProposalEngine, proposal: Proposal): Promise<Proposal['why']> {
  const text = await engine.documents.text(proposal.id, 'after', proposal.after).catch(() => undefined);
  if (text === undefined) return { code: 'contents-lost', text: contentsLost };
  try {
    return (await engine.hosts.replace(proposal.before, text)) ? undefined : hasMoved;
  } catch (error) {
    // A failure may have come after the file was replaced.
    const standing = await standingOf(engine, proposal).catch(() => 'moved');
    return standing === 'after' ? undefined : { code: 'not-written', text: notWritten(explain(error)) };
  }
}

const hasMoved = { code: 'moved', text: moved() } as const;
