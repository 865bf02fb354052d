import { constants } from 'node:fs';
import { access, chmod, chown, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OpsError } from '../errors.ts';
import type { Clock } from './clock.ts';
import { type Confinement, confinement, nobody } from './confinement.ts';
import { runProcess } from './process.ts';

interface Options {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Folders that programs are looked for in, and the programs' own PATH. */
  readonly path?: string;
  /** Milliseconds that one program may take, 10,000 by default. */
  readonly timeout?: number;
}

interface Checked {
  readonly code: number | null;
  readonly output: string;
  readonly late: boolean;
}

/** Runs programs that check files which came from outside. */
export interface CheckingPrograms {
  /**
   * Runs a program on `files` (name → content) in a private folder, which is its working directory and is removed
   * whatever happens. `{folder}` in an argument stands for the folder; in the output it is `.`. Undefined where the
   * program is not installed. The end of the output is kept, 64 KiB. At the deadline its process group is killed and
   * `late` is true. Errors: `check-not-confined` where a bot that is root cannot give up its rights; the signal's reason.
   */
  run(name: string, args: readonly string[], files: Readonly<Record<string, string>>): Promise<Checked | undefined>;
  /** What is enforced on this machine. */
  confinement(): Promise<Confinement>;
}

const usualPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Programs are run without the bot's environment (PATH and LC_ALL=C alone) and never with more rights than an ordinary
 * user: what else is enforced depends on the machine, see `confinement`. Files of other users that are readable to
 * all stay readable to the program, so what it says is not to be shown unread.
 */
export function createCheckingPrograms({
  clock,
  signal,
  path = usualPath,
  timeout = 10_000,
}: Options): CheckingPrograms {
  let asked: Promise<Confinement> | undefined;
  const env = { PATH: path, LC_ALL: 'C' };
  const confined = () => {
    asked ??= confinement((name) => find(name, path), env, clock);
    return asked;
  };
  return {
    confinement: confined,
    async run(name, args, files) {
      const program = await find(name, path);
      if (program === undefined) return undefined;
      const how = await confined();
      if (!how.unprivileged) throw notConfined(name);
      return inPrivateFolder(files, async (folder) => {
        const argv = args.map((word) => word.replaceAll('{folder}', folder));
        const command = [...how.prefix, program, ...argv] as [string, ...string[]];
        const { code, output, late } = await runProcess(command, {
          cwd: folder,
          env,
          timeout,
          grace: 0,
          signal,
          clock,
        });
        return { code, late, output: output.replaceAll(`${folder}/`, '').replaceAll(folder, '.') };
      });
    },
  };
}

async function find(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(':')) {
    const file = join(folder, name);
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return file;
  }
  return undefined;
}

async function inPrivateFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'changeops-check-'));
  try {
    await chmod(folder, 0o700);
    for (const [name, content] of Object.entries(files)) await put(folder, name, content);
    await hand(folder);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function put(folder: string, name: string, content: string): Promise<void> {
  const file = join(folder, name);
  if (!file.startsWith(`${folder}/`)) throw new Error(`${name} is not a name of a file in the folder`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content, { mode: 0o600 });
  for (let part = file; part !== folder; part = dirname(part)) await hand(part);
}

/** The files are the program's user's, and readable to nobody else. */
async function hand(path: string): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, nobody, nobody);
}

function notConfined(name: string): OpsError {
  return new OpsError('check-not-confined', {
    en: `${name} was not run: the bot runs as root and setpriv (Debian package util-linux), which gives up root's rights, does not work here. Install it, or run the bot as an ordinary user.`,
    zh: `未运行 ${name}：机器人以 root 身份运行，而用于放弃 root 权限的 setpriv（Debian 软件包 util-linux）在此不可用。请安装它，或以普通用户运行机器人。`,
  });
}
