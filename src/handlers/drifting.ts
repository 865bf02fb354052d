import type { Collection, Outcome } from '../core/collect/index.ts';
import { type Drift, driftOf } from '../core/config/drift.ts';
import { OpsError } from '../core/errors.ts';
import { stoppingText } from '../core/runs/texts.ts';
import type { Text } from '../core/text.ts';
import type { Deps } from './deps.ts';

interface Asking {
  readonly selector: string;
  /** Whose rights it is collected with, and the schedule that asks in their place. */
  readonly by: string;
  readonly schedule: number;
}

/**
 * Collects the running configs of hosts anew, and compares them with what is intended; hosts that are neither devices
 * whose dialect is known nor servers with configs that files.yaml places are left out. Errors: those of `collect`; `bot-stopping`; `configs-not-kept` where what was collected
 * could not be stored, so that it cannot be compared.
 */
export async function collectDrift({ selector, by, schedule }: Asking, deps: Deps): Promise<readonly Drift[]> {
  const { settings } = deps;
  const request = { what: ['config'] } as const;
  const collection = await deps.collects.collect({ source: 'ssh', selector, request, by, schedule });
  if (collection.isCut) throw new OpsError('bot-stopping', stoppingText);
  if (collection.trouble) throw notKept(collection.trouble);
  const { hosts } = settings.current();
  const still = collection.outcomes.flatMap(({ key }) => (Object.hasOwn(hosts, key) ? (hosts[key] ?? []) : []));
  const missed = missedIn(collection);
  const drifts = await driftOf(still, deps);
  const lost = new Set<string>();
  return drifts.flatMap((drift) => {
    const { host } = drift;
    const why = drift.state === 'no-intended' ? undefined : missed.get(host);
    if (!why) return [drift];
    // Once a host, however many configs it has.
    if (lost.has(host)) return [];
    lost.add(host);
    return [{ host, state: 'not-reached', why }];
  });
}

/** Why the configs of hosts did not come this time, by host. */
function missedIn({ outcomes }: Collection): ReadonlyMap<string, Text> {
  return new Map(outcomes.flatMap((outcome) => (hasConfig(outcome) ? [] : [[outcome.key, whyNot(outcome)]])));
}

function hasConfig({ found }: Outcome): boolean {
  return found.some(({ data, configs }) => typeof data.config === 'string' || configs !== undefined);
}

function whyNot({ error, found }: Outcome): Text {
  return error?.text ?? found.flatMap(({ warnings }) => warnings ?? [])[0] ?? noAnswer;
}

const noAnswer: Text = { en: 'it did not give its configuration', zh: '未返回配置' };

function notKept(why: Text): OpsError {
  return new OpsError('configs-not-kept', {
    en: `Looking for drift: what was collected could not be kept, so it was not compared. ${why.en}`,
    zh: `检查配置偏离：采集到的配置无法保存，未能比较。${why.zh}`,
  });
}
