import { join } from 'node:path';
import type { Clock } from '../io/clock.ts';
import { inTransaction, openSqlite } from '../io/sqlite.ts';
import { createExporter } from './exporter.ts';
import type { NoiseOf } from './noise.ts';
import { createReader } from './snapshots/read.ts';
import { pruned } from './snapshots/retain.ts';
import { schema } from './snapshots/schema.ts';
import type { Retention, Snapshots } from './snapshots/types.ts';
import { createWriter } from './snapshots/write.ts';

export type { Failure, Kept, Only, Retention, Snapshot, Snapshots, State, Version } from './snapshots/types.ts';

interface SnapshotsOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly retention?: Retention;
  readonly noiseOf?: NoiseOf;
}

const day = 86_400_000;
/** Two years, and as many versions as a check a day makes in one. */
const usual: Retention = { age: 730 * day, count: 365 };
/** Things stored before others have their turn. */
const piece = 50;

/**
 * Opens the snapshots in `folder`, a SQLite database `snapshots.db`; one process at a time, as DATA_DIR's lock sees to.
 * Nothing of it is held in memory. A crash keeps what was stored before it; errors: `state-damaged`.
 */
export async function createSnapshots(options: SnapshotsOptions): Promise<Snapshots> {
  const { folder, clock, retention = usual, noiseOf = () => [] } = options;
  const db = await openSqlite(join(folder, 'snapshots.db'), schema);
  const reader = createReader(db);
  const writer = createWriter(db, noiseOf);
  const exporter = createExporter(folder);
  const lastPruned = db.prepare(`select value from note where name = 'pruned'`);
  const notePruned = db.prepare(`insert or replace into note (name, value) values ('pruned', ?)`);
  let turn: Promise<unknown> = Promise.resolve();

  /** Writes come one after the other; reads may come between their pieces. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  }

  async function inPieces<T, R>(all: readonly T[], store: (one: T) => R): Promise<readonly R[]> {
    const results: R[] = [];
    for (let at = 0; at < all.length; at += piece) {
      results.push(...inTransaction(db, () => all.slice(at, at + piece).map(store)));
      await othersTurn();
    }
    return results;
  }

  async function prune(): Promise<void> {
    for (const _ of pruned(db, retention, clock.now())) await othersTurn();
    notePruned.run(clock.now());
    db.exec('pragma incremental_vacuum(2000)');
  }

  async function pruneDaily(): Promise<void> {
    const last = (lastPruned.get() as { value: number } | undefined)?.value;
    if (last === undefined) notePruned.run(clock.now());
    else if (Math.abs(clock.now() - last) >= day) await prune();
  }

  return {
    put: (found, at, source) =>
      inTurn(async () => {
        const kept = await inPieces(found, (one) => writer.put(one, at, source));
        await pruneDaily();
        return kept;
      }),
    failed: (failures, at, source) =>
      inTurn(async () => void (await inPieces(failures, (one) => writer.failed(one, at, source)))),
    gone: (under, at) => inTurn(async () => writer.gone(under, at)),
    keys: async (under, most) => reader.keys(under, most),
    like: async (part) => reader.like(part),
    latest: async (key) => reader.latest(key),
    latestOf: async function* (keys, only = {}) {
      for (const snapshots of reader.latestOf(keys, only)) {
        yield* snapshots;
        await othersTurn();
      }
    },
    history: async (key) => reader.history(key),
    at: async (key, time) => reader.at(key, time),
    export: exporter.export,
    check: async () => void lastPruned.get(),
    prune: () => inTurn(prune),
    close: async () => {
      await exporter.close();
      await inTurn(async () => db.close());
    },
  };
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
