/**
 * `item`: a thing and when it was seen. `latest`: its newest members, side by side so that all of them are read in one
 * go. `history`: each member each time that it changed; a null value: it went. Times are ms since the epoch, values JSON.
 */
export const schema = `
create table if not exists item (
  id integer primary key,
  key text not null unique,
  kind text not null,
  at integer not null,
  seen integer not null,
  source text not null,
  times text not null,
  warnings text not null,
  failed_since integer,
  failed_at integer,
  failed_why text,
  gone integer,
  known_from integer not null
) strict;
create table if not exists latest (
  item integer not null references item,
  name text not null,
  at integer not null,
  value text not null,
  primary key (item, name)
) strict, without rowid;
create table if not exists history (
  item integer not null references item,
  at integer not null,
  name text not null,
  source text not null,
  value text
) strict;
create unique index if not exists history_by_item on history (item, at, name);
create table if not exists note (name text primary key, value integer not null) strict, without rowid;
`;

/** A row of `item`. */
export interface Item {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly at: number;
  readonly seen: number;
  readonly source: string;
  /** JSON: member → when it was last seen. */
  readonly times: string;
  readonly warnings: string;
  readonly failed_since: number | null;
  readonly failed_at: number | null;
  readonly failed_why: string | null;
  readonly gone: number | null;
  /** From when on states are known whole. */
  readonly known_from: number;
}

/** A row of `latest`, or of `history`. */
export interface Member {
  readonly item: number;
  readonly name: string;
  readonly at: number;
  readonly value: string;
}
