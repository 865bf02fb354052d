import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { OpsError } from '../errors.ts';
import { stoppingText } from '../runs/texts.ts';
import { carryOut } from './carry-out.ts';
import type { Contents } from './documents.ts';
import type { ProposalEngine } from './engine.ts';
import type { ProposalDraft, ProposalKind } from './events.ts';
import { isOver } from './fold.ts';
import { demandChange } from './rights.ts';
import type { AllSubjects, Change, Subject, WishOf } from './subject.ts';
import type { Asking, DetailsOf, Proposal, Proposed, RequestOf } from './types.ts';

/** A request with its kind where the compiler finds it. */
export type Asked<K extends ProposalKind> = { readonly kind: K } & RequestOf<K>;

/** Shows what a request would change; nothing is kept. */
export async function preview<K extends ProposalKind>(
  engine: ProposalEngine,
  request: Asked<K>,
): Promise<DetailsOf<K>> {
  return (await ask(engine, request)).details;
}

/** Asks for a change; to be called in its subject's turn (`serial`). */
export async function propose<K extends ProposalKind>(engine: ProposalEngine, request: Asked<K>): Promise<Proposed<K>> {
  checkRunning(engine);
  const { details, change } = await ask(engine, request);
  if (!change) return { outcome: 'nothing-to-change', ...details };
  return put(engine, request.kind, request, change, { asked: wishOf<K>(request) });
}

async function ask<K extends ProposalKind>(engine: ProposalEngine, request: Asked<K>) {
  const subjects: AllSubjects = engine.subjects;
  const subject: Subject<K> = subjects[request.kind];
  const wish = wishOf<K>(request);
  const wanted = { words: subject.words, right: subject.right(wish) };
  await demandChange(engine, request.by, { ...wanted, environments: [] });
  const found = await subject.changeOf(wish);
  const environments = found.change?.environments ?? [];
  if (environments.length > 0) await demandChange(engine, request.by, { ...wanted, environments });
  return found;
}

function wishOf<K extends ProposalKind>(request: Asked<K>): WishOf<K> {
  const { kind: _, by: _by, channel: _channel, thread: _thread, source: _source, reason: _reason, ...wish } = request;
  return wish as unknown as WishOf<K>;
}

/** Keeps a change and asks for it; the twin of one that awaits approval is not asked for again. */
export async function put<K extends ProposalKind>(
  engine: ProposalEngine,
  kind: K,
  asking: Asking,
  change: Change<K>,
  { asked, undoes }: { readonly asked?: WishOf<K>; readonly undoes?: string } = {},
): Promise<Proposed<K>> {
  const { details } = change;
  const twin = openTwin(engine, kind, change);
  if (twin) return { outcome: 'asked-already', proposal: twin, ...details };
  const draft = draftOf(engine, kind, asking, change, undoes);
  const contents: Contents<K> = { before: change.before.text, after: change.after.text, details, asked };
  const proposal = await engine.store.begin(draft, contents as Contents);
  if (proposal.state === 'awaiting-approval') return { outcome: 'asked', proposal, ...details };
  const ended = await carryOut(engine, proposal);
  return { outcome: ended.state === 'saved' ? 'saved' : 'refused', proposal: ended, ...details };
}

function draftOf(
  engine: ProposalEngine,
  kind: ProposalKind,
  { by, channel, thread, source, reason }: Asking,
  { of, before, after, summary, environments }: Change,
  undoes: string | undefined,
): ProposalDraft {
  const now = engine.clock.now();
  const { prefix, policy: policyIn } = engine.subjects[kind];
  const policy = policyIn(engine.settings.current());
  const what = of === undefined ? {} : { of };
  const bound = { kind, ...what, before: before.digest, after: after.digest, environments, policy };
  return {
    ...bound,
    ...{ by, channel, thread, source, reason, undoes, summary },
    proposal: `${prefix}-${engine.ids(now)}`,
    digest: hash('sha256', canonicalize(bound) ?? ''),
    ...(policy.required > 0 ? { expiresAt: now + policy.expires } : {}),
  };
}

/** The same change that awaits approval already. */
function openTwin(engine: ProposalEngine, kind: ProposalKind, { of, before, after }: Change): Proposal | undefined {
  const same = (one: Proposal) =>
    one.kind === kind && one.of === of && one.before === before.digest && one.after === after.digest;
  return engine.store.list().find((one) => !isOver(one) && same(one));
}

/** Error `bot-stopping`. */
export function checkRunning({ stopping }: ProposalEngine): void {
  if (stopping.aborted) throw new OpsError('bot-stopping', stoppingText);
}
