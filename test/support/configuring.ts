import type { OpsError } from '../../src/core/errors.ts';
import ios from '../../src/core/platforms/cisco-ios.ts';
import comware from '../../src/core/platforms/h3c-comware.ts';
import vrp from '../../src/core/platforms/huawei-vrp.ts';
import { deviceChange } from '../../src/core/push/device/change.ts';
import { type Configuring, type ConfiguringSettings, openConfiguring } from '../../src/core/push/device/session.ts';
import type { DevicePlatform } from '../../src/core/push/device/writing.ts';
import { hurried } from '../../src/sandbox/devices/hurried.ts';
import type { Pace } from '../../src/sandbox/devices/terminal.ts';
import type { Trouble } from '../../src/sandbox/devices/types.ts';
import { manualClock } from './clock.ts';
import { type ConfigurableDevice, startConfigurable } from './configurable-device.ts';

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

/** A device, and a change that is tried on it. */
export interface Case {
  readonly kind: 'vrp5' | 'vrp8' | 'comware7' | 'ios';
  readonly platform: DevicePlatform;
  readonly how: 'commit' | 'timer' | 'reload';
  readonly config: (name: string) => string;
  /** A line of the change that is the last but one. */
  readonly line: string;
  readonly pace?: Pace;
}

/** Every way in which a change is taken back. */
export const cases: readonly Case[] = [
  { kind: 'vrp5', platform: huawei, how: 'reload', config: vlanif, line: 'description new' },
  { kind: 'vrp8', platform: huawei, how: 'commit', config: vlanif, line: 'description new' },
  { kind: 'comware7', platform: h3c, how: 'timer', config: comwareConfig, line: 'description new' },
  { kind: 'ios', platform: cisco, how: 'timer', config: (name) => iosConfig(name, archive), line: 'description new' },
  { kind: 'ios', platform: cisco, how: 'reload', config: (name) => iosConfig(name), line: 'description new' },
];

/** Devices and sessions that are all ended with `stop`. */
export function createBench() {
  const devices: ConfigurableDevice[] = [];
  const sessions: Configuring[] = [];
  return {
    /** Starts a device that runs `config('old')`, logs in, and makes the change to `config('new')` and another address. */
    start: async ({ kind, platform, config, pace }: Case, trouble: Trouble = {}, wanted?: string) => {
      const clock = manualClock();
      const device = await startConfigurable(kind, { config: config('old'), trouble, clock, ...pace });
      devices.push(device);
      const open = async (more: Partial<ConfiguringSettings> = {}) => {
        const connection = await device.ssh.connect(device.target, { timeout: 10_000 });
        const session = await openConfiguring(connection, platform, { clock: hurried(10), ...more });
        sessions.push(session);
        return session;
      };
      const session = await open();
      const changed = wanted ?? config('new').replace('10.0.0.1', '10.0.0.2');
      const change = deviceChange({ running: await session.running(), wanted: changed, exact: true, platform });
      return { device, clock, open, session, change, before: device.running() };
    },
    stop: async () => {
      for (const session of sessions.splice(0)) session.close();
      await Promise.all(devices.splice(0).map((device) => device.stop()));
    },
  };
}

/** The error that a promise rejects with. */
export const failure = (promise: Promise<unknown>): Promise<OpsError> =>
  promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: OpsError) => error,
  );
