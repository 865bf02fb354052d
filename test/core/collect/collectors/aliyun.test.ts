import { afterEach, describe, expect, test } from 'vitest';
import aliyun from '../../../../src/core/collect/collectors/aliyun.ts';
import type { CollectorDeps, Found } from '../../../../src/core/collect/types.ts';
import { OpsError } from '../../../../src/core/errors.ts';
import { type AlicloudOptions, startAlicloud } from '../../../support/alicloud.ts';
import { collectAll, collectorDeps } from '../../../support/collecting.ts';
import { leaks, printed } from '../../../support/leaks.ts';

const id = 'LTAI5tExampleKeyId0001';
const hidden = 'a-secret-of-some-length';
const token = 'CAIS/a+token==';
const secrets = [id, hidden, token];
const account = { accessKeyId: { env: 'KEY' }, accessKeySecret: { env: 'SECRET' } };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** `count` entries with ids that say where they are in the list. */
function entries(key: string, prefix: string, count: number) {
  return Array.from({ length: count }, (_, at) => ({ [key]: `${prefix}-${at}`, Name: `北京 ${at}` }));
}

async function setUp(options: AlicloudOptions = {}, credentials: object = { cloud: account }) {
  const server = await startAlicloud({ id, secret: hidden, ...options });
  open.push(server);
  const env = { KEY: id, SECRET: hidden, TOKEN: token, ALICLOUD_ENDPOINT: server.url };
  return { server, deps: collectorDeps({ credentials }, env) };
}

/** All that came, and the errors by target; nothing of the key may be in any of it. */
async function collected(deps: CollectorDeps, resources: readonly string[] = []) {
  const result = await collectAll(aliyun, deps, { what: [], resources });
  expect(leaks(JSON.stringify(result.found), secrets)).toEqual([]);
  for (const error of result.errors.values()) expect(leaks(printed(error), secrets)).toEqual([]);
  const codes = [...result.errors].map(([key, error]) => [key, error instanceof OpsError ? error.code : error]);
  return { ...result, codes: Object.fromEntries(codes), keys: result.found.map((one: Found) => one.key) };
}

const beijing = (credential: object = account) => ({ cloud: { ...credential, regions: ['cn-beijing'] } });

describe('collecting from Alibaba Cloud', () => {
  test.each([
    ['ecs', 'DescribeInstances', 'InstanceId', 250, 3],
    ['disk', 'DescribeDisks', 'DiskId', 1200, 3],
    ['image', 'DescribeImages', 'ImageId', 201, 3],
    ['security-group', 'DescribeSecurityGroups', 'SecurityGroupId', 200, 2],
    ['vpc', 'DescribeVpcs', 'VpcId', 120, 3],
    ['vswitch', 'DescribeVSwitches', 'VSwitchId', 100, 2],
    ['eip', 'DescribeEipAddresses', 'AllocationId', 101, 2],
    ['slb', 'DescribeLoadBalancers', 'LoadBalancerId', 150, 2],
    ['rds', 'DescribeDBInstances', 'DBInstanceId', 150, 2],
  ])('reads every %s, over all pages of %s', async (kind, action, key, count, pages) => {
    const all = entries(key, kind, count);
    const { deps, server } = await setUp({ things: { [action]: { 'cn-beijing': all } } }, beijing());
    const { found, listed, keys, codes } = await collected(deps, [kind]);
    expect(codes).toEqual({});
    expect(listed).toEqual([`aliyun/cloud/cn-beijing/${kind}/`]);
    expect(keys).toEqual(all.map((one) => `aliyun/cloud/cn-beijing/${kind}/${one[key]}`));
    expect(found[0]).toEqual({ key: keys[0], kind, data: all[0], warnings: [] });
    expect(server.seen).toHaveLength(pages);
  });

  test('asks for own images only', async () => {
    const { deps, server } = await setUp({}, beijing());
    await collected(deps, ['image']);
    expect(server.seen[0]?.params.ImageOwnerAlias).toBe('self');
  });

  test('goes to every kind in the regions of the settings', async () => {
    const { deps } = await setUp({}, { cloud: { ...account, regions: ['cn-beijing', 'cn-shanghai'] } });
    const targets = await aliyun.targets({ what: [] }, [], deps);
    expect(targets).toHaveLength(18);
    expect(targets.map((target) => target.key)).toContain('aliyun/cloud/cn-shanghai/rds');
  });

  test('goes to the regions that the account has, where the settings name none', async () => {
    const regions = [{ RegionId: 'cn-beijing' }, { RegionId: 'eu-central-1' }];
    const things = {
      DescribeRegions: { '': regions },
      DescribeVpcs: { 'cn-beijing': entries('VpcId', 'a', 1), 'eu-central-1': entries('VpcId', 'b', 1) },
    };
    const { deps } = await setUp({ things });
    expect((await collected(deps, ['vpc'])).keys).toEqual([
      'aliyun/cloud/cn-beijing/vpc/a-0',
      'aliyun/cloud/eu-central-1/vpc/b-0',
    ]);
  });

  test('reads the other accounts where the regions of one cannot be read', async () => {
    const credentials = { ...beijing(), broken: { accessKeyId: { env: 'KEY' }, accessKeySecret: { env: 'NOWHERE' } } };
    const { deps } = await setUp({ things: { DescribeVpcs: { 'cn-beijing': entries('VpcId', 'v', 2) } } }, credentials);
    const { keys, codes } = await collected(deps, ['vpc']);
    expect(keys).toHaveLength(2);
    expect(codes).toEqual({ 'aliyun/broken': 'secret-missing' });
  });

  test('goes on over throttling, failures and cut connections between the pages', async () => {
    const things = { DescribeInstances: { 'cn-beijing': entries('InstanceId', 'i', 250) } };
    const faults: AlicloudOptions['faults'] = {
      ...{ 2: { status: 400, code: 'Throttling.User' }, 3: { status: 503, code: 'ServiceUnavailable' } },
      ...{ 5: 'cut' as const, 6: { status: 500, code: 'InternalError' } },
    };
    const { deps } = await setUp({ things, faults }, beijing());
    const { keys, codes } = await collected(deps, ['ecs']);
    expect(codes).toEqual({});
    expect(new Set(keys).size).toBe(250);
  });

  test.each([
    ['ecs', 'DescribeInstances', 'InstanceId', 250, 200],
    ['vpc', 'DescribeVpcs', 'VpcId', 120, 100],
  ])('keeps what came of %s when its third page fails', async (kind, action, key, count, kept) => {
    const broken = { status: 400, code: 'InvalidParameter' };
    const things = { [action]: { 'cn-beijing': entries(key, 'x', count) } };
    const { deps } = await setUp({ things, faults: { 3: broken } }, beijing());
    const { keys, codes } = await collected(deps, [kind]);
    expect(keys).toHaveLength(kept);
    expect(codes).toEqual({ [`aliyun/cloud/cn-beijing/${kind}`]: 'cloud-refused' });
  });

  test('finds nothing, and says nothing is gone, where a list is empty and may be read', async () => {
    const { deps, server } = await setUp({}, beijing());
    const { found, codes } = await collected(deps, ['ecs']);
    expect([found, codes]).toEqual([[], {}]);
    expect(server.seen.map(({ params }) => params.DryRun)).toEqual([undefined, 'true']);
  });

  test.each(['ecs', 'disk', 'image', 'security-group', 'vpc', 'vswitch', 'eip'])(
    'tells a missing permission for %s, which the API answers with an empty list',
    async (kind) => {
      const denied = ['DescribeInstances', 'DescribeDisks', 'DescribeImages', 'DescribeSecurityGroups'];
      denied.push('DescribeVpcs', 'DescribeVSwitches', 'DescribeEipAddresses');
      const { deps } = await setUp({ denied }, beijing());
      const { codes } = await collected(deps, [kind]);
      expect(codes).toEqual({ [`aliyun/cloud/cn-beijing/${kind}`]: 'cloud-no-permission' });
    },
  );

  test('tells a missing permission that the API itself tells, and reads the other kinds', async () => {
    const things = { DescribeVpcs: { 'cn-beijing': entries('VpcId', 'v', 1) } };
    const { deps } = await setUp({ things, denied: ['DescribeDBInstances'] }, beijing());
    const { keys, codes } = await collected(deps, ['rds', 'vpc']);
    expect(codes).toEqual({ 'aliyun/cloud/cn-beijing/rds': 'cloud-no-permission' });
    expect(keys).toHaveLength(1);
  });

  test('tells an expired token of a temporary key', async () => {
    const credentials = beijing({ ...account, securityToken: { env: 'TOKEN' } });
    const { deps } = await setUp({ token, tokenExpired: true }, credentials);
    expect((await collected(deps, ['ecs'])).codes).toEqual({ 'aliyun/cloud/cn-beijing/ecs': 'cloud-token-expired' });
  });

  test.each([
    ['has no list', { RequestId: 'R' }],
    ['has a list of something else', { Instances: { Instance: ['i-1'] } }],
    ['has entries without an id', { Instances: { Instance: [{ Name: 'a' }] } }],
    ['is a list', []],
  ])('takes an answer that %s for an error, not for an empty list', async (_, answer) => {
    const { deps } = await setUp({ instead: { DescribeInstances: answer } }, beijing());
    expect((await collected(deps, ['ecs'])).codes).toEqual({ 'aliyun/cloud/cn-beijing/ecs': 'cloud-answer-unknown' });
  });

  test.each([
    ['repeat', 'ecs', { DescribeInstances: { Instances: { Instance: [{ InstanceId: 'i-1' }] }, NextToken: 'same' } }],
    ['end before the total', 'vpc', { DescribeVpcs: { Vpcs: { Vpc: [] }, TotalCount: 5 } }],
  ])('tells pages that %s', async (_, kind, instead) => {
    const { deps } = await setUp({ instead }, beijing());
    expect((await collected(deps, [kind])).codes).toEqual({ [`aliyun/cloud/cn-beijing/${kind}`]: 'cloud-incomplete' });
  });

  test('keeps nothing that is called a secret, and none of its own in any text', async () => {
    const entry = { InstanceId: 'i-1', VncPassword: 'Vnc123', Tags: { Tag: [{ TagKey: 'note', TagValue: hidden }] } };
    const { deps } = await setUp({ things: { DescribeInstances: { 'cn-beijing': [entry] } } }, beijing());
    const { found } = await collected(deps, ['ecs']);
    expect(found[0]?.data).toEqual({
      InstanceId: 'i-1',
      Tags: { Tag: [{ TagKey: 'note', TagValue: '[redacted]' }] },
    });
  });

  test('refuses a kind that there is not, and names the nearest', async () => {
    const { deps } = await setUp();
    const error = await aliyun.targets({ what: [], resources: ['vpcs'] }, [], deps).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'resource-unknown' });
    expect(error.message).toContain('vpc');
  });

  test('says that there is no account', async () => {
    const deps = collectorDeps({ credentials: { ops: { user: 'root', agent: true } } }, {});
    await expect(aliyun.targets({ what: [] }, [], deps)).rejects.toMatchObject({ code: 'cloud-no-account' });
  });
});
