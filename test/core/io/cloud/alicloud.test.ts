import { afterEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../../../src/core/errors.ts';
import { createAlicloud } from '../../../../src/core/io/cloud/alicloud.ts';
import { createRedactor } from '../../../../src/core/io/redactor.ts';
import { secret } from '../../../../src/core/io/secret.ts';
import { type AlicloudOptions, signatureOf, startAlicloud } from '../../../support/alicloud.ts';
import { hastyClock } from '../../../support/hasty-clock.ts';
import { leaks, printed } from '../../../support/leaks.ts';

const id = 'LTAI5tExampleKeyId0001';
const hidden = "S3cr3t/With+Signs=and*'()!~";
const token = 'CAISexample+token/with==signs';
const secrets = [id, hidden, token];
/** As a signed string holds them: encoded twice. */
const signed = `POST&%2F&AccessKeyId%3D${id}%26SecurityToken%3D${encodeURIComponent(encodeURIComponent(token))}`;
const things = { DescribeInstances: { 'cn-beijing': [{ InstanceId: 'i-1', InstanceName: "北京 web*('1')!~" }] } };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function setUp(options: AlicloudOptions = {}, given: { secret?: string; token?: string } = {}) {
  const clock = hastyClock();
  const server = await startAlicloud({
    ...{ id, secret: hidden, things, onSilence: () => void clock.advance(10_000) },
    ...options,
  });
  open.push(server);
  const transport = createAlicloud({
    key: {
      accessKeyId: secret(id),
      accessKeySecret: secret(given.secret ?? hidden),
      ...(given.token && { securityToken: secret(given.token) }),
    },
    clock,
    redactor: createRedactor(),
    endpoint: server.url,
    chance: () => 1,
  });
  const call = (params = {}, signal = new AbortController().signal) =>
    transport.call(
      'DescribeInstances',
      { RegionId: 'cn-beijing', MaxResults: 100, ...params },
      { endpoint: 'https://ecs.cn-beijing.aliyuncs.com', version: '2014-05-26', signal },
    );
  return { clock, server, call };
}

async function refused(work: Promise<unknown>): Promise<OpsError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OpsError);
  expect(leaks(printed(error), secrets)).toEqual([]);
  expect((error as OpsError).cause).toBeUndefined();
  return error as OpsError;
}

test('the server of these tests signs the example of the documentation as that does', () => {
  const example = {
    ...{ Timestamp: '2016-02-23T12:46:24Z', Format: 'XML', AccessKeyId: 'testid', Action: 'DescribeRegions' },
    ...{ SignatureMethod: 'HMAC-SHA1', SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf' },
    ...{ Version: '2014-05-26', SignatureVersion: '1.0' },
  };
  expect(signatureOf('GET', example, 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
});

describe('the transport to Alibaba Cloud', () => {
  test('signs as the documentation says, also names and values with signs and Chinese in them', async () => {
    const { call, server } = await setUp();
    const answer = await call({ InstanceName: "北京 web*('1')!~ +/=&", DryRun: false });
    expect(answer).toMatchObject({ Instances: { Instance: things.DescribeInstances['cn-beijing'] } });
    expect(server.seen[0]?.params.InstanceName).toBe("北京 web*('1')!~ +/=&");
  });

  test('sends everything in the body of a POST, nothing in the URL', async () => {
    const { call, server } = await setUp();
    await call();
    expect(server.seen.map(({ method, url }) => [method, url])).toEqual([['POST', '/']]);
  });

  test('does not send what is undefined', async () => {
    const { call, server } = await setUp();
    await call({ NextToken: undefined });
    expect(Object.keys(server.seen[0]?.params ?? {})).not.toContain('NextToken');
  });

  test('sends the token of a temporary key', async () => {
    const { call } = await setUp({ token }, { token });
    expect(await call()).toHaveProperty('Instances');
  });

  test('keeps all digits of large numbers, as text', async () => {
    const body = '{"RequestId":"R-1","Instances":{"Instance":[]},"OwnerId":12345678901234567890}';
    const { call } = await setUp({ instead: { DescribeInstances: body } });
    expect(await call()).toMatchObject({ OwnerId: '12345678901234567890' });
  });

  test.each([
    ['Throttling', { status: 400, code: 'Throttling' }],
    ['Throttling.User', { status: 400, code: 'Throttling.User' }],
    ['Throttling.Api', { status: 429, code: 'Throttling.Api' }],
    ['ServiceUnavailable', { status: 503, code: 'ServiceUnavailable' }],
    ['a status of 500 with an unknown code', { status: 500, code: 'Whatever' }],
    ['a status of 503 without a code', { status: 503 }],
    ['a page of HTML', 'html'],
    ['a connection cut in the middle', 'cut'],
    ['no answer', 'silent'],
    ['half an answer', 'slow-body'],
  ] as const)('tries again after %s, later each time, with a new signature', async (_, fault) => {
    const { call, clock, server } = await setUp({ faults: { 1: fault, 2: fault } });
    expect(await call()).toHaveProperty('Instances');
    expect(clock.slept).toEqual([1000, 2000]);
    expect(new Set(server.seen.map(({ params }) => params.SignatureNonce)).size).toBe(3);
  });

  test.each([
    ['cloud-throttled', { status: 400, code: 'Throttling.User', message: `Key ${id} calls too often` }],
    ['cloud-unavailable', { status: 503, code: 'ServiceUnavailable' }],
    ['cloud-garbled', 'html'],
    ['cloud-unreachable', 'cut'],
    ['cloud-timeout', 'silent'],
  ] as const)('gives up with %s after five tries', async (code, fault) => {
    const { call, clock, server } = await setUp({ faults: { 1: fault, 2: fault, 3: fault, 4: fault, 5: fault } });
    expect((await refused(call())).code).toBe(code);
    expect(server.seen).toHaveLength(5);
    expect(clock.slept).toEqual([1000, 2000, 4000, 8000]);
  });

  test.each([
    ['cloud-refused', { status: 400, code: 'InvalidParameter', message: `RegionId is wrong for ${id}` }],
    ['cloud-no-permission', { status: 403, code: 'Forbidden.RAM', message: `User not authorized: ${token}` }],
    ['cloud-no-permission', { status: 403, code: 'NoPermission' }],
    ['cloud-refused', { status: 400, code: 'SomethingNew', message: `Wrong. server string to sign is:${signed}` }],
    ['cloud-login-refused', { status: 404, code: 'InvalidAccessKeyId.NotFound' }],
    ['cloud-login-refused', { status: 400, code: 'InvalidAccessKeyId.Inactive' }],
    ['cloud-clock', { status: 400, code: 'InvalidTimeStamp.Expired' }],
  ] as const)('does not try again what ends with %s', async (code, fault) => {
    const { call, server } = await setUp({ token, faults: { 1: fault } }, { token });
    expect((await refused(call())).code).toBe(code);
    expect(server.seen).toHaveLength(1);
  });

  test('tells a wrong secret, once, without the string that was signed', async () => {
    const { call, server } = await setUp({ token }, { secret: 'another-secret', token });
    const error = await refused(call());
    expect(error.code).toBe('cloud-login-refused');
    expect(error.message).not.toContain('AccessKeyId');
    expect(server.seen).toHaveLength(1);
  });

  test('tells an expired token', async () => {
    const { call } = await setUp({ token, tokenExpired: true }, { token });
    expect((await refused(call())).code).toBe('cloud-token-expired');
  });

  test('quotes what the API says, with the call, the code and the request it can be asked about', async () => {
    const fault = { status: 400, code: 'InvalidRegionId.NotFound', message: 'The region does not exist.' };
    const error = await refused((await setUp({ faults: { 1: fault } })).call());
    for (const part of ['DescribeInstances', fault.message, fault.code, 'R-9']) expect(error.message).toContain(part);
  });

  test('lets a dry run that passes pass, and one that does not fail', async () => {
    expect(await (await setUp()).call({ DryRun: true })).toMatchObject({ Code: 'DryRunOperation' });
    const denied = await setUp({ denied: ['DescribeInstances'] });
    expect((await refused(denied.call({ DryRun: true }))).code).toBe('cloud-no-permission');
  });

  test('ends at once when it is aborted, with the reason given', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const { call, server } = await setUp({ faults: { 1: 'silent' }, onSilence: () => stop.abort(reason) });
    await expect(call({}, stop.signal)).rejects.toBe(reason);
    expect(server.seen).toHaveLength(1);
  });

  test('says that nothing listens', async () => {
    const { call, server } = await setUp();
    await server.close();
    const error = await refused(call());
    expect(error.code).toBe('cloud-unreachable');
    expect(error.message).toContain('ECONNREFUSED');
  });

  test.each(['http://ecs.example.com', 'ftp://127.0.0.1', 'http://127.0.0.1.example.com', 'nonsense', 'https://a:b@c'])(
    'takes no %s for an endpoint',
    (endpoint) => {
      const key = { accessKeyId: secret(id), accessKeySecret: secret(hidden) };
      const make = () => createAlicloud({ key, clock: hastyClock(), redactor: createRedactor(), endpoint });
      expect(make).toThrow(expect.objectContaining({ code: 'cloud-endpoint-unsafe' }));
    },
  );
});
