import type { Adapter } from 'lowdb';
import { Low } from 'lowdb';
import { explain, OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { readTextIfThere, writeFileAtomic } from './files.ts';

/** A small document kept in one file. */
export interface Db<T> {
  /** The document as it is now; change it through `update` only. */
  readonly data: T;
  /** Changes the document and resolves once it is on disk; where that fails, the change is taken back. */
  update(change: (data: T) => void): Promise<void>;
}

/**
 * Opens a small state document (lowdb) at `path`; `initial` is used where there is none yet. `check` turns what was
 * read into the document or throws. Errors: `state-damaged` when the file is not what it should be.
 */
export async function openDb<T extends object>(
  path: string,
  initial: T,
  check: (value: unknown) => T = (value) => value as T,
): Promise<Db<T>> {
  const low = new Low<T>(fileAdapter(path, check), structuredClone(initial));
  await low.read();
  let turn: Promise<void> = Promise.resolve();
  return {
    get data() {
      return low.data;
    },
    update: (change) => {
      const mine = turn.then(async () => {
        const before = structuredClone(low.data);
        try {
          change(low.data);
          await low.write();
        } catch (error) {
          low.data = before;
          throw error;
        }
      });
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

/** A lowdb adapter that reads JSON, and replaces the file in one step that is on disk (fsync) when `write` resolves. */
function fileAdapter<T>(path: string, check: (value: unknown) => T): Adapter<T> {
  return {
    read: async () => {
      const text = await readTextIfThere(path);
      if (text === undefined) return null;
      try {
        return check(JSON.parse(text));
      } catch (error) {
        throw damaged(path, error);
      }
    },
    write: (data) => writeFileAtomic(path, `${JSON.stringify(data, null, 2)}\n`),
  };
}

function reasonOf(cause: unknown): Text {
  const said = explain(cause);
  if (cause instanceof SyntaxError) return { en: `it is not JSON (${said.en})`, zh: `不是有效的 JSON（${said.en}）` };
  const words = said.en.replace(/\s+/g, ' ').slice(0, 300);
  return { en: `it is not what the bot wrote (${words})`, zh: `内容不是机器人写入的格式（${words}）` };
}

function damaged(path: string, cause: unknown): OpsError {
  const why = reasonOf(cause);
  return new OpsError(
    'state-damaged',
    {
      en: `Reading ${path}: ${why.en}. It was altered or damaged; correct it, bring it back from a backup, or delete it to begin anew.`,
      zh: `读取 ${path}：${why.zh}。文件被改动或已损坏；请修正、从备份恢复，或删除后重新开始。`,
    },
    { cause },
  );
}
