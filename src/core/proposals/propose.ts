import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { OpsError } from '../errors.ts';
import { type InventoryChange, mergeChange, restoreChange } from '../inventory/change.ts';
import { differenceBetween, differenceText } from '../inventory/difference.ts';
import { differenceExcerpt } from '../inventory/difference-lines.ts';
import { stoppingText } from '../runs/texts.ts';
import { carryOut } from './carry-out.ts';
import type { Contents } from './documents.ts';
import type { ProposalEngine } from './engine.ts';
import type { ProposalDraft } from './events.ts';
import { isOver } from './fold.ts';
import { demandChange } from './rights.ts';
import { movedSince, nothingToUndo, undoLost } from './texts.ts';
import type { InventoryDetails, InventoryRequest, Proposal, Proposed, UndoRequest } from './types.ts';

/** Shows what saving these hosts would change; nothing is kept. */
export async function preview(engine: ProposalEngine, request: InventoryRequest): Promise<InventoryDetails> {
  const { difference, change } = await ask(engine, request);
  return { difference, members: change?.members ?? [] };
}

/** Asks for these hosts to be saved; to be called in the inventory's turn (`serial`). */
export async function propose(engine: ProposalEngine, request: InventoryRequest): Promise<Proposed> {
  checkRunning(engine);
  const { difference, change } = await ask(engine, request);
  if (!change) return { outcome: 'nothing-to-change', difference };
  const { incoming, complete, right } = request;
  return put(engine, request, change, { source: request.source, asked: { incoming, complete, right } });
}

/** Asks for the last save to be taken back; to be called in the inventory's turn. */
export async function undo(engine: ProposalEngine, request: UndoRequest): Promise<Proposed> {
  checkRunning(engine);
  const { last, change } = await lastSave(engine, request.by);
  return put(engine, request, change, { source: last.source, undoes: last.id });
}

/** Shows what taking the last save back would change. */
export async function previewUndo(engine: ProposalEngine, request: UndoRequest): Promise<InventoryDetails> {
  const { change } = await lastSave(engine, request.by);
  return { difference: change.difference, members: change.members };
}

async function ask(engine: ProposalEngine, request: InventoryRequest) {
  const rights = [request.right ?? 'inventory'];
  await demandChange(engine, request.by, rights, []);
  const { incoming, complete } = request;
  const found = await mergeChange(engine.hosts, incoming, { complete });
  if (found.change) await demandChange(engine, request.by, rights, found.change.environments);
  return found;
}

async function lastSave(engine: ProposalEngine, by: string): Promise<{ last: Proposal; change: InventoryChange }> {
  await demandChange(engine, by, ['inventory'], []);
  const saves = engine.store.list().filter(({ state }) => state === 'saved');
  const last = saves.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  if (!last) throw new OpsError('nothing-to-undo', nothingToUndo);
  const file = await engine.hosts.read();
  if (file.digest !== last.after) throw await changedSince(engine, last, file.settings.hosts);
  const text = await engine.documents.text(last.id, 'before', last.before);
  if (text === undefined) throw new OpsError('nothing-to-undo', undoLost);
  const change = await restoreChange(engine.hosts, text);
  await demandChange(engine, by, ['inventory'], change.environments);
  return { last, change };
}

const shownLines = 10;

async function changedSince(engine: ProposalEngine, last: Proposal, now: Parameters<typeof differenceBetween>[1]) {
  const text = await engine.documents.text(last.id, 'after', last.after);
  const saved = text === undefined ? undefined : await engine.hosts.trial(text).catch(() => undefined);
  const what = saved
    ? differenceExcerpt(differenceBetween(saved.hosts, now), shownLines)
    : { en: 'what was saved cannot be read any more', zh: '已无法读取当时保存的内容' };
  return new OpsError('inventory-moved', movedSince(last, what));
}

type More = Pick<Contents, 'asked'> & { readonly source: string; readonly undoes?: string };

async function put(
  engine: ProposalEngine,
  request: Pick<InventoryRequest, 'by' | 'channel' | 'thread' | 'reason'>,
  change: InventoryChange,
  { asked, source, undoes }: More,
): Promise<Proposed> {
  const { difference, members } = change;
  const twin = openTwin(engine, change);
  if (twin) return { outcome: 'asked-already', proposal: twin, difference, members };
  const draft = draftOf(engine, request, change, { source, undoes });
  const contents = { before: change.before.text, after: change.after.text, difference, members, asked };
  const proposal = await engine.store.begin(draft, contents);
  if (proposal.state === 'awaiting-approval') return { outcome: 'asked', proposal, difference, members };
  const ended = await carryOut(engine, proposal);
  return { outcome: ended.state === 'saved' ? 'saved' : 'refused', proposal: ended, difference, members };
}

function draftOf(
  engine: ProposalEngine,
  { by, channel, thread, reason }: Pick<InventoryRequest, 'by' | 'channel' | 'thread' | 'reason'>,
  { before, after, difference, environments }: InventoryChange,
  more: { readonly source: string; readonly undoes?: string },
): ProposalDraft {
  const now = engine.clock.now();
  const policy = engine.settings.current().policies.inventory;
  const bound = { kind: 'inventory', before: before.digest, after: after.digest, environments, policy } as const;
  return {
    ...bound,
    ...more,
    ...{ by, channel, thread, reason },
    proposal: `inv-${engine.ids(now)}`,
    summary: differenceText(difference),
    digest: hash('sha256', canonicalize(bound) ?? ''),
    ...(policy.required > 0 ? { expiresAt: now + policy.expires } : {}),
  };
}

/** The same change that awaits approval already. */
function openTwin(engine: ProposalEngine, { before, after }: InventoryChange): Proposal | undefined {
  const same = (one: Proposal) => one.before === before.digest && one.after === after.digest;
  return engine.store.list().find((one) => !isOver(one) && same(one));
}

function checkRunning({ stopping }: ProposalEngine): void {
  if (stopping.aborted) throw new OpsError('bot-stopping', stoppingText);
}
