import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { listIfThere, readTextIfThere, removeIfThere, writeFileAtomic } from './io/files.ts';

/** Documents as files, one each; ids sort by time. */
interface Documents<T> {
  save(document: T): Promise<void>;
  /** Undefined where there is none, or its file is damaged. */
  load(id: string): Promise<T | undefined>;
  /** The newest first, `most` at most. */
  newest(most: number): Promise<readonly T[]>;
}

/** Documents that are kept. */
const kept = 1_000;
const idShape = /^\d{6}-\d{6}-[0-9a-z]{4}$/;

/** Documents in `<folder>/<id>.json`; beyond a thousand the oldest go. */
export function createDocuments<T extends { readonly id: string }>(folder: string): Documents<T> {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  const ids = async () => {
    const names = (await listIfThere(folder)).map((name) => name.replace(/\.json$/, ''));
    return names
      .filter((name) => idShape.test(name))
      .sort()
      .reverse();
  };
  const load = async (id: string) => {
    if (!idShape.test(id)) return undefined;
    const text = await readTextIfThere(fileOf(id));
    try {
      return text === undefined ? undefined : (JSON.parse(text) as T);
    } catch {
      return undefined;
    }
  };
  return {
    load,
    save: async (document) => {
      await writeFileAtomic(fileOf(document.id), JSON.stringify(document));
      for (const id of (await ids()).slice(kept)) await removeIfThere(fileOf(id));
    },
    newest: async (most) => {
      const found = await Promise.all((await ids()).slice(0, most).map(load));
      return found.filter((one) => one !== undefined);
    },
  };
}

/** A new id, `YYMMDD-HHMMSS-` (UTC) and four random characters. */
export function documentId(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().slice(2, 19).replaceAll(/[-:]/g, '').split('T');
  return `${day}-${time}-${randomInt(36 ** 4)
    .toString(36)
    .padStart(4, '0')}`;
}
