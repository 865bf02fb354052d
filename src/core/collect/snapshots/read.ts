import type { Sqlite } from '../../io/sqlite.ts';
import type { Text } from '../../text.ts';
import type { Item, Member } from './schema.ts';
import type { Data, Only, Snapshot, State, Version } from './types.ts';

/** Things read at once; between two pieces others have their turn. */
const piece = 250;

interface Reader {
  keys(under: string, most: number): readonly string[];
  like(part: string): readonly string[];
  latest(key: string): Snapshot | undefined;
  /** Pieces of newest states. */
  latestOf(keys: readonly string[] | undefined, only: Only): Generator<readonly Snapshot[]>;
  history(key: string): readonly Version[];
  at(key: string, time: number): State | undefined;
}

/** The statements that read snapshots, prepared once. */
export function createReader(db: Sqlite): Reader {
  const byKey = db.prepare('select * from item where key = ? and seen > 0');
  const byKeys = db.prepare('select * from item where key in (select value from json_each(?)) order by id');
  const after = db.prepare(`select * from item where id > ? order by id limit ${piece}`);
  const members = db.prepare(`select ${asOne} from latest where item = ?`);
  const membersBut = db.prepare(
    `select ${asOne} from latest where item = ? and name not in (select value from json_each(?))`,
  );
  const under = db.prepare(
    `select key from item where key >= ?1 and key < ?1 || char(0x10ffff) and gone is null and seen > 0 order by key limit ?2`,
  );
  const ending = db.prepare(`select key from item where key like '%/' || ? escape '\\' order by key limit 6`);
  const holding = db.prepare(`select key from item where key like '%' || ? || '%' escape '\\' order by key limit 6`);
  const versions = db.prepare(
    'select at, name, source, value from history where item = ? and at >= ? order by at desc, rowid',
  );
  // Of an aggregate with one max() and no other, SQLite gives the other columns of the row that has it ("Bare columns").
  const until = db.prepare('select name, max(at) as at, value from history where item = ? and at <= ? group by name');

  function snapshots(items: readonly Item[], { kind, without = [] }: Only): readonly Snapshot[] {
    const left = JSON.stringify(without);
    const wholeOf = (id: number) => (without.length > 0 ? membersBut.get(id, left) : members.get(id));
    const wanted = items.filter((item) => kind === undefined || item.kind === kind);
    return wanted.map((item) => snapshotOf(item, wholeOf(item.id) as unknown as Whole));
  }

  function* pieces(keys: readonly string[] | undefined): Generator<readonly Item[]> {
    if (keys) {
      for (let at = 0; at < keys.length; at += piece) {
        yield byKeys.all(JSON.stringify(keys.slice(at, at + piece))) as unknown as Item[];
      }
      return;
    }
    for (let last = 0; ; ) {
      const items = after.all(last) as unknown as Item[];
      yield items;
      if (items.length < piece) return;
      last = items.at(-1)?.id ?? last;
    }
  }

  const keysOf = (rows: unknown) => (rows as { key: string }[]).map(({ key }) => key);

  return {
    keys: (beginning, most) => keysOf(under.all(beginning, most)),
    like: (part) => {
      const escaped = part.replaceAll(/[\\%_]/g, '\\$&');
      const found = keysOf(ending.all(escaped));
      return found.length > 0 || part.length < 3 ? found : keysOf(holding.all(escaped));
    },
    latest: (key) => {
      const item = (byKeys.all(JSON.stringify([key])) as unknown as Item[])[0];
      return item && snapshots([item], {})[0];
    },
    latestOf: function* (keys, only) {
      for (const items of pieces(keys)) yield snapshots(items, only);
    },
    history: (key) => {
      const item = byKey.get(key) as Item | undefined;
      if (!item) return [];
      const rows = versions.all(item.id, item.known_from) as unknown as HistoryRow[];
      return [...Map.groupBy(rows, ({ at }) => at).values()].map(versionOf);
    },
    at: (key, time) => {
      const item = byKey.get(key) as Item | undefined;
      if (!item || time < item.known_from) return undefined;
      const rows = until.all(item.id, time) as unknown as HistoryRow[];
      return rows.length > 0 ? stateOf(item, rows.filter(isThere)) : undefined;
    },
  };
}

/** All members of a thing in one row, which takes two thirds of the time of a row each. */
const asOne = `'{' || coalesce(group_concat(json_quote(name) || ':' || value), '') || '}' as data,
  json_group_object(name, at) as times`;

interface Whole {
  /** JSON, as `times`. */
  readonly data: string;
  readonly times: string;
}

type Row = Pick<Member, 'name' | 'at' | 'value'>;

interface HistoryRow {
  readonly name: string;
  readonly at: number;
  readonly source: string;
  readonly value: string | null;
}

function isThere<T extends { readonly value: string | null }>(row: T): row is T & { readonly value: string } {
  return row.value !== null;
}

function versionOf(rows: readonly HistoryRow[]): Version {
  const { at = 0, source = '' } = rows[0] ?? {};
  return {
    at,
    source,
    set: dataOf(rows.filter(isThere)),
    dropped: rows.filter((row) => !isThere(row)).map(({ name }) => name),
  };
}

function stateOf(item: Item, rows: readonly Row[]): State {
  const at = rows.reduce((newest, row) => Math.max(newest, row.at), 0);
  const times = Object.fromEntries(rows.map((row) => [row.name, row.at]));
  return { key: item.key, kind: item.kind, at, data: dataOf(rows), times };
}

function snapshotOf(item: Item, { data, times }: Whole): Snapshot {
  const { key, kind, at, seen, source, failed_since, failed_at, failed_why, gone } = item;
  return {
    ...{ key, kind, at, data: JSON.parse(data) as Data, times: JSON.parse(times) as Record<string, number> },
    seen,
    source,
    memberSeen: JSON.parse(item.times) as Record<string, number>,
    warnings: JSON.parse(item.warnings) as Text[],
    ...(failed_since !== null && {
      failed: { since: failed_since, at: failed_at ?? failed_since, why: JSON.parse(failed_why ?? '{}') as Text },
    }),
    ...(gone !== null && { gone }),
  };
}

function dataOf(rows: readonly { readonly name: string; readonly value: string }[]): Data {
  return JSON.parse(`{${rows.map(({ name, value }) => `${JSON.stringify(name)}:${value}`).join(',')}}`) as Data;
}
