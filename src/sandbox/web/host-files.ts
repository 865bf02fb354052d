import { lstat, readFile, readlink, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { listIfThere } from '../../core/io/files.ts';
import type { SandboxHost } from '../hosts/types.ts';
import { NotPossible } from '../slack/refusal.ts';

/** A file below the login folder of a host, as `ls -l` shows it. */
export interface HostFile {
  /** From the login folder, with `/`. */
  readonly path: string;
  readonly kind: 'folder' | 'file' | 'link';
  /** Bytes of a file. */
  readonly size: number;
  /** Where a link leads. */
  readonly target?: string;
}

const [most, deepest, shown] = [400, 5, 100_000];

/** What lies at a host, the bot's own folder among it, folders before what is in them; at most 400 entries. */
export async function hostFiles(host: SandboxHost): Promise<readonly HostFile[]> {
  const found: HostFile[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    for (const name of (await listIfThere(join(host.home, folder))).toSorted()) {
      if (found.length >= most) return;
      const path = folder === '' ? name : `${folder}/${name}`;
      const file = await describe(host, path);
      if (file) found.push(file);
      if (file?.kind === 'folder' && depth < deepest) await walk(path, depth + 1);
    }
  };
  await walk('', 1);
  return found;
}

/** The beginning of a file's text; NotPossible for what lies outside the host or is no file. */
export async function hostFile(host: SandboxHost, path: string): Promise<{ text: string }> {
  const home = await realpath(host.home);
  const real = await realpath(join(home, path)).catch(() => home);
  if (!real.startsWith(home + sep)) throw new NotPossible(`${path} is not a file of ${host.name}`);
  const bytes = await readFile(real).catch(() => undefined);
  if (!bytes) throw new NotPossible(`${path} is not a file of ${host.name}`);
  return { text: bytes.subarray(0, shown).toString('utf8') };
}

async function describe(host: SandboxHost, path: string): Promise<HostFile | undefined> {
  const at = join(host.home, path);
  const stat = await lstat(at).catch(() => undefined);
  if (stat?.isSymbolicLink()) return { path, kind: 'link', size: 0, target: await readlink(at) };
  if (stat?.isDirectory()) return { path, kind: 'folder', size: 0 };
  return stat && { path, kind: 'file', size: stat.size };
}
