import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/runs/types.ts';
import { connectSandbox, findSandbox } from '../../src/sandbox/client.ts';
import { causeFault } from '../../src/sandbox/say/fault.ts';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';
import { type Acting, acting, codesOf, expectWhy } from '../support/scene.ts';

let team: SandboxTeam;
let act: Acting;
beforeAll(async () => {
  team = await startSandboxTeam({ devices: true });
  act = acting(team);
});
afterAll(() => team.stop());

/** As `npm run say -- --fault` does it, from another process. */
async function fault(words: string): Promise<void> {
  await causeFault(connectSandbox(await findSandbox(team.sandbox.dataDir)), words);
}

async function approved(command: string): Promise<Run> {
  const asked = await act.run('engineer', command, 'awaiting-approval');
  if (asked.state !== 'awaiting-approval') return asked;
  await team.click('approver', asked.id, 'run.approve');
  return act.reach(asked.id);
}

function device(name: string) {
  const found = team.sandbox.devices.find((one) => one.name === name);
  if (!found) throw new Error(`the sandbox has no device ${name}`);
  return found;
}

const inHome = (name: string) => readFileSync(join(team.host('web-01').home, 'conf.d', name), 'utf8');
const generate = '/generate huawei-vrp-access-switch core-1';

/** One story, in the order of README's "Try it". */
describe('the sandbox, tried as the README says', () => {
  it('puts a config of a template on a server and has it read there', async () => {
    expect((await approved('/generate nginx-site web-01 --push')).state).toBe('succeeded');
    expect(inHome('hello.conf')).toContain('server_name hello.example.com;');
    expect(inHome('reloaded').trim().split('\n')).toHaveLength(1);
  });

  it('brings a switch from what it runs to what its template says, and saves that', async () => {
    const before = device('core-1').config();
    const run = await approved(`${generate} --push`);
    expect(run, JSON.stringify([run.why, run.hosts])).toMatchObject({ state: 'succeeded' });
    const typed = ['info-center loghost 10.0.0.6', 'description To bj-dist-2', 'ntp-service unicast-server 10.0.0.2'];
    for (const line of typed) {
      expect(before).not.toContain(line);
      expect(device('core-1').config()).toContain(line);
    }
    expect(device('core-1').startup()).toEqual(device('core-1').running());
  });

  it('does so on a device that goes back in another way', async () => {
    expect((await approved('/generate cisco-ios-access-switch access-1 --push')).state).toBe('succeeded');
    expect(device('access-1').config()).toContain('ntp server 10.0.0.2');
    expect(device('access-1').typed).toContain('configure confirm');
  });

  it('waits for a switch to which the change cut the way, until it has gone back by itself', async () => {
    const before = device('core-1').running();
    await fault('core-1 cuts');
    const run = await approved(`${generate} --set gateway=10.99.0.254 --push`);
    expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('undone');
    expectWhy(run, [/the way to the device is gone/], [/设备/]);
    expect(device('core-1').typed).toContain('undo ip route-static 0.0.0.0 0.0.0.0 10.99.0.1');
    expect(device('core-1').running()).toEqual(before);
  }, 120_000);

  it('finds out that somebody changed it by hand, and brings it back to a former revision, pinned', async () => {
    await fault('core-1 edited');
    expect(device('core-1').config()).toContain('description changed by hand');
    await act.told('engineer', () => team.slack.type({ as: 'engineer', text: '/collect core-1 --what config' }), [
      /1 of 1 answered/,
    ]);
    await act.told('engineer', () => team.slack.type({ as: 'engineer', text: '/config drift core-1' }), [/core-1` ⚠️/]);
    const run = await approved('/rollback config core-1/core-1.cfg --to 1 --push');
    expect(run, JSON.stringify([run.why, run.hosts])).toMatchObject({ state: 'succeeded' });
    expect(device('core-1').config()).not.toContain('changed by hand');
    expect(device('core-1').config()).toContain('ip route-static 0.0.0.0 0.0.0.0 10.99.0.1\n');
    expect(team.bot().core.pins.of({ host: 'core-1', name: 'core-1.cfg' })).toMatchObject({ by: 'U0ENGINEER' });
  }, 60_000);
});

describe('a device of the sandbox', () => {
  const change = '/generate cisco-ios-access-switch access-1 --set gateway=10.99.0.254 --push';

  it('refuses the next line that would change something, and takes it the next time', async () => {
    const before = device('access-1').running();
    await fault('access-1 refuses');
    const run = await approved(change);
    expect([run.state, codesOf(run)]).toEqual(['undone', ['line-refused']]);
    expect(device('access-1').running()).toEqual(before);
    expect((await approved(change)).state).toBe('succeeded');
  }, 60_000);

  it.each([
    ['unsaved', /is not what it has saved/, /未保存/],
    ['down', /connection refused/, /连接被拒绝/],
    ['changed-key', /another host key than the one pinned/, /主机密钥/],
  ])('that is %s is not touched, and is well again when it is told so', async (words, en, zh) => {
    await fault(`core-1 ${words}`);
    const run = await act.run('engineer', '/config push core-1/core-1.cfg');
    expect(run.state).toBe('refused');
    expectWhy(run, [en], [zh]);
    await fault('core-1 well');
    const well = await act.run('engineer', '/config push core-1/core-1.cfg', 'awaiting-approval');
    // The description that was changed by hand, which stays until somebody approves.
    expect(well.state).toBe('awaiting-approval');
    await team.slack.type({ as: 'engineer', text: `/ops cancel ${well.id}` });
    await act.reach(well.id);
  });

  it('says which faults it does not have', async () => {
    await expect(fault('core-1 slow')).rejects.toThrow(/core-1.*slowExec is not possible.*cuts, refuses/);
    await expect(fault('web-01 cuts')).rejects.toThrow(/cuts is not possible/);
    await expect(fault('core-1 sideways')).rejects.toMatchObject({ code: 'fault-unknown' });
  });
});
