import type { Clock } from '../../core/io/clock.ts';
import { failureOf } from '../chat/failure.ts';
import type { Log } from '../log.ts';
import type { Connection } from './connection.ts';

interface Options {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly open: () => Promise<Connection>;
  /** How long a connection that Slack announced to close stays open beside its replacement, in milliseconds. */
  readonly grace: number;
  readonly onOpen: () => void;
}

/** Opens are at least this far apart, in milliseconds, whatever Slack does. */
const apart = 1000;

/**
 * Keeps one connection open until the signal aborts. When Slack announces the end of one, the next is opened before
 * the old one is closed. No failure ends it, `invalid_auth` neither: it is reported and tried again, ever more seldom.
 */
export async function keepConnected(options: Options): Promise<void> {
  const { clock, signal, grace } = options;
  const closing = new Set<Promise<void>>();
  const finish = (connection: Connection, after: number) => {
    const done = clock
      .sleep(after, signal)
      .catch(() => {})
      .then(() => connection.close())
      .finally(() => closing.delete(done));
    closing.add(done);
  };

  const stopped = aborted(signal);
  let opened = Number.NEGATIVE_INFINITY;
  let old: Connection | undefined;
  while (!signal.aborted) {
    await clock.sleep(Math.max(0, opened + apart - clock.now()), signal).catch(() => {});
    const connection = await openPatiently(options);
    opened = clock.now();
    if (old) finish(old, grace);
    if (!connection) break;
    old = connection;
    const how = await Promise.race([connection.leaving, stopped]);
    if (how === 'lost') old = undefined;
    if (how !== 'aborted') options.log.info({ how }, 'a connection to Slack ends, another is opened');
  }
  if (old) finish(old, 0);
  await Promise.all(closing);
}

async function openPatiently({ clock, log, signal, open, onOpen }: Options): Promise<Connection | undefined> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const connection = await open();
      onOpen();
      return connection;
    } catch (error) {
      report(log, error, attempt);
      await clock.sleep(backOff(error, attempt), signal).catch(() => {});
    }
  }
  return undefined;
}

/** In milliseconds: 1, 2, 4 … 30 seconds; from 5 up to 60 while the token is refused; as Slack says when it limits. */
function backOff(error: unknown, attempt: number): number {
  const failure = failureOf(error);
  if (failure.kind === 'limited') return failure.ms;
  const [first, longest] = failure.kind === 'unsure' ? [1000, 30_000] : [5000, 60_000];
  return Math.min(longest, first * 2 ** Math.min(attempt, 10));
}

function report(log: Log, error: unknown, attempt: number): void {
  const failure = failureOf(error);
  const fields = { trouble: failure, attempt };
  if (failure.kind === 'refused' || failure.kind === 'unauthorised') {
    log.error(fields, `Slack refuses a connection (${failure.code}): check SLACK_APP_TOKEN; trying again`);
  } else log.warn(fields, 'no connection to Slack; trying again');
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }));
}
