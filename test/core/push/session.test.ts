import { afterEach, describe, expect, test } from 'vitest';
import type { OpsError } from '../../../src/core/errors.ts';
import ios from '../../../src/core/platforms/cisco-ios.ts';
import comware from '../../../src/core/platforms/h3c-comware.ts';
import vrp from '../../../src/core/platforms/huawei-vrp.ts';
import { deviceChange } from '../../../src/core/push/device/change.ts';
import type { ChangeFailed, DeviceLost } from '../../../src/core/push/device/errors.ts';
import { type Configuring, openConfiguring } from '../../../src/core/push/device/session.ts';
import type { DevicePlatform } from '../../../src/core/push/device/writing.ts';
import { manualClock } from '../../support/clock.ts';
import { type ConfigurableDevice, startConfigurable } from '../../support/configurable-device/index.ts';
import type { Trouble } from '../../support/configurable-device/types.ts';
import { hurriedClock } from '../../support/hurried-clock.ts';

const huawei: DevicePlatform = { name: 'huawei-vrp', platform: vrp };
const h3c: DevicePlatform = { name: 'h3c-comware', platform: comware };
const cisco: DevicePlatform = { name: 'cisco-ios', platform: ios };

const vlanif = (name: string) => `sysname sw1
#
vlan batch 10 20
#
interface Vlanif10
 description ${name}
 ip address 10.0.0.1 255.255.255.0
#
return
`;
const comwareConfig = (name: string) => `sysname sw1
#
vlan 10
#
vlan 20
#
interface Vlan-interface10
 description ${name}
 ip address 10.0.0.1 255.255.255.0
#
return
`;
const iosConfig = (name: string, archive = '') => `hostname sw1
!
${archive}vlan 10,20
!
interface Vlan10
 description ${name}
 ip address 10.0.0.1 255.255.255.0
!
end
`;
const archive = 'archive\n path flash:archive\n!\n';

interface Case {
  readonly kind: 'vrp5' | 'vrp8' | 'comware7' | 'ios';
  readonly platform: DevicePlatform;
  readonly how: 'commit' | 'timer' | 'reload';
  readonly config: (name: string) => string;
  /** A line of the change that is the last but one. */
  readonly line: string;
}

const cases: readonly Case[] = [
  { kind: 'vrp5', platform: huawei, how: 'reload', config: vlanif, line: 'description new' },
  { kind: 'vrp8', platform: huawei, how: 'commit', config: vlanif, line: 'description new' },
  { kind: 'comware7', platform: h3c, how: 'timer', config: comwareConfig, line: 'description new' },
  { kind: 'ios', platform: cisco, how: 'timer', config: (name) => iosConfig(name, archive), line: 'description new' },
  { kind: 'ios', platform: cisco, how: 'reload', config: (name) => iosConfig(name), line: 'description new' },
];

const devices: ConfigurableDevice[] = [];
const sessions: Configuring[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) session.close();
  await Promise.all(devices.splice(0).map((device) => device.stop()));
});

async function start({ kind, platform, config }: Case, trouble: Trouble = {}) {
  const clock = manualClock();
  const device = await startConfigurable(kind, { config: config('old'), trouble, clock });
  devices.push(device);
  const open = async () => {
    const connection = await device.ssh.connect(device.target, { timeout: 10_000 });
    const session = await openConfiguring(connection, platform, { clock: hurriedClock(10) });
    sessions.push(session);
    return session;
  };
  const session = await open();
  const wanted = config('new').replace('10.0.0.1', '10.0.0.2');
  const change = deviceChange({ running: await session.running(), wanted, exact: true, platform });
  return { device, clock, open, session, change, before: device.running() };
}

const failure = (promise: Promise<unknown>): Promise<OpsError> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: OpsError) => error,
  );

describe.each(cases)('$kind, which takes a change back by $how', (one) => {
  test('is changed, confirmed over a new connection, and saved', async () => {
    const { device, open, session, change, clock } = await start(one);
    expect((await session.undoing()).kind).toBe(one.how);
    await session.configure(change.commands, { before: change.before });
    expect(device.isArmed()).toBe(true);
    const again = await open();
    expect(change.holds(await again.running())).toBe(true);
    expect(await again.confirm()).toBe('confirmed');
    await again.save();
    expect(device.isArmed()).toBe(false);
    await clock.advance(60 * 60_000);
    expect(device.config()).toContain(' description new\n');
    expect(device.startup()).toEqual(device.running());
    expect(await again.confirm()).toBe('nothing');
  });

  test('runs exactly what it ran when it refuses a line in the middle', async () => {
    const { device, session, change, before } = await start(one, { refuses: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as ChangeFailed;
    expect(error).toMatchObject({ code: 'line-refused', back: { exact: true } });
    expect(error.text.en).toContain(`"${one.line}"`);
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  });

  test('goes back by itself when a line cuts the way to it', async () => {
    const { device, open, session, change, before, clock } = await start(one, { cutsOff: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as DeviceLost;
    expect(error).toMatchObject({ code: 'device-lost', armed: { how: one.how } });
    await expect(open()).rejects.toThrow();
    await clock.advance((error.armed?.minutes ?? 0) * 60_000);
    expect(device.running()).toEqual(before);
    expect(
      deviceChange({
        running: await (await open()).running(),
        wanted: one.config('old'),
        exact: true,
        platform: one.platform,
      }).commands,
    ).toEqual([]);
  });

  test('is taken back on demand, to exactly what it ran', async () => {
    const { device, open, session, change, before, clock } = await start(one);
    const { former } = await session.configure(change.commands, { before: change.before });
    expect(device.running()).not.toEqual(before);
    expect(await (await open()).takeBack(former)).toEqual({ exact: true });
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
    await clock.advance(60 * 60_000);
    await open();
  });

  test('is taken back also after it was confirmed and saved', async () => {
    const { device, open, session, change, before } = await start(one);
    const { former } = await session.configure(change.commands, { before: change.before });
    const again = await open();
    await again.confirm();
    await again.save();
    expect(await again.takeBack(former)).toEqual({ exact: true });
    expect(device.running()).toEqual(before);
  });

  test('is not answered where it asks something unknown, and runs what it ran', async () => {
    const { device, session, change, before } = await start(one, { asksAt: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as ChangeFailed;
    expect(error).toMatchObject({ code: 'question-unknown', back: { exact: true } });
    expect(error.text.en).toContain('This may be dangerous. Go on? [Y/N]:');
    expect(device.typed).not.toContain('y\n');
    expect(device.running()).toEqual(before);
  });

  test('is lost where it does not answer any more, and says how it goes back', async () => {
    const { device, session, change, before, clock } = await start(one, { hangsAt: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as DeviceLost;
    expect(error.code).toBe('device-lost');
    expect(error.armed?.how).toBe(one.how === 'commit' ? undefined : one.how);
    await clock.advance((error.armed?.minutes ?? 0) * 60_000);
    expect(device.running()).toEqual(before);
  });

  test('is not touched where somebody has changed it since the plan', async () => {
    const { device, session, change } = await start(one);
    device.type(one.kind === 'ios' ? 'hostname other' : 'sysname other');
    const typed = device.typed.length;
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(error.code).toBe('device-changed');
    expect(device.typed.slice(typed).every((line) => /^(?:display|show) /.test(line))).toBe(true);
    expect(device.isArmed()).toBe(false);
  });

  test('is left as it is where somebody else is configuring it', async () => {
    const { device, session, change, before } = await start(one, { locked: true });
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(error.code).toBe('configure-refused');
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  });

  test('is left as it is where it does not set its undo', async () => {
    const { device, session, change, before } = await start(one, { refusesUndo: true });
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(['undo-refused', 'configure-refused']).toContain(error.code);
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  });

  test('says so where it does not save', async () => {
    const { device, open, session, change, before } = await start(one);
    const { former } = await session.configure(change.commands, { before: change.before });
    device.trouble.failsSave = true;
    const again = await open();
    await again.confirm();
    expect((await failure(again.save())).code).toBe('save-failed');
    expect(await again.takeBack(former)).toEqual({ exact: true });
    expect(device.running()).toEqual(before);
  });

  test('tells over a new connection whether a confirmation that was lost has come about', async () => {
    const { device, open, session, change } = await start(one);
    await session.configure(change.commands, { before: change.before });
    const confirming = {
      vrp5: 'undo schedule reboot',
      vrp8: 'commit persist changeops',
      comware7: 'configuration commit',
      ios: one.how === 'timer' ? 'configure confirm' : 'reload cancel',
    };
    device.trouble.dropsAfter = confirming[one.kind];
    const again = await open();
    expect((await failure(again.confirm())).code).toBe('device-lost');
    delete device.trouble.dropsAfter;
    const third = await open();
    expect(await third.confirm()).toBe('nothing');
    expect(change.holds(await third.running())).toBe(true);
  });
});
