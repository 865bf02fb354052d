import { join } from 'node:path';
import { z } from 'zod';
import { loadFolder } from '../io/load-folder.ts';
import type { LintRule } from './define-lint-rule.ts';

const words = z.object({ en: z.string().min(1), zh: z.string().min(1) });
const fn = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const rule = z.strictObject({ title: words, check: fn, together: fn.optional() });

/** Every rule of the lint, by name; a file's name is its name. Errors: `lint-rule-malformed`, naming the file. */
export function loadLintRules(
  folder: string = join(import.meta.dirname, 'lint'),
): Promise<ReadonlyMap<string, LintRule>> {
  return loadFolder({ folder, schema: rule, malformed: 'lint-rule-malformed' });
}
