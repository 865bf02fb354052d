import { join } from 'node:path';
import { z } from 'zod';
import { loadFolder } from '../io/load-folder.ts';
import type { Collector } from './types.ts';

const fn = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const collector = z.strictObject({
  title: z.object({ en: z.string().min(1), zh: z.string().min(1) }),
  concurrency: z.int().min(1),
  deadline: z.int().min(1),
  check: fn.optional(),
  targets: fn,
  collect: fn,
});

/** Every collector of a folder, by name; a file's name is its name. Errors: `collector-malformed`, naming the file. */
export function loadCollectors(
  folder: string = join(import.meta.dirname, 'collectors'),
): Promise<ReadonlyMap<string, Collector>> {
  return loadFolder({ folder, schema: collector, malformed: 'collector-malformed' });
}
