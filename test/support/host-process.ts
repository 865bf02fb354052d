import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { keyAt } from '../../src/sandbox/hosts/keys.ts';
import type { SandboxHost, Switches, Tally } from '../../src/sandbox/hosts/types.ts';

/** A sandbox host in a process of its own, as src/sandbox/hosts/main.ts runs it. */
interface HostProcess extends Pick<SandboxHost, 'name' | 'address' | 'port' | 'user' | 'folder' | 'home' | 'key'> {
  readonly pid: number;
  set(changes: Partial<Switches>): Promise<void>;
  cut(): Promise<void>;
  reboot(): Promise<void>;
  tally(): Promise<Tally>;
  /** Ends the host and all it started. */
  stop(): Promise<void>;
}

interface Fleet {
  readonly hosts: readonly HostProcess[];
  /** A private key that opens all of them. */
  readonly keyFile: string;
  /** The same as ssh2's client takes it. */
  readonly login: { readonly user: string; readonly privateKey: string };
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../src/sandbox/hosts/main.ts', import.meta.url));

/**
 * Starts hosts as processes, so that killing the process under test leaves them alone; they end with this one. Their
 * folders are `<folder>/<name>`, their users log in as `ops` by the key at `keyFile` or the password `secret`.
 */
export async function startHosts({ folder, names }: { folder: string; names: readonly string[] }): Promise<Fleet> {
  const keyFile = join(folder, 'id_ed25519');
  const key = await keyAt(keyFile, 'changeops-test');
  const started = await Promise.allSettled(names.map((name) => startOne(name, join(folder, name), key.line)));
  const hosts = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async () => {
    await Promise.all(hosts.map((host) => host.stop()));
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { hosts, keyFile, login: { user: 'ops', privateKey: key.private }, stop };
}

async function startOne(name: string, folder: string, publicKey: string): Promise<HostProcess> {
  const args = ['--name', name, '--folder', folder, '--user', 'ops', '--password', 'secret', '--public-key', publicKey];
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ask = conversation(child);
  const { ready } = (await ask()) as {
    ready: Pick<HostProcess, 'name' | 'address' | 'port' | 'user' | 'folder' | 'home'> & { key: string };
  };
  const ended = once(child, 'exit');
  return {
    ...ready,
    key: Buffer.from(ready.key, 'base64'),
    pid: child.pid ?? 0,
    set: (changes) => ask({ set: changes }).then(() => undefined),
    cut: () => ask({ cut: true }).then(() => undefined),
    reboot: () => ask({ reboot: true }).then(() => undefined),
    tally: () => ask({ tally: true }).then((answer) => (answer as { ok: Tally }).ok),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Sends orders one after the other; each resolves with its answer, or rejects with what the host said. */
function conversation(child: ChildProcessByStdio<Writable, Readable, null>): (order?: object) => Promise<object> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  child.stdin.on('error', () => {});
  return (order) => {
    const answer = last.then(async () => {
      if (order) child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('the host process has ended');
      const said = JSON.parse(value) as { error?: string };
      if (said.error !== undefined) throw new Error(said.error);
      return said;
    });
    last = answer.catch(() => {});
    return answer;
  };
}
