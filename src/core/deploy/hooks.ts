import type { Phase } from '../runs/types.ts';
import type { Hook } from '../settings/types.ts';
import type { Deploying, OneHost } from './one-host.ts';
import type { ReleaseRef, ReleaseSpec } from './types.ts';

/** The host script's call that runs a hook line in a release's folder, with its CHANGEOPS_* variables. */
export function hookCall(
  deploying: Deploying,
  host: OneHost,
  release: Pick<ReleaseRef, 'name' | 'version'>,
  spec: ReleaseSpec,
  hook: Hook,
  previous: string | null,
): { readonly call: readonly string[]; readonly timeout: number; readonly what: string } {
  const { environment } = deploying.plan;
  return {
    call: ['do_hook', release.name, previous ?? '-', spec.app, release.version, environment, host.name, hook.run],
    timeout: hook.timeout,
    what: hook.run,
  };
}

/** Runs one of a release's hooks as a step; a release without that hook has nothing to do there. */
export async function runHook(
  deploying: Deploying,
  host: OneHost,
  phase: Phase,
  which: 'install' | 'stop' | 'start',
  release: ReleaseRef,
  spec: ReleaseSpec,
  previous: string | null = null,
): Promise<void> {
  const hook = spec.hooks[which];
  if (hook) await host.act(phase, which, hookCall(deploying, host, release, spec, hook, previous));
}
