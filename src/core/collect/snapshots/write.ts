import type { Sqlite } from '../../io/sqlite.ts';
import { changesBetween, type FieldChange } from '../changes.ts';
import type { NoiseOf } from '../noise.ts';
import type { Found, Json } from '../types.ts';
import type { Item, Member } from './schema.ts';
import type { Data, Failure, Kept } from './types.ts';

/** What is done in one transaction each. */
export interface Writer {
  put(found: Found, at: number, source: string): Kept;
  failed(failure: Failure, at: number, source: string): void;
  gone(under: string, at: number): readonly string[];
}

/** The statements that write snapshots, prepared once. */
export function createWriter(db: Sqlite, noiseOf: NoiseOf): Writer {
  const findItem = db.prepare('select * from item where key = ?');
  const newItem = db.prepare(
    `insert into item (key, kind, at, seen, source, times, warnings, known_from) values (?, ?, ?, ?, ?, '{}', '[]', ?)`,
  );
  const saw = db.prepare(
    `update item set kind = ?, at = max(at, ?), seen = max(seen, ?), source = ?, times = ?, warnings = ?,
      failed_since = null, failed_at = null, failed_why = null, gone = null where id = ?`,
  );
  const members = db.prepare('select name, at, value from latest where item = ?');
  const setLatest = db.prepare('insert or replace into latest (item, name, at, value) values (?, ?, ?, ?)');
  const dropLatest = db.prepare('delete from latest where item = ? and name = ?');
  const remember = db.prepare('insert or replace into history (item, at, name, source, value) values (?, ?, ?, ?, ?)');
  const fail = db.prepare(
    'update item set failed_since = coalesce(failed_since, ?), failed_at = ?, failed_why = ? where id = ? and seen <= ?',
  );
  const setGone = db.prepare(
    `update item set gone = ?1 where key >= ?2 and key < ?2 || char(0x10ffff) and seen < ?1 and gone is null returning key`,
  );

  function itemOf(key: string, kind: string, at: number, source: string): { item: Item; isNew: boolean } {
    const known = findItem.get(key) as Item | undefined;
    if (known) return { item: known, isNew: false };
    newItem.run(key, kind, at, 0, source, at);
    return { item: findItem.get(key) as unknown as Item, isNew: true };
  }

  function put(found: Found, at: number, source: string): Kept {
    const { key, kind, warnings } = found;
    const { item } = itemOf(key, kind, at, source);
    const times = JSON.parse(item.times) as Record<string, number>;
    const known = new Map((members.all(item.id) as unknown as Member[]).map((row) => [row.name, row]));
    const isLate = (name: string) => at < (times[name] ?? Number.NEGATIVE_INFINITY);
    const noise = noiseOf(found);
    const changes: FieldChange[] = [];
    const first: FieldChange[] = [];
    let isChanged = false;
    for (const [name, value] of entriesOf(found.data)) {
      if (isLate(name)) continue;
      times[name] = at;
      const before = known.get(name);
      const text = JSON.stringify(value);
      if (before?.value === text) continue;
      const differs = before ? changesBetween(dataOf(before), { [name]: value }, { noise }) : appeared(name, value);
      // Of a host it may be that it was never asked for before.
      (before || kind !== 'host' ? changes : first).push(...differs);
      setLatest.run(item.id, name, differs.length > 0 || !before ? at : before.at, text);
      if (differs.length === 0) continue;
      isChanged = true;
      remember.run(item.id, at, name, source, text);
    }
    const absent = kind === 'host' ? [] : [...known.values()].filter(({ name }) => !Object.hasOwn(found.data, name));
    for (const before of absent.filter(({ name }) => !isLate(name))) {
      delete times[before.name];
      changes.push(...changesBetween(dataOf(before), {}));
      dropLatest.run(item.id, before.name);
      remember.run(item.id, at, before.name, source, null);
    }
    const changed = isChanged || absent.length > 0 ? at : item.at;
    saw.run(kind, changed, at, source, JSON.stringify(times), JSON.stringify(warnings), item.id);
    const isNew = item.seen === 0;
    const isBack = item.gone !== null;
    return { key, kind, isNew, isBack, changes: isNew ? [] : changes, first: isNew ? [] : first };
  }

  return {
    put,
    failed: ({ key, kind, why }, at, source) => {
      const { item } = itemOf(key, kind, at, source);
      fail.run(at, at, JSON.stringify(why), item.id, at);
    },
    gone: (under, at) => (setGone.all(at, under) as { key: string }[]).map(({ key }) => key),
  };
}

/** What is found for the first time is stored, also where it is never compared. */
function appeared(name: string, value: Json): readonly FieldChange[] {
  return [{ path: [name], kind: 'added', to: value }];
}

function dataOf({ name, value }: Member): Data {
  return { [name]: JSON.parse(value) as Json };
}

function entriesOf(data: Data): readonly (readonly [string, Json])[] {
  return Object.entries(data).filter(([, value]) => value !== undefined);
}
