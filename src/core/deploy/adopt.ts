import canonicalize from 'canonicalize';
import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { App, Host } from '../settings/types.ts';
import { failedStep } from './failures.ts';
import type { Fleet } from './fleet.ts';
import type { HostSession } from './host/session.ts';
import { specFor } from './plan/deploy.ts';
import { rootOf } from './plan/look.ts';
import { settle } from './preflight.ts';
import type { ReleaseSpec } from './types.ts';

/** What adopting one host came to. */
export interface Adopted {
  readonly host: string;
  /** The release it is now known as; undefined: there was nothing foreign to adopt. */
  readonly release?: string;
  /** What `current` was. */
  readonly was?: string;
}

/**
 * Puts a foreign `current` on record as a release, without changing what it holds, so that a deploy can replace it and
 * an undo can bring it back. It counts as good only once a deploy's undo or a rollback has verified it.
 */
export async function adoptHost(
  deps: { readonly fleet: Fleet; readonly clock: Clock },
  app: App,
  host: Host,
  id: string,
  dryRun: boolean,
): Promise<Adopted> {
  const { session } = await deps.fleet.look(host, rootOf(app, host), id);
  try {
    const { current } = await session.probe();
    if (current === null || 'release' in current) return { host: host.name };
    const release = `adopted_${id}`;
    if (dryRun) return { host: host.name, release, was: current.foreign };
    await session.prepare();
    await settle(session, deps.clock, await session.takeLease('new'));
    await take(session, app, host, release, id);
    await session.releaseLease();
    return { host: host.name, release, was: current.foreign };
  } finally {
    session.close();
  }
}

async function take(session: HostSession, app: App, host: Host, release: string, id: string): Promise<void> {
  const name = `adopt-${session.lease()}`;
  const call = { name, call: ['do_adopt', release, canonicalize(adoptedSpec(app, host)) ?? ''], timeout: 600_000 };
  const outcome = await session.step(call);
  if (outcome.code === 0) return;
  const error = failedStep(host.name, app.name, 'switch', undefined, call, outcome);
  throw new OpsError('adopt-failed', error.text, { cause: `${id}: ${error.code}` });
}

/** The app's hooks and checks of now: nothing else is known of a release that was not made here. */
function adoptedSpec(app: App, host: Host): ReleaseSpec {
  const spec = specFor(app, host, { hash: 'adopted', app: app.name, version: 'adopted', size: 0, files: [] });
  return { ...spec, shared: [] };
}
