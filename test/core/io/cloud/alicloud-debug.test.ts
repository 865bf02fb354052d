import { afterEach, expect, test, vi } from 'vitest';
import { createAlicloud } from '../../../../src/core/io/cloud/alicloud.ts';
import { createRedactor } from '../../../../src/core/io/redactor.ts';
import { secret } from '../../../../src/core/io/secret.ts';
import { startAlicloud } from '../../../support/alicloud.ts';
import { hastyClock } from '../../../support/hasty-clock.ts';
import { leaks } from '../../../support/leaks.ts';

// Before anything is loaded: the library asks once what it is to print.
vi.hoisted(() => {
  process.env.DEBUG = 'httpx:*';
});
afterEach(() => vi.restoreAllMocks());

test('prints nothing of the key, not even where somebody has the library print what it sends', async () => {
  const written: string[] = [];
  for (const stream of [process.stderr, process.stdout]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
  }
  const [id, hidden, token] = ['LTAI5tExampleKeyId0001', 'a-secret-of-some-length', 'CAIS/a+token=='];
  const server = await startAlicloud({ id, secret: hidden, token });
  const transport = createAlicloud({
    key: { accessKeyId: secret(id), accessKeySecret: secret(hidden), securityToken: secret(token) },
    clock: hastyClock(),
    redactor: createRedactor(),
    endpoint: server.url,
  });
  const place = { endpoint: server.url, version: '2014-05-26', signal: new AbortController().signal };
  await transport.call('DescribeInstances', { RegionId: 'cn-beijing', MaxResults: 10 }, place);
  await server.close();
  expect(written.join('')).toContain('httpx:body');
  expect(leaks(written.join(''), [id, hidden, token])).toEqual([]);
  expect(written.join('')).not.toContain('Signature');
});
