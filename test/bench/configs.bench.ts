import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ConfigStore, createConfigStore } from '../../src/core/config/store.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import type { Bench, Row } from './measure.ts';
import { inTurn, median, timed } from './measure.ts';

const saved = { hosts: 10_000, lines: 200, rounds: 3 };
const history = { commits: 20_001, files: 1_000, rounds: 9 };
const author = { id: 'U0ENGINEER', name: 'Wang' };

/** A switch's config of 200 lines; no two are the same. */
function configOf(host: number): string {
  const ports = Array.from({ length: 48 }, (_, port) => [
    `interface GigabitEthernet0/0/${port + 1}`,
    ` description to sw-${(host * 7 + port) % saved.hosts} port ${port}`,
    ` port default vlan ${((host + port) % 4000) + 2}`,
    '#',
  ]).flat();
  const head = [`sysname sw-${host}`, '#', `ip route-static 0.0.0.0 0.0.0.0 10.${host >> 8}.${host & 255}.254`];
  const rest = Array.from({ length: saved.lines - ports.length - head.length }, (_, index) => ` ntp ${host}.${index}`);
  return `${[...head, ...ports, ...rest].join('\n')}\n`;
}

function git(folder: string, args: readonly string[], input?: Iterable<Buffer>): Promise<void> {
  const settings = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const child = spawn('git', ['-C', folder, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...settings },
  });
  child.stdout.resume();
  const fed = input ? pipeline(Readable.from(input), child.stdin) : void child.stdin.end();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? Promise.resolve(fed).then(() => resolve(), reject) : reject(code)));
  });
}

function* commitOf(number: number, files: Iterable<readonly [string, string]>): Generator<Buffer> {
  const who = `a <a@b> ${1_700_000_000 + number * 60} +0000`;
  yield Buffer.from(`commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata 7\nconfigs\n`);
  for (const [host, text] of files) {
    const bytes = Buffer.from(text);
    yield Buffer.from(`M 100644 inline running/${host}/config\ndata ${bytes.length}\n`);
    yield bytes;
    yield Buffer.from('\n');
  }
}

/** So that neither side spends its time on small writes. */
function gathered(parts: Iterable<Buffer>): Buffer[] {
  const whole = Buffer.concat([...parts]);
  return Array.from({ length: Math.ceil(whole.length / (1 << 20)) }, (_, at) =>
    whole.subarray(at << 20, (at + 1) << 20),
  );
}

function open(folder: string, signal: AbortSignal): Promise<ConfigStore> {
  return createConfigStore({
    ...{ folder, clock: systemClock(), env: process.env, signal },
    onTrouble: ({ en }) => {
      throw new Error(en);
    },
  });
}

async function saving(place: string, signal: AbortSignal, say: (line: string) => void): Promise<Row> {
  const texts = Array.from({ length: saved.hosts }, (_, host) => [`sw-${host}`, configOf(host)] as const);
  const stream = gathered(commitOf(0, texts));
  const files = texts.map(([host, text]) => ({ kind: 'running', host, name: 'config', text }) as const);
  let round = 0;
  const ours = async () => {
    const store = await open(join(place, `ours-${round++}`), signal);
    const seconds = await timed(() => store.save({ id: 'job', author, message: 'configs', files }));
    await store.idle();
    return seconds;
  };
  const theirs = async () => {
    const folder = join(place, `theirs-${round}.git`);
    await git(place, ['init', '--quiet', '--bare', folder]);
    return timed(() => git(folder, ['fast-import', '--quiet'], stream));
  };
  const times = await inTurn(saved.rounds, { ours, theirs }, say);
  const [mine, other] = [median(times.ours ?? []), median(times.theirs ?? [])];
  const ratio = mine / other;
  return {
    name: `saving ${saved.hosts} configs of ${saved.lines} lines in one commit`,
    ...{ value: mine, unit: 's', against: 'git fast-import', ratio, goal: 'at most 1.5 times', ok: ratio <= 1.5 },
  };
}

async function versions(place: string, signal: AbortSignal, say: (line: string) => void): Promise<Row> {
  const folder = join(place, 'history');
  await open(folder, signal);
  const built = await timed(() => git(folder, ['fast-import', '--quiet'], gathered(longHistory())));
  const store = await open(folder, signal);
  say(
    `${history.commits} commits made in ${built.toFixed(1)} s, kept up in ${(await timed(() => store.idle())).toFixed(1)} s`,
  );
  const ref = { kind: 'running', host: 'sw-7', name: 'config' } as const;
  const found = (await store.history(ref)).length;
  if (found !== 21) throw new Error(`${found} versions, not 21`);
  const ours = () => timed(() => store.history(ref));
  const theirs = () => timed(() => git(folder, ['log', '--format=%H', 'main', '--', 'running/sw-7/config']));
  const times = await inTurn(history.rounds, { ours, theirs }, () => {});
  const [mine, other] = [median(times.ours ?? []) * 1000, median(times.theirs ?? []) * 1000];
  const ratio = mine / other;
  return {
    name: `the ${found} versions of one file at ${history.commits} commits × ${history.files} files`,
    ...{ value: mine, unit: 'ms', against: 'git log, changed-path commit-graph', ratio },
    ...{ goal: 'under 100 ms, at most 2 times', ok: mine < 100 && ratio <= 2 },
  };
}

/** All files first, then one of them changed by each commit, in turn. */
function* longHistory(): Generator<Buffer> {
  const text = (commit: number) => `${'interface GigabitEthernet0/0/1\n#\n'.repeat(10)}sysname v${commit}\n`;
  yield* commitOf(
    0,
    Array.from({ length: history.files }, (_, file) => [`sw-${file}`, text(0)] as const),
  );
  for (let commit = 1; commit < history.commits; commit += 1) {
    yield* commitOf(commit, [[`sw-${commit % history.files}`, text(commit)]]);
  }
}

/** The store of configs against git itself on the same files. */
export default {
  title: 'configs in git: saving many at once, and one file’s versions in a long history',
  run: async (say) => {
    const place = mkdtempSync(join(tmpdir(), 'bench-configs-'));
    const abort = new AbortController();
    try {
      return [await saving(place, abort.signal, say), await versions(place, abort.signal, say)];
    } finally {
      abort.abort();
      rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    }
  },
} satisfies Bench;
