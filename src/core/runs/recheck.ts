import type { Person } from '../access/people.ts';
import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { unfit } from './approvals.ts';
import type { Engine } from './engine.ts';
import { activeRun } from './engine.ts';
import { holdOn } from './holds.ts';
import { commandOf, environmentsUnder, isAsked, missingOf, policiesOf } from './policies.ts';
import { refuseCommand } from './rights.ts';
import { liftCommand } from './texts.ts';
import type { Hold, Run } from './types.ts';

/** How long to wait before the chat is asked again about people, in ms. */
const peoplePause = 15_000;

/** What a look at the people of a run came to, just before it starts. */
type Verdict =
  | { readonly go: true }
  | { readonly go: false; readonly refuse: Text }
  | { readonly go: false; readonly askAgain: Text; readonly dropped: readonly string[] };

/** Who asked and who approved, as the chat knows them now; a person it does not know any more is left out. */
export type Known = ReadonlyMap<string, Person>;

/** Asks the chat about requester and approvers, again and again while it cannot be asked. */
export async function lookAtPeople(engine: Engine, run: Run, signal: AbortSignal): Promise<Known> {
  const known = new Map<string, Person>();
  for (const id of new Set([run.requester, ...run.approvals.map(({ by }) => by)])) {
    const person = await findPatiently(engine, id, signal);
    if (person) known.set(id, person);
  }
  return known;
}

async function findPatiently(engine: Engine, id: string, signal: AbortSignal): Promise<Person | undefined> {
  for (;;) {
    try {
      return await engine.people.find(id);
    } catch (error) {
      const code = error instanceof OpsError ? error.code : undefined;
      if (code === 'person-unknown') return undefined;
      if (code !== 'people-unavailable') throw error;
      await engine.clock.sleep(peoplePause, signal);
    }
  }
}

/** Whether a queued run may start, by the settings of now: requester, hold and approvals. */
export function judge(engine: Engine, id: string, known: Known): Verdict {
  const run = activeRun(engine, id);
  const settings = engine.settings.current();
  const requester = known.get(run.requester);
  const environments = environmentsUnder(run, settings);
  const refusal = requester
    ? refuseCommand(settings, requester, commandOf(run.kind, run.request), environments)
    : { text: unknownPerson(run.requester) };
  if (refusal) return { go: false, refuse: requesterLost(refusal.text) };
  const hold = environments.flatMap((name) => holdOn(engine.store.holds(), run.request.app, name) ?? [])[0];
  if (hold && run.request.follows === undefined) return { go: false, refuse: onHold(hold) };
  return judgeApprovals(run, settings, known);
}

function judgeApprovals(run: Run, settings: ReturnType<Engine['settings']['current']>, known: Known): Verdict {
  const policies = policiesOf(run, settings);
  const lost = ({ by }: { by: string }) => {
    const person = known.get(by);
    return !person || unfit(person) !== undefined || !isAsked(settings, policies, by);
  };
  const dropped = run.approvals.filter(lost).map(({ by }) => by);
  const left = { ...run, approvals: run.approvals.filter((approval) => !lost(approval)) };
  const missing = missingOf(left, settings);
  if (missing.count === 0) return { go: true };
  return { go: false, askAgain: askedAgain(missing, dropped.length), dropped };
}

function askedAgain(missing: { count: number; groups: readonly string[] }, dropped: number): Text {
  const gone =
    dropped > 0
      ? {
          en: `${dropped} of the approvals no longer count (the person is deactivated or left the group). `,
          zh: `有 ${dropped} 个审批已失效（审批人被停用或已离开审批组）。`,
        }
      : { en: 'The approval policy was made stricter meanwhile. ', zh: '审批策略在此期间变得更严格。' };
  return {
    en: `${gone.en}${missing.count} more of ${missing.groups.join(', ')} must approve.`,
    zh: `${gone.zh}还需 ${missing.groups.join('、')} 中的 ${missing.count} 人审批。`,
  };
}

/** Why nothing but Undo and Continue may run there. */
export function onHold({ app, environment, run: by }: Hold): Text {
  return {
    en: `${app} is on hold in ${environment} since run ${by}. Look at its hosts, then Undo or Continue that run, or lift the hold: ${liftCommand(app, environment)}.`,
    zh: `自任务 ${by} 起，${app} 在 ${environment} 处于挂起状态。请检查主机后撤销或继续该任务，或解除挂起：${liftCommand(app, environment)}。`,
  };
}

function requesterLost(why: Text): Text {
  return {
    en: `Not started, because who asked for it may not do so any more. ${why.en}`,
    zh: `未启动：申请人已不再具备权限。${why.zh}`,
  };
}

function unknownPerson(id: string): Text {
  return { en: `The chat does not know ${id} any more.`, zh: `聊天系统中已没有 ${id}。` };
}
