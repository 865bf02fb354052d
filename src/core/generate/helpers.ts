import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { loadFolder } from '../io/load-folder.ts';
import type { Helper } from './define-helper.ts';

const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });

const schema = z.strictObject({
  title: text,
  usage: z.string().min(1),
  examples: z.array(z.strictObject({ template: z.string(), data: z.json().optional(), result: z.string() })).min(1),
  run: z.custom<Helper['run']>((value) => typeof value === 'function', 'must be a function'),
  lenient: z.boolean().optional(),
  lines: z.boolean().optional(),
});

export type Helpers = ReadonlyMap<string, Helper>;

/** Every helper of helpers/, by name. Errors: `helper-malformed`, naming the file. */
export async function loadHelpers(): Promise<Helpers> {
  const folder = fileURLToPath(new URL('./helpers/', import.meta.url));
  return loadFolder<Helper>({ folder, schema, malformed: 'helper-malformed' });
}
