import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostFolder } from './folder.ts';
import { marker } from './processes.ts';
import type { Launch } from './session.ts';
import { linkAllBut, standardPath } from './tools.ts';
import type { Switches } from './types.ts';

interface Surroundings {
  readonly name: string;
  readonly user: string;
  readonly folder: HostFolder;
  /** Stands for /proc/sys/kernel/random/boot_id; scripts read CHANGEOPS_BOOT_ID before that file. */
  readonly bootId: string;
}

/** How a command line is run on a host as it is now: by /bin/sh, in the login folder, with sshd's environment. */
export async function launchOn(
  host: Surroundings,
  switches: Switches,
  command: string,
  wanted: Readonly<Record<string, string>>,
): Promise<Launch> {
  const { name, user, folder, bootId } = host;
  const env = {
    ...wanted,
    HOME: folder.home,
    USER: user,
    LOGNAME: user,
    SHELL: '/bin/sh',
    PATH: await pathOf(folder, switches),
    HOSTNAME: name,
    CHANGEOPS_BOOT_ID: bootId,
    [marker]: folder.path,
  };
  return { argv: argvOf(command, switches.disk), cwd: folder.home, env };
}

/**
 * A disk without space, as far as it can be had without root: the shell's own limit on file sizes. A write that would
 * make a file longer fails for every program, not only for the shell; making empty files and folders, renaming, and
 * overwriting what is there still work, as they mostly do on a full disk. It differs in three ways: the error is EFBIG
 * ("File too large") where a full disk gives ENOSPC, the limit is per file, and programs that run already are not
 * under it. SIGXFSZ is ignored, so that programs see the error and are not killed. `ulimit -f` counts 512 bytes (POSIX).
 */
function argvOf(command: string, disk: Switches['disk']): Launch['argv'] {
  if (disk === 'free') return ['/bin/sh', '-c', command];
  const blocks = disk === 'full' ? 0 : Math.floor(disk / 512);
  const limited = `trap '' XFSZ; ulimit -f ${blocks} && exec /bin/sh -c "$1"`;
  return ['/bin/sh', '-c', limited, 'sh', command];
}

async function pathOf(folder: HostFolder, { disk, missing }: Switches): Promise<string> {
  const full = disk === 'full';
  const folders = [...(full ? [folder.fullBin] : []), folder.bin, ...standardPath];
  if (missing.length === 0) return folders.join(':');
  const links = join(folder.without, `${full ? 'full,' : ''}${missing.toSorted().join(',')}`);
  const there = await access(links).then(
    () => true,
    () => false,
  );
  if (!there) await linkAllBut(missing, links, folders);
  return links;
}
