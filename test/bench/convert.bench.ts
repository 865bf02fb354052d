import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Conversions, createConversions, type RememberedCorrections } from '../../src/core/convert/index.ts';
import { loadFormats } from '../../src/core/convert/load-formats.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import { openDb } from '../../src/core/io/db.ts';
import { exec } from '../support/exec.ts';
import type { Bench, Row } from './measure.ts';
import { inTurn, median, notCompared, timed } from './measure.ts';
import { ledger } from './support/ledger.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const sizes = { small: 5_000, middle: 27_500, large: 50_000 } as const;
type Size = keyof typeof sizes;
const support = (name: string) => new URL(`./support/${name}`, import.meta.url).pathname;
const asker = { by: 'U0ENGINEER', channel: 'C0CHANGES' };

/**
 * A ledger of 50,000 rows × 15 columns, from the upload's bytes to Ansible YAML, as the bot does it: confined child,
 * recognition, processing, conflicts, report and log. Against the `xlsx` package reading that file into rows and doing
 * nothing with them, and against openpyxl (read_only) with PyYAML writing its cells. Each is a process of its own.
 */
export default {
  title: `${sizes.large} rows × 15 columns to Ansible YAML`,
  run: async (say) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const fileOf = (size: Size) => join(folder, `${size}.xlsx`);
      for (const size of ['small', 'middle', 'large'] as const) writeFileSync(fileOf(size), ledger(sizes[size]));
      const conversions = await openConversions(folder);
      const peaks: number[] = [];
      const convert = (size: Size) => async () =>
        timed(async () => peaks.push(await converted(conversions, fileOf(size), sizes[size])));
      const python = await hasOpenpyxl();
      if (!python) notCompared('python3 has no openpyxl or yaml (Debian: python3-openpyxl, python3-yaml)', say);
      const times = await inTurn(
        rounds,
        {
          small: convert('small'),
          middle: convert('middle'),
          large: convert('large'),
          xlsx: () => timed(() => exec(process.execPath, [support('xlsx-alone.ts'), fileOf('large')])),
          ...(python && {
            openpyxl: () =>
              timed(() => exec(python, [support('openpyxl-yaml.py'), fileOf('large'), join(folder, 'out.yaml')])),
          }),
        },
        say,
      );
      return rows(times, Math.max(...peaks));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

async function openConversions(dataDir: string): Promise<Conversions> {
  return createConversions({
    dataDir,
    clock: systemClock(),
    settings: { current: () => ({ general: { ansible: {} } }) as never },
    formats: await loadFormats(),
    corrections: await openDb<RememberedCorrections>(join(dataDir, 'corrections.json'), {}),
    journal: { append: async () => ({}) as never },
    signal: new AbortController().signal,
  });
}

/** Converts, makes sure that every host came out, and resolves with the child's peak memory in bytes. */
async function converted(conversions: Conversions, file: string, count: number): Promise<number> {
  const bytes = async () => readFileSync(file);
  const wanted = { formats: ['ansible-yaml'] };
  const { conversion, files } = await conversions.convert({ ref: 'F0', name: 'ledger.xlsx' }, bytes, asker, {}, wanted);
  const { counts } = conversion.summary;
  if (counts.hosts !== count) throw new Error(`${counts.hosts} hosts came of ${count}: ${JSON.stringify(counts)}`);
  if (!files.some(({ content }) => content.length > count * 100)) throw new Error('there is no inventory');
  return conversion.peakMemory;
}

async function hasOpenpyxl(): Promise<string | undefined> {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const found = await exec(python, ['-c', 'import openpyxl, yaml']).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  return undefined;
}

function rows(times: Readonly<Record<string, readonly number[]>>, peak: number): readonly Row[] {
  const of = (name: string) => median(times[name] ?? []);
  const large = of('large');
  // The second 22,500 rows against the first: the child's start falls out of it.
  const growth = (large - of('middle')) / (of('middle') - of('small'));
  const openpyxl = times.openpyxl ? of('openpyxl') : undefined;
  return [
    {
      ...{ name: 'convert/xlsx', value: large, unit: 's', against: `xlsx alone ${of('xlsx').toFixed(2)} s` },
      ...{ ratio: large / of('xlsx'), goal: 'at most the same', ok: large <= of('xlsx') },
    },
    ...(openpyxl === undefined
      ? []
      : [
          {
            ...{
              name: 'convert/openpyxl',
              value: large,
              unit: 's',
              against: `openpyxl and YAML ${openpyxl.toFixed(2)} s`,
            },
            ...{ ratio: large / openpyxl, goal: 'at least 3 times faster', ok: large * 3 <= openpyxl },
          },
        ]),
    { name: 'convert/memory', value: peak / 1e6, unit: 'MB at most', goal: 'at most 500 MB', ok: peak <= 500e6 },
    {
      ...{ name: 'convert/growth', value: growth, unit: 'times as long for the second 22,500 rows as for the first' },
      ...{ goal: 'linear: at most 1.2', ok: growth <= 1.2 },
    },
  ];
}
