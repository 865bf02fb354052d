import { OpsError } from '../errors.ts';
import { enqueue } from './carry-out.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { checkFollows } from './follow.ts';
import { holdOn } from './holds.ts';
import { commandOf } from './policies.ts';
import { prepare } from './prepare.ts';
import { onHold } from './recheck.ts';
import { demand } from './rights.ts';
import { stoppingText } from './texts.ts';
import { refuseTwin } from './twins.ts';
import type { Run, RunRequest, Runs } from './types.ts';

/**
 * Records what somebody asks for and begins to plan it in the background. Errors: `forbidden`, `person-unfit` (both on
 * record), `reason-missing`, `on-hold`, `asked-already`, those of following an interrupted run, `bot-stopping`.
 */
export async function requestRun(
  engine: Engine,
  kind: Run['kind'],
  request: RunRequest,
  by: string,
  channel: string,
): Promise<Run> {
  const { app, environment } = request;
  const command = commandOf(kind, request);
  await demand(engine, by, command, [environment], `${command} ${app} ${environment}`);
  return engine.serial(`${app}@${environment}`, async () => {
    await checkRequest(engine, kind, request);
    const id = newId(engine);
    const run = await engine.ledger.record(id, { type: 'requested', kind, request, by, channel });
    engine.jobs.start(id, (signal) => prepare(engine, id, (planned) => enqueue(engine, planned), signal));
    return run;
  });
}

/** Plans without recording or keeping anything. Errors: `forbidden`, `person-unfit`, and the planning's own. */
export async function previewRun(
  engine: Engine,
  kind: Run['kind'],
  request: RunRequest,
  by: string,
): ReturnType<Runs['preview']> {
  const unrecorded = { ...engine, ledger: { ...engine.ledger, note: async () => {} } };
  await demand(unrecorded, by, commandOf(kind, request), [request.environment], 'preview');
  const run: Run = {
    id: newId(engine),
    kind,
    request,
    requester: by,
    channel: '',
    requestedAt: engine.clock.now(),
    state: 'preparing',
    approvals: [],
    phase: 'forward',
    batch: 0,
    hosts: {},
    warnings: [],
  };
  const plan = await engine.kinds[kind].plan(run, { signal: engine.stopping, dryRun: true });
  return { plan, digest: digestOf(plan) };
}

async function checkRequest(engine: Engine, kind: Run['kind'], request: RunRequest): Promise<void> {
  if (engine.stopping.aborted) throw new OpsError('bot-stopping', stoppingText);
  if (request.emergency && !request.reason?.trim()) throw reasonMissing(request);
  if (request.follows !== undefined) await checkFollows(engine.store, request.follows);
  const hold = holdOn(engine.store.holds(), request.app, request.environment);
  if (hold && request.follows === undefined) throw new OpsError('on-hold', onHold(hold));
  refuseTwin(engine.store.active(), kind, request);
}

function newId(engine: Engine): string {
  for (;;) {
    const id = engine.ids(engine.clock.now());
    if (!engine.store.has(id)) return id;
  }
}

function reasonMissing({ app, environment, push }: RunRequest): OpsError {
  const command = push ? '/config push …' : `/deploy ${app} ${environment}`;
  return new OpsError('reason-missing', {
    en: `An emergency needs a reason that stays on record: ${command} --emergency --reason "…".`,
    zh: `紧急变更必须说明理由并留存记录：${command} --emergency --reason "…"。`,
  });
}
