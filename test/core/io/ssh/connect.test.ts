import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpsError } from '../../../../src/core/errors.ts';
import { secret } from '../../../../src/core/io/secret.ts';
import { exec } from '../../../support/exec.ts';
import type { KeyKind, Sshds } from '../../../support/sshd.ts';
import { cannotRunSshd, makeKey, startSshd } from '../../../support/sshd.ts';
import { sshTo, targetOf } from '../../../support/sshd-client.ts';
import type { TestUser } from '../../../support/sshd-users.ts';
import { createTestUser } from '../../../support/sshd-users.ts';

const timeout = 15_000;

async function failure(promise: Promise<unknown>): Promise<OpsError> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: OpsError) => error,
  );
}

describe.skipIf(cannotRunSshd())('connecting to a real sshd', () => {
  let sshds: Sshds;
  beforeAll(async () => {
    const oldDevice = ['KexAlgorithms diffie-hellman-group14-sha1'];
    sshds = await startSshd({
      count: 2,
      hostKeys: ['ed25519', 'ecdsa', 'rsa'],
      config: (index) => (index === 1 ? oldDevice : []),
    });
  });
  afterAll(() => sshds.stop());
  const server = (index = 0) => {
    const found = sshds.servers[index];
    if (!found) throw new Error('no such server');
    return found;
  };
  const line = (kind: number, index = 0) =>
    `[${server(index).address}]:${server(index).port} ${server(index).hostKeys[kind]}\n`;

  describe('host keys', () => {
    it('refuses an unknown key before any login, with its fingerprint and what to type', async () => {
      const before = server().log();
      const error = await failure((await sshTo(sshds, '')).connect(targetOf(sshds, 0), { timeout }));
      expect(error.code).toBe('host-key-unknown');
      expect(error.text.en).toContain(`/ops trust host-1 ${server().fingerprint}`);
      expect(error.text.zh).toContain(`/ops trust host-1 ${server().fingerprint}`);
      expect(server().log().slice(before.length)).not.toMatch(/publickey|userauth/);
    });

    it('shows that same key when asked for it, without logging in', async () => {
      const ssh = await sshTo(sshds, '');
      const offered = await ssh.offeredKey(targetOf(sshds, 0, { auth: {} }), { timeout });
      expect(offered.fingerprint).toBe(server().fingerprint);
      expect(offered.key.toString('base64')).toBe(server().hostKey.split(' ')[1]);
    });

    it('takes another key than the pinned one for an alarm', async () => {
      for (const pinned of [line(0, 1), `[${server().address}]:${server().port} ${server(1).hostKeys[1]}\n`]) {
        const lines = pinned.replace(/^\S+/, `[${server().address}]:${server().port}`);
        const error = await failure((await sshTo(sshds, lines)).connect(targetOf(sshds, 0), { timeout }));
        expect(error.code).toBe('host-key-changed');
        expect(error.text.en).toContain('ALARM');
        expect(error.text.en).not.toContain(`/ops trust host-1 SHA256`);
      }
    });

    it('asks the server for the type of key that is pinned, so that its other keys do not look unknown', async () => {
      for (const [kind, type] of ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa'].entries()) {
        const lines = line(kind);
        expect(lines).toContain(type);
        const connection = await (await sshTo(sshds, lines)).connect(targetOf(sshds, 0), { timeout });
        expect((await connection.exec(['echo', 'in'], { timeout })).stdout).toBe('in\n');
        connection.close();
      }
    });

    it('refuses a revoked key although it is pinned as well', async () => {
      const lines = `${line(0)}@revoked * ${server().hostKey}\n`;
      const error = await failure((await sshTo(sshds, lines)).connect(targetOf(sshds, 0), { timeout }));
      expect(error.code).toBe('host-key-changed');
      expect(error.text.en).toContain('revoked');
    });
  });

  describe('keys to log in with', () => {
    it.each<[KeyKind, string]>([
      ['ed25519', ''],
      ['rsa', ''],
      ['ecdsa', ''],
      ['ed25519', 'open sesame'],
    ])('logs in with an %s key, passphrase "%s"', async (kind, passphrase) => {
      const file = join(sshds.folder, `login-${kind}-${passphrase.length}`);
      await makeKey(file, kind, passphrase);
      await allow(sshds, file);
      const auth = { privateKey: secret(await readFile(file, 'utf8')), passphrase: secret(passphrase) };
      const connection = await (await sshTo(sshds)).connect(targetOf(sshds, 0, { auth }), { timeout });
      expect((await connection.exec(['id', '-un'], { timeout })).stdout.trim()).toBe(sshds.user);
      expect(connection.fingerprint).toBe(server().fingerprint);
      connection.close();
    });

    it('says of a key with a wrong passphrase that it cannot be read, and does not connect', async () => {
      const file = join(sshds.folder, 'locked');
      await makeKey(file, 'ed25519', 'right');
      const before = server().log();
      const auth = { privateKey: secret(await readFile(file, 'utf8')), passphrase: secret('wrong') };
      const error = await failure((await sshTo(sshds)).connect(targetOf(sshds, 0, { auth }), { timeout }));
      expect(error.code).toBe('login-refused');
      expect(error.text.en).toContain('passphrase');
      expect(server().log()).toBe(before);
    });

    it('tries a refused key once', async () => {
      const file = join(sshds.folder, 'stranger');
      await makeKey(file, 'rsa');
      const before = server().log().length;
      const auth = { privateKey: secret(await readFile(file, 'utf8')) };
      const error = await failure((await sshTo(sshds)).connect(targetOf(sshds, 0, { auth }), { timeout }));
      expect(error.code).toBe('login-refused');
      expect(
        server()
          .log()
          .slice(before)
          .match(/Failed publickey/g),
      ).toHaveLength(1);
    });

    it('uses the keys of a running ssh-agent, and says so when there is none', async () => {
      const agent = await startAgent(sshds.privateKeyFile);
      try {
        const target = targetOf(sshds, 0, { auth: { agent: true } });
        const ssh = await sshTo(sshds, undefined, { agentSocket: agent.socket });
        const connection = await ssh.connect(target, { timeout });
        expect((await connection.exec(['echo', 'in'], { timeout })).stdout).toBe('in\n');
        connection.close();
        const error = await failure((await sshTo(sshds)).connect(target, { timeout }));
        expect(error).toMatchObject({ code: 'login-refused', message: expect.stringContaining('SSH_AUTH_SOCK') });
        const gone = await sshTo(sshds, undefined, { agentSocket: `${agent.socket}-gone` });
        expect((await failure(gone.connect(target, { timeout }))).code).toBe('login-refused');
      } finally {
        await agent.stop();
      }
    });
  });

  describe('hosts that cannot be reached', () => {
    it('says that nothing listens', async () => {
      const error = await failure((await sshTo(sshds)).connect(targetOf(sshds, 0, { port: 1 }), { timeout }));
      expect(error).toMatchObject({ code: 'host-down', message: expect.stringContaining('refused') });
    });

    it('says of a service that hangs up at once that it is no SSH server, after three tries', async () => {
      let visits = 0;
      await withServer(
        (socket) => {
          visits++;
          socket.end('220 smtp.example\r\n');
        },
        async (port) => {
          const target = targetOf(sshds, 0, { address: '127.0.0.1', port });
          expect((await failure((await sshTo(sshds)).connect(target, { timeout }))).code).toBe('host-down');
          expect(visits).toBe(3);
        },
      );
    });

    it('speaks the old algorithms of an old device only where that is allowed', async () => {
      const ssh = await sshTo(sshds);
      const error = await failure(ssh.connect(targetOf(sshds, 1), { timeout }));
      expect(error).toMatchObject({ code: 'handshake-failed', message: expect.stringContaining('legacy: true') });
      const connection = await ssh.connect(targetOf(sshds, 1, { legacy: true }), { timeout });
      expect((await connection.exec(['echo', 'in'], { timeout })).stdout).toBe('in\n');
      connection.close();
    });

    it('gives up at the deadline on one that says nothing, and when asked to stop', async () => {
      await withServer(
        () => undefined,
        async (port) => {
          const ssh = await sshTo(sshds);
          const target = targetOf(sshds, 0, { address: '127.0.0.1', port });
          expect((await failure(ssh.connect(target, { timeout: 100 }))).code).toBe('deadline');
          const stop = new AbortController();
          const connecting = failure(ssh.connect(target, { timeout, signal: stop.signal }));
          stop.abort(new Error('the run was cancelled'));
          expect((await connecting).message).toBe('the run was cancelled');
        },
      );
    });
  });
});

describe.skipIf(cannotRunSshd({ root: true }))('logging in with a password', () => {
  let sshds: Sshds;
  let user: TestUser;
  beforeAll(async () => {
    const asking = ['UsePAM yes', 'KbdInteractiveAuthentication yes'];
    sshds = await startSshd({
      count: 2,
      config: (index) => (index === 0 ? [...asking, 'PasswordAuthentication yes'] : asking),
    });
    user = await createTestUser();
  });
  afterAll(async () => {
    await user?.remove();
    await sshds?.stop();
  });

  it.each([
    ['password', 0, 'takes it both ways'],
    ['keyboard-interactive', 1, 'takes it by keyboard-interactive alone'],
  ])('logs in by %s (server %i %s), and sends a wrong one exactly once', async (method, index) => {
    const ssh = await sshTo(sshds);
    const target = (password: string) =>
      targetOf(sshds, index, { user: user.name, auth: { password: secret(password) } });
    const connection = await ssh.connect(target(user.password), { timeout });
    expect((await connection.exec(['id', '-un'], { timeout })).stdout.trim()).toBe(user.name);
    connection.close();
    const log = () => sshds.servers[index]?.log() ?? '';
    expect(log()).toMatch(new RegExp(`Accepted ${method}`));
    const before = log().length;
    const error = await failure(ssh.connect(target('not-the-password'), { timeout }));
    expect(error.code).toBe('login-refused');
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('not-the-password');
    await expect
      .poll(() =>
        log()
          .slice(before)
          .match(/Failed (password|keyboard-interactive)/g),
      )
      .toHaveLength(1);
  });

  it('tries the key first and then the password', async () => {
    const file = join(sshds.folder, 'other');
    await makeKey(file, 'ed25519');
    const auth = { privateKey: secret(await readFile(file, 'utf8')), password: secret(user.password) };
    const connection = await (await sshTo(sshds)).connect(targetOf(sshds, 0, { user: user.name, auth }), { timeout });
    connection.close();
    expect(sshds.servers[0]?.log()).toMatch(/Failed publickey.*Accepted password/s);
  });
});

async function allow(sshds: Sshds, keyFile: string): Promise<void> {
  await appendFile(join(sshds.folder, 'authorized_keys'), await readFile(`${keyFile}.pub`));
}

async function startAgent(keyFile: string): Promise<{ socket: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'changeops-agent-'));
  await chmod(folder, 0o700);
  const socket = join(folder, 'socket');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(agent.stdout, 'data');
  await exec('env', [`SSH_AUTH_SOCK=${socket}`, 'ssh-add', '-q', keyFile]);
  return {
    socket,
    stop: async () => {
      agent.kill();
      await once(agent, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function withServer(visit: (socket: Socket) => void, use: (port: number) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    visit(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  }
}
