import { join } from 'node:path';
import { z } from 'zod';
import { loadFolder } from '../io/load-folder.ts';
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
export function loadFormats(
  folder: string = join(import.meta.dirname, 'formats'),
): Promise<ReadonlyMap<string, InventoryFormat>> {
  return loadFolder({ folder, schema: format, malformed: 'format-malformed' });
}
