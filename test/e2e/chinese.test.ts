import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultUsers } from '../../src/sandbox/slack/cast.ts';
import { notChinese, visibleLines } from '../support/chinese.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

let team: SandboxTeam;
const dialogs: string[] = [];
beforeAll(async () => {
  team = await startSandboxTeam({
    slack: { users: defaultUsers.map((user) => ({ ...user, locale: 'zh-CN' })) },
    edits: {
      general: (content) => Object.assign(content, { language: 'zh-CN' }),
      environments: ({ environments: { staging } }) => Object.assign(staging.approval, { required: 2 }),
    },
  });
});
afterAll(() => team.stop());

async function change(text: string, ...approvers: string[]) {
  const run = await team.request('engineer', text);
  for (const approver of approvers) await team.click(approver, run, 'run.approve');
  return run;
}

async function open(as: string, run: string, action: string) {
  dialogs.push(await team.open(as, run, action));
}

describe('a workspace that reads Chinese', () => {
  it('takes a change from command to result', async () => {
    const run = await team.request('engineer', '/deploy hello@1.0.0 staging --strategy all --reason “首次上线”');
    await team.click('engineer', run, 'run.approve');
    await team.click('outsider', run, 'run.approve');
    await team.click('approver', run, 'run.approve');
    await team.click('approver', run, 'run.approve');
    await team.click('approver', run, 'run.revoke');
    await team.click('approver', run, 'run.approve');
    await open('engineer', run, 'run.details');
    await team.click('approver2', run, 'run.approve');
    const { state, card, result } = await team.result(run);
    expect(state).toBe('succeeded');
    expect(card).toContain('成功');
    expect(result).toContain('批准人');
  });

  it('sees a bad version undone, a canary continued, and one go back', async () => {
    expect((await team.result(await change('/deploy hello staging', 'approver', 'approver2'))).state).toBe('undone');
    const canary = await change('/deploy hello@1.1.0 staging --strategy canary', 'approver', 'approver2');
    await team.reach(canary, 'waiting');
    await team.click('outsider', canary, 'run.continue');
    await team.click('engineer', canary, 'run.continue');
    expect((await team.result(canary)).state).toBe('succeeded');
    const back = await change('/rollback hello staging --strategy all', 'approver');
    expect((await team.result(back)).state).toBe('succeeded');
  });

  it('rejects, cancels, and is held up', async () => {
    const rejected = await change('/deploy hello@1.1.0 staging');
    await open('approver', rejected, 'run.reject');
    await team.submit('approver', { reason: '周五不上线' });
    expect((await team.result(rejected)).state).toBe('rejected');

    const cancelled = await change('/deploy hello@1.1.0 staging --strategy canary', 'approver', 'approver2');
    await team.reach(cancelled, 'waiting');
    await open('engineer', cancelled, 'run.cancel');
    await team.submit('engineer', { how: 'undo' });
    expect((await team.result(cancelled)).state).toBe('cancelled');

    await team.host('web-01').set({ unhealthy: true });
    const held = await change('/deploy hello@1.1.0 staging', 'approver', 'approver2');
    expect((await team.result(held)).state).toBe('undo-failed');
    await team.host('web-01').set({ unhealthy: false });
    await team.ask('engineer', '/deploy hello@1.1.0 staging');
    await team.ask('engineer', '/ops status');
    await team.ask('engineer', `/ops run ${held}`);
    await team.ask('engineer', '/deploy lift hello staging --reason “已检查” --dry-run');
    await team.ask('engineer', '/deploy lift hello staging --reason “已检查”');
  });

  it('gets an answer to every command, and to every mistake', async () => {
    const waiting = await change('/deploy hello@1.1.0 staging');
    for (const text of [
      '/ops',
      '/ops help deploy',
      '/ops help rollback',
      '/ops help ops',
      '/ops status',
      '/ops runs',
      '/ops approvals',
      '/ops audit 7d',
      '/ops whoami',
      `/ops run ${waiting}`,
      `/ops cancel ${waiting} --dry-run`,
      '/ops run 261123-zzzzz',
      '/ops nonsense',
      '/ops trust web-01 abc',
      `/ops trust web-01 SHA256:${'A'.repeat(43)}`,
      '/deploy list',
      '/deploy history hello staging',
      '/deploy adopt hello staging --dry-run',
      '/deploy',
      '/deploy hello',
      '/deploy hello staging --stategy all',
      '/deploy hello staging --batch viele',
      '/deploy hello staging --emergency',
      '/deploy hello@1.1.0 staging',
      '/deploy hello@1.0.0 staging --dry-run',
      '/deploy hello@1.2.0 staging on site=北京 --strategy all --dry-run',
      '@bot whoami',
      '@bot nonsense',
    ]) {
      await team.ask('engineer', text);
    }
    await team.ask('oncall', `/ops trust web-01 SHA256:${'A'.repeat(43)}`);
    for (const text of ['/ops status', '/deploy hello staging', '/ops help', '/ops whoami']) {
      await team.ask('outsider', text);
    }
    await team.ask('engineer', `/ops cancel ${waiting}`);
    for (const text of [
      '/deploy helo@1.0.0 staging',
      '/deploy hello@9.9.9 staging',
      '/deploy hello stagin',
      '/deploy hello staging on sit=北京',
      '/rollback hello staging --to 1.2.0',
      '/rollback hello prod',
    ]) {
      await expect(team.request('engineer', text)).rejects.toThrow(/\p{Script=Han}/u);
    }
  });

  it('hears of hosts that cannot be reached, are full, or show another key', async () => {
    const host = team.host('web-02');
    for (const [wrong, right] of [
      [{ down: true }, { down: false }],
      [{ refuseLogin: true }, { refuseLogin: false }],
      [{ changedKey: true }, { changedKey: false }],
      [{ missing: ['tar'] }, { missing: [] }],
    ] as const) {
      await host.set(wrong);
      await expect(team.request('engineer', '/deploy hello@1.1.0 staging')).rejects.toThrow(/web-02/);
      await host.set(right);
    }
    const run = await change('/deploy hello@1.1.0 staging --strategy all', 'approver', 'approver2');
    expect((await team.result(run)).state).toBe('succeeded');
  });

  it('and finds no English sentence in all that it was shown', async () => {
    const messages = (await team.slack.messages()).filter(({ from }) => from === 'changeops');
    const shown = [messages.map(({ versions }) => versions), dialogs.map((words) => JSON.parse(words))];
    expect(messages.length).toBeGreaterThan(60);
    expect([...new Set(notChinese(visibleLines(shown)))]).toEqual([]);
  });
});
