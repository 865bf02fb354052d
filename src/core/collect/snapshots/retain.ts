import type { Sqlite } from '../../io/sqlite.ts';
import { inTransaction } from '../../io/sqlite.ts';
import type { Retention } from './types.ts';

const piece = 200;

/**
 * Drops versions older than the retention, some things at a time (each step yields). What was still so when the kept
 * time begins stays, so that every later state can be told.
 */
export function* pruned(db: Sqlite, { age, count }: Retention, now: number): Generator<void> {
  const items = db.prepare('select id from item where id > ? order by id limit ?');
  const oldestByCount = db.prepare('select distinct at from history where item = ? order by at desc limit 1 offset ?');
  const drop = db.prepare(`delete from history where item = ?1 and at < ?2 and exists (select 1 from history as newer
    where newer.item = ?1 and newer.name = history.name and newer.at > history.at and newer.at <= ?2)`);
  const dropGone = db.prepare('delete from history where item = ? and at < ? and value is null');
  const knownFrom = db.prepare('update item set known_from = max(known_from, ?) where id = ?');
  for (let last = 0; ; ) {
    const ids = (items.all(last, piece) as { id: number }[]).map(({ id }) => id);
    inTransaction(db, () => {
      for (const id of ids) {
        const byCount = (oldestByCount.get(id, Math.max(0, count - 1)) as { at: number } | undefined)?.at;
        const cutoff = Math.max(now - age, byCount ?? Number.NEGATIVE_INFINITY);
        const { changes } = drop.run(id, cutoff);
        if (changes === 0) continue;
        dropGone.run(id, cutoff);
        knownFrom.run(cutoff, id);
      }
    });
    if (ids.length < piece) return;
    last = ids.at(-1) ?? last;
    yield;
  }
}
