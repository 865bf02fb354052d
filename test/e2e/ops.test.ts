import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

let team: SandboxTeam;
let done = '';
let open = '';
beforeAll(async () => {
  team = await startSandboxTeam();
  done = await team.request('engineer', '/deploy hello@1.0.0 staging --strategy all --ticket CHG0012345');
  await team.click('approver', done, 'run.approve');
  await team.result(done);
  open = await team.request('engineer', '/deploy hello@1.1.0 staging');
});
afterAll(() => team.stop());

const said = async (as: string, text: string) => {
  const answer = await team.ask(as, text);
  expect(answer.ephemeral).toBe(true);
  return `${answer.text}\n${JSON.stringify(answer.blocks)}`;
};

describe('the bot answers', () => {
  it.each([
    ['/ops', 'What you can do'],
    ['/ops help', '/deploy'],
    ['/ops help deploy', '--strategy'],
    ['/ops status', 'hello'],
    ['/ops runs', 'hello'],
    ['/ops runs hello staging --active', 'hello'],
    ['/ops approvals', 'hello'],
    ['/ops audit 1d hello', '1.0.0'],
    ['/ops whoami', 'engineers'],
    ['/deploy list', '1.2.0'],
    ['/deploy history hello staging', '1.0.0'],
    ['/deploy adopt hello staging --dry-run', 'web-01'],
    ['/deploy lift hello staging --reason x', 'not on hold'],
    ['/ops cancel 261123-zzzzz', 'There is no run'],
    ['/ops nonsense', '/ops help'],
    ['/deploy', '[@version] is missing'],
    ['/deploy hello staging --stategy all', '--strategy'],
  ])('%s', async (text, expected) => {
    expect(await said('engineer', text)).toContain(expected);
  });

  it.each([
    ['/deploy helo@1.0.0 staging', 'Did you mean hello?'],
    ['/deploy hello@9.9.9 staging', 'The nearest is the newest, 1.2.0'],
    ['/deploy hello stagin', 'Did you mean staging?'],
    ['/deploy hello staging on sit=北京', 'site'],
    ['/rollback hello prod', 'prod'],
  ])('%s, once it has looked', async (text, expected) => {
    await expect(team.request('engineer', text)).rejects.toThrow(expected);
  });

  it('/ops run with all of a run, also as a dialog on its card', async () => {
    const words = await said('engineer', `/ops run ${done}`);
    for (const part of ['web-03', 'CHG0012345', 'U0APPROVER']) expect(words).toContain(part);
    expect(await team.open('approver', done, 'run.details')).toContain('CHG0012345');
  });

  it('/ops cancel --dry-run without cancelling', async () => {
    expect(await said('engineer', `/ops cancel ${open} --dry-run`)).toContain('Would cancel');
    expect((await team.bot().core.runs.get(open))?.state).toBe('awaiting-approval');
  });

  it('/ops trust with the key that the host shows, to who may', async () => {
    const wrong = `SHA256:${'A'.repeat(43)}`;
    expect(await said('engineer', `/ops trust web-01 ${wrong}`)).toContain('may not');
    expect(await said('oncall', `/ops trust web-01 ${wrong}`)).toContain('SHA256:');
    expect(await said('oncall', '/ops trust web-01 nonsense')).toContain('ssh-keygen');
  });

  it('to an outsider that these are not theirs to use', async () => {
    for (const text of ['/ops status', '/ops runs', `/ops run ${done}`, '/deploy list', '/deploy hello staging']) {
      expect(await said('outsider', text)).toContain('may not');
    }
    expect(await said('outsider', '/ops whoami')).toContain('None');
    expect(await said('outsider', '/ops help')).not.toContain('/deploy');
  });

  it('in a thread, to a mention', async () => {
    const { ts } = await team.slack.type({ as: 'engineer', text: 'who am I?' });
    const answer = await team.ask('engineer', '@bot whoami', { thread: ts });
    expect(answer).toMatchObject({ threadTs: ts, ephemeral: true });
  });
});
