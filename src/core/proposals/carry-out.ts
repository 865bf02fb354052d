import { explain } from '../errors.ts';
import { patiently } from '../runs/patiently.ts';
import type { ProposalEngine } from './engine.ts';
import type { Standing } from './subject.ts';
import { contentsLost } from './texts.ts';
import type { Proposal } from './types.ts';

/** Looks at what a proposal is to change. */
export function standingOf({ subjects }: ProposalEngine, proposal: Proposal): Promise<Standing> {
  return subjects[proposal.kind].standing(proposal);
}

/** Writes what was approved, unless things have moved; ends the proposal as `saved`, or as `refused`, saying why. */
export async function carryOut(engine: ProposalEngine, proposal: Proposal): Promise<Proposal> {
  const why = await write(engine, proposal);
  return end(engine, proposal, why ? 'refused' : 'saved', why);
}

/** The same after a restart: what is in place already was written before the bot stopped. */
export async function takeUp(engine: ProposalEngine, proposal: Proposal): Promise<Proposal> {
  const standing = await standingOf(engine, proposal);
  return standing === 'after' ? end(engine, proposal, 'saved') : carryOut(engine, proposal);
}

/** Ends a proposal whose subject is not as it was when it was made. */
export function endMoved(engine: ProposalEngine, proposal: Proposal, standing: Standing): Promise<Proposal> {
  const { words } = engine.subjects[proposal.kind];
  const so = { code: 'already-so', text: words.alreadySo(proposal) } as const;
  return end(engine, proposal, 'refused', standing === 'after' ? so : hasMoved(engine, proposal));
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
  const text = await engine.documents.text(proposal, 'after').catch(() => undefined);
  if (text === undefined && hasText(proposal.after)) return { code: 'contents-lost', text: contentsLost };
  const subject = engine.subjects[proposal.kind];
  try {
    return (await subject.write(proposal, text)) ? undefined : hasMoved(engine, proposal);
  } catch (error) {
    // A failure may have come after it was written.
    const standing = await standingOf(engine, proposal).catch(() => 'moved');
    if (standing === 'after') return undefined;
    return { code: 'not-written', text: subject.words.notWritten(proposal, explain(error)) };
  }
}

/** Whether a digest is that of a text. */
function hasText(digest: string): boolean {
  return /^[0-9a-f]{64}$/.test(digest);
}

function hasMoved({ subjects }: ProposalEngine, proposal: Proposal) {
  return { code: 'moved', text: subjects[proposal.kind].words.moved(proposal) } as const;
}
