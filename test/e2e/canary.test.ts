import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({
    edits: {
      environments: ({ environments: { staging } }) => {
        staging.strategy = { kind: 'canary', first: 1, continue: 'manual', expires: '1h', onFailure: 'undo' };
      },
    },
  });
  await change('/deploy hello@1.0.0 staging --strategy all');
});
afterAll(() => team.stop());

async function change(text: string) {
  const run = await team.request('engineer', text);
  await team.click('approver', run, 'run.approve');
  return run;
}

async function waitingCanary() {
  await team.until('the environment to be free', async () =>
    (await team.bot().core.runs.list({ active: true })).length === 0 ? true : undefined,
  );
  const run = await change('/deploy hello@1.1.0 staging');
  const card = await team.reach(run, 'waiting');
  expect(await team.running()).toEqual(['1.1.0', '1.0.0', '1.0.0']);
  return { run, card };
}

describe('a canary', () => {
  it('is undone with all it touched when it is cancelled so', async () => {
    const { run } = await waitingCanary();
    expect(await team.open('engineer', run, 'run.cancel')).toContain('Undo');
    expect((await team.submit('engineer', { how: 'undo' })).text).toContain('undone');
    expect(await team.result(run)).toMatchObject({ state: 'cancelled' });
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  it('is undone when nobody continues it in time', async () => {
    await team.edit({
      environments: ({ environments: { staging } }) => Object.assign(staging.strategy, { expires: '1s' }),
    });
    const run = await change('/deploy hello@1.1.0 staging');
    const { state, result } = await team.result(run);
    expect(state).toBe('undone');
    expect(result).toContain('nobody continued');
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await team.edit({
      environments: ({ environments: { staging } }) => Object.assign(staging.strategy, { expires: '1h' }),
    });
  });

  it('waits through a restart, is continued only by who may deploy, and then reaches the other hosts', async () => {
    const { run } = await waitingCanary();
    await team.restart();
    expect((await team.click('outsider', run, 'run.continue')).text).toContain('may not');
    expect(await team.running()).toEqual(['1.1.0', '1.0.0', '1.0.0']);
    expect((await team.click('engineer', run, 'run.continue')).text).toContain('goes on');
    const { state, card } = await team.result(run);
    expect(state).toBe('succeeded');
    expect(card).toContain('continued it');
    expect(await team.running()).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  });

  it('goes on by itself after its bake time where the settings say so', async () => {
    await team.edit({
      environments: ({ environments: { staging } }) => Object.assign(staging.strategy, { continue: '1s' }),
    });
    const run = await change('/deploy hello@1.0.0 staging');
    const { state, card } = await team.result(run);
    expect(state).toBe('succeeded');
    expect(card).toContain('went on by itself');
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });
});
