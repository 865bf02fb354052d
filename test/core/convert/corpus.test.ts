import { describe, expect, it } from 'vitest';
import type { Converted } from '../../../src/core/convert/convert.ts';
import { deviceKnowledge } from '../../../src/core/convert/knowledge/devices.ts';
import { headerKnowledge } from '../../../src/core/convert/knowledge/headers.ts';
import { withoutSome, withoutSomeModels } from './columns/knock-out.ts';
import { columnScore, converted, corpus, differences, type Sample, type Score, typeScore } from './support/corpus.ts';

const samples = corpus();

/** What the program still reads otherwise than the sheet's owner would. */
const knownMisses: Readonly<Record<string, readonly string[]>> = {
  // A brand in front of the model is taken off with the vendor's name.
  'solarwinds-nodes.tsv': ['dal-ltm-1 model: i5800, not BIG-IP i5800'],
  // The service is called after the machine it lies on; nothing else in the row tells that it is none.
  'side-by-side.xlsx': ['nas-web type: storage, not server'],
};

/** Right ones of all, and the worst file's. */
function sum(scores: readonly (readonly [Sample, Score])[]) {
  const right = scores.reduce((all, [, score]) => all + score.right, 0);
  const total = scores.reduce((all, [, score]) => all + score.total, 0);
  const [worst] = scores
    .filter(([, { total: of }]) => of > 0)
    .toSorted(([, a], [, b]) => a.right / a.total - b.right / b.total);
  return { share: right / total, right, total, worst: worst && `${worst[0].file} ${share(worst[1])}` };
}

function share({ right, total }: Score): string {
  return `${((100 * right) / total).toFixed(1)} %`;
}

async function scores(convert: (sample: Sample) => Promise<Converted>) {
  const all = await Promise.all(samples.map(async (sample) => [sample, await convert(sample)] as const));
  return {
    columns: sum(all.map(([sample, result]) => [sample, columnScore(sample, result)])),
    types: sum(all.map(([sample, result]) => [sample, typeScore(sample, result)])),
  };
}

function told(what: string, { right, total, share: of, worst }: ReturnType<typeof sum>): string {
  return `${what}: ${right} of ${total} (${(100 * of).toFixed(1)} %), worst ${worst}`;
}

it('there are at least 40 spreadsheets, in four languages and every format', () => {
  expect(samples.length).toBeGreaterThanOrEqual(40);
  const endings = new Set(samples.map(({ file }) => file.split('.').at(-1)));
  for (const ending of ['xlsx', 'xlsm', 'xls', 'ods', 'csv', 'tsv']) expect(endings).toContain(ending);
});

describe('a spreadsheet becomes the inventory and the quarantine that its owner would make of it', () => {
  it.each(samples.map((sample) => [sample.file, sample.expected.about, sample] as const))(
    '%s: %s',
    async (file, _, sample) => {
      expect(differences(sample, await converted(sample))).toEqual(knownMisses[file] ?? []);
    },
  );
});

describe('every row is accounted for', () => {
  it.each(samples.map((sample) => [sample.file, sample] as const))('%s', async (_, sample) => {
    const { summary } = await converted(sample);
    const { rows, accepted, quarantined, filtered, notData } = summary.counts;
    const other = Object.values(notData).reduce((all, count) => all + count, 0);
    expect(accepted + quarantined + filtered + other).toBe(rows);
  });
});

describe('recognition over the corpus', () => {
  it('takes at least 97 % of the columns and 95 % of the types for what they are', async () => {
    const { columns, types } = await scores((sample) => converted(sample));
    console.log(`${told('columns', columns)}\n${told('types', types)}`);
    expect(columns.share).toBeGreaterThanOrEqual(0.97);
    expect(types.share).toBeGreaterThanOrEqual(0.95);
  });

  it.each([1, 2, 3])(
    'without a fifth of the header synonyms and model patterns (seed %i) still 85 in a hundred',
    async (seed) => {
      const knowledge = withoutSome(headerKnowledge, 0.2, seed, true);
      const devices = { ...deviceKnowledge, models: withoutSomeModels(deviceKnowledge.models, 0.2, seed) };
      const { columns, types } = await scores((sample) => converted(sample, { knowledge, devices }));
      console.log(`seed ${seed}: ${told('columns', columns)}\nseed ${seed}: ${told('types', types)}`);
      expect(columns.share).toBeGreaterThanOrEqual(0.85);
      expect(types.share).toBeGreaterThanOrEqual(0.85);
    },
  );
});
