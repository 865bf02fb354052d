import { join } from 'node:path';
import { z } from 'zod';
import { loadFolder } from '../core/io/load-folder.ts';
import type { Action, Command, Shortcut, Tab, Upload } from './define.ts';
import type { Job } from './define-job.ts';

/** Every command, button, kind of upload, shortcut, tab and job of schedules there is, by name. */
export interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
  readonly actions: ReadonlyMap<string, Action>;
  readonly uploads: ReadonlyMap<string, Upload>;
  readonly shortcuts: ReadonlyMap<string, Shortcut>;
  readonly tabs: ReadonlyMap<string, Tab>;
  readonly jobs: ReadonlyMap<string, Job>;
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
const tab = z.object({ open: fn });
const job = z.object({ rights: fn, selector: fn, check: fn, words: fn, run: fn });

const malformed = 'handler-malformed';

/**
 * Loads every file of the folders `commands`, `actions`, `uploads`, `shortcuts`, `tabs` and `jobs` in `folder`; a file's
 * name is its name. Errors: `handler-malformed`, naming the file.
 */
export async function loadRegistry(folder: string = import.meta.dirname): Promise<Registry> {
  const [commands, actions, uploads, shortcuts, tabs, jobs] = await Promise.all([
    loadFolder<Command>({ folder: join(folder, 'commands'), schema: command, malformed }),
    loadFolder<Action>({ folder: join(folder, 'actions'), schema: action, malformed }),
    loadFolder<Upload>({ folder: join(folder, 'uploads'), schema: upload, malformed }),
    loadFolder<Shortcut>({ folder: join(folder, 'shortcuts'), schema: shortcut, malformed }),
    loadFolder<Tab>({ folder: join(folder, 'tabs'), schema: tab, malformed }),
    loadFolder<Job>({ folder: join(folder, 'jobs'), schema: job, malformed }),
  ]);
  return { commands, actions, uploads, shortcuts, tabs, jobs };
}
