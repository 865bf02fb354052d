import { join } from 'node:path';
import { readTextIfThere, writeFileAtomic } from '../io/files.ts';
import type { Run } from './types.ts';

/** A run's document: the run after entry `seq` of the journal. */
interface RunDocument {
  readonly seq: number;
  readonly run: Run;
}

/** Runs as files, one each: a cache of what the journal says. */
interface Documents {
  /** Writes soon; of several writes of one run only the newest need happen. A failure goes to `failed`. */
  save(document: RunDocument): void;
  /** The document, if it is whole and no older than entry `seq`. */
  load(id: string, seq: number): Promise<Run | undefined>;
  /** Resolves when everything saved so far is written or failed. */
  flush(): Promise<void>;
}

/** Documents in `<folder>/<run id>.json`. */
export function createDocuments(folder: string, failed: (id: string, error: unknown) => void): Documents {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  const newest = new Map<string, RunDocument>();
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    for (let [next] = newest.values(); next; [next] = newest.values()) {
      const { id } = next.run;
      newest.delete(id);
      await writeFileAtomic(fileOf(id), JSON.stringify(next)).catch((error: unknown) => failed(id, error));
    }
    writing = undefined;
  }

  return {
    save: (document) => {
      newest.set(document.run.id, document);
      writing ??= Promise.resolve().then(write);
    },
    load: async (id, seq) => {
      const waiting = newest.get(id);
      if (waiting && waiting.seq >= seq) return waiting.run;
      return parse(await readTextIfThere(fileOf(id)).catch(() => undefined), id, seq);
    },
    flush: async () => {
      await writing;
    },
  };
}

function parse(text: string | undefined, id: string, seq: number): Run | undefined {
  try {
    const document = JSON.parse(text ?? 'null') as Partial<RunDocument> | null;
    const usable = document?.run?.id === id && typeof document.seq === 'number' && document.seq >= seq;
    return usable ? document.run : undefined;
  } catch {
    return undefined;
  }
}
