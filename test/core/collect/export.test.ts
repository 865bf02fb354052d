import { describe, expect, it } from 'vitest';
import { exportFacts } from '../../../src/core/collect/export.ts';
import type { Snapshot } from '../../../src/core/collect/snapshots.ts';
import { fromXlsx } from '../../../src/core/convert/write/workbook.ts';

const at = Date.UTC(2026, 10, 23, 12);
const about = { at, seen: at, source: 'ssh', times: {}, memberSeen: {}, warnings: [] };
const snapshots: Snapshot[] = [
  {
    ...{ ...about, key: 'sw-1', kind: 'host' },
    data: {
      ...{ hostname: 'sw-1', version: 'V1', serials: ['A', 'B'], cpu: { count: 2 }, config: 'x', vlans: [] },
      interfaces: [
        { name: 'GE0/0/1', state: 'up', addresses: ['10.0.0.1/24', '10.0.0.2/24'] },
        { name: '=cmd()', description: '@SUM(A1)' },
      ],
    },
  },
  {
    ...about,
    key: 'sw-2',
    kind: 'host',
    seen: 0,
    data: {},
    failed: { since: at, at, why: { en: 'no answer', zh: '无应答' } },
  },
  {
    ...about,
    key: 'aliyun/a/r/ecs/i-1',
    kind: 'ecs',
    data: { InstanceId: 'i-1', Vpc: { Id: 'v' }, Tags: [{ Key: 'k' }] },
  },
];
const hosts = [
  ['host', 'seen', 'changed', 'state', 'hostname', 'serials', 'version', 'cpu.count'],
  ['sw-1', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z', 'ok', 'sw-1', 'A, B', 'V1', '2'],
  ['sw-2', '', '', 'not reached since 2026-11-23T12:00:00Z: no answer', '', '', '', ''],
];
const interfaces = [
  ['host', 'name', 'state', 'addresses', 'description'],
  ['sw-1', 'GE0/0/1', 'up', '10.0.0.1/24, 10.0.0.2/24', ''],
  ['sw-1', "'=cmd()", '', '', "'@SUM(A1)"],
];

describe('facts go out', () => {
  it('as a workbook with a sheet for each kind, formulas neutralised', async () => {
    const [file] = await exportFacts(snapshots, 'xlsx');
    const sheet = (name: string) => fromXlsx(file?.content as Uint8Array, name);
    expect(file?.name).toBe('facts.xlsx');
    expect(await sheet('hosts')).toEqual(hosts);
    const columns = (await sheet('interfaces'))[0] ?? [];
    expect([...columns].toSorted()).toEqual([...(interfaces[0] ?? [])].toSorted());
    expect((await sheet('interfaces')).flat()).toContain("'=cmd()");
    expect(await sheet('ecs-Tags')).toEqual([
      ['host', 'Key'],
      ['aliyun/a/r/ecs/i-1', 'k'],
    ]);
    expect((await sheet('ecs'))[0]).toEqual(['host', 'seen', 'changed', 'state', 'InstanceId', 'Vpc.Id']);
  });

  it('as CSV files, one for each kind', async () => {
    const files = await exportFacts(snapshots, 'csv');
    expect(files.map(({ name }) => name)).toEqual([
      'facts-hosts.csv',
      'facts-interfaces.csv',
      'facts-ecs.csv',
      'facts-ecs-Tags.csv',
    ]);
    expect(String(files[1]?.content)).toContain("'=cmd()");
    expect(String(files[0]?.content).split('\r\n')[0]).toBe(hosts[0]?.join(','));
  });

  it('as JSON with all of it, configurations too', async () => {
    const [file] = await exportFacts(snapshots, 'json');
    const read = JSON.parse(String(file?.content)) as Snapshot[];
    expect(read.map(({ key, data }) => [key, data])).toEqual(snapshots.map(({ key, data }) => [key, data]));
  });

  it('also where nothing is known', async () => {
    const [file] = await exportFacts([], 'xlsx');
    expect(await fromXlsx(file?.content as Uint8Array, 'hosts')).toEqual([['host']]);
  });

  it('in no other format', async () => {
    await expect(exportFacts(snapshots, 'xls')).rejects.toMatchObject({ code: 'format-unknown' });
    await expect(exportFacts(snapshots, 'parquet')).rejects.toThrow(
      /^Facts cannot be exported as parquet\. There are: xlsx, csv, json\.$/,
    );
  });
});
