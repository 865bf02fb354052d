import canonicalize from 'canonicalize';
import type { Text } from '../text.ts';
import type { PushHost, PushPlan } from './types.ts';

/**
 * Why a plan made earlier no longer says what a push would do, compared with one made now; undefined when it still does.
 * Hosts that could not be looked at now are left to preflight. The policy is compared where approvals are.
 */
export function difference(planned: PushPlan, now: PushPlan, unseen: ReadonlySet<string>): Text | undefined {
  const names = new Set([...Object.keys(planned.hosts), ...Object.keys(now.hosts)]);
  for (const name of names) {
    if (unseen.has(name)) continue;
    const why = hostMoved(name, planned.hosts[name], now.hosts[name]);
    if (why) return why;
  }
  if (unseen.size > 0 || same(orderOf(planned), orderOf(now))) return undefined;
  return {
    en: `The settings of ${planned.environment} have changed since the plan was made.`,
    zh: `计划生成后，${planned.environment} 的设置已被修改。`,
  };
}

function hostMoved(name: string, planned: PushHost | undefined, now: PushHost | undefined): Text | undefined {
  if (same(counted(planned), counted(now))) return undefined;
  if (!now) {
    return {
      en: `${name} has the config now, which it had not when the plan was made.`,
      zh: `${name} 现已是该配置，计划生成时还不是。`,
    };
  }
  if (!planned) return { en: `${name} needs the config now, too.`, zh: `${name} 现在也需要该配置。` };
  return {
    en: `What ${name} has now, its address, login or the settings of its files are not what they were when the plan was made.`,
    zh: `${name} 的现有配置、地址、登录方式或文件设置与计划生成时不同。`,
  };
}

/** What differs follows from what is there and what comes, and may be found in another way each time. */
function counted(host: PushHost | undefined) {
  if (host?.how !== 'files') return host;
  return { ...host, files: host.files.map((file) => ({ ...file, added: 0, removed: 0, shown: [] })) };
}

/** As they stand in the journal: what is undefined is not there. */
function same(one: unknown, other: unknown): boolean {
  return canonicalize(one) === canonicalize(other);
}

function orderOf({ strategy, batches }: PushPlan) {
  return { strategy, batches };
}
