import canonicalize from 'canonicalize';
import type { Text } from '../text.ts';
import type { DeployPlan, HostPlan } from './types.ts';

/**
 * Why a plan made earlier no longer says what a run would do, compared with one made now; undefined when it still
 * does. Hosts that could not be looked at now are left to preflight. The policy is compared where approvals are.
 */
export function difference(planned: DeployPlan, now: DeployPlan, unseen: ReadonlySet<string>): Text | undefined {
  const before = Object.keys(planned.hosts).filter((name) => !unseen.has(name));
  const after = Object.keys(now.hosts).filter((name) => !unseen.has(name));
  const joined = after.filter((name) => !before.includes(name));
  const left = before.filter((name) => !after.includes(name));
  if (joined.length + left.length > 0) return membersMoved(joined, left);
  for (const name of before) {
    const why = hostMoved(name, planned.hosts[name] as HostPlan, now.hosts[name] as HostPlan);
    if (why) return why;
  }
  if (unseen.size > 0 || same(settingsOf(planned), settingsOf(now))) return undefined;
  return {
    en: `The settings of ${planned.app} or ${planned.environment} have changed since the plan was made.`,
    zh: `计划生成后，${planned.app} 或 ${planned.environment} 的设置已被修改。`,
  };
}

/** As they stand in the journal: what is undefined is not there. */
function same(one: unknown, other: unknown): boolean {
  return canonicalize(one) === canonicalize(other);
}

function settingsOf({ strategy, batches, reversible, keep, artifact, version }: DeployPlan) {
  return { strategy, batches, reversible, keep, artifact, version };
}

function membersMoved(joined: readonly string[], left: readonly string[]): Text {
  const [more, fewer] = [joined.join(', '), left.join(', ')];
  return {
    en: `The hosts to change are others than when the plan was made:${more && ` ${more} joined`}${more && fewer && ','}${fewer && ` ${fewer} left or needs nothing any more`}.`,
    zh: `需要变更的主机与计划生成时不同：${more && `新增 ${more}`}${more && fewer && '，'}${fewer && `${fewer} 已移出或无需变更`}。`,
  };
}

function hostMoved(name: string, planned: HostPlan, now: HostPlan): Text | undefined {
  if (!same(planned.current, now.current)) {
    const [was, is] = [planned.current?.name ?? '-', now.current?.name ?? '-'];
    return {
      en: `${name} runs ${is} now; it ran ${was} when the plan was made.`,
      zh: `${name} 当前运行 ${is}，计划生成时运行 ${was}。`,
    };
  }
  if (same(planned, now)) return undefined;
  return {
    en: `What would be done to ${name} has changed since the plan was made (its address, login, hooks, verification or files).`,
    zh: `计划生成后，对 ${name} 的操作内容已变化（地址、登录、钩子、验证或文件）。`,
  };
}
