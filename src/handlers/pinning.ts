import type { HostConfigRef } from '../core/config/types.ts';
import type { Request } from './define.ts';
import type { Deps } from './deps.ts';
import { demandRightFor } from './host-rights.ts';

/**
 * Pins a config to its newest intended revision; resolves with that, and undefined where there is none. Errors:
 * `forbidden` in an environment of its host.
 */
export async function pinNewest(
  { host, name }: HostConfigRef,
  reason: string | undefined,
  { user: by }: Request,
  deps: Deps,
): Promise<string | undefined> {
  await demandRightFor('config', () => [host], by, deps);
  const ref = { kind: 'intended', host, name } as const;
  const [newest] = await deps.configs.history(ref, { limit: 1 });
  if (!newest || (await deps.configs.read(ref)) === undefined) return undefined;
  await deps.pins.pin([{ host, name, revision: newest.id, by, ...(reason !== undefined && { reason }) }]);
  return newest.id;
}
