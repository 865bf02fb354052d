import { type Amiss, amiss, amissDigest } from '../core/config/drift/amiss.ts';
import { driftOf, isServer } from '../core/config/drift.ts';
import { OpsError } from '../core/errors.ts';
import { chosenHosts } from '../core/inventory/environments.ts';
import { configsMeant } from '../core/push/request.ts';
import type { PushRequest } from '../core/push/types.ts';
import type { Run } from '../core/runs/types.ts';
import type { Message, Request } from './define.ts';
import type { Deps } from './deps.ts';
import { pushAsked } from './pushes.ts';
import { acceptedIn } from './runs.ts';

/**
 * What was amiss when a button was shown, of its value (`amissDigest`, a blank, the selector), by what was collected last. Error `drift-moved` where that is something else
 * now, so that nobody mends what they were not shown; those of the selector.
 */
export async function driftShown(value: string, deps: Deps): Promise<readonly Amiss[]> {
  const at = value.indexOf(' ');
  const selector = value.slice(at + 1);
  const drifts = await driftOf(chosenHosts(selector, deps.settings.current()), deps);
  if (amissDigest(drifts) !== value.slice(0, at)) throw driftMoved(selector);
  return amiss(drifts);
}

/**
 * Whether mending these removes what is too many: where every device of them was brought to exactly its config before. One
 * whose config was added to what it ran, or never pushed, keeps what its config does not mention.
 */
export function isExact(drifts: readonly Amiss[], deps: Pick<Deps, 'pushed' | 'settings' | 'platforms'>): boolean {
  const { hosts } = deps.settings.current();
  const devices = drifts.filter(({ host }) => !isServer(hosts[host] ?? { platform: '' }, deps));
  return devices.length > 0 && devices.every(({ intended }) => deps.pushed.how(intended) === 'exact');
}

/**
 * Asks for one push of what is intended for these, each as it is pinned, or its newest; where one is under way that does
 * the same, that is the answer.
 */
export async function mend(
  drifts: readonly Amiss[],
  how: Parameters<typeof pushAsked>[1],
  request: Pick<Request, 'user' | 'channel'>,
  deps: Deps,
): Promise<Message> {
  const intended = () => intendedOf(drifts, deps);
  const same = await intended().then(
    (configs) => samePush(configs, deps),
    () => undefined,
  );
  if (!same) return pushAsked(intended, how, request, deps);
  return acceptedIn(same, request.channel, deps.language(request.channel), deps);
}

async function intendedOf(drifts: readonly Amiss[], deps: Deps): Promise<PushRequest['configs']> {
  const { pins, settings, configs } = deps;
  const all: PushRequest['configs'][number][] = [];
  for (const { intended } of drifts) {
    const name = `${intended.host}/${intended.name}`;
    all.push(...(await configsMeant(name, pins.of(intended)?.revision, settings.current(), configs)));
  }
  return all;
}

async function samePush(wanted: PushRequest['configs'], { runs }: Pick<Deps, 'runs'>): Promise<Run | undefined> {
  const names = keysOf(wanted);
  for (const { id } of await runs.list({ app: 'config', active: true })) {
    const run = await runs.get(id);
    if (run?.request.push && keysOf(run.request.push.configs) === names) return run;
  }
  return undefined;
}

function keysOf(configs: PushRequest['configs']): string {
  return JSON.stringify(configs.map(({ host, name, revision }) => [host, name, revision]).toSorted());
}

function driftMoved(selector: string): OpsError {
  return new OpsError('drift-moved', {
    en: `What differs on ${selector} is no longer what was shown, so nothing was asked for. /config drift ${selector} shows it as it is.`,
    zh: `${selector} 的配置偏离已与当时显示的不同，未申请下发。用 /config drift ${selector} 查看当前情况。`,
  });
}
