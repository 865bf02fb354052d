import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpsError } from '../../../../src/core/errors.ts';
import { systemClock } from '../../../../src/core/io/clock.ts';
import { secret } from '../../../../src/core/io/secret.ts';
import type { Connection, Target } from '../../../../src/core/io/ssh/types.ts';
import type { Sshd, Sshds } from '../../../support/sshd.ts';
import { cannotRunSshd, makeKey, startSshd } from '../../../support/sshd.ts';
import { sshTo, targetOf } from '../../../support/sshd-client.ts';

const timeout = 20_000;

async function failure(promise: Promise<unknown>): Promise<OpsError> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: OpsError) => error,
  );
}

/** Four servers: an outer jump host, an inner one, and two that only let in those who come from the inner one. */
describe.skipIf(cannotRunSshd())('reaching hosts through jump hosts', () => {
  let sshds: Sshds;
  const open: Connection[] = [];
  beforeAll(async () => {
    sshds = await startSshd({ count: 4, config: (index) => (index < 2 ? ['MaxStartups 10:100:10'] : []) });
  });
  afterEach(() => {
    for (const connection of open.splice(0)) connection.close();
  });
  afterAll(() => sshds.stop());

  const server = (index: number): Sshd => {
    const found = sshds.servers[index];
    if (!found) throw new Error(`there is no server ${index}`);
    return found;
  };
  const outer = (): Target => targetOf(sshds, 0);
  const inner = (): Target => targetOf(sshds, 1, { via: outer() });
  const behind = (index = 2, more: Partial<Target> = {}): Target => targetOf(sshds, index, { via: inner(), ...more });
  const linesWithout = (index: number) =>
    sshds
      .knownHosts()
      .split('\n')
      .filter((line) => !line.startsWith(`[${server(index).address}]`))
      .join('\n');
  const logins = (index: number) =>
    server(index)
      .log()
      .match(/Accepted publickey/g)?.length ?? 0;
  const keep = async (connecting: Promise<Connection>) => {
    const connection = await connecting;
    open.push(connection);
    return connection;
  };

  it('runs a command two hops away, each hop logged in to once for all that is behind it', async () => {
    const before = [0, 1, 2, 3].map(logins);
    const ssh = await sshTo(sshds);
    const connections = await Promise.all(
      [2, 3, 2, 3, 2].map((index) => keep(ssh.connect(behind(index), { timeout }))),
    );
    const results = await Promise.all(
      connections.map((connection) => connection.exec(['sh', '-c', 'echo "$SSH_CONNECTION"'], { timeout })),
    );
    expect(results.map(({ stdout }) => stdout.split(' ')[2])).toEqual(
      [2, 3, 2, 3, 2].map((index) => server(index).address),
    );
    expect(connections.map(({ fingerprint }) => fingerprint)).toEqual(
      [2, 3, 2, 3, 2].map((index) => server(index).fingerprint),
    );
    expect([0, 1, 2, 3].map((index) => logins(index) - (before[index] ?? 0))).toEqual([1, 1, 3, 2]);
  });

  it('closes the connections to jump hosts with the last that uses them', async () => {
    const ssh = await sshTo(sshds);
    const [first, second] = [await ssh.connect(behind(2), { timeout }), await ssh.connect(behind(3), { timeout })];
    const disconnects = () =>
      server(0)
        .log()
        .match(/Disconnected from user/g)?.length ?? 0;
    const before = disconnects();
    first.close();
    expect((await second.exec(['echo', 'in'], { timeout })).stdout).toBe('in\n');
    expect(disconnects()).toBe(before);
    second.close();
    await expect.poll(disconnects, { timeout: 5_000 }).toBe(before + 1);
  });

  it.each([0, 1, 2])('verifies the key of hop %i before logging in to it', async (index) => {
    const before = logins(index);
    const error = await failure((await sshTo(sshds, linesWithout(index))).connect(behind(), { timeout }));
    expect(error.code).toBe('host-key-unknown');
    expect(error.text.en).toContain(`/ops trust host-${index + 1} ${server(index).fingerprint}`);
    expect(logins(index)).toBe(before);
  });

  it('shows the key of a host behind jump hosts whose keys are known, and of no other', async () => {
    const ssh = await sshTo(sshds, linesWithout(2));
    expect((await ssh.offeredKey(behind(), { timeout })).fingerprint).toBe(server(2).fingerprint);
    const unknownHop = await sshTo(sshds, linesWithout(1));
    const error = await failure(unknownHop.offeredKey(behind(), { timeout }));
    expect(error).toMatchObject({ code: 'host-key-unknown', message: expect.stringContaining('host-2') });
  });

  it('says which jump host failed on the way to which host', async () => {
    const ssh = await sshTo(sshds);
    const away = { ...outer(), port: 1 };
    const error = await failure(ssh.connect(behind(2, { via: away }), { timeout }));
    expect(error.code).toBe('host-down');
    expect(error.text.en).toMatch(/^On the way to host-3: Connecting to host-1 /);
    expect(error.text.zh).toMatch(/^前往 host-3 途中：/);
    const beyond = await failure(ssh.connect(behind(2, { port: 1 }), { timeout }));
    expect(beyond).toMatchObject({ code: 'host-down', message: expect.stringContaining('host-2, its jump host') });
  });

  it('tries a refused login at a jump host once for all hosts behind it, and again only later', async () => {
    const file = join(sshds.folder, 'stranger');
    await makeKey(file, 'ed25519');
    let now = 0;
    const ssh = await sshTo(sshds, undefined, { clock: { ...systemClock(), now: () => now } });
    const via = { ...outer(), auth: { privateKey: secret(await readFile(file, 'utf8')) } };
    const refusals = () =>
      server(0)
        .log()
        .match(/Failed publickey/g)?.length ?? 0;
    const before = refusals();
    const tryAll = () =>
      Promise.all([1, 2, 3].map((index) => failure(ssh.connect(targetOf(sshds, index, { via }), { timeout }))));
    const errors = [...(await tryAll()), ...(await tryAll())];
    expect(errors.map(({ code }) => code)).toEqual(Array(6).fill('login-refused'));
    expect(refusals() - before).toBe(1);
    now = 60_000;
    await tryAll();
    expect(refusals() - before).toBe(2);
    expect((await keep(ssh.connect(behind(), { timeout }))).closed.aborted).toBe(false);
  });

  it('does not give up a jump host that others wait for because one of them stopped waiting', async () => {
    const ssh = await sshTo(sshds);
    const stop = new AbortController();
    const first = failure(ssh.connect(behind(2), { timeout, signal: stop.signal }));
    const second = keep(ssh.connect(behind(3), { timeout }));
    stop.abort(new Error('the run was cancelled'));
    expect((await first).message).toBe('the run was cancelled');
    expect((await (await second).exec(['echo', 'in'], { timeout })).stdout).toBe('in\n');
  });

  it('gets thirty logins through to a server that drops connections beyond ten that are not logged in', async () => {
    const ssh = await sshTo(sshds);
    const connections = await Promise.all(
      Array.from({ length: 30 }, () => keep(ssh.connect(outer(), { timeout: 2 * timeout }))),
    );
    expect(connections.filter(({ closed }) => !closed.aborted)).toHaveLength(30);
  });

  it.each<[string, Partial<Target>[], number]>([
    ['with one server', [{}], 8],
    ['with all servers behind one jump host', [{ name: 'a' }, { name: 'b', address: '127.0.0.2' }], 8],
  ])('has no more than eight handshakes under way %s', async (_where, targets, most) => {
    const visits = { count: 0 };
    const silent = await listenSilently(visits);
    try {
      const ssh = await sshTo(sshds);
      const stop = new AbortController();
      const via = targets.length > 1 ? outer() : undefined;
      const all = Array.from({ length: 30 }, (_, index) => {
        const target = targetOf(sshds, 2, { address: '127.0.0.1', via, ...targets[index % targets.length] });
        return failure(ssh.connect({ ...target, port: silent.port }, { timeout, signal: stop.signal }));
      });
      await expect.poll(() => visits.count, { timeout: 5_000 }).toBe(most);
      stop.abort(new Error('enough'));
      expect(new Set((await Promise.all(all)).map(({ message }) => message))).toEqual(new Set(['enough']));
      expect(visits.count).toBe(most);
    } finally {
      await silent.stop();
    }
  });

  it('loses what is behind a jump host when the jump host is lost', async () => {
    const ssh = await sshTo(sshds);
    const connection = await keep(ssh.connect(behind(), { timeout }));
    const running = failure(connection.exec(['sleep', '3'], { timeout }));
    server(0).cut();
    expect((await running).code).toBe('connection-lost');
    expect((await (await keep(ssh.connect(behind(), { timeout }))).exec(['echo', 'back'], { timeout })).code).toBe(0);
  });

  it('raises the alarm when a host comes back with another key, also one of another type', async () => {
    const known = sshds.knownHosts();
    const other = join(sshds.folder, 'other-type');
    await makeKey(other, 'ecdsa');
    const line = (await readFile(`${other}.pub`, 'utf8')).split(' ').slice(0, 2).join(' ');
    const otherType = `${linesWithout(3)}\n[${server(3).address}]:${server(3).port} ${line}\n`;
    expect((await failure((await sshTo(sshds, otherType)).connect(behind(3), { timeout }))).code).toBe(
      'host-key-changed',
    );
    await server(3).stop();
    await server(3).start({ rekey: true });
    const error = await failure((await sshTo(sshds, known)).connect(behind(3), { timeout }));
    expect(error.code).toBe('host-key-changed');
    expect(error.text.en).toContain(server(3).fingerprint);
  });
});

/** A server on every loopback address that takes connections and says nothing. */
async function listenSilently(visits: { count: number }): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    visits.count++;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  listener.listen(0, '0.0.0.0');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}
