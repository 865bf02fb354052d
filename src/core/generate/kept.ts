import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Clock } from '../io/clock.ts';
import { listIfThere, makeFolder, readIfThere, removeIfThere, sizeOf, writeFileAtomic } from '../io/files.ts';
import { createTurns } from '../turns.ts';
import { digestOf, type KeptGeneration } from './generation.ts';

/** Generations as files. */
export interface KeptGenerations {
  /** Forgets those that are too many, too old or too large together, the oldest first; never the one saved. */
  save(generation: KeptGeneration): Promise<void>;
  /** Undefined where it was forgotten, never was, or its file is not what was saved. */
  load(id: string): Promise<KeptGeneration | undefined>;
}

/** How many generations are kept, for how many days, and how many bytes they have together on disk. */
export const keptAtMost = { count: 100, days: 7, bytes: 512 * 1024 * 1024 };

const day = 86_400_000;
const idShape = /^(\d\d)(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-[0-9a-z]{4}$/;
const [pack, unpack] = [promisify(gzip), promisify(gunzip)];

/**
 * Generations in `<folder>/<id>.json.gz`: a line of JSON about it and one for each host, packed. Configs may hold
 * passwords, so nobody but the bot's user reads them.
 */
export function createKept({ folder, clock }: { readonly folder: string; readonly clock: Clock }): KeptGenerations {
  const turns = createTurns();
  const fileOf = (id: string) => join(folder, `${id}.json.gz`);
  const isOld = (id: string) => clock.now() - madeAt(id) > keptAtMost.days * day;

  const forget = async () => {
    const names = await listIfThere(folder);
    const ids = names.flatMap((name) => (idShape.test(idIn(name)) && name.endsWith('.json.gz') ? [idIn(name)] : []));
    const kept = new Set<string>();
    let bytes = 0;
    for (const id of ids.toReversed()) {
      bytes += (await sizeOf(fileOf(id))) ?? 0;
      const fits = kept.size < keptAtMost.count && bytes <= keptAtMost.bytes && !isOld(id);
      if (kept.size === 0 || fits) kept.add(id);
    }
    for (const name of names)
      if (!kept.has(idIn(name)) || !name.endsWith('.json.gz')) await removeIfThere(join(folder, name));
  };

  return {
    save: (generation) =>
      turns('save', async () => {
        await makeFolder(folder, { mode: 0o700 });
        await writeFileAtomic(fileOf(generation.id), await packed(generation), { mode: 0o600 });
        await forget();
      }),
    load: async (id) => {
      if (!idShape.test(id) || isOld(id)) return undefined;
      const bytes = await readIfThere(fileOf(id));
      return bytes && unpacked(bytes, id);
    },
  };
}

function idIn(name: string): string {
  return name.replace(/\.json\.gz$/, '');
}

function madeAt(id: string): number {
  const [, year, month, date, hour, minute, second] = (idShape.exec(id) ?? []).map(Number);
  return Date.UTC(2000 + (year ?? 0), (month ?? 1) - 1, date, hour, minute, second);
}

function packed({ results, ...about }: KeptGeneration): Promise<Buffer> {
  const lines = [about, ...results].map((one) => Buffer.from(`${JSON.stringify(one)}\n`));
  return pack(Buffer.concat(lines), { level: 1 });
}

/** Undefined for what is damaged. */
async function unpacked(bytes: Uint8Array, id: string): Promise<KeptGeneration | undefined> {
  try {
    const [about, ...results] = linesOf(await unpack(bytes)).map((line) => JSON.parse(line));
    const generation: KeptGeneration = { ...about, results };
    return generation.id === id && generation.digest === digestOf(results) ? generation : undefined;
  } catch {
    return undefined;
  }
}

/** Line by line, since all of them may be longer than a text can be. */
function linesOf(bytes: Buffer): readonly string[] {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end;
    lines.push(bytes.toString('utf8', from, to));
    from = to + 1;
  }
  return lines;
}
