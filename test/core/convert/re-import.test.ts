import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Converted, convert, convertWorkbook } from '../../../src/core/convert/convert.ts';
import csv from '../../../src/core/convert/formats/csv.ts';
import xlsx from '../../../src/core/convert/formats/xlsx.ts';
import type { HostRecord } from '../../../src/core/convert/types.ts';
import { byName, formatOptions } from '../../support/inventories.ts';
import { converted, corpus } from './support/corpus.ts';
import { ledgers, sheetOf, workbooks } from './support/workbooks.ts';

const formats = { csv, xlsx };
const kinds = ['csv', 'xlsx'] as const;
const now = Date.UTC(2026, 10, 27);

/** Writes hosts in a format and converts that file as any upload. */
async function again(kind: 'csv' | 'xlsx', { hosts, quarantine }: Pick<Converted, 'hosts' | 'quarantine'>) {
  const [file] = await formats[kind].write({ hosts, quarantine }, formatOptions);
  return convert(Buffer.from(file?.content ?? ''), { name: `inventory.${kind}`, corrections: {}, now });
}

/** Hosts as the format holds them, by name: a cell of .xlsx takes 32,767 characters. */
function held(kind: 'csv' | 'xlsx', hosts: readonly HostRecord[]) {
  return byName(hosts.flatMap((host) => formats[kind].keeps(host) ?? []));
}

async function expectSame(kind: 'csv' | 'xlsx', before: Converted): Promise<void> {
  if (before.hosts.length === 0) return;
  const after = await again(kind, before);
  expect(after.quarantine).toEqual([]);
  expect(held(kind, after.hosts)).toEqual(held(kind, before.hosts));
}

describe.each(kinds)('converting our own %s again gives the same hosts with the same values', (kind) => {
  it.each(corpus().map((sample) => [sample.file, sample] as const))('of %s', async (_, sample) => {
    await expectSame(kind, await converted(sample));
  });

  it('of any ledger', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, ({ rows }) => {
        const workbook = { kind: 'xlsx', notes: [], sheets: [sheetOf('交换机', rows)] } as const;
        return expectSame(kind, convertWorkbook(workbook, { name: 'a.xlsx', corrections: {}, now }));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('of any workbook', async () => {
    await fc.assert(
      fc.asyncProperty(workbooks, (workbook) =>
        expectSame(kind, convertWorkbook(workbook, { name: 'a.xlsx', corrections: {}, now })),
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});
