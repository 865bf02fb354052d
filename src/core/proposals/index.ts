import { atTime } from '../runs/deadline.ts';
import { runId } from '../runs/ids.ts';
import { createSerial } from '../runs/locks.ts';
import { missingIn } from '../runs/policies.ts';
import { end, takeUp } from './carry-out.ts';
import { afterMove, approve, policiesOf, reject } from './decisions.ts';
import { createProposalDocuments } from './documents.ts';
import type { ProposalEngine, ProposalsDeps } from './engine.ts';
import type { ProposalKind } from './events.ts';
import { isOver } from './fold.ts';
import { preview, propose } from './propose.ts';
import { createProposalStore } from './store.ts';
import { nobodyInTime } from './texts.ts';
import type { Proposal, Proposals } from './types.ts';
import { previewUndo, undo } from './undo.ts';

/** The proposals of one DATA_DIR, over restarts. Call `start` before anything else. */
export function createProposals(deps: ProposalsDeps): Proposals {
  const stopping = new AbortController();
  const engine = createEngine(deps, stopping.signal);
  const timers = new Map<string, () => void>();
  const watch = (proposal: Proposal) => watchExpiry(engine, timers, proposal);
  engine.store.subscribe(watch);

  return {
    propose: (request) => engine.serial(request.kind, () => propose<typeof request.kind>(engine, request)),
    preview: (request) => engine.serial(request.kind, () => preview<typeof request.kind>(engine, request)),
    undo: (request) => engine.serial('inventory', () => undo(engine, request)),
    previewUndo: (request) => engine.serial('inventory', () => previewUndo(engine, request)),
    approve: (id, digest, by) => approve(engine, { id, digest, by }),
    reject: (id, digest, by, reason) => reject(engine, { id, digest, by }, reason),
    get: engine.store.get,
    list: engine.store.list,
    details: async (id) => {
      const proposal = engine.store.get(id);
      return proposal && engine.documents.details(proposal);
    },
    missing: (proposal) => {
      const settings = engine.settings.current();
      return missingIn(policiesOf(engine, proposal, settings), proposal, settings);
    },
    placed: engine.store.placed,
    subscribe: engine.store.subscribe,
    start: async () => {
      await engine.store.open();
      await each(engine, (kind) => recover(engine, kind));
      for (const proposal of engine.store.list()) watch(proposal);
      await forgetOld(engine);
    },
    stop: async () => {
      stopping.abort();
      for (const stop of timers.values()) stop();
      await each(engine, async () => {});
    },
  };
}

function createEngine({ folder, ...deps }: ProposalsDeps, stopping: AbortSignal): ProposalEngine {
  const documents = createProposalDocuments(folder);
  const serial = createSerial();
  return {
    ...deps,
    documents,
    stopping,
    ids: deps.ids ?? runId,
    store: createProposalStore({ ...deps, documents }),
    serial,
    ledger: {
      note: async (event) => {
        await deps.journal.append(event);
      },
    },
  };
}

/** Waits for every subject's turn in turn. */
async function each(engine: ProposalEngine, work: (kind: ProposalKind) => Promise<void>): Promise<void> {
  const kinds = Object.keys(engine.subjects) as ProposalKind[];
  await Promise.all(kinds.map((kind) => engine.serial(kind, () => work(kind))));
}

/** What everybody agreed to and a crash kept from being written. */
async function recover(engine: ProposalEngine, kind: ProposalKind): Promise<void> {
  const agreed = engine.store.list().filter((one) => one.kind === kind && one.state === 'approved');
  for (const proposal of agreed) {
    try {
      const ended = await takeUp(engine, proposal);
      if (ended.state === 'refused') await afterMove(engine, ended);
    } catch (err) {
      engine.log.error({ err, proposal: proposal.id }, 'a save could not be taken up; the next start tries again');
    }
  }
}

/** How many proposals' contents are kept: of all that ended, and of those of each kind that were saved. */
const kept = { ended: 50, saved: 20 };

/** What old proposals changed is forgotten: it is two copies of its subject each. */
async function forgetOld({ store, documents, subjects, log }: ProposalEngine): Promise<void> {
  const ended = store.list().filter(isOver);
  const savedOf = (wanted: string) =>
    ended.filter(({ kind, state }) => kind === wanted && state === 'saved').slice(0, kept.saved);
  const saved = Object.keys(subjects).flatMap(savedOf);
  const old = ended.slice(kept.ended).filter((proposal) => !saved.includes(proposal));
  const all = Promise.all(old.map(({ id }) => documents.forget(id)));
  await all.catch((err: unknown) => log.warn({ err }, 'contents of old proposals stay'));
}

function watchExpiry(engine: ProposalEngine, timers: Map<string, () => void>, proposal: Proposal): void {
  const { id, state, expiresAt } = proposal;
  timers.get(id)?.();
  timers.delete(id);
  if (state !== 'awaiting-approval' || expiresAt === undefined || engine.stopping.aborted) return;
  const over = () =>
    expire(engine, id).catch((err: unknown) => engine.log.error({ err, proposal: id }, 'a proposal could not expire'));
  timers.set(id, atTime(engine.clock, expiresAt, over));
}

async function expire(engine: ProposalEngine, id: string): Promise<void> {
  const kind = engine.store.get(id)?.kind;
  if (!kind) return;
  await engine.serial(kind, async () => {
    const proposal = engine.store.get(id);
    if (proposal?.state !== 'awaiting-approval' || (proposal.expiresAt ?? 0) > engine.clock.now()) return;
    await end(engine, proposal, 'expired', { code: 'expired', text: nobodyInTime });
  });
}
