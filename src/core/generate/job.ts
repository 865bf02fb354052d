import { createHash } from 'node:crypto';
import type { ProgramResult, ValidatorDeps } from './define-validator.ts';

/** What validators share within one job: a program runs once for the same words and files, and `once` keeps. */
export function createJob({ program }: ValidatorDeps): Required<Pick<ValidatorDeps, 'program' | 'once'>> {
  const runs = new Map<string, Promise<ProgramResult | undefined>>();
  const kept = new WeakMap<object, unknown>();
  return {
    program: (name, args, files) => {
      const key = createHash('sha256')
        .update(JSON.stringify([name, args, files]))
        .digest('base64');
      const run = runs.get(key) ?? program(name, args, files);
      runs.set(key, run);
      return run;
    },
    once: <T>(key: object, make: () => T): T => {
      if (!kept.has(key)) kept.set(key, make());
      return kept.get(key) as T;
    },
  };
}
