import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { ClientChannel } from 'ssh2';
import { afterEach, describe, expect, it } from 'vitest';
import { startHost } from '../../../src/sandbox/hosts/host.ts';
import { keyAt } from '../../../src/sandbox/hosts/keys.ts';
import { manualClock } from '../../support/clock.ts';
import { type Login, login } from './client.ts';
import { eventually, hostStarter, runs, workFolder } from './fixture.ts';

const folder = await workFolder();
const start = hostStarter();
const host = await start({ folder: join(folder, 'web-01') });
const open: Login[] = [];
const enter = async (...args: Parameters<typeof login>) => {
  const made = await login(...args);
  open.push(made);
  return made;
};
afterEach(() => {
  for (const one of open.splice(0)) one.end();
});

describe('a command', () => {
  it('runs in the login folder, under the host’s own name and the sandbox’s node', async () => {
    const shell = await enter(host);
    const { text } = await shell.run('pwd; echo $HOME; hostname; uname -n; echo $HOSTNAME; node -p process.execPath');
    expect(text.split('\n')).toEqual([host.home, host.home, 'web-01', 'web-01', 'web-01', process.execPath]);
  });

  it('gets its input and gives stdout, stderr and exit code apart', async () => {
    const shell = await enter(host);
    const ran = await shell.run('cat; echo problem >&2; exit 7', 'given');
    expect([ran.code, ran.text, ran.stderr.toString()]).toEqual([7, 'given', 'problem\n']);
  });

  it('that a signal ended is reported with that signal', async () => {
    const shell = await enter(host);
    expect(await shell.run('kill -TERM $$')).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  it('carries 20 MB there and back unchanged', async () => {
    const shell = await enter(host);
    const sent = randomBytes(20 * 1024 * 1024);
    const { stdout } = await shell.run('cat', sent);
    expect(stdout.equals(sent)).toBe(true);
    const { text } = await shell.run('sha256sum', sent);
    expect(text.split(' ')[0]).toBe(createHash('sha256').update(sent).digest('hex'));
  });

  it('can fill stdout and stderr at once without losing or doubling a byte', async () => {
    const shell = await enter(host);
    const sent = randomBytes(6 * 1024 * 1024);
    const { stdout, stderr } = await shell.run('cat >both; cat both >&2 & cat both; wait', sent);
    expect([stdout.equals(sent), stderr.equals(sent)]).toEqual([true, true]);
  });

  it('that ends while a child holds its output open is reported as ended', async () => {
    const shell = await enter(host);
    const exit = await new Promise((resolve, reject) => {
      shell.client.exec('sleep 300 & exit 4', (error, channel) => {
        if (error) return reject(error);
        channel.resume().on('exit', (code: number) => {
          resolve(code);
          channel.close();
        });
      });
    });
    expect(exit).toBe(4);
  });

  it('outlives a lost connection, its input ended there', async () => {
    const shell = await enter(host);
    const lost = shell.run(
      'echo $$ >survivor; cat >received; while [ ! -e go ]; do sleep 0.1; done; echo so >after',
      'in',
    );
    const received = join(host.home, 'received');
    await eventually(() => existsSync(received) && readFileSync(received, 'utf8') === 'in');
    host.cut();
    await expect(lost).rejects.toThrow();
    const again = await enter(host);
    await again.run(': >go');
    await eventually(() => existsSync(join(host.home, 'after')));
    expect(await readFile(join(host.home, 'received'), 'utf8')).toBe('in');
  });

  it('can be ended by a signal from the client, with all of its process group, also after its input ended', async () => {
    const shell = await enter(host);
    const channel = await new Promise<ClientChannel>((resolve, reject) => {
      shell.client.exec('sleep 300 & echo $! >sleeper; wait', (error, made) => (error ? reject(error) : resolve(made)));
    });
    channel.resume();
    channel.write('x');
    await eventually(async () => (await readFile(join(host.home, 'sleeper'), 'utf8').catch(() => '')).endsWith('\n'));
    const pid = Number(await readFile(join(host.home, 'sleeper'), 'utf8'));
    const ended = new Promise((resolve) => channel.on('exit', (...how) => resolve(how)));
    protocolOf(channel).channelEOF();
    protocolOf(channel).signal('TERM');
    expect(await ended).toEqual([null, 'SIGTERM', expect.anything(), expect.anything()]);
    await eventually(async () => !(await runs(pid)));
  });

  it('is the tenth at once and no more, as sshd’s MaxSessions is', async () => {
    const shell = await enter(host);
    const ten = Array.from({ length: 10 }, () => shell.run('while [ ! -e ten ]; do sleep 0.1; done; echo done'));
    await expect(shell.run('true')).rejects.toThrow(/open failure/i);
    const other = await enter(host);
    await other.run(': >ten');
    expect((await Promise.all(ten)).map((one) => one.text)).toEqual(Array(10).fill('done'));
  });
});

describe('logging in', () => {
  it('is possible with the password or the key of the host’s user, and with nothing else', async () => {
    const mine = await keyAt(join(folder, 'mine'), 'mine');
    const other = await keyAt(join(folder, 'other'), 'other');
    const keyed = await start({
      folder: join(folder, 'keyed'),
      name: 'keyed',
      password: undefined,
      publicKey: mine.line,
    });
    await enter(keyed, { privateKey: mine.private });
    await expect(login(keyed, { privateKey: other.private })).rejects.toMatchObject({ level: 'client-authentication' });
    await expect(login(keyed, { password: 'secret' })).rejects.toMatchObject({ level: 'client-authentication' });
    await expect(login({ ...keyed, user: 'root' }, { privateKey: mine.private })).rejects.toMatchObject({
      level: 'client-authentication',
    });
    await expect(login(host, { password: 'wrong' })).rejects.toMatchObject({ level: 'client-authentication' });
  });

  it('is counted, refusals apart', async () => {
    const counted = await start({ folder: join(folder, 'counted'), name: 'counted' });
    await enter(counted);
    await expect(login(counted, { password: 'wrong' })).rejects.toThrow();
    expect(counted.tally()).toMatchObject({ connections: 2, logins: 1, refusedLogins: 1 });
  });
});

describe('a command', () => {
  it('is remembered with its time, how it ended and how what it printed begins', async () => {
    const told = await start({ folder: join(folder, 'told'), name: 'told', clock: manualClock(5000) });
    const shell = await enter(told);
    await shell.run('echo well; exit 3');
    await shell.run('kill -TERM $$');
    expect(told.ran()).toEqual([
      { at: 5000, command: 'echo well; exit 3', exit: 3, printed: 'well\n' },
      { at: 5000, command: 'kill -TERM $$', exit: 'SIGTERM', printed: '' },
    ]);
  });
});

describe('a host', () => {
  it('is not hurt by a client that talks nonsense', async () => {
    const socket = connect(host.port, host.address);
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve).resume());
    const shell = await enter(host);
    expect((await shell.run('echo well')).text).toBe('well');
  });

  it('refuses a name that would not be one', async () => {
    const named = startHost({ name: "x'; rm -rf /", user: 'ops', folder: join(folder, 'named') });
    await expect(named).rejects.toMatchObject({ code: 'host-name' });
  });
});

describe('forwarding', () => {
  it('reaches a port of the loopback, as an HTTP check through the tunnel does', async () => {
    const server = createServer((request, response) => response.end(`asked for ${request.url}`)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const shell = await enter(host);
    const stream = await forward(shell, '127.0.0.1', port);
    stream.end('GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const chunks = await stream.toArray();
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 200 OK.*asked for \/health/s);
    server.close();
  });

  it('lets a second host be reached through the first, its own key shown', async () => {
    const inner = await start({ folder: join(folder, 'inner'), name: 'inner' });
    const jump = await enter(host);
    const sock = await forward(jump, inner.address, inner.port);
    let shown: Buffer | undefined;
    const shell = await enter(inner, {
      sock,
      password: 'secret',
      hostVerifier: (key: Buffer) => {
        shown = key;
        return true;
      },
    });
    expect((await shell.run('hostname')).text).toBe('inner');
    expect(shown?.equals(inner.key)).toBe(true);
  });

  it('is refused to other addresses and to closed ports', async () => {
    const shell = await enter(host);
    await expect(forward(shell, '192.0.2.1', 80)).rejects.toThrow(/open failure/i);
    await expect(forward(shell, '127.0.0.1', 1)).rejects.toThrow(/open failure/i);
  });
});

describe('a restarted host', () => {
  it('has the key and the port it had, and another boot id', async () => {
    const place = join(folder, 'restarted');
    const look = async () => {
      const one = await start({ folder: place, name: 'restarted' });
      const shell = await login(one);
      const { text: boot } = await shell.run('echo $CHANGEOPS_BOOT_ID');
      shell.end();
      await one.stop();
      return { port: one.port, key: one.key.toString('base64'), boot };
    };
    const [before, after] = [await look(), await look()];
    expect(after).toEqual({ ...before, boot: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(after.boot).not.toBe(before.boot);
  });

  it('says so when its port was taken meanwhile', async () => {
    const again = startHost({ name: 'web-01', user: 'ops', folder: join(folder, 'rival'), port: host.port });
    await expect(again).rejects.toMatchObject({ code: 'port-taken' });
  });
});

function forward(shell: Login, address: string, port: number): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    shell.client.forwardOut('127.0.0.1', 0, address, port, (error, stream) =>
      error ? reject(error) : resolve(stream),
    );
  });
}

/** ssh2's own `signal()` does nothing once the input has ended, so the packets are sent one layer below. */
function protocolOf(channel: ClientChannel): { channelEOF(): void; signal(name: string): void } {
  const { _client, outgoing } = channel as unknown as {
    _client: { _protocol: { channelEOF(id: number): void; signal(id: number, name: string): void } };
    outgoing: { id: number };
  };
  return {
    channelEOF: () => _client._protocol.channelEOF(outgoing.id),
    signal: (name) => _client._protocol.signal(outgoing.id, name),
  };
}
