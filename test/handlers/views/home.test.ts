import { expect, test } from 'vitest';
import { home, type Seen } from '../../../src/handlers/views/home.ts';
import { sampleAccess, samplePerson } from '../../../src/sandbox/gallery/fixtures/people.ts';
import { inventoryProposal } from '../../../src/sandbox/gallery/fixtures/proposals.ts';
import { noon, sampleRun } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { sampleSchedule } from '../../../src/sandbox/gallery/fixtures/schedules.ts';
import { homeProblems, visible } from '../../support/blocks.ts';

const none = { runs: [], proposals: [] };
const quiet: Seen = { waiting: none, asked: none, running: [], failed: [] };
const can = { deploy: true, convert: true };
const about = { who: samplePerson(), access: sampleAccess, seen: quiet, can, prefix: '', now: noon };
const asked = sampleRun('awaiting-approval');

test('says in one line who somebody is to the bot', () => {
  const [first] = home(about, 'en').blocks;
  expect(visible({ blocks: first ? [first] : [] })).toBe(
    '👋 <@U0ENGINEER> · `engineers` `oncall` · you may use `deploy` `rollback` `generate` in `staging` `prod`; `collect` `convert` `inventory` in every environment',
  );
});

test('names what waits, who asked for it since when, and where its card stands, with a button for the details of a run', () => {
  const card = { channel: 'C0PROD', ts: '1.2' };
  const waiting = { runs: [{ ...asked, card }], proposals: [inventoryProposal('awaiting-approval')] };
  const { blocks } = home({ ...about, seen: { ...quiet, waiting } }, 'en');
  const words = visible({ blocks });
  expect(words).toContain('Waiting for your approval (2)');
  expect(words).toContain('*Deploy web 1.4.2 → prod*');
  expect(words).toContain('<@U0ENGINEER> · since <!date^1795464000^');
  expect(words).toContain('<#C0PROD>');
  expect(words).toContain('台账.xlsx');
  const buttons = blocks.flatMap((block) => ('accessory' in block && block.accessory ? [block.accessory] : []));
  expect(buttons).toMatchObject([{ action_id: 'run.details', value: `${asked.id} ${asked.digest}` }]);
  expect(JSON.stringify(blocks)).not.toMatch(/"(?:run|proposal)\.(?:approve|reject)"/);
});

test('keeps within what Slack takes, however much there is, and says how much is left off and where it is', () => {
  const many = <T>(one: T) => Array.from({ length: 300 }, () => one);
  const all = { runs: many(asked), proposals: many(inventoryProposal('awaiting-approval')) };
  const failed = many(sampleSchedule({ by: 'U0ENGINEER' }));
  const seen = { waiting: all, asked: all, running: many(sampleRun('running')), failed };
  const view = home({ ...about, seen, prefix: 'it-' }, 'en');
  expect(homeProblems(view)).toEqual([]);
  expect(view.blocks.length).toBeLessThanOrEqual(100);
  expect(visible(view)).toContain('… and 585 more: `/it-ops approvals`');
  expect(visible(view)).toContain('… and 290 more: `/it-ops runs --active`');
});

test('makes harmless what comes from outside', () => {
  const text = '*<!channel>* <@U0ENGINEER> `x` \n> & <http://a|b>'.repeat(50);
  const run = sampleRun('awaiting-approval', { text });
  const waiting = { runs: [run], proposals: [inventoryProposal('awaiting-approval', text)] };
  const words = { en: text, zh: text };
  const last = { due: noon, ended: noon, outcome: 'failed' as const, why: words };
  const seen = { ...quiet, waiting, failed: [sampleSchedule({ by: text, does: words, last })] };
  for (const language of ['en', 'zh-CN'] as const) {
    expect(homeProblems(home({ ...about, seen }, language))).toEqual([]);
  }
});

test('shows who may not see runs none of them, and nothing to do that they may not', () => {
  const who = samplePerson({ id: 'U0OTHER' });
  const nothing = { deploy: false, convert: false };
  const words = visible(home({ ...about, who, seen: undefined, can: nothing }, 'en'));
  expect(words).toContain('You are in no group');
  expect(words).toContain('`/ops whoami`');
  expect(words).not.toMatch(/approval|Running|deploy|spreadsheet/);
});
