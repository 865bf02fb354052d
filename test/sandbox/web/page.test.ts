import { on, once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SandboxHost } from '../../../src/sandbox/hosts/types.ts';
import type { Event } from '../../../src/sandbox/web/events.ts';
import type { HostFile } from '../../../src/sandbox/web/host-files.ts';
import { type Page, type PageOptions, placeOfPage, startPage } from '../../../src/sandbox/web/index.ts';
import { stage } from '../slack/support.ts';

const here = stage();
let folder = '';
const pages: Page[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  await writeFile(join(folder, 'index.html'), '<title>the page</title>');
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.stop();
  await here.end();
  await rm(folder, { recursive: true, force: true });
});

/** A workspace with its page, and a browser that was let in. */
async function opened(more: Partial<PageOptions> = {}) {
  const slack = await here.server();
  const bot = { complete: async () => ({ from: 1, items: [{ text: 'deploy', hint: '' }] }), shortcuts: [] };
  const page = await startPage({
    slack,
    hosts: [],
    devices: [],
    bot,
    folder,
    file: join(folder, 'page.json'),
    ...more,
  });
  pages.push(page);
  const { origin, hash, host, port } = new URL(page.address);
  const token = hash.slice(1);
  const cookie = `changeops_${port}=${token}`;
  return { slack, page, origin, token, host, port: Number(port), cookie };
}

/** One request with exactly these headers, which `fetch` does not allow. */
function send(port: number, path: string, headers: Record<string, string>, body?: unknown) {
  return new Promise<{ status: number; body: string; cookies: string[] }>((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const all = { 'content-type': 'application/json', ...headers };
    const sent = request({ host: '127.0.0.1', port, path, method, headers: all }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, body: text, cookies: response.headers['set-cookie'] ?? [] });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The status that a request for a WebSocket is answered with. */
function knock(port: number, headers: Record<string, string>, path = '/events?as=U0ENGINEER'): Promise<number> {
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  const key = { 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { ...upgrade, ...key, ...headers } });
    sent.on('response', ({ statusCode = 0 }) => resolve(statusCode));
    sent.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('who is let in', () => {
  test('the page itself: it exchanges the token of its address for a cookie that no script and no other page can use', async () => {
    const { port, host, origin, token, cookie } = await opened();
    const let_in = await send(port, '/session', { host, origin }, { token });
    expect(let_in.status).toBe(200);
    expect(let_in.cookies).toEqual([`${cookie}; Path=/; HttpOnly; SameSite=Strict`]);
    const people = await send(port, '/api/people', { host, origin, cookie }, {});
    expect(people.status).toBe(200);
    expect(people.body).toContain('U0ENGINEER');
  });

  test('nobody with a wrong token, and nothing is told to who has none', async () => {
    const { port, host, origin } = await opened();
    expect(await send(port, '/session', { host, origin }, { token: 'guessed' })).toMatchObject({
      status: 401,
      cookies: [],
    });
    const guessed = `changeops_${port}=guessed`;
    expect(await send(port, '/files/F1', { host, cookie: guessed })).toMatchObject({ status: 401 });
    expect(await knock(port, { host, origin, cookie: guessed })).toBe(401);
    expect(await knock(port, { host, origin })).toBe(401);
    expect(await send(port, '/api/people', { host, origin }, {})).toMatchObject({ status: 401 });
  });

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a page of another port on this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['a request of another site without an origin', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a name that was made to point here', { host: 'evil.example' }, 421],
  ])('not %s, though the browser sends the cookie', async (_, headers, status) => {
    const { port, host, cookie } = await opened();
    const tries = [
      send(port, '/files/F1', { host, cookie, ...headers }),
      send(port, '/api/people', { host, cookie, ...headers }, {}),
    ];
    expect((await Promise.all(tries)).map((answer) => answer.status)).toEqual([status, status]);
    expect(await knock(port, { host, origin: `http://${host}`, cookie, ...headers })).toBe(status);
  });

  test('no stream that does not say where it comes from, nor one of nobody, nor any but of what people see', async () => {
    const { port, host, origin, cookie } = await opened();
    expect(await knock(port, { host, cookie })).toBe(403);
    expect(await knock(port, { host, origin, cookie }, '/events?as=U0NOBODY')).toBe(404);
    for (const path of ['/', '/api/people', '//', 'http://['])
      expect(await knock(port, { host, origin, cookie }, path), path).toBe(404);
    expect(await knock(port, { host, origin, cookie })).toBe(101);
  });

  test('nobody by a token in the query of an address, which is kept in many places', async () => {
    const { port, host, origin, token } = await opened();
    expect(await send(port, `/session?token=${token}`, { host, origin }, {})).toMatchObject({ status: 401 });
  });

  test('nothing that would change something without saying where it comes from', async () => {
    const { port, host, cookie } = await opened();
    expect(await send(port, '/api/people', { host, cookie }, {})).toMatchObject({ status: 403 });
  });

  test('only from this machine', async () => {
    const { page } = await opened();
    expect(new URL(page.address).hostname).toBe('127.0.0.1');
  });
});

describe('the page', () => {
  test('loads nothing from elsewhere and runs nothing inline', async () => {
    const { origin } = await opened();
    const answer = await fetch(origin);
    expect(await answer.text()).toContain('the page');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  test('gives no file outside its folder', async () => {
    const { port, host } = await opened();
    for (const path of ['/../page.json', '/%2e%2e/page.json', '/assets/../../etc/passwd', '/page.json'])
      expect((await send(port, path, { host })).body).not.toMatch(/token|root:/);
  });

  test('passes on what people do, and says what a client would refuse', async () => {
    const { port, host, origin, cookie, slack } = await opened();
    const headers = { host, origin, cookie };
    const said = { as: 'engineer', in: 'random', text: 'good morning' };
    expect(await send(port, '/api/type', headers, said)).toMatchObject({ status: 200 });
    expect(await slack.messages()).toMatchObject([{ text: 'good morning' }]);
    const refused = await send(port, '/api/type', headers, { ...said, in: 'nowhere' });
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body).toContain('there is no channel nowhere');
  });

  test.each([
    ['type', { as: 'engineer', text: 5 }, 'text'],
    ['type', { text: 'nobody says this' }, 'as'],
    ['share', { as: 'engineer', files: 'x' }, 'files'],
    ['announce', { as: 'engineer', files: [{ name: 'a', size: -5 }] }, 'files.0.size'],
    ['announce', { as: 'engineer', files: [{ name: 'a', size: 'zz' }] }, 'files.0.size'],
    ['setUser', { user: 'engineer', id: 'zzz' }, 'id'],
    ['setUser', { user: 'engineer', bot: true, locale: 'zh-CN' }, 'bot'],
    ['complete', { typed: '/deploy' }, 'as'],
    ['faults/slow', { args: 5 }, 'args'],
  ])('refuses what no client says, in words: %s %j', async (name, given, wrong) => {
    const { port, host, origin, cookie, slack } = await opened();
    const before = structuredClone(slack.world.user('engineer'));
    const { status, body } = await send(port, `/api/${name}`, { host, origin, cookie }, given);
    expect(status).toBe(400);
    expect(JSON.parse(body).error).toContain(wrong);
    expect(slack.world.user('engineer')).toEqual(before);
    expect(slack.world.files.size).toBe(0);
  });

  test('changes of a person what an administrator can', async () => {
    const { port, host, origin, cookie, slack } = await opened();
    const set = { user: 'engineer', locale: 'zh-CN', guest: 'single-channel', foreign: true, deleted: true };
    expect(await send(port, '/api/setUser', { host, origin, cookie }, set)).toMatchObject({ status: 200 });
    const { user: _, ...changed } = set;
    expect(slack.world.user('U0ENGINEER')).toMatchObject({ name: 'engineer', ...changed });
  });

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'faults/constructor', 'nothing'])(
    'has no door called %s',
    async (name) => {
      const { port, host, origin, cookie } = await opened();
      expect(await send(port, `/api/${name}`, { host, origin, cookie }, {})).toMatchObject({ status: 404 });
    },
  );

  test.each(['//', 'http://['])('says of %s that it is no address', async (path) => {
    const { port, host } = await opened();
    const { status, body } = await send(port, path, { host });
    expect([status, body]).toEqual([400, '{"error":"this is no address"}']);
  });

  test('shows the beginning of a spreadsheet, and why one cannot be read', async () => {
    const { port, host, origin, cookie, slack } = await opened();
    const headers = { host, origin, cookie };
    const drop = async (name: string, content: string) => {
      await slack.upload({ as: 'engineer', in: 'random', name, content: Buffer.from(content).toString('base64') });
      return (await slack.messages()).at(-1)?.files[0]?.id;
    };
    const good = await send(port, '/api/preview', headers, {
      id: await drop('hosts.csv', 'name,ip\nweb-01,10.0.0.1\n'),
    });
    expect(JSON.parse(good.body)).toEqual({
      sheets: [
        {
          name: 'hosts',
          more: 0,
          moreColumns: 0,
          rows: [
            ['name', 'ip'],
            ['web-01', '10.0.0.1'],
          ],
        },
      ],
    });
    const wide = [Array(32).fill('x').join(), 'y', ...Array(103).fill('z')].join('\n');
    const cut = await send(port, '/api/preview', headers, { id: await drop('wide.csv', wide) });
    expect(JSON.parse(cut.body).sheets).toMatchObject([{ more: 5, moreColumns: 2 }]);
    const bad = await send(port, '/api/preview', headers, { id: await drop('hosts.xlsx', 'PK\u0003\u0004 cut short') });
    expect(bad.status).toBe(409);
  });

  test('reads no file outside a host', async () => {
    const home = join(folder, 'home');
    await mkdir(join(home, 'apps'), { recursive: true });
    await writeFile(join(home, 'apps/a.txt'), 'inside');
    await symlink(join(folder, 'index.html'), join(home, 'out'));
    const { port, host, origin, cookie } = await opened({ hosts: [{ name: 'web-01', home } as SandboxHost] });
    const read = (path: string) => send(port, '/api/hostFile', { host, origin, cookie }, { host: 'web-01', path });
    expect(JSON.parse((await read('apps/a.txt')).body)).toEqual({ text: 'inside' });
    for (const path of ['../index.html', 'out', '/etc/passwd', 'apps', '.', '', 'apps/../../index.html'])
      expect((await read(path)).status, path).toBe(409);
    const files = await send(port, '/api/hostFiles', { host, origin, cookie }, { host: 'web-01' });
    expect(JSON.parse(files.body)).toMatchObject([
      { path: 'apps', kind: 'folder' },
      { path: 'apps/a.txt', kind: 'file', size: 6 },
      { path: 'out', kind: 'link', target: join(folder, 'index.html') },
    ]);
  });

  test('follows a link to a folder of a host where it is asked to, and no link that leads elsewhere', async () => {
    const home = join(folder, 'home');
    await mkdir(join(home, 'releases/1.0.0'), { recursive: true });
    await writeFile(join(home, 'releases/1.0.0/start.sh'), 'exec node');
    await symlink('releases/1.0.0', join(home, 'current'));
    await symlink(folder, join(home, 'out'));
    const { port, host, origin, cookie } = await opened({ hosts: [{ name: 'web-01', home } as SandboxHost] });
    const list = async (followed: string[]) => {
      const files = await send(port, '/api/hostFiles', { host, origin, cookie }, { host: 'web-01', followed });
      return (JSON.parse(files.body) as HostFile[]).filter(({ path }) => !path.startsWith('releases'));
    };
    const current = { path: 'current', kind: 'link', size: 0, target: 'releases/1.0.0', leads: 'folder' };
    const out = { path: 'out', kind: 'link', size: 0, target: folder };
    expect(await list([])).toEqual([current, out]);
    const inside = { path: 'current/start.sh', kind: 'file', size: 9 };
    expect(await list(['current', 'out'])).toEqual([current, inside, out]);
  });

  test('takes the bytes of a file as they are, as many as were announced, from who was let in', async () => {
    const { origin, cookie, slack } = await opened();
    const [file] = await slack.announce({ as: 'engineer', files: [{ name: 'a.bin', size: 4 }] });
    const bytes = Uint8Array.of(0, 255, 10, 13);
    const put = async (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>, ticket = file?.ticket) =>
      (await fetch(`${origin}/upload/${ticket}`, { method: 'POST', headers: { origin, ...headers }, body })).status;
    expect(await put(bytes, {})).toBe(401);
    expect(await put(bytes, { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await put(bytes, { cookie }, 'guessed')).toBe(404);
    expect(await put(bytes.slice(1), { cookie })).toBe(400);
    expect(await put(Uint8Array.of(...bytes, 0), { cookie })).toBeGreaterThanOrEqual(400);
    expect(slack.world.files.get(file?.id ?? '')?.content).toBeUndefined();
    expect(await put(bytes, { cookie })).toBe(200);
    expect(slack.world.files.get(file?.id ?? '')?.content).toEqual(Buffer.from(bytes));
  });

  test('never shows a file as a page of its own, whatever it is called', async () => {
    const { origin, cookie, slack } = await opened();
    await slack.upload({
      as: 'engineer',
      in: 'random',
      name: 'x.html',
      content: Buffer.from('<script>').toString('base64'),
    });
    const id = (await slack.messages()).at(-1)?.files[0]?.id;
    const answer = await fetch(`${origin}/files/${id}`, { headers: { cookie } });
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(await answer.text()).toBe('<script>');
  });
});

/** A stream as the page opens it; its events one by one, without those that only say that it lives. */
async function follow(origin: string, cookie: string, as: string, since = '') {
  const ws = new WebSocket(`${origin.replace('http', 'ws')}/events?as=${as}&since=${since}`, {
    origin,
    headers: { cookie },
  });
  here.defer(() => ws.terminate());
  const said = on(ws, 'message');
  await once(ws, 'open');
  const next = async (): Promise<Event> => {
    for (;;) {
      const text = String((await said.next()).value?.[0]);
      if (text !== '') return JSON.parse(text);
    }
  };
  return { ws, next };
}

describe('live updates', () => {
  test('begin with all that the person sees, and then tell what is otherwise', async () => {
    const { origin, cookie, slack } = await opened();
    await slack.type({ as: 'engineer', in: 'random', text: 'one' });
    const events = await follow(origin, cookie, 'U0ENGINEER');
    const first = await events.next();
    expect(first.sight).toMatchObject({ whole: true, notes: [{ text: 'one', from: 'U0ENGINEER' }], views: [] });
    const { ts = '' } = await slack.type({ as: 'approver', in: 'random', text: 'two' });
    expect((await events.next()).sight).toMatchObject({ whole: false, notes: [{ text: 'two' }], gone: [] });
    await slack.deleteMessage({ in: 'random', ts });
    expect((await events.next()).sight).toMatchObject({ notes: [], gone: [`C0RANDOM ${ts}`] });
  });

  test('a reader that lost the connection gets what it missed, and nothing where it missed nothing', async () => {
    const { origin, cookie, slack } = await opened();
    const before = await follow(origin, cookie, 'U0ENGINEER');
    const { id } = await before.next();
    before.ws.terminate();

    const same = await follow(origin, cookie, 'U0ENGINEER', id);
    await slack.type({ as: 'engineer', in: 'random', text: 'after' });
    expect((await same.next()).sight).toMatchObject({ whole: false, notes: [{ text: 'after' }] });

    const late = await follow(origin, cookie, 'U0ENGINEER', id);
    expect((await late.next()).sight).toMatchObject({ whole: true, notes: [{ text: 'after' }] });
  });

  test('a stream that has nothing to tell says that it lives', async () => {
    const { origin, cookie } = await opened();
    const { ws, next } = await follow(origin, cookie, 'U0ENGINEER');
    await next();
    const [text] = await once(ws, 'message');
    expect(String(text)).toBe('');
  });

  test('a reader that takes nothing is told no more meanwhile, and what it missed at once when it does', async () => {
    const { origin, cookie, slack } = await opened();
    const reader = await follow(origin, cookie, 'U0ENGINEER');
    const other = await follow(origin, cookie, 'U0APPROVER');
    await Promise.all([reader.next(), other.next()]);
    // With a home as large as this, what is told would soon fill what the system keeps for the two ends.
    slack.world.homes.set('U0ENGINEER', { content: { text: 'x'.repeat(4e6) } } as never);
    reader.ws.pause();
    for (let at = 1; at <= 20; at += 1) {
      await slack.type({ as: 'engineer', in: 'random', text: `the ${at}th` });
      await other.next();
    }
    reader.ws.resume();
    let told = 0;
    for (let last = ''; last !== 'the 20th'; told += 1) last = (await reader.next()).sight.notes.at(-1)?.text ?? '';
    expect(told).toBeLessThan(10);
  });

  test('nobody sees what only another person may see', async () => {
    const { origin, cookie, slack } = await opened();
    await slack.type({ as: 'engineer', in: '@changeops', text: 'between us' });
    const events = await follow(origin, cookie, 'U0APPROVER');
    expect((await events.next()).sight.notes).toEqual([]);
  });
});

describe('where it is', () => {
  test('a page left open over a restart finds it again: port and token stay, and are for its owner alone', async () => {
    const before = await opened();
    await pages.pop()?.stop();
    const after = await opened();
    expect(after.page.address).toBe(before.page.address);
    expect((await stat(join(folder, 'page.json'))).mode & 0o777).toBe(0o600);
    expect(await placeOfPage(join(folder, 'page.json'))).toMatchObject({ address: after.page.address });
  });

  test('a port in use takes another', async () => {
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const page = await opened({ port });
    expect(page.port).not.toBe(port);
    expect(JSON.parse(await readFile(join(folder, 'page.json'), 'utf8')).port).toBe(page.port);
    other.close();
  });
});
