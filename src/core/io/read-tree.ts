import { contentsOf } from './archive-source.ts';
import { walkTree } from './archive-walk.ts';

type TreeFile =
  | { readonly path: string; readonly type: 'link' }
  | { readonly path: string; readonly type: 'file'; readonly size: number; read(): Promise<Buffer> };

/**
 * The files and symlinks under a folder, sorted; symlinks are told, never followed. Each file is read, or left, before
 * the next comes. Errors: those of `walkTree`, and `source-changed`.
 */
export async function* readTree(folder: string): AsyncGenerator<TreeFile> {
  const entries = await walkTree(folder, { wanted: () => true, anyLink: true });
  for await (const { entry, content } of contentsOf(folder, entries)) {
    if (content === undefined) yield { path: entry.path, type: 'link' };
    else {
      const read = async () =>
        Buffer.concat((await Array.fromAsync(content.chunks())).map((chunk) => Buffer.from(chunk)));
      yield { path: entry.path, type: 'file', size: content.size, read };
    }
  }
}
