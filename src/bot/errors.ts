import { randomBytes } from 'node:crypto';
import { OpsError } from '../core/errors.ts';
import type { Language } from '../core/text.ts';
import type { Message } from '../handlers/define.ts';
import { failure } from '../handlers/views/notice.ts';
import type { Log } from './log.ts';

/**
 * The one exit for errors: what the person who asked is told. An OpsError says it itself; anything else is logged
 * under an id, and the person gets the id.
 */
export function errorMessage(error: unknown, language: Language, log: Log): Message {
  const id = randomBytes(4).toString('hex');
  if (error instanceof OpsError) log.info({ code: error.code, cause: causeOf(error) }, error.message);
  else log.error({ err: error, id }, 'a handler failed');
  return failure(error, language, id);
}

function causeOf({ cause }: OpsError): string | undefined {
  return cause instanceof Error ? cause.message : undefined;
}
