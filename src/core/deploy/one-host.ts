import type { HostState } from '../agent/agent.ts';
import type { Fleet } from '../agent/fleet.ts';
import { type Leased, leased } from '../agent/leased.ts';
import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { ExecuteContext, Run } from '../runs/types.ts';
import type { Kept } from './kept.ts';
import type { ArtifactStore, DeployPlan, HostPlan, ReleaseSpec } from './types.ts';

export interface DeployingDeps {
  readonly fleet: Fleet;
  readonly artifacts: ArtifactStore;
  readonly kept: Kept;
  readonly clock: Clock;
}

/** One execution of a deploy's plan, as its steps need it. */
export interface Deploying extends DeployingDeps {
  readonly plan: DeployPlan;
  readonly context: ExecuteContext;
  run(): Run;
}

/** One host of a deploy. */
export interface OneHost extends Leased {
  readonly plan: HostPlan;
  /** What was found on the host, looked up once; `again` looks anew. */
  seen(again?: 'again'): Promise<HostState>;
  /** The spec stored there with a release, its seal checked. */
  specOf(release: { readonly name: string; readonly seal: string }): Promise<ReleaseSpec>;
}

/** A host of a deploy, connected to at its first use. */
export function createOneHost({ fleet, clock, plan, context }: Deploying, name: string): OneHost {
  const host = plan.hosts[name];
  if (!host) throw new Error(`the plan has no host ${name}`);
  const held = leased({ fleet, clock, plan, context, name, host });
  let seen: HostState | undefined;
  const look: OneHost['seen'] = async (again) => {
    if (!seen || again) seen = await held.session.probe();
    return seen;
  };
  return {
    ...held,
    plan: host,
    seen: look,
    specOf: async (release) => {
      const found = (await look()).releases.find((one) => one.name === release.name);
      if (!found || found.seal !== release.seal) throw sealBroken(name, release.name);
      return JSON.parse(found.spec) as ReleaseSpec;
    },
  };
}

function sealBroken(host: string, release: string): OpsError {
  return new OpsError('tree-altered', {
    en: `${host}: the stored description of release ${release} is gone or was altered, so its hooks are not run. Look at .changeops/releases/${release} there.`,
    zh: `${host}：发布 ${release} 的描述文件缺失或被改动，不会执行其钩子。请检查该主机上的 .changeops/releases/${release}。`,
  });
}
