import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocuments, documentId } from '../../../src/core/documents.ts';
import { type Opened, openConversions } from './support/conversions.ts';

const secret = 'Hw-never-out-31415926';
const table = (unit = '位置编码') =>
  Buffer.from(
    [
      `设备名称,管理IP,厂家型号,${unit},登录密码`,
      `sw-1,10.0.0.1,华为 S5735,P-01,${secret}`,
      `sw-2,10.0.0.2,H3C S5130S,P-02,`,
    ].join('\n'),
  );
const asker = { by: 'U0ENGINEER', channel: 'C0CHANGES', thread: '1.2' };
const file = { ref: 'F1', name: '台账.csv' };
const bytes = async () => table();

let opened: Opened;
beforeAll(async () => {
  opened = await openConversions();
});
afterAll(() => opened.close());

const convert = (more = {}) => opened.conversions.convert(file, bytes, asker, {}, more);
const columnNamed = (summary: Awaited<ReturnType<typeof convert>>['conversion']['summary'], header: string) =>
  summary.sheets[0]?.tables[0]?.columns.find((column) => column.header === header);

describe('a conversion', () => {
  it('gives what is wanted, is kept, and its log says what was done', async () => {
    const { conversion, files, entries } = await convert({ formats: ['csv', 'ansible-yaml'], entries: true });
    expect(files.map(({ name }) => name)).toEqual(['quarantine.xlsx', 'inventory.csv', 'inventory.yaml']);
    expect(Object.keys(entries ?? {})).toEqual(['sw-1', 'sw-2']);
    expect(conversion).toMatchObject({ ...asker, file, choices: {} });
    expect(conversion.seconds).toBeGreaterThan(0);
    expect(conversion.log.map(({ what, detail }) => [what, detail])).toEqual([
      ['converted', ''],
      ['written', 'csv, ansible-yaml'],
      ['proposed', ''],
    ]);
    expect(await opened.conversions.get(conversion.id)).toEqual(conversion);
    expect(opened.journal.at(-1)).toEqual({
      ...{ type: 'converted', conversion: conversion.id, by: asker.by, file: file.name },
      ...{ hosts: 2, quarantined: 0, formats: ['csv', 'ansible-yaml'] },
    });
  });

  it('leaves no secret of the file in what is kept of it', async () => {
    const { conversion } = await convert({ formats: [...opened.conversions.formats.keys()], entries: true });
    expect(JSON.stringify(await opened.conversions.get(conversion.id))).not.toContain(secret);
    expect(JSON.stringify(opened.journal)).not.toContain(secret);
  });

  it('is done again with other choices', async () => {
    const { conversion } = await convert();
    const change = { choices: { where: '厂商=华为' } };
    const changed = await opened.conversions.change(conversion.id, bytes, 'U0OTHER', change);
    expect(changed.conversion.summary.counts).toMatchObject({ hosts: 1, filtered: 1 });
    expect(changed.conversion.log.at(-1)).toMatchObject({ by: 'U0OTHER', what: 'chosen', detail: 'where 厂商=华为' });
    const given = await opened.conversions.give(conversion.id, bytes, 'U0OTHER', { formats: ['hosts'] });
    expect(given.files.map(({ name }) => name)).toEqual(['hosts']);
    expect(String(given.files[0]?.content)).not.toContain('sw-2');
  });

  it('that nobody knows is refused, and so is a format, naming the nearest', async () => {
    for (const id of ['261127-153000-k3f9', '../../etc/passwd', ''])
      await expect(opened.conversions.get(id)).rejects.toMatchObject({ code: 'conversion-unknown' });
    await expect(opened.conversions.give('261127-153000-k3f9', bytes, 'U', {})).rejects.toMatchObject({
      code: 'conversion-unknown',
    });
    const error = await convert({ formats: ['ansible-yml'] }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'format-unknown' });
    expect((error as Error).message).toContain('ansible-yaml');
  });
});

describe('a correction', () => {
  it('of a column is remembered for every file with the same headers, in whatever order, for everybody', async () => {
    const { conversion } = await convert();
    expect(columnNamed(conversion.summary, '位置编码')?.field).not.toBe('asset_tag');
    const { signature = '', columns = [] } = conversion.summary.sheets[0]?.tables[0] ?? {};
    const key = columns.find(({ header }) => header === '位置编码')?.key ?? '';
    await opened.conversions.change(conversion.id, bytes, 'U1', {
      columns: { signature, said: { [key]: 'asset_tag' } },
    });
    const turned = Buffer.from(
      table()
        .toString()
        .split('\n')
        .map((line) => line.split(',').reverse().join(','))
        .join('\n'),
    );
    const next = await opened.conversions.convert(
      { ref: 'F2', name: 'b.csv' },
      async () => turned,
      { ...asker, by: 'U2' },
      {},
    );
    expect(columnNamed(next.conversion.summary, '位置编码')).toMatchObject({ field: 'asset_tag', confidence: 1 });
    const other = await opened.conversions.convert(file, async () => table('位置编码2'), asker, {});
    expect(columnNamed(other.conversion.summary, '位置编码2')?.field).not.toBe('asset_tag');
  });

  it('makes others forgotten beyond five hundred tables, those made longest ago', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corrections-'));
    const tables = Array.from({ length: 500 }, (_, at) => [`table-${at}`, { a: 'label' }] as const);
    writeFileSync(join(folder, 'corrections.json'), JSON.stringify(Object.fromEntries(tables)));
    const { conversions, close } = await openConversions({ folder });
    const { conversion } = await conversions.convert(file, bytes, asker, {});
    const { signature = '' } = conversion.summary.sheets[0]?.tables[0] ?? {};
    await conversions.change(conversion.id, bytes, 'U1', { columns: { signature, said: { 位置编码: 'rack' } } });
    const kept = Object.keys(JSON.parse(readFileSync(join(folder, 'corrections.json'), 'utf8')));
    close();
    expect(kept).toEqual([...tables.slice(1).map(([name]) => name), signature]);
  });

  it('makes no password a label', async () => {
    const { conversion } = await convert();
    const { signature = '', columns = [] } = conversion.summary.sheets[0]?.tables[0] ?? {};
    const key = columns.find(({ header }) => header === '登录密码')?.key ?? '';
    const change = { columns: { signature, said: { [key]: 'label' as const } } };
    const changed = await opened.conversions.change(conversion.id, bytes, 'U1', change);
    expect(columnNamed(changed.conversion.summary, '登录密码')?.field).toBe('password');
    expect(JSON.stringify(changed)).not.toContain(secret);
  });
});

describe('what is kept of conversions', () => {
  it('is listed with the newest first; a damaged document is left out', async () => {
    const documents = createDocuments(join(opened.folder, 'others'));
    const { conversion } = await convert();
    for (const at of [1, 2, 3]) await documents.save({ ...conversion, id: `26112${at}-000000-aaaa` });
    writeFileSync(join(opened.folder, 'others', '261122-000000-aaaa.json'), '{"id":');
    expect((await documents.newest(9)).map(({ id }) => id)).toEqual(['261123-000000-aaaa', '261121-000000-aaaa']);
    expect((await documents.newest(1)).map(({ id }) => id)).toEqual(['261123-000000-aaaa']);
  });

  it('is at most a thousand', async () => {
    const folder = join(opened.folder, 'many');
    const documents = createDocuments(folder);
    const { conversion } = await convert();
    const id = (at: number) => `261127-${String(at).padStart(6, '0')}-aaaa`;
    await documents.save({ ...conversion, id: id(0) });
    for (let at = 1; at <= 1_000; at++) writeFileSync(join(folder, `${id(at)}.json`), '{}');
    await documents.save({ ...conversion, id: id(1_001) });
    expect(readdirSync(folder)).toHaveLength(1_000);
    expect(await documents.load(id(0))).toBeUndefined();
    expect(await documents.load(id(1_001))).toBeDefined();
  });

  it('has ids that sort by time', () => {
    const times = [0, 1e12, Date.UTC(2026, 10, 27, 15, 30), Date.UTC(2026, 10, 27, 15, 31)];
    const ids = times.slice(1).map(documentId);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids[1]).toMatch(/^261127-153000-[0-9a-z]{4}$/);
  });
});
