import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { explain, OpsError } from '../core/errors.ts';
import { listIfThere } from '../core/io/files.ts';
import type { Action, Command, Shortcut, Upload } from './define.ts';

/** Every command, button, kind of upload and shortcut there is, by name. */
export interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
  readonly actions: ReadonlyMap<string, Action>;
  readonly uploads: ReadonlyMap<string, Upload>;
  readonly shortcuts: ReadonlyMap<string, Shortcut>;
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
const action = z.object({
  loading: words.optional(),
  click: fn,
  submit: fn.optional(),
  working: words.optional(),
  closesAll: z.boolean().optional(),
});
const upload = z.object({ takes: fn, handle: fn });
/** Limits of Slack's app manifest reference. */
const shortcut = z.object({
  name: z.string().min(1).max(24),
  summary: words.refine(({ en, zh }) => en.length + zh.length + 3 <= 150, 'is over 150 characters'),
  loading: words.optional(),
  start: fn,
});

/**
 * Loads every file of the folders `commands`, `actions`, `uploads` and `shortcuts` in `folder`; a file's name is its
 * name. Errors: `handler-malformed`, naming the file.
 */
export async function loadRegistry(folder: string = import.meta.dirname): Promise<Registry> {
  const [commands, actions, uploads, shortcuts] = await Promise.all([
    loadFolder<Command>(join(folder, 'commands'), command),
    loadFolder<Action>(join(folder, 'actions'), action),
    loadFolder<Upload>(join(folder, 'uploads'), upload),
    loadFolder<Shortcut>(join(folder, 'shortcuts'), shortcut),
  ]);
  return { commands, actions, uploads, shortcuts };
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
