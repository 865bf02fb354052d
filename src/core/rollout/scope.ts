import { OpsError } from '../errors.ts';
import { strictest } from '../inventory/environments.ts';
import { policyIn } from '../runs/policies.ts';
import type { Run, RunRequest } from '../runs/types.ts';
import type { Amount, Environment, Host, Policy, Settings, Strategy } from '../settings/types.ts';

/** The strategy of an environment, as a request shapes it. Error `batch-malformed`. */
export function strategyOf(environment: Environment, { strategy, batch }: RunRequest): Strategy {
  const kind = strategy ?? (batch && environment.strategy.kind === 'all' ? 'rolling' : environment.strategy.kind);
  return { ...environment.strategy, kind, ...(batch ? { batch: amount(batch) } : {}) };
}

function amount(text: string): Amount {
  const match = /^([1-9]\d{0,5})(%?)$/.exec(text);
  const number = Number(match?.[1]);
  if (!match || (match[2] && number > 100)) {
    throw new OpsError('batch-malformed', {
      en: `--batch ${text} is not a size: give a number of hosts such as 3, or a share such as 25%.`,
      zh: `--batch ${text} 无效：请给出主机数（如 3）或比例（如 25%）。`,
    });
  }
  return match[2] ? { percent: number } : { count: number };
}

/** The policy that satisfies all of these environments, for this kind of run. Errors `no-emergency`, those of `strictest`. */
export function policyOver(
  environments: readonly string[],
  run: Pick<Run, 'kind' | 'request'>,
  settings: Settings,
): Policy {
  const all = environments.flatMap((name) => settings.environments[name] ?? []);
  const lacking = run.request.emergency ? all.find(({ emergency }) => !emergency) : undefined;
  if (lacking) throw noEmergency(lacking);
  return strictest(all.map((environment) => policyIn(environment, run)));
}

function noEmergency({ name }: Environment): OpsError {
  return new OpsError('no-emergency', {
    en: `The environment ${name} provides for no emergency changes. Ask without --emergency, or add "emergency" to its settings.`,
    zh: `环境 ${name} 未配置紧急变更。请去掉 --emergency，或在设置中添加 emergency。`,
  });
}

/** Error `host-twice`: two names for one machine would be two runs in one. */
export function checkApart(hosts: readonly Host[]): void {
  const seen = new Map<string, string>();
  for (const { name, address, port, via } of hosts) {
    const place = `${via ?? ''} ${address}:${port}`;
    const other = seen.get(place);
    if (other !== undefined) throw twice(other, name, `${address}:${port}`);
    seen.set(place, name);
  }
}

function twice(one: string, other: string, place: string): OpsError {
  return new OpsError('host-twice', {
    en: `${one} and ${other} are the same machine (${place}). Keep one of the names in hosts.yaml, or leave one out with "on".`,
    zh: `${one} 与 ${other} 是同一台机器（${place}）。请在 hosts.yaml 中只保留一个名称，或用 on 排除其中一个。`,
  });
}
