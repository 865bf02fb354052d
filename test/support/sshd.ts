import { existsSync, mkdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { exec } from './exec.ts';
import type { Running } from './sshd-process.ts';
import { freePort, launch, program } from './sshd-process.ts';

export type KeyKind = 'ed25519' | 'rsa' | 'ecdsa';

interface SshdOptions {
  /** How many servers; default 1. The first is called host-1 and listens on 127.0.0.1, the next on 127.0.0.2, … */
  readonly count?: number;
  /** Each server's host keys; default one of ed25519. */
  readonly hostKeys?: readonly KeyKind[];
  /** Further sshd_config lines for all, or for the server at an index (from 0); what comes first counts. */
  readonly config?: readonly string[] | ((index: number) => readonly string[]);
}

export interface Sshd {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** A folder of its own, for application roots and scratch files; HOME there (but not where commands start). */
  readonly folder: string;
  /** Public host keys as in a .pub file: type, base64. */
  readonly hostKeys: readonly string[];
  /** The first of them. */
  readonly hostKey: string;
  /** SHA256:… of the first host key, as ssh-keygen prints it. */
  readonly fingerprint: string;
  /** What sshd has logged so far (LogLevel VERBOSE). */
  log(): string;
  /** Ends the connections of the moment, as a cut line would; the server goes on listening. Linux only. */
  cut(): void;
  stop(): Promise<void>;
  /** Listens again on the same address and port after `stop`, with new host keys where `rekey` says so. */
  start(options?: { rekey?: boolean }): Promise<void>;
}

export interface Sshds {
  readonly servers: readonly Sshd[];
  /** Holds everything; deleted by `stop`. */
  readonly folder: string;
  /** Whom to log in as: whoever runs the tests. */
  readonly user: string;
  /** The private key that every server takes, for every user. */
  readonly privateKey: string;
  readonly privateKeyFile: string;
  /** known_hosts lines of all servers. */
  knownHosts(): string;
  stop(): Promise<void>;
}

/**
 * Starts real OpenSSH servers on loopback addresses, each with its own host key, port and folder. They need no root,
 * but without it they let in nobody but the user who runs them. `stop` ends them and deletes their folder.
 */
export async function startSshd(options: SshdOptions = {}): Promise<Sshds> {
  const folder = await mkdtemp(join(tmpdir(), 'changeops-sshd-'));
  await chmod(folder, 0o755);
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const privateKeyFile = join(folder, 'client');
  await makeKey(privateKeyFile, 'ed25519');
  const indices = Array.from({ length: options.count ?? 1 }, (_, index) => index);
  const servers = await inTurns(indices, 8, (index) => startOne(folder, index, options));
  return {
    servers,
    folder,
    user: userInfo().username,
    privateKey: await readFile(privateKeyFile, 'utf8'),
    privateKeyFile,
    knownHosts: () =>
      servers.flatMap(({ address, port, hostKeys }) => hostKeys.map((key) => `[${address}]:${port} ${key}\n`)).join(''),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Whether tests on real servers must be skipped, for `describe.skipIf`: says why on stderr, and throws when CI=true,
 * where nothing may be skipped. `root`: they create users, which only root can.
 */
export function cannotRunSshd({ root = false } = {}): boolean {
  const missing = existsSync(program) ? '' : `${program} is not installed (Debian: openssh-server)`;
  const reason = missing || (root && process.getuid?.() !== 0 ? 'only root can create the users they need' : '');
  if (!reason) return false;
  if (process.env.CI === 'true') throw new Error(`tests with real SSH servers cannot run: ${reason}`);
  console.warn(`Skipping tests with real SSH servers: ${reason}`);
  return true;
}

async function startOne(base: string, index: number, options: SshdOptions): Promise<Sshd> {
  const home = join(base, `host-${index + 1}`);
  const folder = join(home, 'files');
  await mkdir(folder, { recursive: true });
  const address = process.platform === 'linux' ? `127.0.0.${index + 1}` : '127.0.0.1';
  const kinds = options.hostKeys ?? ['ed25519'];
  const more = typeof options.config === 'function' ? options.config(index) : (options.config ?? []);
  let keys = await hostKeysIn(home, kinds, 1);
  let running: Running | undefined;
  let port = 0;
  let round = 1;
  let logged = '';

  const listen = async () => {
    for (let tries = 1; ; tries++) {
      const at = port || (await freePort(address));
      try {
        running = await launch(await writeConfig(base, home, address, at, keys, more), (text) => {
          logged += text;
        });
        port = at;
        return;
      } catch (error) {
        if (tries === 5) throw error;
      }
    }
  };
  await listen();

  return {
    name: `host-${index + 1}`,
    address,
    folder,
    get port() {
      return port;
    },
    get hostKeys() {
      return keys.map(({ line }) => line);
    },
    get hostKey() {
      return keys[0]?.line ?? '';
    },
    get fingerprint() {
      return keys[0]?.fingerprint ?? '';
    },
    log: () => logged,
    cut: () => running?.cut(),
    stop: async () => running?.stop(),
    start: async ({ rekey = false } = {}) => {
      if (rekey) keys = await hostKeysIn(home, kinds, ++round);
      await listen();
    },
  };
}

interface HostKey {
  readonly file: string;
  readonly line: string;
  readonly fingerprint: string;
}

async function hostKeysIn(home: string, kinds: readonly KeyKind[], round: number): Promise<HostKey[]> {
  return Promise.all(
    kinds.map(async (kind) => {
      const file = join(home, `host-key-${kind}-${round}`);
      await makeKey(file, kind);
      const [type, base64] = (await readFile(`${file}.pub`, 'utf8')).split(' ');
      const printed = await exec('ssh-keygen', ['-lf', `${file}.pub`]);
      return { file, line: `${type} ${base64}`, fingerprint: printed.split(' ')[1] ?? '' };
    }),
  );
}

/** Makes a key pair with ssh-keygen: `file` and `file.pub`. */
export async function makeKey(file: string, kind: KeyKind, passphrase = ''): Promise<void> {
  const size = kind === 'rsa' ? ['-b', '2048'] : [];
  await exec('ssh-keygen', ['-q', '-t', kind, ...size, '-N', passphrase, '-C', 'test', '-f', file]);
}

async function writeConfig(
  base: string,
  home: string,
  address: string,
  port: number,
  keys: readonly HostKey[],
  more: readonly string[],
): Promise<string> {
  const authorized = join(base, 'authorized_keys');
  if (!existsSync(authorized)) await writeFile(authorized, await readFile(join(base, 'client.pub')), { mode: 0o644 });
  const lines = [
    ...more,
    `ListenAddress ${address}:${port}`,
    ...keys.map(({ file }) => `HostKey ${file}`),
    `AuthorizedKeysFile ${authorized}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'PidFile none',
    'UseDNS no',
    'PrintMotd no',
    'LogLevel VERBOSE',
    // A home of its own: the start-up files of whoever runs the tests would run at every command, and may be slow.
    `Match User ${userInfo().username}`,
    `SetEnv HOME=${join(home, 'files')}`,
  ];
  const file = join(home, 'sshd_config');
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

async function inTurns<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += width) {
    results.push(...(await Promise.all(items.slice(from, from + width).map(work))));
  }
  return results;
}
