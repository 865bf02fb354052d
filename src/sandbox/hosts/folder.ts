import { chmod, mkdir, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextIfThere, removeIfThere, writeFileAtomic } from '../../core/io/files.ts';
import { findProgram } from './tools.ts';

/** Where the parts of a host lie. Absolute, links resolved. */
export interface HostFolder {
  readonly path: string;
  /** The login folder. */
  readonly home: string;
  /** Keys, port and tools: what a real host has outside of its users' reach. */
  readonly etc: string;
  /** Programs that come first on PATH. */
  readonly bin: string;
  /** Programs that come before those when the disk is full. */
  readonly fullBin: string;
  /** Folders of links to all programs but some. */
  readonly without: string;
}

/** Makes what is missing of a host's folder; what is there stays, but for the host's own programs, which are renewed. */
export async function prepareFolder(path: string, name: string): Promise<HostFolder> {
  await mkdir(path, { recursive: true });
  const root = await realpath(path);
  const etc = join(root, 'etc');
  const [home, bin, fullBin, without] = [
    join(root, 'home'),
    join(etc, 'bin'),
    join(etc, 'full-bin'),
    join(etc, 'without'),
  ];
  const folder = { path: root, home, etc, bin, fullBin, without };
  await removeIfThere(without);
  for (const each of [folder.home, folder.bin, folder.fullBin]) await mkdir(each, { recursive: true });
  await writeScript(join(folder.bin, 'hostname'), `echo '${name}'`);
  await writeScript(join(folder.bin, 'uname'), uname(name, await findProgram('uname')));
  await writeScript(join(folder.fullBin, 'df'), fullDf(await findProgram('df')));
  await removeIfThere(join(folder.bin, 'node'));
  await symlink(process.execPath, join(folder.bin, 'node'));
  return folder;
}

/** The port this host had before, if it had one. */
export async function rememberedPort(folder: HostFolder): Promise<number | undefined> {
  return Number(await readTextIfThere(join(folder.etc, 'port'))) || undefined;
}

/** Keeps the port for the next start. */
export async function rememberPort(folder: HostFolder, port: number): Promise<void> {
  await writeFileAtomic(join(folder.etc, 'port'), `${port}\n`);
}

async function writeScript(path: string, body: string): Promise<void> {
  await writeFileAtomic(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  await chmod(path, 0o755);
}

function uname(name: string, real: string): string {
  return `case "$*" in\n-n | --nodename) echo '${name}' ;;\n*) exec ${real} "$@" ;;\nesac`;
}

/** Inodes do not run out with the space, so a question for those passes through. */
function fullDf(real: string): string {
  const zero = `awk 'NR > 1 { $4 = 0; $5 = "100%" } { print }'`;
  return `case "$1" in\n*i*) exec ${real} "$@" ;;\n*) ${real} "$@" | ${zero} ;;\nesac`;
}
