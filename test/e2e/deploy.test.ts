import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam();
});
afterAll(() => team.stop());

async function change(text: string, by = 'approver') {
  const run = await team.request('engineer', text);
  await team.click(by, run, 'run.approve');
  return { run, ...(await team.result(run)) };
}

describe('deploys in the sandbox', () => {
  it('a good version runs on every host, and its result names who asked and who approved', async () => {
    const { state, card, result } = await change('/deploy hello@1.0.0 staging --reason "the first"');
    expect(state).toBe('succeeded');
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    expect(card).toContain('the first');
    expect(result).toContain('<@U0ENGINEER>');
    expect(result).toContain('<@U0APPROVER>');
  });

  it('a version that fails its check is undone on all hosts that it touched', async () => {
    const { state, result } = await change('/deploy hello@1.2.0 staging --strategy all');
    expect(state).toBe('undone');
    expect(result).toContain('503');
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  it('the newest version is meant where none is named, and a rolling one stops at the first bad host', async () => {
    const { state, run } = await change('/deploy hello staging');
    expect(state).toBe('undone');
    const { hosts, plan } = (await team.bot().core.runs.get(run)) ?? {};
    expect(plan?.version).toBe('1.2.0');
    expect(Object.values(hosts ?? {}).map((host) => host.state)).toEqual(['undone', 'skipped', 'skipped']);
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  it('`on` narrows a deploy to the hosts that a selector picks', async () => {
    expect(await change('/deploy hello@1.1.0 staging on site=上海')).toMatchObject({ state: 'succeeded' });
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.1.0']);
  });

  it('`@bot deploy` does the same where slash commands do not work, in a thread', async () => {
    const { ts } = await team.slack.type({ as: 'engineer', text: 'shall we?' });
    const run = await team.request('engineer', '@bot deploy hello@1.1.0 staging --strategy all', { thread: ts });
    await team.click('approver2', run, 'run.approve');
    expect(await team.result(run)).toMatchObject({ state: 'succeeded' });
    expect(await team.running()).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  });

  it('a rollback brings the last good version back', async () => {
    const { state, card } = await change('/rollback hello staging on site=北京 --reason "slow"', 'approver2');
    expect(state).toBe('succeeded');
    expect(card).toContain('slow');
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.1.0']);
  });

  it('a rollback goes to the version it is told, never to one that was not good', async () => {
    expect(await change('/rollback hello staging on web-01 --to 1.1.0')).toMatchObject({ state: 'succeeded' });
    expect(await team.running()).toEqual(['1.1.0', '1.0.0', '1.1.0']);
    await expect(team.request('engineer', '/rollback hello staging --to 1.2.0')).rejects.toThrow('1.2.0');
  });

  it('`--dry-run` shows the plan to who asked, and nothing happens', async () => {
    const before = (await team.slack.messages()).length;
    const answer = await team.ask('engineer', '/deploy hello@1.0.0 staging --dry-run');
    expect(answer.ephemeral).toBe(true);
    expect(JSON.stringify(answer.blocks)).toContain('web-03');
    expect((await team.slack.messages()).length).toBe(before + 1);
    expect(await team.bot().core.runs.list({ active: true })).toEqual([]);
  });
});
