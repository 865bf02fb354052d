import { systemClock } from '../../src/core/io/clock.ts';
import { secret } from '../../src/core/io/secret.ts';
import { createSsh } from '../../src/core/io/ssh/index.ts';
import type { Ssh, Target } from '../../src/core/io/ssh/types.ts';
import {
  type DeviceKind,
  type DeviceOptions,
  type SandboxDevice,
  startDevice,
} from '../../src/sandbox/devices/device.ts';
import { newKey } from '../../src/sandbox/hosts/keys.ts';
import { knowing } from './knowing.ts';

/** A device of the sandbox, and how it is reached. */
export interface ConfigurableDevice extends SandboxDevice {
  readonly target: Target;
  /** Its first host key, as in a public key file. */
  readonly publicKey: string;
  /** An Ssh that knows its first host key. */
  readonly ssh: Ssh;
  /** Shows another host key from now on. */
  changeKey(): Promise<void>;
}

const [user, password] = ['ops', 'Login@2026'];

/** Starts a device on loopback, called `sw1`. */
export async function startConfigurable(
  kind: DeviceKind,
  options: Omit<DeviceOptions, 'name' | 'kind' | 'user' | 'password' | 'key'>,
): Promise<ConfigurableDevice> {
  const key = newKey('sw1');
  const device = await startDevice({ ...options, kind, name: 'sw1', user, password, key });
  const { name, address, port } = device;
  return {
    ...device,
    target: { name, address, port, user, auth: { password: secret(password) }, legacy: false },
    publicKey: key.line,
    ssh: createSsh({ knownHosts: knowing(key.private), clock: systemClock() }),
    changeKey: async () => device.show(newKey('sw1')),
  };
}
