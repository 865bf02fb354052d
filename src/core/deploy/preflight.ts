import { OpsError } from '../errors.ts';
import { settle } from './host/settle.ts';
import { inParallel } from './parallel.ts';
import type { OneHost, Rollout } from './rollout.ts';

/** Hosts looked at at the same time. */
const width = 20;

/**
 * Looks at every host before any is touched: reachable, its key, login, become, space, tools, what it runs, and its
 * lease, which is taken. Records each host's outcome; returns the names of those that failed.
 */
export async function preflightAll(rollout: Rollout, names: readonly string[]): Promise<readonly string[]> {
  const results = await inParallel(names, width, async (name) => {
    const host = rollout.host(name);
    try {
      await host.step('forward', 'preflight', () => preflight(rollout, host));
      return undefined;
    } catch (error) {
      await rollout.failed(host, 'forward', 'preflight', error);
      return name;
    }
  });
  return results.filter((name) => name !== undefined);
}

async function preflight(rollout: Rollout, host: OneHost): Promise<void> {
  const state = await host.seen('again');
  const found =
    state.current === null ? '-' : 'release' in state.current ? state.current.release : state.current.foreign;
  const planned = host.plan.current?.name ?? '-';
  const seal = state.releases.find((release) => release.name === found)?.seal;
  if (found !== planned || seal !== host.plan.current?.seal) throw worldMoved(host, planned, found);
  await host.session.prepare();
  await settle(host.session, rollout.clock, await host.session.takeLease('new'));
}

function worldMoved(host: OneHost, planned: string, found: string): OpsError {
  return new OpsError('world-moved', {
    en: `${host.name}: runs ${found} now, but the plan was made when it ran ${planned}. It was not touched; ask for a new plan.`,
    zh: `${host.name}：当前运行 ${found}，而计划生成时运行的是 ${planned}。未做更改，请重新申请。`,
  });
}
