import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

/** Lets a deploy stand still on web-02, in its install hook, until the gate is opened. */
const gate = '[ "$CHANGEOPS_HOST" != web-02 ] || while [ ! -e "$HOME/gate" ]; do sleep 0.05; done';
let team: SandboxTeam;
let door = '';
beforeAll(async () => {
  team = await startSandboxTeam({
    edits: {
      apps: ({ apps: { hello } }) => {
        hello.hooks.install = { run: gate, timeout: '60s' };
      },
    },
  });
  door = join(team.host('web-02').home, 'gate');
  writeFileSync(door, '');
  const run = await team.request('engineer', '/deploy hello@1.0.0 staging --strategy all');
  await team.click('approver', run, 'run.approve');
  await team.result(run);
});
afterAll(() => team.stop());

/** A rolling deploy that has changed web-01 and stands at web-02. */
async function halfWay(): Promise<string> {
  rmSync(door, { force: true });
  const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
  await team.click('approver', run, 'run.approve');
  await team.until('web-02 to be under way', async () =>
    (await team.bot().core.runs.get(run))?.hosts['web-02']?.step === 'install' ? true : undefined,
  );
  expect(await team.running()).toEqual(['1.1.0', '1.0.0', '1.0.0']);
  return run;
}

describe('cancelling', () => {
  it('before approval ends the run at once; nothing was touched', async () => {
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
    expect(await team.open('engineer', run, 'run.cancel')).toContain('nothing was touched');
    expect(await team.result(run)).toMatchObject({ state: 'cancelled' });
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    expect((await team.ask('engineer', `/ops cancel ${run}`)).text).toContain('Too late');
  });

  it('is refused to who neither asked nor approves nor may deploy', async () => {
    const run = await team.request('engineer', '/deploy hello@1.1.0 staging');
    expect(await team.open('outsider', run, 'run.cancel')).toContain('may not');
    expect((await team.ask('outsider', `/ops cancel ${run}`)).text).toContain('may not');
    expect((await team.ask('engineer2', `/ops cancel ${run}`)).text).toContain('已取消');
    expect(await team.result(run)).toMatchObject({ state: 'cancelled' });
  });

  it('a running one with undo brings every touched host back', async () => {
    const run = await halfWay();
    expect((await team.ask('engineer', `/ops cancel ${run}`)).text).toContain('--hosts');
    await team.open('approver', run, 'run.cancel');
    expect((await team.submit('approver', { how: 'undo' })).text).toContain('next safe point');
    writeFileSync(door, '');
    const { state, card } = await team.result(run);
    expect(state).toBe('cancelled');
    expect(card).toContain('with undo');
    expect(await team.running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  it('a running one without undo leaves the hosts as they are, and says how that is', async () => {
    const run = await halfWay();
    expect((await team.ask('engineer', `/ops cancel ${run} --hosts leave`)).text).toContain('stay as they are');
    writeFileSync(door, '');
    const { state, result } = await team.result(run);
    expect(state).toBe('cancelled');
    expect(result).toContain('1 of 3 hosts run the target');
    expect(await team.running()).toEqual(['1.1.0', '1.0.0', '1.0.0']);
  });
});
