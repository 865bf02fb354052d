// The bot without Slack, for tests that kill it: opens a DATA_DIR, takes up what was left there, asks for what the
// command line says, prints every event as a JSON line, and leaves when all runs have ended.
//   node bot.ts DATA_DIR [--deploy VERSION | --rollback | --push FILE | --follow undo|continue]
//     [--signal SIGKILL|SIGSTOP|SIGTERM --at type:host:step:phase]
// FILE holds the configs to be kept and pushed, as JSON: [{host, name, text}]. --follow clicks on the newest run.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openCore } from '../../src/bot/core.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import { pushRequest } from '../../src/core/push/request.ts';
import type { RunEvent } from '../../src/core/runs/events.ts';
import { finalStates, type Run } from '../../src/core/runs/types.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    deploy: { type: 'string' },
    rollback: { type: 'boolean' },
    push: { type: 'string' },
    follow: { type: 'string' },
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
const active = (await core.runs.list({ active: true })).length;
const asked = await ask();
if (asked || active > 0) await done;
await core.runs.stop();
await core.close();
process.exit(0);

/** Asks for what the command line says; whether that was anything. */
async function ask(): Promise<boolean> {
  const [by, channel] = ['U0ENGINEER', 'C0CHANGES'];
  if (values.push) {
    await core.runs.request('push', await pushOf(values.push), by, channel);
  } else if (values.follow) {
    const [newest] = await core.runs.list({ limit: 1 });
    const run = newest && (await core.runs.get(newest.id));
    const how = values.follow === 'undo' ? 'undo' : 'continue';
    const answer = await core.runs[how](run?.id ?? '', run?.digest ?? '', by);
    if (!answer.ok) throw new Error(answer.text.en);
  } else if (values.deploy || values.rollback) {
    const request = { app: 'svc', environment: 'test', version: values.deploy };
    await core.runs.request(values.rollback ? 'rollback' : 'deploy', request, by, channel);
  } else {
    return false;
  }
  return true;
}

async function pushOf(file: string) {
  const configs = JSON.parse(readFileSync(file, 'utf8')) as { host: string; name: string; text: string }[];
  const { revision = '' } = await core.configs.save({
    id: `test-${process.pid}`,
    author: { id: 'U0ENGINEER', name: 'engineer' },
    message: 'a test',
    files: configs.map((config) => ({ kind: 'intended' as const, ...config })),
  });
  const pushed = configs.map(({ host, name }) => ({ host, name, revision }));
  return pushRequest(pushed, {}, core.settings.current());
}

function nameOf(event: RunEvent): string {
  const { type } = event;
  if (type === 'step-started' || type === 'step-ended') return `${type}:${event.host}:${event.step}:${event.phase}`;
  if (type === 'host-ended') return `${type}:${event.host}:${event.state}`;
  return type;
}
