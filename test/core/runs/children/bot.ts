// Runs on the DATA_DIR argv[2] until killed: asks for deploys, approves them, and notes every step that it really does
// in effects.txt there. Prints a line for what was acknowledged to a person.
import { appendFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../../src/core/io/clock.ts';
import { createJournal } from '../../../../src/core/io/journal.ts';
import { lockFolder } from '../../../../src/core/io/lock.ts';
import { createRuns } from '../../../../src/core/runs/lifecycle.ts';
import { createRunStore } from '../../../../src/core/runs/store.ts';
import type { ExecuteContext, Run, RunKind } from '../../../../src/core/runs/types.ts';
import { samplePeople, samplePlan, sampleSettings } from '../samples.ts';

const folder = process.argv[2] ?? '';
const say = (line: string) => writeSync(1, `${line}\n`);

async function execute(run: Run, context: ExecuteContext) {
  for (const host of Object.keys(run.hosts)) {
    for (const step of ['transfer', 'unpack', 'switch'] as const) {
      await context.record({ type: 'step-started', host, step, phase: 'forward' });
      appendFileSync(join(folder, 'effects.txt'), `${run.id} ${host} ${step}\n`);
      say(`effect ${run.id}`);
      await context.record({ type: 'step-ended', host, step, phase: 'forward' });
    }
    await context.record({ type: 'host-ended', host, state: 'done' });
  }
  return { state: 'succeeded' } as const;
}

const kind: RunKind = {
  plan: async (run) => samplePlan(run.request.environment, { version: run.request.version }),
  moved: async () => undefined,
  execute,
  recover: async () => ({ state: 'interrupted' }),
};

await lockFolder(folder);
const clock = systemClock();
const journal = await createJournal({ folder: join(folder, 'journal'), clock });
const store = createRunStore({ folder: join(folder, 'runs') });
const runs = createRuns({
  journal,
  store,
  settings: { current: () => sampleSettings },
  people: { find: async (id) => samplePeople[id] ?? Promise.reject(new Error(id)) },
  kinds: { deploy: kind, rollback: kind, push: kind },
  clock,
  log: { warn: () => {}, error: (fields, message) => say(`fault ${message} ${JSON.stringify(fields)}`) },
});

runs.subscribe((run) => {
  if (run.state !== 'awaiting-approval' || run.approvals.length > 0) return;
  for (const by of ['UAPP1', 'UAPP2']) {
    runs.approve(run.id, run.digest ?? '', by).then((answer) => answer.ok && say(`approved ${run.id} ${by}`));
  }
});
await runs.start();
for (let version = Date.now(); ; version += 1) {
  // What a kill interrupted is put on hold by and by, also after the start.
  for (const held of runs.holds()) await runs.lift(held.app, held.environment, 'UENG', 'a test');
  const environment = version % 2 ? 'prod' : 'staging';
  const request = { app: 'web', environment, version: `1.0.${version}` };
  const run = await runs.request('deploy', request, 'UENG', 'C1').catch(() => undefined);
  if (run) say(`requested ${run.id}`);
  await clock.sleep(5);
}
