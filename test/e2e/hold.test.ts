import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

let team: SandboxTeam;
beforeAll(async () => {
  team = await startSandboxTeam({
    edits: {
      environments: ({ environments: { staging } }) => {
        staging.strategy = { kind: 'all', onFailure: 'undo' };
      },
    },
  });
  await change('/deploy hello@1.0.0 staging');
});
afterAll(() => team.stop());

async function change(text: string) {
  const run = await team.request('engineer', text);
  await team.click('approver', run, 'run.approve');
  return { run, ...(await team.result(run)) };
}

describe('after an undo that failed', () => {
  beforeEach(async () => {
    await team.host('web-02').set({ unhealthy: true });
  });

  it('the app is on hold there, and nothing runs until somebody lifts it and says why', async () => {
    const { run, state, result } = await change('/deploy hello@1.1.0 staging');
    expect(state).toBe('undo-failed');
    expect(result).toContain('web-02');
    expect(result).toContain('/deploy lift hello staging');
    await team.host('web-02').set({ unhealthy: false });

    expect((await team.ask('engineer', '/deploy hello@1.1.0 staging')).text).toContain(
      `on hold in staging since run ${run}`,
    );
    expect((await team.ask('engineer', '/rollback hello staging')).text).toContain('on hold');
    expect(
      (await team.ask('engineer', '/ops status')).text + words(await team.ask('engineer', '/ops status')),
    ).toContain(run);

    expect((await team.ask('outsider', '/deploy lift hello staging --reason "let me"')).text).toContain('may not');
    expect((await team.ask('engineer', '/deploy lift hello staging')).text).toContain('--reason');
    expect((await team.ask('engineer', '/deploy lift hello staging --reason why --dry-run')).text).toContain(
      'Would lift',
    );
    expect((await team.ask('engineer', '/deploy hello@1.1.0 staging')).text).toContain('on hold');
    expect((await team.ask('engineer', '/deploy lift hello staging --reason "web-02 mended"')).text).toContain(
      'is lifted',
    );
    expect(words(await team.ask('engineer', '/ops audit web-02 mended'))).toContain('web-02 mended');

    expect(await change('/deploy hello@1.1.0 staging')).toMatchObject({ state: 'succeeded' });
    expect(await team.running()).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  });
});

const words = (message: { blocks: readonly object[] }) => JSON.stringify(message.blocks);
