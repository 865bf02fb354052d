import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A program's time and CPU, with that of all it started and waited for. Seconds. */
export interface Spent {
  readonly seconds: number;
  readonly cpu: number;
}

/** Runs a program, its output into a file, and resolves with what it took as bash's `time` has it, and what it said. */
async function spentBy(
  folder: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Spent & { said: string }> {
  const said = join(folder, 'said');
  const child = spawn('bash', ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >"$0" 2>&1', said, ...argv], {
    env: { ...process.env, ...env, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [times] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const [seconds = Number.NaN, user = Number.NaN, system = Number.NaN] = times.trim().split(' ').map(Number);
  return { seconds, cpu: user + system, said: readFileSync(said, 'utf8') };
}

/** parallel-ssh, 50 at a time, running one command line on the hosts named in a file; output into a file for each host. */
export async function byParallelSsh(
  folder: string,
  config: string,
  hosts: string,
  line: string,
  count: number,
): Promise<Spent> {
  const argv = [
    'parallel-ssh',
    '-h',
    hosts,
    '-p',
    '50',
    '-t',
    '0',
    '-x',
    `-F ${config}`,
    '-o',
    join(folder, 'out'),
    line,
  ];
  const { said, ...spent } = await spentBy(folder, argv, {});
  return counted(spent, said, /\[SUCCESS\]/g, count);
}

/** `ansible -m setup -f 50`, its settings otherwise as they come. */
export async function byAnsible(folder: string, config: string, inventory: string, count: number): Promise<Spent> {
  const env = {
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_LOCAL_TEMP: join(folder, 'ansible'),
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(folder, 'cp'),
    ANSIBLE_SSH_COMMON_ARGS: `-F ${config}`,
  };
  const { said, ...spent } = await spentBy(folder, ['ansible', 'all', '-i', inventory, '-m', 'setup', '-f', '50'], env);
  return counted(spent, said, /\| SUCCESS/g, count);
}

function counted(spent: Spent, said: string, sign: RegExp, count: number): Spent {
  const found = said.match(sign)?.length ?? 0;
  if (found !== count) throw new Error(`${found} of ${count} hosts answered: ${said.slice(-500)}`);
  return spent;
}
