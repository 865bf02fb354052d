import type { SandboxDevice } from '../devices/device.ts';

export interface DeviceState {
  readonly name: string;
  readonly port: number;
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
export function deviceStates(devices: readonly SandboxDevice[]): DeviceState[] {
  return devices.map((device) => ({
    name: device.name,
    port: device.port,
    config: device.config(),
    saved: JSON.stringify(device.running()) === JSON.stringify(device.startup()),
    armed: device.isArmed(),
    typed: device.typed.slice(-30).reverse(),
  }));
}
