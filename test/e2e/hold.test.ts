import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotMain, startBotMain } from '../support/bot-main.ts';
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

describe('after a bot was killed while a host rebooted in the middle of a step', () => {
  let broken = '';
  let killed: BotMain | undefined;
  afterAll(() => killed?.kill());
  beforeAll(async () => {
    await team.edit({
      apps: ({ apps: { hello } }) => {
        const stuck = 'touch "$HOME/installing"; sleep 60';
        hello.hooks.install = { run: `[ "$CHANGEOPS_HOST" != web-02 ] || { ${stuck}; }`, timeout: '2m' };
      },
    });
    await team.bot().stop();
    killed = await startBotMain(team.sandbox.env);
    broken = await team.request('engineer', '/deploy hello@1.0.0 staging --strategy rolling --reason "smaller"');
    await team.click('approver', broken, 'run.approve');
    const mark = join(team.host('web-02').home, 'installing');
    await team.until('web-02 to be at its install hook', async () => existsSync(mark) || undefined);
    await killed.kill();
    await team.host('web-02').reboot();
    await team.restart();
  });

  it('the run is interrupted and says which host is in doubt; its card offers Undo and Continue', async () => {
    const { state, result } = await team.result(broken);
    expect(state).toBe('interrupted');
    expect(result).toContain('web-02: install was under way');
    expect(await team.running()).toEqual(['1.0.0', 'none', '1.1.0']);
    expect((await team.ask('engineer', '/deploy hello@1.1.0 staging')).text).toContain('on hold');
  });

  it('Undo is a run of its own, to be approved, that brings back what was touched', async () => {
    await team.edit({ apps: ({ apps: { hello } }) => delete hello.hooks.install });
    expect((await team.click('outsider', broken, 'run.undo')).text).toContain('may not');
    const [, undo = ''] = /Run (\S+) will undo/.exec((await team.click('engineer', broken, 'run.undo')).text) ?? [];
    expect((await team.click('engineer2', broken, 'run.continue')).text).toContain(undo);
    await team.reach(undo, 'awaiting-approval');
    await team.click('approver', undo, 'run.approve');
    const { state, card } = await team.result(undo);
    expect(state).toBe('succeeded');
    expect(card).toContain(broken);
    expect((await team.running())[0]).toBe('1.1.0');
    expect((await team.ask('engineer', '/deploy lift hello staging --reason "undone"')).text).toContain('is lifted');
  });
});
