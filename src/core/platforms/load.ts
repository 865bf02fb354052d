import { z } from 'zod';
import { factKinds } from '../collect/types.ts';
import { loadFolder } from '../io/load-folder.ts';
import type { Platform } from './define.ts';

const words = z.object({ en: z.string().min(1), zh: z.string().min(1) });
const pattern = z.instanceof(RegExp).refine(({ global, sticky }) => !global && !sticky, 'must not be global or sticky');
const globally = z
  .instanceof(RegExp)
  .refine(({ global, multiline }) => global && multiline, 'must be global and multiline');
const fn = z.custom<unknown>((value) => typeof value === 'function', 'must be a function');
const line = z.string().regex(/^[^\r\n]+$/, 'must be one line');
const questions = z.array(z.tuple([pattern, z.string()]));
const shell = z.strictObject({
  prompt: pattern,
  setup: z.array(line),
  more: pattern,
  moreAnswer: z.string().min(1),
  questions,
  enable: z.strictObject({ when: pattern, command: line, password: pattern }).optional(),
  refusals: z.array(pattern).min(1),
  leave: line,
  clean: fn.optional(),
});
const undo = z.strictObject({
  kind: z.enum(['commit', 'timer', 'reload']),
  minutes: z.int().min(1),
  when: z.strictObject({ command: line, shows: pattern }).optional(),
  prompt: pattern.optional(),
  arm: z.strictObject({
    at: z.enum(['outside', 'enter', 'first', 'last']),
    command: line,
    says: pattern.optional(),
  }),
  confirm: z.array(line).min(1),
  abort: z.array(line).min(1).optional(),
  drop: line.optional(),
  commit: line.optional(),
  nothing: pattern,
  questions,
});
const configure = z.strictObject({
  prompt: pattern,
  enter: line,
  leave: line,
  questions,
  asks: pattern,
  errors: z.array(pattern).min(1),
  harmless: z.array(pattern),
  startup: line,
  save: z.strictObject({ command: line, questions, saved: pattern }),
  undo: z.array(undo).min(1),
  textMark: z.strictObject({ shown: z.string().min(1), typed: z.string().min(1) }).optional(),
});
const platform = z
  .strictObject({
    title: words,
    transport: z.enum(['exec', 'shell']),
    sessions: z.int().min(1),
    shell: shell.optional(),
    commands: z.partialRecord(z.enum(factKinds), z.array(line).min(1)),
    parse: fn,
    readOnly: pattern.optional(),
    readOnlyRule: words.optional(),
    secrets: z.array(z.tuple([globally, z.string()])),
    noise: z.array(pattern),
    signs: z.strictObject({ greeting: z.array(pattern).optional(), probe: z.array(pattern).optional() }),
    configure: configure.optional(),
  })
  .refine((made) => made.transport !== 'shell' || made.shell !== undefined, 'transport shell needs shell')
  .refine((made) => !made.readOnly === !made.readOnlyRule, 'readOnly needs readOnlyRule');

/**
 * Every platform of a folder, by name, in the order of names; a file's name is its name (helpers are in subfolders).
 * Errors: `platform-malformed`, naming the file.
 */
export function loadPlatforms(folder: string = import.meta.dirname): Promise<ReadonlyMap<string, Platform>> {
  return loadFolder({ folder, schema: platform, malformed: 'platform-malformed', except: ['define.ts', 'load.ts'] });
}
