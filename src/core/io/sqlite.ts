import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explain, OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { makeFolder } from './files.ts';

export type { DatabaseSync as Sqlite } from 'node:sqlite';

/**
 * Opens the SQLite database at `path` and brings it to `schema` (statements that may be run again). What a transaction
 * wrote is there after the process was killed; a power cut can lose the last ones and never those before (SQLite, "WAL",
 * synchronous NORMAL). A torn end of the write-ahead log is dropped. Errors: `state-damaged` where the file is none.
 */
export async function openSqlite(path: string, schema: string): Promise<DatabaseSync> {
  await makeFolder(dirname(path));
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: 5_000 });
    db.exec('pragma auto_vacuum = incremental; pragma journal_mode = wal; pragma synchronous = normal;');
    db.exec('pragma cache_size = -16000; pragma foreign_keys = on;');
    db.exec(schema);
    return db;
  } catch (error) {
    db?.close();
    throw damaged(path, error);
  }
}

/** Opens it for reading alone, also while it is written to elsewhere. Errors as `openSqlite`. */
export function readSqlite(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: 5_000, readOnly: true });
  } catch (error) {
    throw damaged(path, error);
  }
}

/** Runs `work` as one transaction: all of it or, where it throws, nothing. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate');
  try {
    const result = work();
    db.exec('commit');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

/** What SQLite says in English alone, by its primary result code (sqlite.org/rescode.html). */
const reasons: Readonly<Record<number, Text>> = {
  10: { en: 'reading or writing it failed (disk I/O error)', zh: '读写失败（磁盘 I/O 错误）' },
  11: {
    en: 'what is in it is damaged (database disk image is malformed)',
    zh: '内容已损坏（database disk image is malformed）',
  },
  13: { en: 'the disk is full', zh: '磁盘已满' },
  14: { en: 'it cannot be opened; check its rights', zh: '无法打开，请检查文件权限' },
  26: { en: 'it is not a database', zh: '该文件不是数据库' },
};

function damaged(path: string, cause: unknown): OpsError {
  const why = reasons[(cause as { errcode?: number }).errcode ?? 0] ?? explain(cause);
  return new OpsError(
    'state-damaged',
    {
      en: `Opening ${path}: ${why.en}. Bring it back from a backup together with the files beside it (-wal, -shm), or move all of them away to begin anew.`,
      zh: `打开 ${path}：${why.zh}。请连同旁边的文件（-wal、-shm）一起从备份恢复，或将其全部移走后重新开始。`,
    },
    { cause },
  );
}
