import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

describe.each(['socket', 'http'] as const)('in %s mode', (mode) => {
  let team: SandboxTeam;
  beforeAll(async () => {
    team = await startSandboxTeam({ slack: { mode } });
  });
  afterAll(() => team.stop());

  it('a change goes from command over dialog and click to its result', async () => {
    const rejected = await team.request('engineer', '/deploy hello@1.1.0 staging');
    await team.open('approver', rejected, 'run.reject');
    await team.submit('approver', { reason: 'first the older one' });
    expect(await team.result(rejected)).toMatchObject({ state: 'rejected' });

    const run = await team.request('engineer', '@bot deploy hello@1.0.0 staging --strategy all');
    await team.click('approver', run, 'run.approve');
    expect(await team.result(run)).toMatchObject({ state: 'succeeded' });
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  it.runIf(mode === 'http')('the request URL answers Slack’s challenge', async () => {
    expect(await team.slack.verifyUrl()).toBe(true);
  });

  it.runIf(mode === 'http').each(['wrong', 'old'] as const)(
    'a request whose signature is %s is refused, and nothing happens',
    async (how) => {
      const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
      const before = await team.slack.messages();
      const card = await team.card(run);

      team.slack.faults.sign(how, 2);
      const typed = await team.slack.type({ as: 'engineer', text: `/ops cancel ${run}` });
      expect(typed).toEqual({ ok: false, error: 'dispatch_failed' });
      expect(await team.slack.click({ as: 'approver', ts: card?.ts, button: 'run.approve' })).toMatchObject({
        ok: false,
      });

      expect((await team.bot().core.runs.get(run))?.state).toBe('awaiting-approval');
      const others = (await team.slack.messages()).filter(({ ts }) => !before.some((each) => each.ts === ts));
      expect(others.map(({ from }) => from)).toEqual(['slackbot']);
      await team.ask('engineer', `/ops cancel ${run}`);
    },
  );
});
