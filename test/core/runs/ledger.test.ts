import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import type { JournalFile } from '../../../src/core/io/journal.ts';
import { createJournal } from '../../../src/core/io/journal.ts';
import type { Entry, RunEvent } from '../../../src/core/runs/events.ts';
import type { Ledger } from '../../../src/core/runs/ledger.ts';
import { createLedger } from '../../../src/core/runs/ledger.ts';
import type { RunStore } from '../../../src/core/runs/store.ts';
import { createRunStore } from '../../../src/core/runs/store.ts';
import { manualClock } from '../../support/clock.ts';
import { samplePlan } from './samples.ts';

let root: string;
let journal: JournalFile;
let store: RunStore;
let ledger: Ledger;
/** While set, entries wait here instead of being written. */
let held: ((error: Error) => void)[] | undefined;
const clock = manualClock();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ledger-'));
  journal = await createJournal({ folder: join(root, 'journal'), clock });
  store = createRunStore({ folder: join(root, 'runs') });
  await store.open(journal);
  held = undefined;
  const append = (event: RunEvent, run: string) =>
    held ? new Promise<Entry>((_, reject) => held?.push(reject)) : journal.append(event, run);
  const log = { error: () => {} };
  ledger = createLedger({ journal: { ...journal, append: append as JournalFile['append'] }, store, clock, log });
  for (const event of [requested, planned, { type: 'queued' }, { type: 'started' }] as const) {
    await ledger.record('a', event);
  }
});

afterEach(async () => {
  await journal.close();
  await store.flush();
  await rm(root, { recursive: true, force: true });
});

const requested: RunEvent = {
  type: 'requested',
  kind: 'deploy',
  request: { app: 'web', environment: 'prod' },
  by: 'UENG',
  channel: 'C1',
};
const planned: RunEvent = { type: 'planned', plan: samplePlan('prod'), digest: 'd1' };
const step = (type: 'step-started' | 'step-ended', host: string): RunEvent => ({
  type,
  host,
  step: 'switch',
  phase: 'forward',
});

describe('the ledger', () => {
  it('takes events of many hosts at once, and judges each by those before it that are still being written', async () => {
    await Promise.all([
      ledger.record('a', step('step-started', 'p-1')),
      ledger.record('a', step('step-started', 'p-2')),
      ledger.record('a', step('step-ended', 'p-1')),
      ledger.record('a', { type: 'waiting', expiresAt: 1 }),
      expect(ledger.record('a', { type: 'waiting', expiresAt: 1 })).rejects.toMatchObject({
        code: 'run-event-illegal',
      }),
    ]);
    expect(store.peek('a')).toMatchObject({ state: 'waiting', hosts: { 'p-1': { done: { forward: ['switch'] } } } });
  });

  it('writes nothing of an event that may not happen', async () => {
    const before = journal.position();
    await expect(ledger.record('a', step('step-ended', 'p-1'))).rejects.toMatchObject({ code: 'run-event-illegal' });
    await expect(ledger.record('unknown', { type: 'queued' })).rejects.toMatchObject({ code: 'run-event-illegal' });
    expect(journal.position()).toEqual(before);
  });

  it('forgets what could not be written, also while other events are still on their way', async () => {
    held = [];
    const started = ledger.record('a', step('step-started', 'p-1'));
    const other = ledger.record('a', step('step-started', 'p-2'));
    const full = new OpsError('journal-unwritable', { en: 'disk full', zh: '磁盘已满' });
    held[0]?.(full);
    await expect(started).rejects.toBe(full);
    await expect(ledger.record('a', step('step-ended', 'p-1'))).rejects.toMatchObject({ code: 'run-event-illegal' });
    held[1]?.(full);
    await expect(other).rejects.toBe(full);
    held = undefined;
    await ledger.record('a', step('step-started', 'p-2'));
    expect(store.peek('a')?.hosts).toMatchObject({ 'p-1': { state: 'pending' }, 'p-2': { state: 'working' } });
  });
});
