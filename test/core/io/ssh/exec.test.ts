import { createHash, randomBytes } from 'node:crypto';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpsError } from '../../../../src/core/errors.ts';
import { heldBytes } from '../../../../src/core/io/byte-source.ts';
import { systemClock } from '../../../../src/core/io/clock.ts';
import type { Connection } from '../../../../src/core/io/ssh/types.ts';
import type { Sshd, Sshds } from '../../../support/sshd.ts';
import { cannotRunSshd, startSshd } from '../../../support/sshd.ts';
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

describe.skipIf(cannotRunSshd())('running commands over a real sshd', () => {
  let sshds: Sshds;
  const open: Connection[] = [];
  beforeAll(async () => {
    sshds = await startSshd({ count: 2, config: (index) => (index === 1 ? ['MaxSessions 2'] : []) });
  });
  afterEach(() => {
    for (const connection of open.splice(0)) connection.close();
  });
  afterAll(() => sshds.stop());

  async function connect(index = 0): Promise<Connection> {
    const connection = await (await sshTo(sshds)).connect(targetOf(sshds, index), { timeout });
    open.push(connection);
    return connection;
  }
  const server = (): Sshd => {
    const [first] = sshds.servers;
    if (!first) throw new Error('no server');
    return first;
  };
  const sh = (script: string, ...more: string[]) => ['sh', '-c', script, 'sh', ...more];

  describe('results', () => {
    it('gives exit code, stdout and stderr apart, in UTF-8, and hears the output as it comes', async () => {
      const heard = { stdout: '', stderr: '' };
      const connection = await connect();
      const result = await connection.exec(sh('printf %s "$1"; echo 错误 >&2; exit 7', '部署 $(id) \'"'), {
        timeout,
        onOutput: (chunk, stream) => {
          heard[stream] += chunk.toString();
        },
      });
      expect(result).toEqual({ code: 7, stdout: '部署 $(id) \'"', stderr: '错误\n' });
      expect(heard).toEqual({ stdout: result.stdout, stderr: result.stderr });
    });

    it('gives the signal that ended a command in place of a code', async () => {
      const result = await (await connect()).exec(sh('kill -KILL $$'), { timeout });
      expect(result).toMatchObject({ code: null, signal: 'SIGKILL' });
    });

    it('fails with the error of a listener that throws, and keeps the connection', async () => {
      const connection = await connect();
      const onOutput = () => {
        throw new Error('the listener is broken');
      };
      const error = await failure(connection.exec(['echo', 'x'], { timeout, onOutput }));
      expect(error.message).toBe('the listener is broken');
      expect((await connection.exec(['echo', 'still here'], { timeout })).stdout).toBe('still here\n');
    });

    it('keeps the end of a long output, whole characters only', async () => {
      const result = await (await connect()).exec(sh('seq 1 200000; printf 字字字'), { timeout, keep: 8 });
      expect(result.stdout).toBe('字字');
      const all = await (await connect()).exec(['seq', '1', '200000'], { timeout, keep: 2_000_000 });
      expect(all.stdout.split('\n')).toHaveLength(200_001);
    });

    it('does not wait for a child that keeps the output open, nor for one that keeps writing', async () => {
      const { after, ...clock } = systemClock();
      const hasty = { ...clock, after: (ms: number, fn: () => void) => after(ms / 10, fn) };
      const ssh = await sshTo(sshds, undefined, { clock: hasty });
      const connection = await ssh.connect(targetOf(sshds, 0), { timeout: 10 * timeout });
      open.push(connection);
      const mark = join(server().folder, 'go-on');
      for (const child of [
        'while [ -e "$1" ]; do sleep 0.1; done',
        'while [ -e "$1" ]; do echo noise; sleep 0.1; done',
      ]) {
        const result = await connection.exec(sh(`touch "$1"; (${child}) & echo started`, mark), {
          timeout: 10 * timeout,
        });
        expect(result.code).toBe(0);
        expect(result.stdout).toMatch(/^started\n/);
        await connection.exec(['rm', mark], { timeout: 10 * timeout });
      }
    });
  });

  describe('input', () => {
    it('carries 30 MB through stdin unchanged, from memory and from a source', async () => {
      const data = randomBytes(30 * 1024 * 1024);
      const hash = createHash('sha256').update(data).digest('hex');
      const connection = await connect();
      const before = connection.bytesSent();
      const [whole, streamed] = await Promise.all([
        connection.exec(['sha256sum'], { timeout, stdin: data }),
        connection.exec(['sha256sum'], { timeout, stdin: heldBytes(data) }),
      ]);
      expect(whole.stdout).toBe(`${hash}  -\n`);
      expect(streamed.stdout).toBe(`${hash}  -\n`);
      expect(connection.bytesSent() - before).toBeGreaterThan(2 * data.length);
    });

    it('reads a source no faster than the host takes it', async () => {
      const source = zeros(64 * 1024 * 1024);
      const connection = await connect();
      const go = join(server().folder, 'go');
      const running = connection.exec(sh('until [ -e "$1" ]; do sleep 0.05; done; wc -c', go), {
        timeout,
        stdin: source,
      });
      await connection.exec(sh('sleep 0.5'), { timeout });
      expect(source.given()).toBeGreaterThan(0);
      expect(source.given()).toBeLessThan(16 * 1024 * 1024);
      await connection.exec(['touch', go], { timeout });
      expect((await running).stdout.trim()).toBe(String(64 * 1024 * 1024));
    });

    it('fails with the error of the source it reads, and closes it', async () => {
      const source = zeros(100_000, new Error('the artifact was altered'));
      const error = await failure((await connect()).exec(['cat'], { timeout, stdin: source }));
      expect(error.message).toBe('the artifact was altered');
      expect(source.closed()).toBe(true);
    });

    it('ends well when the command does not want all of its input', async () => {
      const source = zeros(64 * 1024 * 1024);
      const result = await (await connect()).exec(['head', '-c', '3'], { timeout, stdin: source });
      expect(result).toMatchObject({ code: 0, stdout: '\0\0\0' });
      expect(source.closed()).toBe(true);
    });
  });

  describe('many at once', () => {
    it('runs 50 commands on one connection, never more than eight at a time', async () => {
      const connection = await connect();
      const here = join(server().folder, 'running');
      await connection.exec(['mkdir', here], { timeout });
      const script = ': >"$1/$2"; sleep 0.05; id=$2 here=$1; set -- "$1"/*; echo $#; rm "$here/$id"; echo "$id"';
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, id) => connection.exec(sh(script, here, String(id)), { timeout })),
      );
      const seen = results.map(({ stdout }) => stdout.trim().split('\n').map(Number));
      expect(seen.map(([, id]) => id)).toEqual(Array.from({ length: 50 }, (_, id) => id));
      const most = Math.max(...seen.map(([count]) => count ?? 0));
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(8);
    });

    it('makes do with fewer sessions where the server allows fewer', async () => {
      const connection = await connect(1);
      const results = await Promise.all(
        Array.from({ length: 12 }, (_, id) => connection.exec(['echo', String(id)], { timeout })),
      );
      expect(results.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 12 }, (_, id) => id));
    });
  });

  describe('commands that do not end', () => {
    it('gives up at the deadline and leaves the connection usable', async () => {
      const connection = await connect();
      const error = await failure(connection.exec(['sleep', '3'], { timeout: 200 }));
      expect(error.code).toBe('deadline');
      expect(error.text.zh).toContain('host-1');
      expect((await connection.exec(['echo', 'still here'], { timeout })).stdout).toBe('still here\n');
    });

    it('stops when asked to, also while it waits for a session', async () => {
      const connection = await connect();
      const stop = new AbortController();
      const running = Array.from({ length: 10 }, () =>
        failure(connection.exec(['sleep', '3'], { timeout, signal: stop.signal })),
      );
      await connection.exec(['true'], { timeout: 300 }).catch(() => undefined);
      stop.abort(new Error('the run was cancelled'));
      const errors = await Promise.all(running);
      expect(new Set(errors.map(({ message }) => message))).toEqual(new Set(['the run was cancelled']));
      expect((await connection.exec(['echo', 'still here'], { timeout })).code).toBe(0);
    });

    it('closes a source that was never read', async () => {
      const source = zeros(1);
      await failure((await connect()).exec(['cat'], { timeout, stdin: source, signal: AbortSignal.abort() }));
      expect(source.closed()).toBe(true);
    });
  });

  describe('losing the connection', () => {
    it('fails everything under way and everything after, and says what was being done', async () => {
      const connection = await connect();
      const running = [
        failure(connection.exec(['sleep', '3'], { timeout })),
        failure(connection.exec(['cat'], { timeout, stdin: zeros(Number.POSITIVE_INFINITY) })),
      ];
      await connection.exec(['true'], { timeout });
      server().cut();
      const errors = await Promise.all(running);
      expect(errors.map(({ code }) => code)).toEqual(['connection-lost', 'connection-lost']);
      expect(errors[0]?.text.en).toContain('Running sleep on host-1');
      expect(connection.closed.aborted).toBe(true);
      expect((await failure(connection.exec(['true'], { timeout }))).code).toBe('connection-lost');
      expect((await failure(connection.forward('127.0.0.1', 22, timeout))).code).toBe('connection-lost');
    });

    it('tells of being closed on our own side', async () => {
      const connection = await connect();
      const running = failure(connection.exec(['sleep', '3'], { timeout }));
      connection.close();
      expect((await running).code).toBe('connection-lost');
    });
  });

  describe('forwarding', () => {
    it('gives a stream to an address as the host sees it, good for HTTP', async () => {
      const web = createServer((request, response) => response.end(`you asked for ${request.url}`));
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      const { port } = web.address() as AddressInfo;
      const stream = await (await connect()).forward('127.0.0.1', port, timeout);
      const body = await new Promise<string>((resolve, reject) => {
        const request = get({ path: '/health', createConnection: () => stream }, (response) => resolve(text(response)));
        request.on('error', reject);
      });
      expect(body).toBe('you asked for /health');
      stream.destroy();
      await new Promise((resolve) => web.close(resolve));
    });

    it('says that nothing listens there, and breaks its streams when the connection is lost', async () => {
      const connection = await connect();
      expect((await failure(connection.forward('127.0.0.1', 1, timeout))).code).toBe('channel-refused');
      const stream = await connection.forward(server().address, server().port, timeout);
      const broken = new Promise<Error>((resolve) => stream.once('error', resolve));
      stream.resume();
      server().cut();
      expect(await broken).toMatchObject({ code: 'connection-lost' });
      expect(stream.destroyed).toBe(true);
    });
  });
});

/** Zeros, in pieces of at most 64 KiB, then an error where one is given. */
function zeros(total: number, error?: Error) {
  let given = 0;
  let closed = false;
  return {
    read: async (into: Buffer) => {
      const length = Math.min(into.length, 65_536, total - given);
      if (length === 0 && error) throw error;
      into.fill(0, 0, length);
      given += length;
      return length;
    },
    close: async () => {
      closed = true;
    },
    given: () => given,
    closed: () => closed,
  };
}
