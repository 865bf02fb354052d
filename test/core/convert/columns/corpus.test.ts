import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { shippedIndex } from '../../../../src/core/convert/columns/header-index.ts';
import { headerKnowledge } from '../../../../src/core/convert/knowledge/headers.ts';
import { corpus, type Sample, score } from './corpus.ts';
import { withoutSome } from './knock-out.ts';

let samples: readonly Sample[];
beforeAll(async () => {
  samples = await corpus();
});

/** Shares of columns and rows that are read as a person reads them, over the corpus, and the worst file's. */
function summary(knowledge?: typeof headerKnowledge) {
  const scores = samples.map((sample) => score(sample, knowledge));
  const sum = (of: (one: (typeof scores)[number]) => number) => scores.reduce((total, one) => total + of(one), 0);
  const share = ({ columns }: (typeof scores)[number]) => columns.right / Math.max(1, columns.all);
  const worst = scores.toSorted((a, b) => share(a) - share(b))[0];
  return {
    columns: sum(({ columns }) => columns.right) / sum(({ columns }) => columns.all),
    rows: sum(({ rows }) => rows.right) / sum(({ rows }) => rows.all),
    worst: worst ? `${worst.file} ${worst.columns.right}/${worst.columns.all}` : '',
    misses: scores.flatMap(({ file, misses }) => misses.map((miss) => `${file} ${miss}`)),
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

describe('over the corpus', () => {
  test('97 % of the columns and of the rows are read as a person reads them', () => {
    const { columns, rows, worst, misses } = summary();
    console.log(`columns ${percent(columns)}, rows ${percent(rows)}, worst ${worst}\n${misses.join('\n')}`);
    expect(columns).toBeGreaterThanOrEqual(0.97);
    expect(rows).toBeGreaterThanOrEqual(0.97);
  });

  test.each([1, 2, 3])(
    'with seed %i, most is still read without a fifth of the known headers, and of the words too',
    (seed) => {
      for (const words of [false, true]) {
        const { columns, rows, worst } = summary(withoutSome(headerKnowledge, 0.2, seed, words));
        console.log(
          `seed ${seed}, ${words ? 'headers and words' : 'headers'}: columns ${percent(columns)}, rows ${percent(rows)}, worst ${worst}`,
        );
        expect(columns).toBeGreaterThanOrEqual(0.85);
        expect(rows).toBeGreaterThanOrEqual(0.85);
      }
    },
  );
});

const list = join(import.meta.dirname, '../../../../../shared/data/header_synonyms.csv');

describe.skipIf(!existsSync(list))(`headers alone (skipped where ${'../shared'} is missing)`, () => {
  /** That list's fields are coarser than ours. */
  const finer: Readonly<Record<string, readonly string[]>> = {
    os_version: ['os_version', 'os', 'platform'],
    site: ['site', 'building', 'room'],
    business_system: ['business_system', 'environment'],
  };
  /** A column of credentials may hold passwords, so it is judged a secret. */
  const onPurpose = new Set(['credential']);

  test('95 % of a list of headers are recognised without any value', () => {
    const lines = readFileSync(list, 'utf8').replace('\ufeff', '').trim().split(/\r?\n/).slice(1);
    const rows = lines
      .map((line) => /^([^,]+),[^,]+,"?(.*?)"?$/.exec(line))
      .map((found) => [found?.[1] ?? '', (found?.[2] ?? '').replace('*', '')]);
    const misses = rows.filter(([field = '', header = '']) => {
      const guess = shippedIndex.guess(header, true)[0]?.field ?? 'nothing';
      return !onPurpose.has(header) && !(finer[field] ?? [field]).includes(guess);
    });
    console.log(
      `headers alone: ${rows.length - misses.length} of ${rows.length}; not: ${misses.map(([field, header]) => `${header} (${field})`).join(', ')}`,
    );
    expect(1 - misses.length / rows.length).toBeGreaterThanOrEqual(0.95);
  });
});
