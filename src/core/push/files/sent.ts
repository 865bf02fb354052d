import { pack } from 'tar-stream';
import type { FilePush } from '../types.ts';
import { sha256 } from './plan.ts';

/** The list of the files, six lines for each, as the host script reads it, and the seal over it. */
export function listOf(files: readonly FilePush[]): { readonly text: string; readonly seal: string } {
  const lines = files.flatMap(({ path, real = path, before, after, mode, owner }) => {
    return [path, real, before ?? '-', after, mode ?? '-', owner ?? '-'];
  });
  const text = lines.map((line) => `${line}\n`).join('');
  return { text, seal: sha256(text) };
}

/** The tar of the list and the contents; for its owner alone, and with a last entry by which its arrival is known. */
export async function packFiles(files: readonly FilePush[], contents: readonly string[]): Promise<Buffer> {
  const tar = pack();
  const add = (name: string, content: string) =>
    tar.entry({ name, mode: 0o600, mtime: new Date(0) }, Buffer.from(content));
  add('list', listOf(files).text);
  for (const [index, content] of contents.entries()) add(String(index), content);
  add('.changeops-meta/end', '');
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
