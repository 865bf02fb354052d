import { explain, OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { verbatim } from '../text.ts';
import type { Turns } from '../turns.ts';
import { forEachAdaptive } from './crowd.ts';
import type { Collector, CollectorDeps, CollectRequest, Found, Target } from './types.ts';

/** What came of one target. What was found before an error is kept. */
export interface TargetResult {
  readonly key: string;
  readonly found: readonly Found[];
  /** Beginnings of keys under which all there is was found. */
  readonly listed: readonly string[];
  readonly error?: { readonly code: string; readonly text: Text };
  /** Milliseconds. */
  readonly took: number;
  readonly tries: number;
}

/** Heard while a collection goes on; what listens must not throw, and if it does, nothing ends by it. */
export type Heard = (progress: { readonly done: number; readonly failed: number; readonly all: number }) => void;

/**
 * Worth another try: nothing was said yet. A refused login never is, since accounts get locked; nor is a lost connection,
 * which is how some devices refuse one.
 */
const passing: ReadonlySet<string> = new Set(['host-down', 'handshake-failed']);
/** Milliseconds before each new try. */
const pauses = [1_000, 3_000];

/**
 * Goes to all targets, as many at a time as is good and the collector allows, each within its deadline; a failing one is
 * a result. Where the signal aborts, what was not done ends with its reason. Never rejects.
 */
export async function runCollector(
  collector: Collector,
  targets: readonly Target[],
  request: CollectRequest,
  deps: CollectorDeps,
  { signal, turns, heard = () => {} }: { signal: AbortSignal; turns: Turns; heard?: Heard },
): Promise<readonly TargetResult[]> {
  let done = 0;
  let failed = 0;
  const tell = (result: TargetResult) => {
    done += 1;
    if (result.error) failed += 1;
    try {
      heard({ done, failed, all: targets.length });
    } catch {
      // Reporting never stops the work.
    }
    return result;
  };
  const crowd = { most: collector.concurrency, signal, clock: deps.clock };
  const results = await forEachAdaptive(targets, crowd, async (target) =>
    // One session a device at a time, whoever asks: some have five lines in all, and people need some.
    turns(target.key, async () => tell(await goTo(collector, target, request, deps, signal))),
  );
  return results.map((result, at) => (result.ok ? result.value : broken(targets[at]?.key ?? '', result.error)));
}

async function goTo(
  collector: Collector,
  target: Target,
  request: CollectRequest,
  deps: CollectorDeps,
  outer: AbortSignal,
): Promise<TargetResult> {
  const began = deps.clock.now();
  const found: Found[] = [];
  const listed: string[] = [];
  const late = new AbortController();
  const stop = deps.clock.after(collector.deadline, () => late.abort(tooLate(target.key, collector.deadline)));
  const signal = AbortSignal.any([outer, late.signal]);
  const result = (tries: number, error?: unknown): TargetResult => ({
    key: target.key,
    found,
    listed,
    took: deps.clock.now() - began,
    tries,
    ...(error === undefined ? {} : { error: told(error) }),
  });
  try {
    for (let tries = 1; ; tries += 1) {
      try {
        for await (const one of within(collector.collect(target, request, deps, signal), signal)) {
          if ('listed' in one) listed.push(one.listed);
          else found.push(one);
        }
        return result(tries);
      } catch (error) {
        const pause = pauses[tries - 1];
        if (signal.aborted) return result(tries, signal.reason);
        if (pause === undefined || found.length > 0 || !isPassing(error)) return result(tries, error);
        await deps.clock.sleep(pause, signal).catch(() => {});
      }
    }
  } finally {
    stop();
  }
}

/** Gives what an iterable gives, but not past the signal, whether it heeds that or not. */
async function* within<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncIterable<T> {
  const iterator = items[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) throw signal.reason;
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted.promise]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    void iterator.return?.()?.catch(() => {});
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof OpsError && passing.has(error.code);
}

function told(error: unknown): { code: string; text: Text } {
  if (error instanceof OpsError) return { code: error.code, text: error.text };
  return { code: 'failed', text: verbatim(explain(error).en.slice(0, 500)) };
}

function broken(key: string, error: unknown): TargetResult {
  return { key, found: [], listed: [], took: 0, tries: 1, error: told(error) };
}

function tooLate(key: string, ms: number): OpsError {
  return new OpsError('deadline', {
    en: `Collecting from ${key}: it took longer than ${Math.round(ms / 1000)} s, so it was given up. What had come is kept.`,
    zh: `采集 ${key}：超过 ${Math.round(ms / 1000)} 秒，已放弃。已取得的内容会保留。`,
  });
}
