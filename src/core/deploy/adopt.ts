import canonicalize from 'canonicalize';
import { failedStep } from '../agent/failures.ts';
import type { Fleet } from '../agent/fleet.ts';
import type { HostSession } from '../agent/session.ts';
import { settle } from '../agent/settle.ts';
import { explain } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { App, Host } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { specFor } from './plan/deploy.ts';
import { rootOf } from './plan/look.ts';

/** What adopting one host came to. */
export interface Adoption {
  readonly host: string;
  readonly state: 'adopted' | 'would-adopt' | 'nothing-to-adopt' | 'failed';
  /** The release that `current` is now known as, or would be. */
  readonly release?: string;
  readonly error?: Text;
}

interface AdoptDeps {
  readonly fleet: Fleet;
  readonly clock: Clock;
  /** Puts on record that a host's `current` is taken over as a release; nothing is done there before it resolves. */
  record(host: string, release: string): Promise<void>;
}

/**
 * Puts a foreign `current` on record as a release, without changing what it holds, so that a deploy can replace it and
 * an undo can bring it back. It was never verified, so a rollback does not choose it.
 */
export async function adoptHost(deps: AdoptDeps, app: App, host: Host, id: string, dryRun: boolean): Promise<Adoption> {
  try {
    const { session } = await deps.fleet.look(host, rootOf(app, host), id);
    try {
      return await adopt(session, deps, app, host, id, dryRun);
    } finally {
      session.close();
    }
  } catch (error) {
    return { host: host.name, state: 'failed', error: explain(error) };
  }
}

async function adopt(
  session: HostSession,
  { clock, record }: AdoptDeps,
  app: App,
  host: Host,
  id: string,
  dryRun: boolean,
): Promise<Adoption> {
  const { current } = await session.probe();
  if (current === null || 'release' in current) return { host: host.name, state: 'nothing-to-adopt' };
  const release = `adopted_${id}`;
  if (dryRun) return { host: host.name, state: 'would-adopt', release };
  await session.prepare();
  await settle(session, clock, await session.takeLease('new'));
  await record(host.name, release);
  const call = { call: ['do_adopt', release, canonicalize(adoptedSpec(app, host)) ?? ''], timeout: 600_000 };
  const outcome = await session.step({ ...call, name: `adopt.${session.lease()}` });
  await session.releaseLease();
  if (outcome.code !== 0) throw failedStep(host.name, app.name, 'switch', undefined, call, outcome);
  return { host: host.name, state: 'adopted', release };
}

/** The app's hooks and checks of now: nothing else is known of a release that was not made here. */
function adoptedSpec(app: App, host: Host) {
  const spec = specFor(app, host, { hash: 'adopted', app: app.name, version: 'adopted', size: 0, files: [] });
  return { ...spec, shared: [] };
}
