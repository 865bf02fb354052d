import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { listIfThere, removeIfThere, writeFileAtomic } from '../io/files.ts';

const prefix = 'bundle-';

/** Whether a file is a git bundle: gitformat-bundle(5). */
export function isBundle(bytes: Uint8Array): boolean {
  return /^# v[23] git bundle\n/.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1'));
}

/** Gives `work` the path of a bundle, for as long as it takes: it has secrets in it. */
export async function withBundle<T>(folder: string, bytes: Uint8Array, work: (file: string) => Promise<T>): Promise<T> {
  const file = join(folder, `${prefix}${randomUUID()}`);
  try {
    await writeFileAtomic(file, bytes, { mode: 0o600 });
    return await work(file);
  } finally {
    await removeIfThere(file);
  }
}

/** Removes what a bot that was killed left of them. */
export async function removeBundles(folder: string): Promise<void> {
  const left = (await listIfThere(folder)).filter((name) => name.includes(prefix));
  await Promise.all(left.map((name) => removeIfThere(join(folder, name))));
}
