import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/io/clock.ts';
import { defaultUsers } from '../../src/sandbox/slack/cast.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

const more = ['guest', 'stranger', 'leaver'].map((name) => ({ id: `U0${name.toUpperCase()}`, name, realName: name }));
/** How far the bot's clock is ahead: for some seconds it trusts what it knows of a person. */
let ahead = 0;
let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({
    slack: { users: [...defaultUsers, ...more] },
    clock: { ...systemClock(), now: () => Date.now() + ahead },
    edits: {
      environments: ({ environments: { staging } }) => {
        staging.strategy = { kind: 'all' };
        staging.approval.required = 2;
      },
      access: ({ groups }) => groups.approvers.push('U0ENGINEER2', ...more.map(({ id }) => id)),
    },
  });
});
afterAll(() => team.stop());

const stateOf = async (run: string) => (await team.bot().core.runs.get(run))?.state;
const approversOf = async (run: string) => (await team.bot().core.runs.get(run))?.approvals.map(({ by }) => by);
const cancelled = (run: string) => team.ask('engineer', `/ops cancel ${run}`);

describe('approvals', () => {
  it('a change that two people must approve waits for the second, and then runs', async () => {
    const run = await team.request('engineer', '/deploy hello@1.0.0 staging');
    expect((await team.click('approver', run, 'run.approve')).text).toContain('1 more of approvers');
    expect(await stateOf(run)).toBe('awaiting-approval');
    expect((await team.click('approver', run, 'run.approve')).text).toContain('already');
    expect(await stateOf(run)).toBe('awaiting-approval');
    await team.click('approver2', run, 'run.approve');
    const { state, result } = await team.result(run);
    expect(state).toBe('succeeded');
    expect(result).toContain('<@U0APPROVER>');
    expect(result).toContain('<@U0APPROVER2>');
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  it('two who approve in the same moment start it once', async () => {
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
    await Promise.all(['approver', 'approver2'].map((as) => team.click(as, run, 'run.approve')));
    expect(await team.result(run)).toMatchObject({ state: 'succeeded' });
    const types: string[] = [];
    for await (const { event } of team.bot().core.journal.read({ run })) types.push(event.type);
    expect(types.filter((type) => type === 'queued' || type === 'started')).toEqual(['queued', 'started']);
  });

  it('an emergency asks those on call alone, and needs a reason', async () => {
    const refusal = await team.ask('engineer', '/deploy hello@1.0.0 staging --emergency');
    expect(refusal.text).toContain('reason');
    const run = await team.request('engineer', '/deploy hello@1.0.0 staging --emergency --reason "logins fail"');
    expect((await team.click('approver', run, 'run.approve')).text).toContain('oncall');
    await team.click('oncall', run, 'run.approve');
    const { state, card } = await team.result(run);
    expect(state).toBe('succeeded');
    expect(card).toContain('emergency');
  });
});

describe('an approval counts for nothing', () => {
  let run = '';
  beforeAll(async () => {
    run = await team.request('engineer2', '/deploy hello@1.1.0 staging');
  });
  afterAll(() => cancelled(run));

  it('of who asked, also where they are in the approvers’ group', async () => {
    expect((await team.click('engineer2', run, 'run.approve')).text).toContain('本人申请');
    expect(await approversOf(run)).toEqual([]);
  });

  it('of an outsider', async () => {
    expect((await team.click('outsider', run, 'run.approve')).text).toContain('You may not decide');
    expect(await approversOf(run)).toEqual([]);
  });

  it.each([
    ['guest', { guest: 'multi-channel' }],
    ['stranger', { foreign: true }],
  ] as const)('of a %s, whatever group they are in', async (name, setting) => {
    await team.slack.setUser({ user: name, ...setting });
    expect((await team.click(name, run, 'run.approve')).text).toContain('active member of this workspace');
    expect(await approversOf(run)).toEqual([]);
  });

  it('for a plan that has changed since', async () => {
    const card = await team.card(run);
    const shown = JSON.stringify(card?.blocks).match(/"value":"(\S+) ([0-9a-f]{64})"/);
    const answer = await team.bot().core.runs.approve(shown?.[1] ?? '', '0'.repeat(64), 'U0APPROVER');
    expect(answer.ok).toBe(false);
    expect(await approversOf(run)).toEqual([]);
  });
});

describe('before it starts', () => {
  it('an approver who was deactivated after the click counts no more, and another is asked for', async () => {
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging on web-01');
    await team.click('leaver', run, 'run.approve');
    await team.slack.setUser({ user: 'leaver', deleted: true });
    ahead += 60_000;
    await team.click('approver', run, 'run.approve');
    const card = await team.until('the card to ask again', async () => {
      const words = JSON.stringify((await team.reach(run, 'awaiting-approval', 'queued')).blocks);
      return words.includes('no longer count') ? words : undefined;
    });
    expect(card).toContain('1 more of `approvers`');
    expect(await approversOf(run)).toEqual(['U0APPROVER']);
    await cancelled(run);
  });

  it('a requester who was deactivated meanwhile gets nothing', async () => {
    const run = await team.request('oncall', '/deploy hello@1.1.0 staging on web-01');
    await team.click('approver', run, 'run.approve');
    await team.slack.setUser({ user: 'oncall', deleted: true });
    ahead += 60_000;
    await team.click('approver2', run, 'run.approve');
    expect(await team.result(run)).toMatchObject({ state: 'refused', result: expect.stringContaining('deactivated') });
    await team.slack.setUser({ user: 'oncall', deleted: false });
  });

  it('an approval can be taken back, and its giver hears when there is none', async () => {
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
    await team.click('approver', run, 'run.approve');
    expect((await team.click('approver2', run, 'run.revoke')).text).toContain('尚未审批');
    expect((await team.click('approver', run, 'run.revoke')).text).toContain('taken back');
    expect(await approversOf(run)).toEqual([]);
    await cancelled(run);
  });

  it('one rejection ends it, with its reason for all to see; later clicks hear that it is over', async () => {
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
    expect(await team.open('approver', run, 'run.reject')).toContain('hello 1.1.0');
    expect((await team.submit('approver', { reason: 'not on a Friday' })).text).toContain('rejected');
    const { state, card, result } = await team.result(run);
    expect(state).toBe('rejected');
    expect(card).toContain('not on a Friday');
    expect(result).toContain('<@U0APPROVER>');
    const before = await team.slack.messages({ as: 'approver2' });
    const { ts, versions } = await team.reach(run, 'rejected');
    const version = versions.findIndex(({ blocks }) => JSON.stringify(blocks).includes('run.approve'));
    await team.slack.click({ as: 'approver2', ts, button: 'run.approve', version });
    const late = await team.until('an answer to the late click', async () =>
      (await team.slack.messages({ as: 'approver2' })).slice(before.length).find(({ ephemeral }) => ephemeral),
    );
    expect(late.text).toMatch(/已拒绝|不在审批阶段/);
  });

  it('a request that nobody decides on expires', async () => {
    await team.edit({
      environments: ({ environments: { staging } }) => Object.assign(staging.approval, { expires: '1s' }),
    });
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
    expect(await team.result(run)).toMatchObject({ state: 'expired' });
    await team.edit({
      environments: ({ environments: { staging } }) => Object.assign(staging.approval, { expires: '4h' }),
    });
  });

  it('clicks still count after the bot was restarted', async () => {
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
    await team.click('approver', run, 'run.approve');
    await team.restart();
    await team.click('approver2', run, 'run.approve');
    expect(await team.result(run)).toMatchObject({ state: 'succeeded' });
    expect(await team.running()).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  });
});
