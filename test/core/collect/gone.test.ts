import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Collects, createCollects } from '../../../src/core/collect/index.ts';
import { loadCollectors } from '../../../src/core/collect/load.ts';
import { createSnapshots, type Snapshots } from '../../../src/core/collect/snapshots.ts';
import { type AlicloudOptions, startAlicloud } from '../../support/alicloud.ts';
import { collectorDeps } from '../../support/collecting.ts';

const id = 'LTAI5tExampleKeyId0001';
const hidden = 'a-secret-of-some-length';
const cloud = { accessKeyId: { env: 'KEY' }, accessKeySecret: { env: 'SECRET' }, regions: ['cn-beijing'] };
const collectors = await loadCollectors();

let folder: string;
let snapshots: Snapshots;
let servers: Awaited<ReturnType<typeof startAlicloud>>[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gone-'));
  servers = [];
  snapshots = await createSnapshots({ folder, clock: collectorDeps({}, {}).clock });
});
afterEach(async () => {
  await snapshots.close();
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true, force: true });
});

let hour = 0;

/** One more collection of the account's instances, an hour after the one before. */
async function collected(instances: readonly string[], options: AlicloudOptions = {}) {
  const list = instances.map((InstanceId) => ({ InstanceId }));
  const things = { DescribeInstances: { 'cn-beijing': list } };
  const server = await startAlicloud({ id, secret: hidden, things, ...options });
  servers.push(server);
  const deps = collectorDeps(
    { credentials: { cloud }, hosts: {} },
    { KEY: id, SECRET: hidden, ALICLOUD_ENDPOINT: server.url },
  );
  hour += 1;
  await deps.clock.advance(hour * 3_600_000);
  const collects: Collects = createCollects({
    ...{ ...deps, collectors, snapshots, signal: new AbortController().signal },
    journal: { append: async () => ({}) as never },
    people: { find: () => Promise.reject(new Error('nobody is asked')) },
  });
  const asked = { source: 'aliyun', request: { what: [], resources: ['ecs'] }, by: 'U0ENGINEER' };
  const { outcomes } = await collects.collect(asked);
  return outcomes.flatMap(({ gone }) => gone);
}

const key = (instance: string) => `aliyun/cloud/cn-beijing/ecs/${instance}`;
const isGone = async (instance: string) => (await snapshots.latest(key(instance)))?.gone !== undefined;

describe('a machine that a cloud does not list any more', () => {
  it('is told once to be gone; what was known of it stays', async () => {
    expect(await collected(['i-1', 'i-2'])).toEqual([]);
    expect(await collected(['i-1'])).toEqual([key('i-2')]);
    expect(await collected(['i-1'])).toEqual([]);
    expect((await snapshots.latest(key('i-2')))?.data).toEqual({ InstanceId: 'i-2' });
    expect([await isGone('i-1'), await isGone('i-2')]).toEqual([false, true]);
  });

  it('is there again when it is listed again', async () => {
    for (const list of [['i-1', 'i-2'], ['i-1'], ['i-1', 'i-2']]) await collected(list);
    expect(await isGone('i-2')).toBe(false);
  });

  it.each([
    ['an empty list', [], {}],
    ['a list that wants a permission', [], { denied: ['DescribeInstances'] }],
    ['a list that breaks off', many(101), { faults: { 2: { status: 400, code: 'InvalidParameter' } } }],
    ['a list that cannot be read', [], { faults: { 1: { status: 400, code: 'InvalidParameter' } } }],
  ] as const)('is not said to be gone because of %s', async (_, list, options) => {
    await collected(['i-1', 'i-old']);
    expect(await collected(list, options)).toEqual([]);
    expect(await isGone('i-old')).toBe(false);
  });
});

function many(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `i-${at}`);
}
