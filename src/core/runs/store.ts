import { join } from 'node:path';
import { explain, OpsError } from '../errors.ts';
import type { JournalFile } from '../io/journal.ts';
import type { Position } from '../io/journal-read.ts';
import { createDocuments } from './documents.ts';
import type { Entry } from './events.ts';
import { apply } from './fold.ts';
import { applyHold } from './holds.ts';
import { createRecent } from './recent.ts';
import type { Row, Snapshot } from './snapshot.ts';
import { loadSnapshot, saveSnapshot } from './snapshot.ts';
import { isFinal } from './transitions.ts';
import type { Hold, Run, RunSummary, Runs } from './types.ts';

/** Which runs to list; see Runs.list. */
export type RunFilter = NonNullable<Parameters<Runs['list']>[0]>;

/** What the journal says, ready to be asked: a view of it and never more. */
export interface RunStore {
  /** Reads the journal, from where the last snapshot ends if there is one. */
  open(journal: JournalFile): Promise<void>;
  /** Takes in one entry that is on disk; entries come in the journal's order. The run as it is then. */
  take(entry: Entry): Run | undefined;
  /** A run that is in memory: every one that is not over, and some that are. */
  peek(id: string): Run | undefined;
  /** A run, from its document or, where that is missing, older or damaged, from the journal. */
  get(id: string): Promise<Run | undefined>;
  has(id: string): boolean;
  active(): readonly Run[];
  /** Newest first. */
  rows(filter?: RunFilter): readonly Row[];
  holds(): readonly Hold[];
  /** Resolves when documents and what a next start begins from are written; failing to is logged and harms nothing. */
  flush(): Promise<void>;
}

interface StoreOptions {
  /** DATA_DIR/runs. */
  readonly folder: string;
  /** Finished runs kept in memory; default 200. */
  readonly keep?: number;
  readonly log?: { warn(fields: object, message: string): void };
}

/** Entries after which a new snapshot is worth its writing. */
const snapshotEvery = 5_000;

/** A store of runs in a folder; open it before use. */
export function createRunStore({ folder, keep = 200, log }: StoreOptions): RunStore {
  const index = join(folder, 'index.jsonl');
  const documents = createDocuments(folder, (run, err) => log?.warn({ run, err }, 'a run document was not written'));
  const rows = new Map<string, Row>();
  const active = new Map<string, Run>();
  const recent = createRecent<Run>(keep);
  let holds: readonly Hold[] = [];
  let source: JournalFile | undefined;
  /** The end of the last entry taken in: others may be on disk that are on their way here. */
  let taken: Position | undefined;
  let sinceSnapshot = 0;

  const peek = (id: string) => active.get(id) ?? recent.get(id);

  function fold(entry: Entry): Run | undefined {
    holds = applyHold(holds, entry);
    if (entry.run === undefined) return undefined;
    const before = peek(entry.run);
    const row = rows.get(entry.run);
    if (!before && row) {
      rows.set(entry.run, { ...row, seq: entry.seq });
      return undefined;
    }
    const run = apply(before, entry);
    rows.set(run.id, rowOf(run, entry.seq));
    if (isFinal(run.state)) {
      active.delete(run.id);
      recent.set(run.id, run);
    } else active.set(run.id, run);
    return run;
  }

  function take(entry: Entry): Run | undefined {
    const before = entry.run === undefined ? undefined : peek(entry.run)?.state;
    const run = fold(entry);
    if (run && (run.state !== before || isFinal(run.state))) documents.save({ seq: entry.seq, run });
    taken = source?.after(entry) ?? taken;
    sinceSnapshot += 1;
    if (sinceSnapshot >= snapshotEvery) void snapshot();
    return run;
  }

  async function open(journal: JournalFile): Promise<void> {
    source = journal;
    taken = journal.position();
    const found = await loadSnapshot(index);
    if (found && (await replayAfter(journal, found))) return;
    clear();
    for await (const entry of journal.read()) replay(entry);
    if (sinceSnapshot >= snapshotEvery) await snapshot();
  }

  /** False where the journal is not the one the snapshot was made of. */
  async function replayAfter(journal: JournalFile, from: Snapshot) {
    clear();
    holds = from.holds;
    for (const row of from.rows) rows.set(row.id, row);
    for (const run of from.active) active.set(run.id, run);
    try {
      for await (const entry of journal.read({ after: from.position })) replay(entry);
      return true;
    } catch (error) {
      if (!(error instanceof OpsError)) throw error;
      log?.warn({ err: explain(error).en }, 'the index of runs does not fit the journal; reading all of it');
      return false;
    }
  }

  function replay(entry: Entry): void {
    sinceSnapshot += 1;
    fold(entry);
  }

  function clear(): void {
    for (const all of [rows, active]) all.clear();
    recent.clear();
    holds = [];
    sinceSnapshot = 0;
  }

  async function snapshot(): Promise<void> {
    if (!taken) return;
    sinceSnapshot = 0;
    const now = { position: taken, holds, rows: [...rows.values()], active: [...active.values()] };
    await saveSnapshot(index, now).catch((err: unknown) => log?.warn({ err }, 'the index of runs was not written'));
  }

  async function rebuild(row: Row): Promise<Run | undefined> {
    let run: Run | undefined;
    let seq = 0;
    for await (const entry of source?.read({ run: row.id, month: row.requestedAt }) ?? []) {
      run = apply(run, entry);
      seq = entry.seq;
    }
    if (run) documents.save({ seq, run });
    return run;
  }

  async function get(id: string): Promise<Run | undefined> {
    const row = rows.get(id);
    const known = peek(id);
    if (known || !row) return known;
    const run = (await documents.load(id, row.seq)) ?? (await rebuild(row));
    if (run && rows.get(id)?.seq === row.seq) recent.set(id, run);
    return run;
  }

  return {
    open,
    take,
    peek,
    get,
    has: (id) => rows.has(id),
    active: () => [...active.values()],
    rows: (filter) => select(rows, filter),
    holds: () => holds,
    flush: async () => {
      await Promise.all([snapshot(), documents.flush()]);
    },
  };
}

function select(rows: ReadonlyMap<string, Row>, filter: RunFilter = {}): readonly Row[] {
  const { app, environment, active, limit = Number.POSITIVE_INFINITY } = filter;
  const found: Row[] = [];
  for (const row of [...rows.values()].reverse()) {
    if (found.length >= limit) break;
    if (app !== undefined && row.app !== app) continue;
    if (environment !== undefined && row.environment !== environment) continue;
    if (active !== undefined && active === isFinal(row.state)) continue;
    found.push(row);
  }
  return found;
}

function rowOf(run: Run, seq: number): Row {
  const summary: RunSummary = {
    id: run.id,
    kind: run.kind,
    app: run.request.app,
    environment: run.request.environment,
    version: run.plan?.version ?? run.request.version,
    state: run.state,
    requester: run.requester,
    requestedAt: run.requestedAt,
    endedAt: run.endedAt,
  };
  return { ...summary, seq, startedAt: run.startedAt, follows: run.request.follows };
}
