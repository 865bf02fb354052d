// The bot without Slack, for tests that kill it: opens a DATA_DIR, takes up what was left there, asks for what the
// command line says, prints every event as a JSON line, and leaves when all runs have ended.
//   node bot.ts DATA_DIR [--deploy VERSION | --rollback] [--signal SIGKILL|SIGSTOP|SIGTERM --at type:host:step:phase]
import { parseArgs } from 'node:util';
import { openCore } from '../../src/bot/core.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import type { RunEvent } from '../../src/core/runs/events.ts';
import { finalStates, type Run } from '../../src/core/runs/types.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    deploy: { type: 'string' },
    rollback: { type: 'boolean' },
    signal: { type: 'string' },
    at: { type: 'string' },
  },
});
const [dataDir = ''] = positionals;
const quiet = () => {};
const person = (id: string) => ({ id, name: id, active: true, bot: false, guest: false, foreign: false, locale: 'en' });

const core = await openCore({
  dataDir,
  env: process.env,
  clock: systemClock(),
  people: { find: async (id) => person(id) },
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet } as never,
});
let ended = () => {};
const done = new Promise<void>((resolve) => {
  ended = resolve;
});
const isFinal = (run: Run) => finalStates.some((state) => state === run.state);

core.runs.subscribe((run, event) => {
  if (values.at && values.at === nameOf(event)) process.kill(process.pid, values.signal);
  console.log(JSON.stringify({ run: run.id, state: run.state, event }));
  if (isFinal(run)) ended();
});
process.on('SIGTERM', async () => {
  await core.runs.stop();
  await core.close();
  process.exit(0);
});
await core.runs.start();
const request = { app: 'svc', environment: 'test', version: values.deploy };
const active = (await core.runs.list({ active: true })).length;
if (values.deploy || values.rollback)
  await core.runs.request(values.rollback ? 'rollback' : 'deploy', request, 'U0ENGINEER', 'C0CHANGES');
if (values.deploy || values.rollback || active > 0) await done;
await core.runs.stop();
await core.close();
process.exit(0);

function nameOf(event: RunEvent): string {
  const { type } = event;
  if (type === 'step-started' || type === 'step-ended') return `${type}:${event.host}:${event.step}:${event.phase}`;
  if (type === 'host-ended') return `${type}:${event.host}:${event.state}`;
  return type;
}
