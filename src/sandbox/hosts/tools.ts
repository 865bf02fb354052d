import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { OpsError } from '../../core/errors.ts';
import { listIfThere, removeIfThere } from '../../core/io/files.ts';

/** Where the hosts' programs are looked for: what sshd gives its users (`_PATH_STDPATH` and the folders for root). */
export const standardPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'] as const;

/** The absolute path of a program; error `missing-tool` when this machine does not have it. */
export async function findProgram(name: string): Promise<string> {
  for (const folder of standardPath) {
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  throw new OpsError('missing-tool', {
    en: `Starting a sandbox host: there is no ${name} on this machine. The sandbox's hosts need a POSIX system.`,
    zh: `启动沙箱主机：本机没有 ${name}。沙箱主机需要 POSIX 系统。`,
  });
}

/**
 * Makes a folder at `path` with a link to every program of `from` except `missing`; of programs of one name the first
 * counts, as on PATH. It appears whole; one that is there already stays.
 */
export async function linkAllBut(missing: readonly string[], path: string, from: readonly string[]): Promise<void> {
  const names = new Map<string, string>();
  for (const folder of from.toReversed()) {
    for (const name of await listIfThere(folder)) names.set(name, join(folder, name));
  }
  for (const name of missing) names.delete(name);
  await mkdir(dirname(path), { recursive: true });
  const draft = await mkdtemp(`${path}.`);
  await Promise.all([...names].map(([name, target]) => symlink(target, join(draft, name))));
  await rename(draft, path).catch(() => removeIfThere(draft));
}
