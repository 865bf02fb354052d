import { existsSync, readFileSync } from 'node:fs';
import type { DeviceKnowledge } from '../../../../src/core/convert/knowledge/devices.ts';
import type { TypeFound } from '../../../../src/core/convert/types.ts';

export interface Row {
  readonly vendor: string;
  readonly model: string;
  readonly type: string;
}

/** The rows of a CSV file with the columns vendor, model and type in front; none where it is missing. */
export function rowsOf(file: URL): readonly Row[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(1);
  return lines.filter((line) => line.trim() !== '').map(rowOf);
}

function rowOf(line: string): Row {
  const cells = [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  const [vendor = '', model = '', type = ''] = cells.map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
  return { vendor, model, type: type.trim() };
}

export interface Score {
  /** Percent of rows whose type is right. */
  readonly percent: number;
  readonly text: string;
}

/** How many rows are right, with the vendors that have most wrong ones. */
export function score(rows: readonly Row[], recognise: (row: Row) => TypeFound): Score {
  const wrong = rows.filter((row) => recognise(row).type !== row.type);
  const byVendor = Object.entries(Object.groupBy(wrong, ({ vendor }) => vendor)).map(
    ([vendor, list]) => [vendor, list?.length ?? 0] as const,
  );
  const worst = byVendor.toSorted((a, b) => b[1] - a[1]).slice(0, 5);
  const percent = (100 * (rows.length - wrong.length)) / rows.length;
  const names = worst.map(([vendor, count]) => `${vendor || '(none)'} ${count}`).join(', ');
  return { percent, text: `${percent.toFixed(1)} % of ${rows.length}${names && `; wrong most often: ${names}`}` };
}

/** Numbers from 0 to 1 that a seed fixes (a linear congruential generator, constants of Numerical Recipes). */
export function random(seed: number): () => number {
  let state = seed;
  const next = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
  for (let skipped = 0; skipped < 10; skipped += 1) next();
  return next;
}

/** The knowledge without `share` of its product lines, chosen by `seed`. */
export function withoutSome(knowledge: DeviceKnowledge, share: number, seed: number): DeviceKnowledge {
  const next = random(seed);
  const models = knowledge.models.map((made) => ({ ...made, families: made.families.filter(() => next() >= share) }));
  return { ...knowledge, models };
}
