import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { explain, OpsError } from '../errors.ts';
import { listIfThere } from './files.ts';

interface Kind {
  readonly folder: string;
  /** What a default export must be. */
  readonly schema: z.ZodType;
  /** The error's code where one is not. */
  readonly malformed: string;
  /** Files of the folder that are none of the kind. */
  readonly except?: readonly string[];
}

/**
 * What every TypeScript file of a folder exports by default, by name, in the order of names; a file's name is its name.
 * Needs nothing but reading files, so it runs in a confined child too. Errors: `malformed`, naming the file.
 */
export async function loadFolder<T>({ folder, schema, malformed, except = [] }: Kind): Promise<ReadonlyMap<string, T>> {
  const files = (await listIfThere(folder)).filter((file) => file.endsWith('.ts') && !except.includes(file));
  const loaded = await Promise.all(
    files.map(async (file) => [file.slice(0, -3), await load(join(folder, file), schema, malformed)] as const),
  );
  return new Map(loaded as [string, T][]);
}

async function load(file: string, schema: z.ZodType, malformed: string): Promise<unknown> {
  try {
    const { default: made } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default?: unknown };
    if (made === undefined) throw new Error('it has no default export');
    const checked = schema.safeParse(made);
    if (!checked.success) throw new Error(z.prettifyError(checked.error));
    return made;
  } catch (cause) {
    const why = explain(cause);
    const text = { en: `Loading ${file} failed: ${why.en}`, zh: `加载 ${file} 失败：${why.zh}` };
    throw new OpsError(malformed, text, { cause });
  }
}
