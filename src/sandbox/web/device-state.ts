import { type DeviceSwitches, switchesOf } from '../devices/orders.ts';
import type { KeptDevice } from '../devices/start.ts';

export interface DeviceState {
  readonly name: string;
  readonly port: number;
  readonly switches: DeviceSwitches;
  /** Whether nobody reaches it because of what it runs. */
  readonly cutOff: boolean;
  /** As it shows what it runs. */
  readonly config: string;
  /** Whether it would run the same after a restart. */
  readonly saved: boolean;
  /** Whether it will take a change back by itself. */
  readonly armed: boolean;
  /** The last lines that were typed into it, newest first. */
  readonly typed: readonly string[];
}

/** What the devices run now. */
export function deviceStates(devices: readonly KeptDevice[]): DeviceState[] {
  return devices.map((device) => ({
    name: device.name,
    port: device.port,
    switches: switchesOf(device),
    cutOff: device.isCutOff(),
    config: device.config(),
    saved: JSON.stringify(device.running()) === JSON.stringify(device.startup()),
    armed: device.isArmed(),
    typed: device.typed.slice(-30).reverse(),
  }));
}
