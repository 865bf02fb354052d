// The bot without Slack, on the DATA_DIR argv[2]: saves hosts (argv[3], JSON) to the inventory, and kills itself when
// the last approval is on record and nothing is written yet.
import { openCore } from '../../src/bot/core.ts';
import { systemClock } from '../../src/core/io/clock.ts';

const [, , dataDir = '', hosts = '{}'] = process.argv;
const quiet = () => {};
const person = (id: string) => ({ id, name: id, active: true, bot: false, guest: false, foreign: false, locale: 'en' });

const core = await openCore({
  dataDir,
  env: process.env,
  clock: systemClock(),
  people: { find: async (id) => person(id) },
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet } as never,
});
await core.proposals.start();
core.proposals.subscribe(({ state }) => {
  if (state === 'approved') process.kill(process.pid, 'SIGKILL');
});
const asked = await core.proposals.propose({
  kind: 'inventory',
  incoming: JSON.parse(hosts),
  complete: false,
  by: 'U0ENGINEER',
  channel: 'C0CHANGES',
  source: 'list.xlsx',
});
if (asked.outcome !== 'asked') throw new Error(asked.outcome);
await core.proposals.approve(asked.proposal.id, asked.proposal.digest, 'U0APPROVER');
