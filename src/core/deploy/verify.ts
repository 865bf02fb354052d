import { verifyHost } from '../agent/verify.ts';
import type { Phase } from '../runs/types.ts';
import { hookCall } from './hooks.ts';
import type { Deploying, OneHost } from './one-host.ts';
import type { ReleaseRef, ReleaseSpec } from './types.ts';

/** Verifies a release on a host by its own checks. Error `verify-failed`. */
export function verifyRelease(
  deploying: Deploying,
  host: OneHost,
  phase: Phase,
  release: ReleaseRef,
  spec: ReleaseSpec,
): Promise<void> {
  return verifyHost({
    host,
    phase,
    clock: deploying.clock,
    checks: spec.verify,
    subject: `${host.plan.spec.app} ${release.version}`,
    command: (run, timeout) => hookCall(deploying, host, release, spec, { run, timeout }, null),
    has: async () => (await host.seen()).has,
  });
}
