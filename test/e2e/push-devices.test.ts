import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hurried } from '../../src/sandbox/devices/hurried.ts';
import { type ConfigurableDevice, startConfigurable } from '../support/configurable-device.ts';
import { type Acting, acting, codesOf, expectWhy } from '../support/scene.ts';
import { startTeam, type Team } from '../support/team.ts';
import { makeWorld, type World } from '../support/world.ts';
import { written } from '../support/written-configs.ts';

type Kind = keyof typeof written;

let stop = async () => {};
let device: ConfigurableDevice;
let team: Team;
let act: Acting;
let world: World;
afterEach(() => stop());

/** A device of a kind that runs the old description, and a bot whose inventory has it as `core-1`. */
async function startWith(kind: Kind, old = written[kind].config('old', written[kind].extra)): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'push-'));
  device = await startConfigurable(kind, { config: old, clock: hurried(100) });
  const { address, port } = device.target;
  const one = { name: 'core-1', address, port, folder, publicKey: device.publicKey };
  const host = { platform: written[kind].platform, type: 'switch', credential: 'netops' };
  world = makeWorld({
    hosts: [{ ...one, host }],
    ...{ user: 'ops', keyFile: 'none', required: 1 },
    settings: {
      credentials: { credentials: { netops: { user: 'ops', password: { env: 'NETOPS' } } } },
      apps: { apps: {} },
      access: {
        groups: { engineers: ['U0ENGINEER', 'U0ENGINEER2'], approvers: ['U0APPROVER'] },
        allow: [
          {
            group: 'engineers',
            commands: ['config', 'rollback', 'collect', 'ops', 'generate'],
            environments: ['test'],
          },
        ],
      },
    },
  });
  team = await startTeam({ dataDir: world.dataDir, variables: { NETOPS: 'Login@2026' } });
  act = acting(team);
  stop = async () => {
    await team.stop();
    await device.stop();
    world.remove();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function keep(text: string): Promise<string> {
  const { revision } = await team.bot().core.configs.save({
    id: `test-${Math.random().toString(36).slice(2)}`,
    author: { id: 'U0ENGINEER', name: 'engineer' },
    message: 'a test',
    files: [{ kind: 'intended', host: 'core-1', name: 'core-1.cfg', text }],
  });
  return revision ?? '';
}

const approve = (run: { id: string; digest?: string }) =>
  team.bot().core.runs.approve(run.id, run.digest ?? '', 'U0APPROVER');

async function approved(command: string) {
  const asked = await act.run('engineer', command, 'awaiting-approval');
  if (asked.state !== 'awaiting-approval') return asked;
  await approve(asked);
  return act.reach(asked.id);
}

const push = '/config push core-1/core-1.cfg';

describe.each<Kind>(['vrp5', 'comware7', 'ios'])('a push to a device (%s)', (kind) => {
  const { config, line, extra } = written[kind];

  it('shows the commands to who approves, types them on trial, reads back, confirms and saves', async () => {
    await startWith(kind);
    await keep(config('new'));
    const asked = await act.run('engineer', push, 'awaiting-approval');
    await act.sees('approver', [new RegExp(line('new')), /read back and compared/, /core-1.cfg` \+1 −1/]);
    await approve(asked);
    const run = await act.reach(asked.id);
    expect(run, JSON.stringify([run.why, run.hosts])).toMatchObject({ state: 'succeeded', plan: { app: 'config' } });
    expect(run.hosts['core-1']?.done.forward).toEqual(['preflight', 'configure', 'verify', 'save']);
    expect(device.config()).toContain(line('new'));
    expect(device.startup()).toEqual(device.running());
    expect(device.isArmed()).toBe(false);
    // Nothing that the config does not mention was taken away.
    if (extra) expect(device.config()).toContain(extra.split('\n')[0]);
    expect(await team.bot().core.configs.read({ kind: 'running', host: 'core-1', name: 'config' })).toContain(
      line('new'),
    );
    expect(existsSync(join(world.dataDir, 'pushes')) ? readdirSync(join(world.dataDir, 'pushes')) : []).toEqual([]);
  });

  it('stops at the first line that the device refuses, and the device runs exactly what it ran', async () => {
    await startWith(kind);
    const before = [device.running(), device.startup()];
    device.trouble.refuses = line('new');
    await keep(config('new').replace(/255\.255\.255\.0/, '255.255.0.0'));
    const run = await approved(push);
    expect(run.state).toBe('undone');
    expect(codesOf(run)).toEqual(['line-refused']);
    expect([device.running(), device.startup()]).toEqual(before);
    expect(device.isArmed()).toBe(false);
    expectWhy(run, [/core-1 did not take line \d+/], [/拒绝/]);
  });

  it('waits for the device to go back by itself where the change cut the way to it', async () => {
    await startWith(kind);
    const before = device.running();
    device.trouble.cutsOff = line('new');
    await keep(config('new'));
    const run = await approved(push);
    expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('undone');
    expect(device.running()).toEqual(before);
    expect(device.startup()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  }, 90_000);

  it('takes everything back where it cannot be saved', async () => {
    await startWith(kind);
    const before = device.running();
    device.trouble.failsSave = true;
    await keep(config('new'));
    const asked = await act.run('engineer', push, 'awaiting-approval');
    await approve(asked);
    const run = await act.reach(asked.id);
    expect(codesOf(run).length).toBeGreaterThan(0);
    expect(['undone', 'undo-failed']).toContain(run.state);
    expect(device.running()).toEqual(before);
  }, 60_000);
});

describe('a push to a device', () => {
  const { config, line, extra } = written.ios;

  it('goes back to ask where somebody changed the device since it was approved; nothing is typed', async () => {
    await startWith('ios');
    await keep(config('new'));
    const asked = await act.run('engineer', push, 'awaiting-approval');
    device.type('interface Vlan10', 'description by hand');
    device.save();
    const typed = device.typed.length;
    await approve(asked);
    const again = await act.reach(asked.id, 'awaiting-approval');
    expect(again.digest).not.toBe(asked.digest);
    expect(device.typed.slice(typed).join('\n')).not.toContain('configure terminal');
    expect(device.config()).toContain('description by hand');
  });

  it('is refused while planning where the device could only go back by losing what somebody has not saved', async () => {
    await startWith('ios');
    device.type('interface Vlan10', 'description by hand');
    await keep(config('new'));
    const run = await approved(push);
    expect(run.state).toBe('refused');
    expectWhy(run, [/what it runs is not what it has saved/], [/运行的配置与已保存的配置不一致/]);
    expect(device.config()).toContain('description by hand');
  });

  it('with --exact removes what the config does not have, and says so on the card', async () => {
    await startWith('ios');
    await keep(config('new'));
    const asked = await act.run('engineer', `${push} --exact`, 'awaiting-approval');
    await act.sees('approver', [/exact: what the config does not have is removed/, /no ip route/]);
    await approve(asked);
    expect((await act.reach(asked.id)).state).toBe('succeeded');
    expect(device.config()).not.toContain(extra.split('\n')[0]);
  });

  it('is rolled back by /rollback config --push: what the bad revision added goes, and the config is pinned', async () => {
    await startWith('ios');
    await keep(config('good'));
    expect((await approved(push)).state).toBe('succeeded');
    await keep(config('bad', 'ip route 10.9.0.0 255.255.0.0 10.0.0.9\n!\n'));
    expect((await approved(push)).state).toBe('succeeded');
    expect(device.config()).toContain('10.9.0.0');
    const run = await approved('/rollback config core-1/core-1.cfg --to 1 --push --reason "route leak"');
    expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('succeeded');
    expect(device.config()).toContain(line('good'));
    expect(device.config()).not.toContain('10.9.0.0');
    expect(device.config()).toContain(extra.split('\n')[0]);
    expect(team.bot().core.pins.of({ host: 'core-1', name: 'core-1.cfg' })).toMatchObject({ reason: 'route leak' });
  }, 60_000);

  it('brings a device back to what it was collected as, without any intended config', async () => {
    await startWith('ios');
    await team.ask('engineer', '/collect core-1 --what config');
    await team.until('the config to be kept', async () =>
      (await team.bot().core.configs.history({ kind: 'running', host: 'core-1', name: 'config' })).length > 0
        ? true
        : undefined,
    );
    device.type('interface Vlan10', 'description broken');
    device.save();
    const run = await approved('/rollback config core-1 --to 0 --push --reason "as it was collected"');
    expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('succeeded');
    expect(device.config()).toContain('description old');
  }, 60_000);

  it('says of a device that cannot take changes back how its commands are had', async () => {
    await startWith('ios');
    world.write('hosts', {
      hosts: {
        'core-1': {
          address: '127.0.0.1',
          port: device.target.port,
          platform: 'juniper-junos',
          type: 'router',
          credential: 'netops',
          labels: { env: 'test' },
        },
      },
    });
    await team.bot().core.settings.reload();
    await keep('system { host-name core-1; }\n');
    const run = await approved(push);
    expect(run.state).toBe('refused');
    expectWhy(run, [/juniper-junos/, /\/config diff core-1\/core-1.cfg --running/], [/可复制的命令/]);
  });

  it.each([
    ['an empty config', push, '!\n\nend\n', /core-1\/core-1.cfg of revision .* has no lines/],
    [
      'exactly a config of which nothing runs there',
      `${push} --exact`,
      'user nginx;\nworker_processes 4;\n',
      /not one line of core-1\/core-1.cfg runs there/,
    ],
  ])('refuses %s, which would wipe it', async (_, command, text, why) => {
    await startWith('ios');
    await keep(text);
    const run = await act.run('engineer', command, 'refused', 'awaiting-approval');
    expect(run.state).toBe('refused');
    expectWhy(run, [why], [/core-1\/core-1.cfg/]);
  });

  it('keeps secrets out of plan, card, journal and log', async () => {
    const secret = 'TopSecret99';
    await startWith('ios');
    await keep(`${config('new', `snmp-server community ${secret} RO\n!\n`)}`);
    const run = await approved(push);
    const said = JSON.stringify(await team.slack.messages({ as: 'approver' }));
    const entries: unknown[] = [];
    for await (const entry of team.bot().core.journal.read()) entries.push(entry);
    expect(`${said}${JSON.stringify(run)}${JSON.stringify(entries)}`).not.toContain(secret);
    if (run.state === 'succeeded') expect(device.config()).toContain(secret);
  });
});
