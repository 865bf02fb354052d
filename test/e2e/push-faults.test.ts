import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OpsError } from '../../src/core/errors.ts';
import type { RunEvent } from '../../src/core/runs/events.ts';
import type { Run } from '../../src/core/runs/types.ts';
import { hurried } from '../../src/sandbox/devices/hurried.ts';
import { until } from '../support/bot-process.ts';
import type { ConfigurableDevice } from '../support/configurable-device.ts';
import { type DeviceTeam, startDeviceTeam } from '../support/device-team.ts';
import { access, codesOf, expectWhy, startScene } from '../support/scene.ts';
import { written } from '../support/written-configs.ts';

const { config, line } = written.ios;
/** A change of two lines, the description first. */
const wanted = config('new').replace('255.255.255.0', '255.255.0.0');
const second = 'ip address 10.0.0.1 255.255.0.0';

let stop = async () => {};
let at: DeviceTeam;
afterEach(() => stop());

async function start(...options: Parameters<typeof startDeviceTeam>): Promise<void> {
  at = await startDeviceTeam(...options);
  stop = at.stop;
}

const runs = () => at.team.bot().core.runs;
const stateOf = (device: ConfigurableDevice) => [device.running(), device.startup()];
const entries = (device: ConfigurableDevice) =>
  device.typed.filter((typed) => typed === 'configure terminal' || typed === 'system-view').length;

async function asked(text = '/config push env=test'): Promise<Run> {
  return at.run('engineer', text, 'awaiting-approval');
}

async function started(text?: string): Promise<Run> {
  const run = await asked(text);
  await at.approve(run);
  return run;
}

/** Does something as soon as an event of a run is on record. */
function when(wantedEvent: (event: RunEvent) => boolean, does: (run: Run) => unknown): void {
  const end = runs().subscribe((run, event) => {
    if (!wantedEvent(event)) return;
    end();
    does(run);
  });
}

const step = (type: 'step-started' | 'step-ended', name: string) => (event: RunEvent) =>
  event.type === type && event.step === name;

describe('a bot that is stopped in the middle of a push to a device', () => {
  it('leaves at the next boundary, and the next one ends the push', async () => {
    await start('ios');
    await at.keep(wanted);
    const run = await asked();
    const restarted = Promise.withResolvers<void>();
    when(step('step-started', 'configure'), () => restarted.resolve(at.team.restart()));
    await at.approve(run);
    await restarted.promise;
    const ended = await at.reach(run.id);
    expect(ended, JSON.stringify([ended.why, ended.hosts])).toMatchObject({ state: 'succeeded' });
    expect(entries(at.device)).toBe(1);
    expect(at.device.startup()).toEqual(at.device.running());
  });

  it('leaves a half-typed change in doubt: Undo, Continue and lift are what goes there', async () => {
    await start('comware7', { clock: hurried(10), hurried: 1 });
    const before = stateOf(at.device);
    await at.keep(written.comware7.config('new').replace('255.255.255.0', '255.255.0.0'));
    at.device.trouble.hangsAt = second;
    const run = await started();
    await until('half of it is typed', () => at.device.typed.includes(second));
    await at.team.restart();
    delete at.device.trouble.hangsAt;
    const ended = await at.reach(run.id);
    expect(ended.state, JSON.stringify([ended.why, ended.hosts])).toBe('interrupted');
    expectWhy(ended, [/is there in part/, /goes back by itself within 10 minutes/], [/只输入了一部分/]);
    expect(runs().hold('config', 'test')).toMatchObject({ run: run.id });
    await at.told('engineer', () => at.team.slack.type({ as: 'engineer', text: '/config push core-1' }), [
      /config is on hold in test since run/,
      /\/config lift test --reason/,
    ]);

    await at.team.click('engineer', run.id, 'run.undo');
    const [undo] = await runs().list({ active: true });
    const waiting = await at.reach(undo?.id ?? '', 'awaiting-approval');
    await at.sees('approver', [new RegExp(`what run .*${run.id}.* did to .* is taken back`)]);
    await at.approve(waiting);
    expect((await at.reach(waiting.id)).state).toBe('succeeded');
    expect(stateOf(at.device)).toEqual(before);
    expect(at.device.isArmed()).toBe(false);

    expect((await runs().undo(run.id, run.digest ?? '', 'U0ENGINEER')).text.en).toMatch(
      new RegExp(`${waiting.id} has changed config in test since.*/rollback config or /config push`),
    );
    await at.told(
      'engineer',
      () => at.team.slack.type({ as: 'engineer', text: '/config lift test --reason "looked at core-1"' }),
      [/hold on config in test .* is lifted/],
    );
    const next = await started();
    expect((await at.reach(next.id)).state).toBe('succeeded');
  }, 90_000);
});

describe('a bot that is stopped while it waits for a device to go back by itself', () => {
  it('leaves, and the next one waits on: nobody calls that a failed undo', async () => {
    await start('comware7', { clock: hurried(10), hurried: 60 });
    const before = stateOf(at.device);
    at.device.trouble.cutsOff = line('new');
    await at.keep(written.comware7.config('new'));
    const run = await asked();
    const restarted = Promise.withResolvers<void>();
    const isUndone = (event: RunEvent) =>
      step('step-started', 'configure')(event) && 'phase' in event && event.phase === 'undo';
    when(isUndone, () => restarted.resolve(at.team.restart()));
    await at.approve(run);
    await restarted.promise;
    const ended = await at.reach(run.id);
    expect(ended.state, JSON.stringify([ended.why, ended.hosts])).toBe('undone');
    expect(stateOf(at.device)).toEqual(before);
  }, 60_000);
});

describe('a journal that cannot be written in the middle of a push to a device', () => {
  it('stops the work; once it can be written, the push goes on and types nothing twice', async () => {
    await start('ios', { clock: hurried(10) });
    await at.keep(wanted);
    const full = new OpsError('journal-unwritable', { en: 'disk full', zh: '磁盘已满' });
    const { journal } = at.team.bot().core;
    const seen = Promise.withResolvers<void>();
    when(step('step-started', 'configure'), () => {
      const append = vi.spyOn(journal, 'append').mockRejectedValue(full);
      until('something was to be written', () => append.mock.calls.length > 0)
        .then(() => append.mockRestore())
        .then(seen.resolve, seen.reject);
    });
    const run = await started();
    await seen.promise;
    const ended = await at.reach(run.id);
    expect(ended, JSON.stringify([ended.why, ended.hosts])).toMatchObject({ state: 'succeeded' });
    expect(ended.warnings.map(({ en }) => en).join()).toMatch(/journal could not be written/);
    expect(entries(at.device)).toBe(1);
    expect(at.device.startup()).toEqual(at.device.running());
  });
});

describe('a push to a device that is cancelled', () => {
  it('while it is configured, with undo, leaves the device as it was', async () => {
    await start('ios');
    const before = stateOf(at.device);
    await at.keep(wanted);
    when(step('step-started', 'configure'), ({ id }) => runs().cancel(id, 'U0ENGINEER', 'undo'));
    const ended = await at.reach((await started()).id);
    expect(ended, JSON.stringify([ended.why, ended.hosts])).toMatchObject({ state: 'cancelled' });
    expect(stateOf(at.device)).toEqual(before);
    expect(at.device.isArmed()).toBe(false);
  });

  it('while it is configured, with leave, says that the device goes back by itself, which it does', async () => {
    await start('comware7', { hurried: 300 });
    const before = stateOf(at.device);
    await at.keep(written.comware7.config('new'));
    when(step('step-started', 'configure'), ({ id }) => runs().cancel(id, 'U0ENGINEER', 'leave'));
    const ended = await at.reach((await started()).id);
    expect(ended, JSON.stringify([ended.why, ended.hosts])).toMatchObject({ state: 'cancelled' });
    expectWhy(
      ended,
      [/left as it was .* after configure.*goes back by itself within 10 minutes/],
      [/10 分钟内自行回退/],
    );
    await until('it has gone back', () => !at.device.isArmed());
    expect(stateOf(at.device)).toEqual(before);
  });

  it.each(['undo', 'leave'] as const)('by /ops cancel while a canary waits, with %s', async (how) => {
    await start('ios', { count: 2, strategy: { kind: 'canary', first: 1 } });
    const before = at.devices.map(stateOf);
    await at.keep(wanted);
    const run = await started();
    await at.reach(run.id, 'waiting');
    expect(at.devices.map((device) => device.config().includes(line('new')))).toEqual([true, false]);
    await at.team.slack.type({ as: 'engineer', text: `/ops cancel ${run.id} --hosts ${how}` });
    const ended = await at.reach(run.id);
    expect(ended, JSON.stringify([ended.why, ended.hosts])).toMatchObject({ state: 'cancelled' });
    if (how === 'undo') expect(at.devices.map(stateOf)).toEqual(before);
    else expect(at.device.startup()).toEqual(at.device.running());
    expect(stateOf(at.devices[1] as ConfigurableDevice)).toEqual(before[1]);
    expect(at.device.isArmed()).toBe(false);
  });
});

describe('two pushes', () => {
  it('of one device at once: the second waits for the first, and then asks again as the device is another', async () => {
    await start('ios');
    await at.keep(wanted);
    const first = await asked();
    await at.keep(config('newer'));
    const other = await asked();
    await Promise.all([at.approve(first), at.approve(other)]);
    expect((await at.reach(first.id)).state).toBe('succeeded');
    const again = await at.reach(other.id, 'awaiting-approval');
    expect(again.digest).not.toBe(other.digest);
    expect(again.askedAgain?.en).toMatch(/core-1/);
    expect(entries(at.device)).toBe(1);
    await at.approve(again);
    expect((await at.reach(other.id)).state).toBe('succeeded');
    expect(at.device.config()).toContain(line('newer'));
  });

  it('the second of which lost its approver while it waited: it asks again, and nothing is typed', async () => {
    await start('ios', { count: 2, strategy: { kind: 'canary', first: 1 } });
    await at.keep(wanted);
    const first = await started();
    await at.reach(first.id, 'waiting');
    await at.keep(config('newer'), ['core-2']);
    const other = await started('/config push core-2/running.cfg');
    await at.reach(other.id, 'queued');
    const allow = [{ group: 'engineers', commands: ['config', 'ops'], environments: ['test'] }];
    at.world.write('access', { groups: { engineers: ['U0ENGINEER'], approvers: ['U0APPROVER2'] }, allow });
    await at.team.bot().core.settings.reload();
    await runs().cancel(first.id, 'U0ENGINEER', 'leave');
    const again = await at.reach(other.id, 'awaiting-approval', 'refused');
    expect(again).toMatchObject({ state: 'awaiting-approval', approvals: [] });
    expect(again.askedAgain?.en).toMatch(/1 of the approvals no longer count/);
    expect(entries(at.devices[1] as ConfigurableDevice)).toBe(0);
  });
});

describe('a push to a device', () => {
  it('whose host key is another when it is to start: nothing is typed, not even the password', async () => {
    await start('ios');
    await at.keep(wanted);
    const run = await asked();
    const typed = at.device.typed.length;
    await at.device.changeKey();
    await at.approve(run);
    const ended = await at.reach(run.id);
    expect(ended.state).toBe('refused');
    expectWhy(ended, [/core-1.*key/], [/core-1.*密钥/]);
    expect(at.device.typed.slice(typed)).toEqual([]);
  });

  const strategy = { kind: 'rolling', batch: 5, maxFailures: 2 };
  it.each(['stop', 'undo'] as const)(
    'to ten, of which three fail where two may, with onFailure: %s',
    async (onFailure) => {
      await start('ios', { count: 10, strategy: { ...strategy, onFailure } });
      const before = at.devices.map(stateOf);
      for (const index of [1, 3, 6]) (at.devices[index] as ConfigurableDevice).trouble.refuses = second;
      await at.keep(wanted);
      const ended = await at.reach((await started()).id);
      expect(codesOf(ended)).toEqual(['line-refused', 'line-refused', 'line-refused']);
      if (onFailure === 'undo') {
        expect(ended.state, JSON.stringify([ended.why, ended.hosts])).toBe('undone');
        expect(at.devices.map(stateOf)).toEqual(before);
      } else {
        expect(ended.state, JSON.stringify([ended.why, ended.hosts])).toBe('failed');
        expectWhy(ended, [/and 2 more/, /Stopped: \d+ hosts? runs? the target/], [/已停止/]);
        for (const index of [1, 3, 6]) expect(stateOf(at.devices[index] as ConfigurableDevice)).toEqual(before[index]);
        expect(at.device.config()).toContain(line('new'));
      }
      for (const device of at.devices) expect(device.isArmed()).toBe(false);
    },
    90_000,
  );
});

describe('a push and a deploy on one host at once', () => {
  it('run one after the other', async () => {
    const scene = await startScene(['web-1'], {
      settings: {
        access: {
          ...access,
          allow: [{ group: 'engineers', commands: ['config', 'deploy', 'ops'], environments: ['test'] }],
        },
      },
    });
    stop = scene.stop;
    mkdirSync(join(scene.host.home, 'etc'));
    const files = [{ configs: '*.conf', path: `${scene.host.home}/etc/{base}` }];
    scene.world.write('files', { files });
    const { core } = scene.team.bot();
    await core.settings.reload();
    await core.configs.save({
      ...{ id: 'test-1', author: { id: 'U0ENGINEER', name: 'engineer' }, message: 'a test' },
      files: [{ kind: 'intended', host: 'web-1', name: 'app.conf', text: 'port 80\n' }],
    });
    const order: string[] = [];
    core.runs.subscribe(({ id }, { type }) => {
      if (type === 'step-started' || type === 'step-ended') order.push(id);
    });
    for (const text of ['/deploy svc@1.0.0 test', '/config push web-1/app.conf'])
      await scene.team.slack.type({ as: 'engineer', text });
    await scene.team.until('both to be over', async () => {
      const all = await core.runs.list();
      return all.length === 2 && all.every(({ state }) => state === 'succeeded') ? true : undefined;
    });
    const turns = order.filter((id, index) => id !== order[index - 1]);
    expect(turns).toHaveLength(2);
  });
});
