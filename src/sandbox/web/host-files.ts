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
  /** What a link leads to, if that lies at the host as well. */
  readonly leads?: 'folder' | 'file';
}

const [most, deepest, shown] = [400, 5, 100_000];

/**
 * What lies at a host, the bot's own folder among it, folders before what is in them; at most 400 entries. `followed` are
 * links to folders, which then have what is in those below them.
 */
export async function hostFiles(host: SandboxHost, followed: readonly string[] = []): Promise<readonly HostFile[]> {
  const found: HostFile[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    for (const name of (await listIfThere(join(host.home, folder))).toSorted()) {
      if (found.length >= most) return;
      const path = folder === '' ? name : `${folder}/${name}`;
      const file = await describe(host, path);
      if (file) found.push(file);
      const inside = file?.kind === 'folder' || (file?.leads === 'folder' && followed.includes(path));
      if (inside && depth < deepest) await walk(path, depth + 1);
    }
  };
  await walk('', 1);
  return found;
}

/** The beginning of a file's text; NotPossible for what lies outside the host or is no file. */
export async function hostFile(host: SandboxHost, path: string): Promise<{ text: string }> {
  const real = await placeAt(host, path);
  const bytes = real === undefined ? undefined : await readFile(real).catch(() => undefined);
  if (!bytes) throw new NotPossible(`${path} is not a file of ${host.name}`);
  return { text: bytes.subarray(0, shown).toString('utf8') };
}

/** Where a path ends up, links and all; undefined outside the host or where there is nothing. */
async function placeAt(host: SandboxHost, path: string): Promise<string | undefined> {
  const home = await realpath(host.home);
  const real = await realpath(join(home, path)).catch(() => home);
  return real.startsWith(home + sep) ? real : undefined;
}

async function describe(host: SandboxHost, path: string): Promise<HostFile | undefined> {
  const at = join(host.home, path);
  const stat = await lstat(at).catch(() => undefined);
  if (stat?.isSymbolicLink()) {
    const real = await placeAt(host, path);
    const there = real === undefined ? undefined : await lstat(real).catch(() => undefined);
    const leads = there && { leads: there.isDirectory() ? ('folder' as const) : ('file' as const) };
    return { path, kind: 'link', size: 0, target: await readlink(at), ...leads };
  }
  if (stat?.isDirectory()) return { path, kind: 'folder', size: 0 };
  return stat && { path, kind: 'file', size: stat.size };
}
