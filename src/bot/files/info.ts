import type { WebClient } from '@slack/web-api';
import { OpsError } from '../../core/errors.ts';
import type { Clock } from '../../core/io/clock.ts';
import type { FileRef } from '../../handlers/deps.ts';
import { pause } from '../chat/calls.ts';
import { failureOf } from '../chat/failure.ts';
import { type Described, isExternal, isGone, isHidden, isToldLater, readFile } from './known.ts';
import { type FileProblem, fileProblem } from './problems.ts';

/**
 * What Slack knows of a file that can be read. Errors: `file-gone`, `file-hidden`, `file-external`, `file-web-page`
 * (no right to read files), `file-unavailable`.
 */
export type Info = (file: FileRef, signal?: AbortSignal) => Promise<Described>;

interface Options {
  readonly client: WebClient;
  readonly clock: Clock;
}

const tries = 4;

const refusals: Readonly<Record<string, FileProblem>> = {
  file_not_found: 'file-gone',
  file_deleted: 'file-gone',
  access_denied: 'file-gone',
  missing_scope: 'file-web-page',
};

/** Asks files.info, again where Slack fails. */
export function createInfo({ client, clock }: Options): Info {
  return async ({ id, name = id }, signal) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return readable((await client.files.info({ file: id })).file, name);
      } catch (error) {
        if (error instanceof OpsError) throw error;
        const failure = failureOf(error);
        if (failure.kind === 'refused') throw fileProblem(refusals[failure.code] ?? 'file-unavailable', name, error);
        if (failure.kind === 'unauthorised' || attempt + 1 === tries)
          throw fileProblem('file-unavailable', name, error);
        await clock.sleep(pause(error, attempt) / 2, signal);
      }
    }
  };
}

function readable(answer: unknown, name: string): Described {
  const file = readFile(answer);
  if (!file) throw fileProblem('file-unavailable', name);
  if (isExternal(file)) throw fileProblem('file-external', name);
  if (isHidden(file)) throw fileProblem('file-hidden', name);
  if (isGone(file) || isToldLater(file)) throw fileProblem('file-gone', name);
  return file;
}
