import { OpsError } from '../../errors.ts';
import type { Table } from './deadline.ts';
import type { Cell, Row } from './types.ts';

/**
 * Joins what several templates made of one text, as google/textfsm's CLI table does: the first one's records stay, each
 * gets the further columns of the first record of the others that has the same keys, or '' where there is none. The
 * keys are those of the first template that has any; without, records are joined by their order. Errors:
 * `textfsm-join`, where a table lacks a key.
 */
export function joinTables([first, ...others]: readonly Table[]): readonly Row[] {
  if (!first) return [];
  let joined = first;
  for (const other of others) {
    const keys = joined.keys.length > 0 ? joined.keys : other.keys;
    joined = { ...joinTwo(joined, other, keys), keys };
  }
  return joined.rows;
}

function joinTwo(left: Table, right: Table, keys: readonly string[]): Omit<Table, 'keys'> {
  const added = right.columns.filter((name) => !left.columns.includes(name));
  if (added.length === 0) return left;
  for (const key of keys) if (!left.columns.includes(key) || !right.columns.includes(key)) throw lacking(key);
  const find = keys.length > 0 ? byKeys(right.rows, keys) : (_: Row, index: number) => right.rows[index];
  const rows = left.rows.map((row, index) => {
    const match = find(row, index);
    return { ...row, ...Object.fromEntries(added.map((name): [string, Cell] => [name, match?.[name] ?? ''])) };
  });
  return { columns: [...left.columns, ...added], rows };
}

function byKeys(rows: readonly Row[], keys: readonly string[]): (row: Row) => Row | undefined {
  const id = (row: Row) => JSON.stringify(keys.map((key) => row[key]));
  const first = new Map<string, Row>();
  for (const row of rows) if (!first.has(id(row))) first.set(id(row), row);
  return (row) => first.get(id(row));
}

function lacking(key: string): OpsError {
  return new OpsError('textfsm-join', {
    en: `The TextFSM templates cannot be joined: not all of them have the key ${key}.`,
    zh: `无法合并 TextFSM 模板的结果：并非所有模板都有键 ${key}。`,
  });
}
