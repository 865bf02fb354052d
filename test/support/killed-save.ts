// The bot without Slack, on the DATA_DIR argv[2]: proposes what argv[3] asks for (JSON), approves it, and kills itself when
// the last approval is on record and nothing is written yet.
import { openCore } from '../../src/bot/core.ts';
import { systemClock } from '../../src/core/io/clock.ts';

const [, , dataDir = '', wish = '{}'] = process.argv;
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
  ...JSON.parse(wish),
  by: 'U0ENGINEER',
  channel: 'C0CHANGES',
});
if (asked.outcome !== 'asked') throw new Error(asked.outcome);
await core.proposals.approve(asked.proposal.id, asked.proposal.digest, 'U0APPROVER');
