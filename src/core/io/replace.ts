import { hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { readTextIfThere, writeFileAtomic } from './files.ts';

/** SHA-256, hex, of a text as UTF-8. A file that is not there counts as an empty one. */
export function textDigest(text: string): string {
  return hash('sha256', text);
}

/**
 * Replaces a text file in one step, and only when it is still the one with the digest `before`; false, and nothing
 * done, when it is another. Its permissions stay. Rejects with the file system's own error; the old file is intact then.
 */
export async function replaceIfSame(path: string, before: string, text: string): Promise<boolean> {
  const current = await readTextIfThere(path);
  if (textDigest(current ?? '') !== before) return false;
  const mode = current === undefined ? undefined : (await stat(path)).mode & 0o777;
  await writeFileAtomic(path, text, { mode });
  return true;
}
