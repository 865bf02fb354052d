import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Faults } from '../../src/sandbox/slack/faults.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { resultOf, runOf } from '../support/watching.ts';

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({
    edits: {
      environments: ({ environments: { staging } }) => {
        staging.strategy = { kind: 'all' };
      },
    },
  });
});
afterAll(() => team.stop());
beforeEach(async () => {
  team.slack.faults.clear();
  const { runs } = team.bot().core;
  for (const { id } of await runs.list({ active: true })) await runs.cancel(id, 'U0ENGINEER', 'leave');
});

/** A run from command to result; `before` and `during` make Slack misbehave then. What it is like must not differ. */
async function expectSameRun(before: (faults: Faults) => void, during: (faults: Faults) => void = () => {}) {
  const { faults } = team.slack;
  const version = (await team.running())[0] === '1.0.0' ? '1.1.0' : '1.0.0';
  const posted = new Set((await team.slack.messages()).map(({ ts }) => ts));
  before(faults);
  await team.slack.type({ as: 'engineer', text: `/deploy hello@${version} staging` });
  const run = await team.until('a card', async () => {
    const card = (await team.slack.messages()).find((one) => !posted.has(one.ts) && runOf(one));
    return card && runOf(card)?.run;
  });
  const { channel, ts } = await team.reach(run, 'awaiting-approval');
  during(faults);
  await team.slack.click({ as: 'approver', in: channel, ts, button: 'run.approve' });

  const { state, card, result } = await team.result(run);
  expect(state).toBe('succeeded');
  expect(card).toContain('Succeeded');
  expect(result).toContain('approved by <@U0APPROVER>');
  expect(await team.running()).toEqual([version, version, version]);
  await expectOneOfEach(run, posted);
  await expectCalmEdits(run);
}

/** One card and one result in the channel, one answer to the command and one to the click. */
async function expectOneOfEach(run: string, posted: ReadonlySet<string>) {
  const settled = () => team.bot().core.runs.get(run);
  await team.until('the result to be on record', async () => ((await settled())?.told ? true : undefined));
  const fresh = await team.until('both answers', async () => {
    const all = (await team.slack.messages()).filter((one) => !posted.has(one.ts) && one.from === 'changeops');
    return all.length >= 4 ? all : undefined;
  });
  const kinds = fresh.map((one) => (runOf(one) ? 'card' : resultOf(one) ? 'result' : 'answer'));
  expect(kinds.toSorted()).toEqual(['answer', 'answer', 'card', 'result']);
  expect((await settled())?.approvals.map(({ by }) => by)).toEqual(['U0APPROVER']);
}

/** At most one edit a second; timers may be a few milliseconds early. */
async function expectCalmEdits(run: string) {
  const times = (await team.card(run))?.versions.slice(1).map(({ at }) => at) ?? [];
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(Math.min(1000, ...gaps)).toBeGreaterThanOrEqual(990);
}

const post = 'chat.postMessage';
const update = 'chat.update';

describe('a run ends the same, with no message doubled and no click lost, though Slack', () => {
  it('misbehaves in nothing', () => expectSameRun(() => {}));

  it('limits posts and edits', () =>
    expectSameRun(
      (faults) => faults.rateLimit({ method: post, calls: 2 }),
      (faults) => {
        faults.rateLimit({ method: update, calls: 3 });
        faults.rateLimit({ method: post });
      },
    ));

  it('limits posts and edits, and has carried them out nevertheless', () =>
    expectSameRun(
      (faults) => faults.rateLimit({ method: post, done: true }),
      (faults) => {
        faults.rateLimit({ method: update, done: true });
        faults.rateLimit({ method: post, done: true });
      },
    ));

  it.each([500, 'cut'] as const)('answers %s to posts and edits, carried out or not', (status) =>
    expectSameRun(
      (faults) => faults.fail({ method: post, status, done: true }),
      (faults) => {
        faults.fail({ method: update, status, done: true });
        faults.fail({ method: update, status });
        faults.fail({ method: post, status });
      },
    ),
  );

  it('answers nothing at all for a while', () =>
    expectSameRun(
      (faults) => faults.fail({ calls: 2 }),
      (faults) => faults.fail({ calls: 4, status: 502 }),
    ));

  it('is slow', () =>
    expectSameRun(
      (faults) => faults.slow({ method: post, ms: 1500 }),
      (faults) => faults.slow({ ms: 700, calls: 6 }),
    ));

  it('drops its sockets', () =>
    expectSameRun(
      (faults) => faults.dropSockets(),
      (faults) => faults.dropSockets(),
    ));

  it('refreshes its sockets and closes the old ones at once', () =>
    expectSameRun(
      (faults) => faults.refresh({ grace: 0 }),
      (faults) => faults.refresh({ grace: 300 }),
    ));

  it('refuses the token for a moment when sockets are opened again', () =>
    expectSameRun(
      (faults) => {
        faults.refuse({ method: 'apps.connections.open', error: 'invalid_auth' });
        faults.dropSockets(1);
      },
      (faults) => faults.dropSockets(1),
    ));

  it('delivers everything twice', () =>
    expectSameRun(
      (faults) => faults.double(),
      (faults) => faults.double(),
    ));

  it('takes acknowledgements for missing', () =>
    expectSameRun(
      (faults) => faults.ignoreAcks(),
      (faults) => faults.ignoreAcks(),
    ));

  it('does all of that at once', () =>
    expectSameRun(
      (faults) => {
        faults.fail({ method: post, status: 'cut', done: true });
        faults.double();
        faults.refresh({ grace: 0, count: 1 });
      },
      (faults) => {
        faults.double();
        faults.rateLimit({ method: update, calls: 2 });
        faults.fail({ method: update, done: true });
        faults.fail({ method: post, done: true });
        faults.dropSockets(1);
      },
    ));
});
