import { OpsError } from '../errors.ts';
import { differenceBetween } from '../inventory/difference.ts';
import { differenceExcerpt } from '../inventory/difference-lines.ts';
import type { ProposalEngine } from './engine.ts';
import { checkRunning, put } from './propose.ts';
import { demandChange } from './rights.ts';
import type { Change } from './subject.ts';
import { movedSince, nothingToUndo, undoLost } from './texts.ts';
import type { InventoryDetails, Proposal, Proposed, UndoRequest } from './types.ts';

/** Asks for the last save of the inventory to be taken back; to be called in the inventory's turn. */
export async function undo(engine: ProposalEngine, request: UndoRequest): Promise<Proposed<'inventory'>> {
  checkRunning(engine);
  const { last, change } = await lastSave(engine, request.by);
  return put(engine, 'inventory', { ...request, source: last.source }, change, { undoes: last.id });
}

/** Shows what taking the last save back would change. */
export async function previewUndo(engine: ProposalEngine, request: UndoRequest): Promise<InventoryDetails> {
  return (await lastSave(engine, request.by)).change.details;
}

async function lastSave(engine: ProposalEngine, by: string): Promise<{ last: Proposal; change: Change<'inventory'> }> {
  const { words, hosts, restore } = engine.subjects.inventory;
  const wanted = { words, right: 'inventory' } as const;
  await demandChange(engine, by, { ...wanted, environments: [] });
  const saves = engine.store.list().filter(({ kind, state }) => kind === 'inventory' && state === 'saved');
  const last = saves.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  if (!last) throw new OpsError('nothing-to-undo', nothingToUndo);
  const file = await hosts.read();
  if (file.digest !== last.after) throw await changedSince(engine, last, file.settings.hosts);
  const text = await engine.documents.text(last, 'before');
  if (text === undefined) throw new OpsError('nothing-to-undo', undoLost);
  const change = await restore(text);
  await demandChange(engine, by, { ...wanted, environments: change.environments });
  return { last, change };
}

const shownLines = 10;

async function changedSince(engine: ProposalEngine, last: Proposal, now: Parameters<typeof differenceBetween>[1]) {
  const text = await engine.documents.text(last, 'after');
  const { hosts } = engine.subjects.inventory;
  const saved = text === undefined ? undefined : await hosts.trial(text).catch(() => undefined);
  const what = saved
    ? differenceExcerpt(differenceBetween(saved.hosts, now), shownLines)
    : { en: 'what was saved cannot be read any more', zh: '已无法读取当时保存的内容' };
  return new OpsError('inventory-moved', movedSince(last, what));
}
