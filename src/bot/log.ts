import type { Logger as BoltLogger } from '@slack/bolt';
import { LogLevel as BoltLevel } from '@slack/bolt';
import { destination, type Logger, pino } from 'pino';
import type { Secret } from '../core/io/secret.ts';

export type Log = Logger;

interface Options {
  readonly level: string;
  /** Values that no line may show, whatever they look like. */
  readonly secrets?: readonly Secret[];
  /** Takes one line; default: standard output. */
  readonly write?: (line: string) => void;
}

const looksSecret: readonly (readonly [RegExp, string])[] = [
  [/\b(?:xox[a-z]|xapp|xwfp)(?:\.xox[a-z])?-[\w-]+/g, '[redacted]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs, '[redacted]'],
  [/(hooks\.slack\.com\/[a-z]+\/)[^\s"\\]+/g, '$1[redacted]'],
  [/\b(Bearer )[^\s"\\]+/gi, '$1[redacted]'],
];

/**
 * A log of JSON lines. Every line passes through a filter that takes out tokens, private keys, response addresses and
 * the `secrets` given, wherever in it they stand.
 */
export function createLog(options: Options): Log {
  const write = options.write ?? standardOutput();
  const known = (options.secrets ?? []).map((each) => JSON.stringify(each.reveal()).slice(1, -1));
  const redact = {
    paths: ['token', 'authorization', 'password', 'passphrase', '*.token', '*.authorization', '*.password'],
    censor: '[redacted]',
  };
  const base = { level: options.level, base: undefined, redact, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(base, { write: (line: string) => write(scrubbed(line, known)) });
}

/**
 * The log as Slack's libraries take one. Their debug lines never pass, whatever the level is: socket-mode and web-api
 * print whole payloads there.
 */
export function boltLogger(log: Log): BoltLogger {
  const line = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts) => log.info(line(parts)),
    warn: (...parts) => log.warn(line(parts)),
    error: (...parts) => log.error(line(parts)),
    setLevel: () => {},
    getLevel: () => BoltLevel.INFO,
    setName: () => {},
  };
}

function scrubbed(line: string, known: readonly string[]): string {
  const patterns = looksSecret.reduce((text, [pattern, shown]) => text.replace(pattern, shown), line);
  return known
    .filter((value) => value.length > 0)
    .reduce((text, value) => text.replaceAll(value, '[redacted]'), patterns);
}

function standardOutput(): (line: string) => void {
  const out = destination({ dest: 1, sync: true });
  return (line) => out.write(line);
}
