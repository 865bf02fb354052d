// node collecting.ts FILE ours|loop|far [count]: collects facts as one contender of collect.bench.ts; prints what came.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ssh2 from 'ssh2';
import { forEachAdaptive } from '../../../src/core/collect/crowd.ts';
import { collectLinux } from '../../../src/core/collect/linux.ts';
import type { FactKind } from '../../../src/core/collect/types.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { secret } from '../../../src/core/io/secret.ts';
import { createSsh } from '../../../src/core/io/ssh/index.ts';
import { createKnownHosts } from '../../../src/core/io/ssh/known-hosts.ts';
import { quote } from '../../../src/core/io/ssh/quote.ts';
import type { Connection } from '../../../src/core/io/ssh/types.ts';
import { factsCommand } from '../../../src/core/platforms/linux/script.ts';

/** What the bench writes for it. */
export interface Work {
  readonly hosts: readonly {
    readonly name: string;
    readonly address: string;
    readonly port: number;
    readonly publicKey: string;
  }[];
  readonly user: string;
  readonly keyFile: string;
  readonly knownHosts: string;
  readonly kinds: readonly FactKind[];
}

export interface Came {
  /** Hosts with facts. */
  readonly hosts: number;
  /** Most that were under way. */
  readonly peak: number;
  /** From when the program was loaded, which a bot is once. */
  readonly seconds: number;
  /** Seconds of CPU, likewise. */
  readonly cpu: number;
  /** Bytes at most, of the whole process (VmHWM). */
  readonly memory: number;
}

const timeout = 60_000;
const [file = '', who = '', count] = process.argv.slice(2);
const work = JSON.parse(readFileSync(file, 'utf8')) as Work;
const privateKey = readFileSync(work.keyFile, 'utf8');
let [active, peak] = [0, 0];

/** As the bot does it: keys checked against known_hosts, adapted concurrency, output read into facts. */
async function ours(): Promise<number> {
  const clock = systemClock();
  const ssh = createSsh({ clock, knownHosts: createKnownHosts(work.knownHosts) });
  const auth = { privateKey: secret(privateKey) };
  const outcomes = await forEachAdaptive(work.hosts, { most: 200, clock }, async ({ name, address, port }) => {
    peak = Math.max(peak, ++active);
    const connection = await ssh.connect({ name, address, port, user: work.user, auth, legacy: false }, { timeout });
    try {
      return await collectLinux(connection, work.kinds, { timeout });
    } finally {
      connection.close();
      active -= 1;
    }
  });
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  return outcomes.filter((outcome) => outcome.ok && outcome.value.facts.hostname !== undefined).length;
}

/** A loop over ssh2: 20 at a time, the key compared, the output kept as it comes. */
async function loop(): Promise<number> {
  const line = quote(factsCommand('mark', work.kinds));
  let next = 0;
  let told = 0;
  const worker = async () => {
    for (let host = work.hosts[next++]; host; host = work.hosts[next++]) {
      if ((await outputOf(host, line)).includes('mark end')) told += 1;
    }
  };
  peak = 20;
  await Promise.all(Array.from({ length: 20 }, worker));
  return told;
}

function outputOf({ address, port, publicKey }: Work['hosts'][number], line: string): Promise<string> {
  const key = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.on('error', reject);
    client.on('ready', () => {
      client.exec(line, (error, channel) => {
        if (error) return reject(error);
        const chunks: Buffer[] = [];
        channel.on('data', (chunk: Buffer) => chunks.push(chunk));
        channel.stderr.resume();
        channel.on('close', () => {
          client.end();
          resolve(Buffer.concat(chunks).toString());
        });
      });
    });
    client.connect({
      host: address,
      port,
      username: work.user,
      privateKey,
      hostVerifier: (shown: Buffer) => shown.equals(key),
    });
  });
}

/**
 * As ours, to simulated hosts: a connection that answers what `sh` says of this machine, 8 round trips of 50 ms away (TCP
 * 1, version 1, key exchange 2, login 2, channel 1, script 1). No SSH and no encryption are in it.
 */
async function far(count: number): Promise<number> {
  const answer = execFileSync('/bin/sh', factsCommand('MARK', work.kinds).slice(1), { encoding: 'utf8' });
  const roundTrips = (trips: number) => new Promise((resolve) => setTimeout(resolve, trips * 50));
  const items = Array.from({ length: count }, (_, index) => index);
  const outcomes = await forEachAdaptive(items, { most: 200, clock: systemClock() }, async (index) => {
    peak = Math.max(peak, ++active);
    await roundTrips(6);
    const collected = await collectLinux(
      simulated(`far-${index}`, answer, () => roundTrips(2)),
      work.kinds,
      { timeout },
    );
    active -= 1;
    return collected;
  });
  return outcomes.filter((outcome) => outcome.ok && outcome.value.facts.hostname !== undefined).length;
}

function simulated(name: string, answer: string, wait: () => Promise<unknown>): Connection {
  return {
    target: { name, address: '192.0.2.1', port: 22, user: 'ops', auth: {}, legacy: false },
    fingerprint: '',
    exec: async (argv, { onOutput }) => {
      await wait();
      onOutput?.(Buffer.from(answer.replaceAll('MARK', argv[4] ?? '')), 'stdout');
      return { code: 0, stdout: '', stderr: '' };
    },
    shell: () => Promise.reject(new Error('it has none')),
    forward: () => Promise.reject(new Error('nothing is there')),
    bytesSent: () => 0,
    closed: new AbortController().signal,
    close: () => {},
  };
}

const contenders: Readonly<Record<string, () => Promise<number>>> = { ours, loop, far: () => far(Number(count)) };
const from = { time: performance.now(), cpu: process.cpuUsage() };
const hosts = await contenders[who]?.();
const cpu = process.cpuUsage(from.cpu);
const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
const figures = { seconds: (performance.now() - from.time) / 1000, cpu: (cpu.user + cpu.system) / 1e6, memory };
console.log(JSON.stringify({ hosts: hosts ?? 0, peak, ...figures } satisfies Came));
process.exit();
