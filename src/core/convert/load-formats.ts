import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { explain, OpsError } from '../errors.ts';
import { listIfThere } from '../io/files.ts';
import type { InventoryFormat } from './format.ts';

const words = z.object({ en: z.string().min(1), zh: z.string().min(1) });
const fn = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const format = z.object({
  title: words,
  needs: words.optional(),
  files: z.array(z.string().regex(/^[\w.-]+$/)).min(1),
  keeps: fn,
  write: fn,
  read: fn,
});

/**
 * Every inventory format of a folder, by name, in the order of names; a file's name is its name. Needs nothing but
 * reading files, so it runs in the confined child too. Errors: `format-malformed`, naming the file.
 */
export async function loadFormats(
  folder: string = join(import.meta.dirname, 'formats'),
): Promise<ReadonlyMap<string, InventoryFormat>> {
  const files = (await listIfThere(folder)).filter((file) => file.endsWith('.ts'));
  const loaded = await Promise.all(
    files.map(async (file) => [file.slice(0, -3), await load(join(folder, file))] as const),
  );
  return new Map(loaded);
}

async function load(file: string): Promise<InventoryFormat> {
  try {
    const { default: made } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default?: unknown };
    if (made === undefined) throw new Error('it has no default export');
    const checked = format.safeParse(made);
    if (!checked.success) throw new Error(z.prettifyError(checked.error));
    return made as InventoryFormat;
  } catch (cause) {
    const why = explain(cause);
    throw new OpsError(
      'format-malformed',
      { en: `Loading ${file} failed: ${why.en}`, zh: `加载 ${file} 失败：${why.zh}` },
      { cause },
    );
  }
}
