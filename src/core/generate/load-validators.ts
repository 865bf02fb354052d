import { join } from 'node:path';
import { z } from 'zod';
import { loadFolder } from '../io/load-folder.ts';
import type { Validator } from './define-validator.ts';

const words = z.object({ en: z.string().min(1), zh: z.string().min(1) });
const fn = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const pattern = z.instanceof(RegExp).refine(({ global, sticky }) => !global && !sticky, 'must not be global or sticky');
const validator = z.strictObject({
  title: words,
  files: z.array(pattern),
  platforms: z.array(z.string().min(1)).optional(),
  validate: fn,
  together: fn.optional(),
});

/**
 * Every validator of a folder, by name, in the order of names; a file's name is its name (helpers are in subfolders).
 * Errors: `validator-malformed`, naming the file.
 */
export function loadValidators(
  folder: string = join(import.meta.dirname, 'validators'),
): Promise<ReadonlyMap<string, Validator>> {
  return loadFolder({ folder, schema: validator, malformed: 'validator-malformed' });
}
