import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { factKinds } from '../../src/core/collect/types.ts';
import { quote } from '../../src/core/io/ssh/quote.ts';
import { factsCommand } from '../../src/core/platforms/linux/script.ts';
import { exec } from '../support/exec.ts';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import type { Bench, Row } from './measure.ts';
import { median, notCompared } from './measure.ts';
import type { Came, Work } from './support/collecting.ts';
import { byAnsible, byParallelSsh, type Spent } from './support/others.ts';
import { sshConfig } from './support/script.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const count = 200;
/** Ansible takes minutes for 200: it is measured on so many, and compared by host. */
const sample = 24;
const simulated = [1000, 2000, 3000] as const;
const program = new URL('./support/collecting.ts', import.meta.url).pathname;
const kinds = factKinds.filter((kind) => kind !== 'packages' && kind !== 'config');

/**
 * Facts of 200 hosts, each an sshd of its own on a loopback address of this machine, by one script; against a loop over
 * ssh2 and parallel-ssh that run the same script, and Ansible's setup. Ours and the loop are measured from when they are
 * loaded, as the bot is; the others, which are started each time, from their start. CPU is the contender's own, without
 * the hosts'. And 2,000 simulated hosts far away, see collecting.ts.
 */
export default {
  title: `facts of ${count} hosts over SSH`,
  run: async (say) => {
    const hosts = await startHosts(count, ['MaxStartups 100', 'Subsystem sftp internal-sftp']);
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const spent = await compared(folder, hosts, say);
      return [...rowsOf(spent), ...(await farRows(folder, say))];
    } finally {
      await hosts.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

type Figures = Readonly<Record<string, readonly (Spent & Partial<Came>)[]>>;

async function compared(folder: string, hosts: TestHosts, say: (line: string) => void): Promise<Figures> {
  const config = sshConfig(folder, hosts.options());
  const { user, keyFile } = hosts.options();
  const work: Work = { hosts: hosts.hosts, user, keyFile, knownHosts: join(folder, 'known_hosts'), kinds };
  const named = (file: string, some: number) => {
    writeFileSync(
      join(folder, file),
      hosts.hosts
        .slice(0, some)
        .map(({ name }) => `${name}\n`)
        .join(''),
    );
    return join(folder, file);
  };
  writeFileSync(join(folder, 'work.json'), JSON.stringify(work));
  const line = quote(factsCommand('mark', kinds));
  const [all, some] = [named('all', count), named('some', sample)];
  const contenders: Record<string, () => Promise<Spent & Partial<Came>>> = {
    ours: () => collecting(folder, 'ours', count),
    loop: () => collecting(folder, 'loop', count),
  };
  if (await has('parallel-ssh')) contenders.parallel = () => byParallelSsh(folder, config, all, line, count);
  else notCompared('parallel-ssh is not installed (Debian: pssh)', say);
  if (await has('ansible')) contenders.ansible = () => byAnsible(folder, config, some, sample);
  else notCompared('ansible is not installed (Debian: ansible-core)', say);
  return inTurn(contenders, say);
}

async function inTurn(
  contenders: Readonly<Record<string, () => Promise<Spent & Partial<Came>>>>,
  say: (line: string) => void,
): Promise<Figures> {
  const figures: Record<string, (Spent & Partial<Came>)[]> = {};
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const spent = await contender();
      figures[name] = [...(figures[name] ?? []), spent];
      const more = spent.peak ? `, ${spent.peak} at a time at most` : '';
      say(`round ${round}: ${name} ${spent.seconds.toFixed(2)} s, CPU ${spent.cpu.toFixed(2)} s${more}`);
    }
  }
  return figures;
}

function has(tool: string): Promise<boolean> {
  return exec(tool, ['--version']).then(
    () => true,
    () => false,
  );
}

/** Runs a contender in a process of its own, and makes sure that every host answered. */
async function collecting(folder: string, who: string, expected: number, ...more: string[]): Promise<Came> {
  const came = JSON.parse(await exec(process.execPath, [program, join(folder, 'work.json'), who, ...more])) as Came;
  if (came.hosts !== expected) throw new Error(`${who}: ${came.hosts} of ${expected} hosts gave facts`);
  return came;
}

function rowsOf(figures: Figures): readonly Row[] {
  const middle = (name: string, pick: (one: Spent & Partial<Came>) => number) =>
    median((figures[name] ?? []).map(pick));
  const [seconds, cpu] = [middle('ours', (one) => one.seconds), middle('ours', (one) => one.cpu)];
  const memory = Math.max(...(figures.ours ?? []).map((one) => one.memory ?? 0));
  const row = (name: string, unit: string, mine: number, theirs: number, against: string, limit: number): Row => ({
    ...{ name: `collect/${name}`, value: mine, unit, ratio: mine / theirs },
    ...{
      against: `${against} ${theirs.toFixed(theirs < 1 ? 3 : 2)} ${unit}`,
      goal: `at most ${limit.toPrecision(3)} of it`,
    },
    ok: mine <= theirs * limit,
  });
  const versus = (name: string, against: string, hosts: number, limits: { time: number; cpu: number }) => {
    if (!figures[name]) return [];
    const [theirs, theirCpu] = [middle(name, (one) => one.seconds), middle(name, (one) => one.cpu)];
    return [
      row(`${name}/time`, 's a host', seconds / count, theirs / hosts, against, limits.time),
      row(`${name}/cpu`, 'CPU-s a host', cpu / count, theirCpu / hosts, against, limits.cpu),
    ];
  };
  return [
    row(
      'loop',
      's',
      seconds,
      middle('loop', (one) => one.seconds),
      'ssh2 loop, same script',
      1.25,
    ),
    ...versus('parallel', 'parallel-ssh -p 50, same script,', count, { time: 1, cpu: 1 / 8 }),
    ...versus('ansible', `ansible -m setup -f 50 on ${sample} of the hosts`, sample, { time: 1 / 8, cpu: 1 / 20 }),
    { name: 'collect/memory', value: memory / 1e6, unit: 'MB at most', goal: 'under 300 MB', ok: memory < 300e6 },
  ];
}

async function farRows(folder: string, say: (line: string) => void): Promise<readonly Row[]> {
  const times: Record<number, number[]> = {};
  let peak = Number.POSITIVE_INFINITY;
  for (let round = 1; round <= rounds; round += 1) {
    for (const hosts of simulated) {
      const { seconds, peak: most } = await collecting(folder, 'far', hosts, String(hosts));
      times[hosts] = [...(times[hosts] ?? []), seconds];
      if (hosts === simulated[1]) peak = Math.min(peak, most);
      say(`round ${round}: ${hosts} simulated hosts ${seconds.toFixed(2)} s, ${most} at a time at most`);
    }
  }
  const [first, second, third] = simulated.map((hosts) => median(times[hosts] ?? []));
  if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was measured');
  // The third thousand against the second: the way up to 200 at a time falls out of it.
  const growth = (third - second) / (second - first);
  return [
    { name: 'collect/far', value: second, unit: 's for 2,000 simulated hosts 50 ms away' },
    {
      ...{
        name: 'collect/far/growth',
        value: growth,
        unit: 'times as long for the third 1,000 as for the second',
      },
      ...{ goal: 'linear: at most 1.2', ok: growth <= 1.2 },
    },
    { name: 'collect/far/concurrency', value: peak, unit: 'at a time', goal: '200 reached', ok: peak === 200 },
  ];
}
