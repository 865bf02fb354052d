import { explain } from '../errors.ts';
import { cancel } from './cancel.ts';
import { continueWaiting } from './continue.ts';
import { approve, reject, revoke } from './decisions.ts';
import type { Engine, RunsDeps } from './engine.ts';
import type { Expiry } from './expiry.ts';
import { createExpiry } from './expiry.ts';
import { followClick } from './follow-click.ts';
import { holdOn } from './holds.ts';
import { runId } from './ids.ts';
import { createJobs } from './jobs.ts';
import { createLedger } from './ledger.ts';
import { lift } from './lift.ts';
import { createLocks, createSerial, createSlots } from './locks.ts';
import { missingOf } from './policies.ts';
import { recoverAll } from './recovery.ts';
import { previewRun, requestRun } from './request.ts';
import type { Answer, Run, Runs } from './types.ts';

/** The runs of one DATA_DIR: from request to result, over restarts. Call `start` before anything else. */
export function createRuns(deps: RunsDeps): Runs {
  const stopping = new AbortController();
  const engine = createEngine(deps, stopping.signal);
  const expiry = createExpiry(engine);
  engine.ledger.subscribe(expiry.watch);

  return {
    request: (kind, request, by, channel) => requestRun(engine, kind, request, by, channel),
    preview: (kind, request, by) => previewRun(engine, kind, request, by),
    approve: (id, digest, by) => answer(() => approve(engine, { id, digest, by })),
    reject: (id, digest, by, reason) => answer(() => reject(engine, { id, digest, by }, reason)),
    revoke: (id, digest, by) => answer(() => revoke(engine, { id, digest, by })),
    continue: (id, digest, by) => answer(() => continueOrFollow(engine, id, digest, by)),
    undo: (id, digest, by) => answer(() => followClick(engine, { id, digest, by }, 'undo')),
    cancel: (id, by, how) => answer(() => cancel(engine, id, by, how)),
    lift: (app, environment, by, reason) => answer(() => lift(engine, app, environment, by, reason)),
    hold: (app, environment) => holdOn(engine.store.holds(), app, environment),
    holds: () => engine.store.holds(),
    get: (id) => engine.store.get(id),
    list: async (filter) => engine.store.rows(filter),
    missing: (run) => missingNow(engine, run),
    placed: async (id, what, channel, ts) => {
      await engine.ledger.record(id, { type: what === 'card' ? 'carded' : 'told', channel, ts });
    },
    subscribe: (listener) => engine.ledger.subscribe(listener),
    start: () => start(engine, expiry),
    stop: async () => {
      stopping.abort();
      expiry.stop();
      await engine.jobs.idle();
      await engine.store.flush();
    },
  };
}

function createEngine(deps: RunsDeps, stopping: AbortSignal): Engine {
  const places = () => deps.settings.current().general.concurrency;
  return {
    ...deps,
    ids: deps.ids ?? runId,
    ledger: createLedger(deps),
    locks: createLocks(),
    executing: createSlots(places),
    planning: createSlots(places),
    serial: createSerial(),
    jobs: createJobs(stopping, (run, err) => deps.log.error({ run, err }, 'work on a run failed')),
    stopping,
  };
}

async function start(engine: Engine, expiry: Expiry): Promise<void> {
  await engine.store.open(engine.journal);
  await recoverAll(engine);
  for (const run of engine.store.active()) expiry.watch(run);
}

/** A click or command is always answered; what speaks against it is the answer. */
async function answer<T extends Answer>(work: () => Promise<T>): Promise<T | Answer> {
  try {
    return await work();
  } catch (error) {
    return { ok: false, text: explain(error) };
  }
}

/** Continue goes on with a canary that waits, or begins a new run in place of an interrupted one. */
async function continueOrFollow(engine: Engine, id: string, digest: string, by: string): Promise<Answer> {
  const run = await engine.store.get(id);
  const click = { id, digest, by };
  return run?.state === 'interrupted' ? followClick(engine, click, 'continue') : continueWaiting(engine, click);
}

function missingNow(engine: Engine, run: Run) {
  return missingOf(run, engine.settings.current());
}
