import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { explain, OpsError } from '../core/errors.ts';
import { listIfThere } from '../core/io/files.ts';
import type { Action, Command } from './define.ts';

/** Every command and button there is, by name. */
export interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
  readonly actions: ReadonlyMap<string, Action>;
}

const words = z.object({ en: z.string().min(1), zh: z.string().min(1) });
const fn = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const command = z.object({
  summary: words,
  forms: z
    .array(
      z.object({
        word: z
          .string()
          .regex(/^[a-z-]+$/)
          .optional(),
        summary: words,
        args: z.object({}),
        answer: fn,
      }),
    )
    .min(1),
});
const action = z.object({ loading: words.optional(), click: fn, submit: fn.optional() });

/**
 * Loads every file of the folders `commands` and `actions` in `folder`; a file's name is its name. Errors:
 * `handler-malformed`, naming the file.
 */
export async function loadRegistry(folder: string = import.meta.dirname): Promise<Registry> {
  const [commands, actions] = await Promise.all([
    loadFolder<Command>(join(folder, 'commands'), command),
    loadFolder<Action>(join(folder, 'actions'), action),
  ]);
  return { commands, actions };
}

async function loadFolder<T>(folder: string, schema: z.ZodType): Promise<ReadonlyMap<string, T>> {
  const files = (await listIfThere(folder)).filter((file) => file.endsWith('.ts'));
  const loaded = await Promise.all(
    files.map(async (file) => [file.slice(0, -3), await load(join(folder, file), schema)]),
  );
  return new Map(loaded as [string, T][]);
}

async function load(file: string, schema: z.ZodType): Promise<unknown> {
  try {
    const { default: made } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default?: unknown };
    if (made === undefined) throw new Error('it has no default export');
    const checked = schema.safeParse(made);
    if (!checked.success) throw new Error(z.prettifyError(checked.error));
    return made;
  } catch (cause) {
    const why = explain(cause);
    throw new OpsError(
      'handler-malformed',
      { en: `Loading ${file} failed: ${why.en}`, zh: `加载 ${file} 失败：${why.zh}` },
      { cause },
    );
  }
}
