import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import httpJson from '../../../../src/core/collect/collectors/http-json.ts';
import { OpsError } from '../../../../src/core/errors.ts';
import { collectAll, collectorDeps } from '../../../support/collecting.ts';
import { type JsonReply, type JsonRequest, startJsonServer } from '../../../support/json-server.ts';
import { leaks, printed } from '../../../support/leaks.ts';
import { hasTool } from '../../../support/tools.ts';

const hidden = 'tok3n/with+signs=and?more';
const base = { name: 'cmdb', method: 'GET', headers: {}, query: {}, items: '$.items', key: '$.id', kind: 'device' };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** Serves `reply`, reads it as the source `given` says, and gives what came; the secret may be in none of it. */
async function read(
  given: object,
  reply: (request: JsonRequest) => JsonReply,
  { path = '/devices', ...options }: { path?: string; tls?: { key: string; cert: string }; signal?: AbortSignal } = {},
) {
  const sources: Record<string, object> = {};
  const deps = collectorDeps({ sources }, { TOKEN: hidden });
  const server = await startJsonServer(reply, { ...options, onSilence: () => void deps.clock.advance(30_000) });
  open.push(server);
  sources.cmdb = { ...base, timeout: 30_000, url: server.url + path, ...given };
  const { found, listed, errors } = await collectAll(httpJson, deps, { what: [] }, options.signal);
  const error = errors.get('http-json/cmdb');
  if (error !== undefined && !options.signal) expect(error).toBeInstanceOf(OpsError);
  expect(leaks(printed(error) + JSON.stringify(found), [hidden])).toEqual([]);
  const code = error instanceof OpsError ? error.code : error;
  return { found, listed, keys: found.map((one) => one.key), code, error, server, slept: deps.clock.slept };
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ({ id: from + at }));
const keysTo = (count: number) => numbered(0, count).map(({ id }) => `http-json/cmdb/device/${id}`);
const parameter = ({ url }: JsonRequest, name: string) => Number(url.searchParams.get(name));

describe('reading a list over HTTP', () => {
  test('maps each entry to key, kind and fields, as the paths say', async () => {
    const item = { id: 7, type: 'switch', net: { ip: '10.0.0.1' }, tags: [{ name: 'a' }, { name: '北京' }], more: 1 };
    const fields = { address: '$.net.ip', tags: '$.tags[*].name', serial: '$.sn' };
    const { found, listed } = await read({ kind: '$.type', fields }, () => ({ body: { items: [item] } }));
    expect(listed).toEqual(['http-json/cmdb/']);
    const data = { address: '10.0.0.1', tags: ['a', '北京'] };
    expect(found).toEqual([{ key: 'http-json/cmdb/switch/7', kind: 'switch', data, warnings: [] }]);
  });

  test.each([
    ['the list in an answer', { items: '$.items' }, { items: [{ id: 'a', x: 1 }] }],
    ['an answer that is the list', { items: '$' }, [{ id: 'a', x: 1 }]],
    ['entries by a filter', { items: '$.items[?@.x == 1]' }, { items: [{ id: 'a', x: 1 }, { id: 'b' }] }],
  ])('keeps all of an entry, from %s, where no fields are named', async (_, given, body) => {
    const { found } = await read(given, () => ({ body }));
    expect(found.map((one) => [one.key, one.data])).toEqual([['http-json/cmdb/device/a', { id: 'a', x: 1 }]]);
  });

  test('keeps all digits of large ids, reads GBK, and keeps a key in one piece', async () => {
    const gbk = Buffer.concat([Buffer.from('{"items":[{"id":12345678901234567890,"n":"'), Buffer.from([0xb1, 0xb1])]);
    const body = Buffer.concat([gbk, Buffer.from('"},{"id":"a/b%"}]}')]);
    const headers = { 'content-type': 'application/json; charset=GBK' };
    const { found, keys } = await read({}, () => ({ headers, body }));
    expect(keys).toEqual(['http-json/cmdb/device/12345678901234567890', 'http-json/cmdb/device/a%2Fb%25']);
    expect(found[0]?.data.n).toBe('北');
  });

  test('sends method, headers, parameters and body', async () => {
    const given = { method: 'POST', headers: { 'x-team': 'ops' }, query: { site: '北京 1' }, body: { q: { a: [1] } } };
    const { server } = await read(given, () => ({ body: { items: [] } }), { path: '/q?v=2' });
    const [request] = server.seen;
    expect([request?.method, request?.headers['x-team'], request?.body]).toEqual(['POST', 'ops', '{"q":{"a":[1]}}']);
    expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({ v: '2', site: '北京 1' });
  });

  test.each([
    ['basic', { basic: { user: 'me', password: { env: 'TOKEN' } } }, `Basic ${btoa(`me:${hidden}`)}`],
    ['bearer', { bearer: { env: 'TOKEN' } }, `Bearer ${hidden}`],
  ])('logs in with %s', async (_, auth, header) => {
    const { server } = await read({ auth }, () => ({ body: { items: [] } }));
    expect(server.seen[0]?.headers.authorization).toBe(header);
  });

  test('logs in with a header or a parameter, on every page', async () => {
    const reply = ({ number }: JsonRequest) => ({
      body: { items: numbered(number, number + 1), next: number < 3 && `?p=${number}` },
    });
    const paging = { next: '$.next' };
    const byHeader = await read({ paging, auth: { header: 'X-Token', value: { env: 'TOKEN' } } }, reply);
    expect(byHeader.server.seen.map(({ headers }) => headers['x-token'])).toEqual([hidden, hidden, hidden]);
    const byQuery = await read({ paging, auth: { query: 'apikey', value: { env: 'TOKEN' } } }, reply);
    expect(byQuery.server.seen.map(({ url }) => url.searchParams.get('apikey'))).toEqual([hidden, hidden, hidden]);
  });

  test.each([
    ...['token', 'pwd', 'psk', 'community', 'snmp_community', 'wifiPsk', 'enable', 'sshPrivateKey', 'Authorization'],
    ...['密码', '登录口令', 'SNMP团体字', 'userCredentials', 'session-cookie'],
  ])('does not keep what is called %s', async (name) => {
    const { found } = await read({}, () => ({
      body: { items: [{ id: 1, [name]: 'hunter2', deep: { [name]: ['hunter2'] } }] },
    }));
    expect(found[0]?.data).toEqual({ id: 1, deep: {} });
  });

  test('keeps switches and names that only sound so, and takes the login out of URLs', async () => {
    const item = {
      id: 1,
      enable: true,
      KeyPairName: 'ops',
      tags: [{ Key: 'env', Value: 'prod' }],
      bypass: 'x',
      密级: 'y',
    };
    const secret = { url: 'https://me:hunter2@h/x', tags: [{ Key: 'db_password', Value: 'hunter2' }] };
    const { found } = await read({}, () => ({ body: { items: [item, { id: 2, ...secret }] } }));
    expect(found.map(({ data }) => data)).toEqual([
      item,
      { id: 2, url: 'https://me:[redacted]@h/x', tags: [{ Key: 'db_password' }] },
    ]);
  });

  test('keeps no secret that a list has, nor its own where the list gives it back', async () => {
    const item = { id: 1, snmp: { password: 'hunter2', community_secret: 'x' }, note: `see ${hidden}`, apiKey: 'y' };
    const { found } = await read({ auth: { bearer: { env: 'TOKEN' } } }, () => ({ body: { items: [item] } }));
    expect(found[0]?.data).toEqual({ id: 1, snmp: {}, note: 'see [redacted]' });
  });

  test('refuses a source that there is not, and says so where there is none', async () => {
    const deps = collectorDeps({ sources: { cmdb: base } }, {});
    const request = { what: [], resources: ['cmbd'] };
    await expect(httpJson.targets(request, [], deps)).rejects.toMatchObject({ code: 'source-unknown' });
    const none = httpJson.targets({ what: [] }, [], collectorDeps({ sources: {} }, {}));
    await expect(none).rejects.toMatchObject({ code: 'source-none' });
    await expect(none).rejects.toThrow('There are no sources');
    expect(() => httpJson.check?.(request, [], deps)).toThrow('There is no source called cmbd');
  });
});

/** 25 entries in pages of ten, in each way that lists are paged. */
const pagings: [string, object, (request: JsonRequest) => JsonReply][] = [
  [
    'page',
    { page: 'page', first: 1, limit: 'per_page', size: 10 },
    (request) => {
      const [page, size] = [parameter(request, 'page'), parameter(request, 'per_page')];
      return { body: { items: numbered(0, 25).slice((page - 1) * size, page * size) } };
    },
  ],
  [
    'page, with a total',
    { page: 'p', first: 0, size: 10, total: '$.meta.total' },
    (request) => {
      const page = parameter(request, 'p');
      return { body: { items: numbered(0, 25).slice(page * 10, page * 10 + 10), meta: { total: 25 } } };
    },
  ],
  [
    'offset',
    { offset: 'offset', limit: 'limit', size: 10 },
    (request) => {
      const from = parameter(request, 'offset');
      return { body: { items: numbered(0, 25).slice(from, from + parameter(request, 'limit')) } };
    },
  ],
  [
    'cursor',
    { cursor: 'cursor', from: '$.cursor' },
    (request) => {
      const from = parameter(request, 'cursor');
      return { body: { items: numbered(0, 25).slice(from, from + 10), cursor: from < 20 ? `${from + 10}` : null } };
    },
  ],
  [
    'link',
    { link: true },
    (request) => {
      const from = parameter(request, 'from');
      const next = `<${request.url.pathname}?from=${from + 10}>; title="a, b"; rel="next", `;
      const link = `</devices>; rel="first", ${from < 20 ? next : ''}</x>; rel="last"`;
      return { headers: { link }, body: { items: numbered(0, 25).slice(from, from + 10) } };
    },
  ],
  [
    'next',
    { next: '$.links.next' },
    (request) => {
      const from = parameter(request, 'from');
      const next = `http://${request.headers.host}/devices?from=${from + 10}`;
      return { body: { items: numbered(0, 25).slice(from, from + 10), links: { next: from < 20 ? next : null } } };
    },
  ],
];

describe.each(pagings)('paging by %s', (_, paging, reply) => {
  test('reads all pages, and no more', async () => {
    const { keys, code, server } = await read({ paging }, reply);
    expect(code).toBeUndefined();
    expect(keys).toEqual(keysTo(25));
    expect(server.seen).toHaveLength(3);
  });

  test('keeps what came when the third page fails', async () => {
    const { keys, code } = await read({ paging }, (request) =>
      request.number === 3 ? { status: 404 } : reply(request),
    );
    expect(code).toBe('http-refused');
    expect(keys).toEqual(keysTo(20));
  });

  test('goes on over failures between the pages', async () => {
    const faults: Record<number, JsonReply> = { 2: { status: 503 }, 3: 'cut', 5: 'silent', 6: { status: 429 } };
    const { keys, code, slept } = await read({ paging }, (request) => faults[request.number] ?? reply(request));
    expect(code).toBeUndefined();
    expect(keys).toEqual(keysTo(25));
    expect(slept).toHaveLength(4);
  });

  test('finds nothing, and says nothing is gone, where the list is empty', async () => {
    const { keys, listed, code } = await read({ paging }, () => ({ body: { items: [] } }));
    expect([keys, listed, code]).toEqual([[], [], undefined]);
  });

  test('ends where the pages repeat themselves', async () => {
    const again = { items: numbered(0, 10), cursor: '1', links: { next: '?from=1' } };
    const reply = () => ({ headers: { link: '<?from=1>; rel=next' }, body: again });
    const { keys, code } = await read({ paging }, reply);
    expect(code).toBe('source-incomplete');
    expect(keys).toEqual(keysTo(10));
  });
});

describe('what goes wrong with a list over HTTP', () => {
  test.each<[string, JsonReply, string, number]>([
    ['401', { status: 401, body: { echo: hidden } }, 'http-login-refused', 1],
    ['403', { status: 403 }, 'http-login-refused', 1],
    ['404', { status: 404, body: hidden }, 'http-refused', 1],
    ['500', { status: 500, body: hidden }, 'http-unavailable', 4],
    ['429', { status: 429 }, 'http-unavailable', 4],
    ['no answer', 'silent', 'http-timeout', 4],
    ['half an answer', 'half', 'http-timeout', 4],
    ['a connection cut in the middle', 'cut', 'http-unreachable', 4],
    ['HTML', { body: `<html>${hidden}</html>` }, 'http-not-json', 1],
    ['more than 16 MB', { body: Buffer.alloc(17 * 1024 * 1024, 32) }, 'http-too-large', 1],
    ['no list', { body: { error: hidden } }, 'source-answer-unknown', 1],
    ['something else at the place of the list', { body: { items: {} } }, 'source-answer-unknown', 1],
  ])('tells %s, with nothing of the secret', async (_, reply, expected, tries) => {
    const auth = { query: 'token', value: { env: 'TOKEN' } };
    const { keys, code, server } = await read({ auth }, () => reply);
    expect([keys, code]).toEqual([[], expected]);
    expect(server.seen).toHaveLength(tries);
  });

  test('waits as long as it is asked to, up to a minute', async () => {
    const waits: Record<number, string> = { 1: '7', 2: '100000' };
    const { code, slept } = await read({}, ({ number }) => {
      const after = waits[number];
      return after ? { status: 429, headers: { 'retry-after': after } } : { body: { items: [] } };
    });
    expect(code).toBeUndefined();
    expect(slept).toEqual([7000, 60_000]);
  });

  test('does not show the value of a header that cannot be sent', async () => {
    const deps = collectorDeps({ sources: {} }, { TOKEN: 'first line\nsecond line' });
    const auth = { header: 'X-Token', value: { env: 'TOKEN' } };
    const sources = { cmdb: { ...base, url: 'http://127.0.0.1:1/', timeout: 1000, auth } };
    const { errors } = await collectAll(
      httpJson,
      { ...deps, settings: collectorDeps({ sources }, {}).settings },
      { what: [] },
    );
    const error = errors.get('http-json/cmdb');
    expect(error).toBeInstanceOf(OpsError);
    expect(leaks(printed(error), ['first line', 'second line'])).toEqual([]);
  });

  test('follows redirects on the same host, with the login', async () => {
    const auth = { bearer: { env: 'TOKEN' } };
    const { keys, server } = await read({ auth }, ({ url }) =>
      url.pathname === '/devices'
        ? { status: 302, headers: { location: '/v2/devices?x=1' } }
        : { body: { items: [{ id: 1 }] } },
    );
    expect(keys).toHaveLength(1);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${hidden}`, `Bearer ${hidden}`]);
  });

  test('follows neither a redirect nor a next page to another host', async () => {
    const other = await startJsonServer(() => ({ body: { items: [] } }));
    open.push(other);
    const auth = { bearer: { env: 'TOKEN' } };
    const location = `${other.url}/devices?token=${encodeURIComponent(hidden)}`;
    const redirected = await read({ auth }, () => ({ status: 307, headers: { location } }));
    expect(redirected.code).toBe('http-redirected');
    const paged = await read({ auth, paging: { next: '$.next' } }, () => ({
      body: { items: [{ id: 1 }], next: location },
    }));
    expect([paged.code, paged.keys.length]).toEqual(['source-leads-away', 1]);
    expect(other.seen).toEqual([]);
  });

  test('ends redirects that go in a circle', async () => {
    const { code, server } = await read({}, () => ({ status: 302, headers: { location: '/devices' } }));
    expect(code).toBe('http-redirect-loop');
    expect(server.seen).toHaveLength(6);
  });

  test('leaves out entries without a key or with one that another has: a warning, since the rest was answered', async () => {
    const items = [{ id: 1 }, { id: null }, { name: 'x' }, 'text', { id: 1 }, { id: ' ' }, { id: 2 }];
    const { keys, found, listed, error } = await read({}, () => ({ body: { items } }));
    expect(keys).toEqual(['http-json/cmdb/device/1', 'http-json/cmdb/device/2']);
    expect(error).toBeUndefined();
    const warnings = found.flatMap((one) => one.warnings.map(({ en }) => en));
    expect(warnings).toEqual([expect.stringContaining('4 entries were'), expect.stringContaining('1 entry was')]);
    expect(listed).toEqual([]);
  });

  test('takes a list with a key that stands in it twice for the whole list', async () => {
    const { keys, listed, error } = await read({}, () => ({ body: { items: [{ id: 1 }, { id: 1 }] } }));
    expect([keys.length, listed, error]).toEqual([1, ['http-json/cmdb/'], undefined]);
  });

  test('fails where no entry has a key, and says what to do about an answer that is no JSON', async () => {
    const none = await read({}, () => ({ body: { items: [{ name: 'x' }] } }));
    expect([none.keys.length, none.code]).toEqual([0, 'source-left-out']);
    const page = await read({}, () => ({ body: '<html>log in</html>' }));
    expect(page.code).toBe('http-not-json');
    expect(String(page.error)).toContain('Check the URL and the login in sources.yaml');
  });

  test('tells pages that end before the total', async () => {
    const paging = { page: 'page', first: 1, total: '$.total' };
    const reply = ({ number }: JsonRequest) => ({ body: { items: number === 1 ? [{ id: 1 }] : [], total: 9 } });
    const { keys, code } = await read({ paging }, reply);
    expect([keys.length, code]).toEqual([1, 'source-incomplete']);
  });

  test('ends at once when it is aborted, with the reason given', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const reply = () => {
      queueMicrotask(() => stop.abort(reason));
      return 'silent' as const;
    };
    expect((await read({}, reply, { signal: stop.signal })).error).toBe(reason);
  });

  test.skipIf(!hasTool('openssl', 'version'))('takes no certificate that is not trusted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'changeops-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=localhost',
    ];
    execFileSync('openssl', [...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const tls = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
    const { code, server } = await read({ auth: { bearer: { env: 'TOKEN' } } }, () => ({ body: { items: [] } }), {
      tls,
    });
    expect([code, server.seen]).toEqual(['http-certificate', []]);
  });
});
