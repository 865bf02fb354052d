import type { Fleet } from '../../agent/fleet.ts';
import type { ConfigStore } from '../../config/types.ts';
import type { Clock } from '../../io/clock.ts';
import type { Redactor } from '../../io/redactor.ts';
import { readSecret } from '../../io/secrets.ts';
import type { Platform } from '../../platforms/define.ts';
import type { Settings } from '../../settings/types.ts';
import type { ShellSettings } from '../../shell/open.ts';
import type { Before } from '../before.ts';
import type { Pushed } from '../pushed.ts';
import type { DevicePlatform } from './writing.ts';

/** What pushes to devices need of the rest. */
export interface DeviceDeps {
  readonly fleet: Pick<Fleet, 'reach' | 'connect'>;
  readonly store: Pick<ConfigStore, 'read'>;
  readonly settings: { current(): Settings };
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly before: Before;
  readonly pushed: Pick<Pushed, 'of'>;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a session on a device is opened: with the password for more rights, where its credential names one. */
export async function shellSettings(
  name: string,
  { settings, env, redactor, clock }: DeviceDeps,
  signal?: AbortSignal,
): Promise<ShellSettings> {
  const { hosts, credentials } = settings.current();
  const credential = hosts[name]?.credential;
  const ref = credential === undefined ? undefined : credentials[credential]?.enable;
  const enable = ref && (await readSecret(ref, env));
  if (enable) redactor.add(enable);
  return { clock, ...(enable && { enable }), ...(signal && { signal }) };
}

/** A platform of the settings with its name. */
export function devicePlatform(name: string, { platforms }: Pick<DeviceDeps, 'platforms'>): DevicePlatform {
  const platform = platforms.get(name);
  if (!platform) throw new Error(`there is no platform ${name}`);
  return { name, platform };
}
