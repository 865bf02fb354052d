import type { Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { counts, isAsked, policiesOf } from './policies.ts';
import { notCounted, stateText } from './texts.ts';
import { isFinal } from './transitions.ts';
import type { Person, Run } from './types.ts';

/** Why a decision is not taken. `forbidden`: somebody tried what they may not, which belongs on record. */
export interface Refusal {
  readonly code: string;
  readonly text: Text;
  readonly forbidden?: boolean;
}

/** A decision that somebody wants to make. */
export interface Attempt {
  readonly person: Person;
  readonly digest: string;
  /** ms since the epoch. */
  readonly now: number;
}

/** Why this person may not approve this run now, or undefined: pure. */
export function refuseApproval(run: Run, attempt: Attempt, settings: Settings): Refusal | undefined {
  return (
    unfit(attempt.person) ??
    own(run, attempt.person) ??
    notAsked(run, attempt.person, settings) ??
    closed(run, ['awaiting-approval']) ??
    expired(run, attempt.now) ??
    changed(run, attempt.digest) ??
    twice(run, attempt.person)
  );
}

/** Why this person may not reject this run now, or undefined: pure. Whoever may approve may, until it starts. */
export function refuseRejection(run: Run, attempt: Attempt, settings: Settings): Refusal | undefined {
  return (
    unfit(attempt.person) ??
    ownRejection(run, attempt.person) ??
    notAsked(run, attempt.person, settings) ??
    closed(run, ['awaiting-approval', 'queued']) ??
    changed(run, attempt.digest)
  );
}

/** Why this person may not take an approval back now, or undefined: pure. Only who gave it may, until it starts. */
export function refuseRevocation(run: Run, attempt: Attempt): Refusal | undefined {
  return (
    unfit(attempt.person) ??
    closed(run, ['awaiting-approval', 'queued']) ??
    changed(run, attempt.digest) ??
    notGiven(run, attempt.person)
  );
}

/** Why a person's word counts for nothing, or undefined. */
export function unfit(person: Person): Refusal | undefined {
  if (counts(person)) return undefined;
  return { code: 'person-unfit', text: notCounted(person), forbidden: true };
}

function own(run: Run, person: Person): Refusal | undefined {
  if (person.id !== run.requester) return undefined;
  const text = {
    en: `You asked for ${run.id} yourself, so somebody else must approve it, also when you are in the approvers' group.`,
    zh: `${run.id} 由你本人申请，须由他人审批（即使你在审批组中）。`,
  };
  return { code: 'own-run', text, forbidden: true };
}

function ownRejection(run: Run, person: Person): Refusal | undefined {
  if (person.id !== run.requester) return undefined;
  const text = {
    en: `You asked for ${run.id} yourself; to withdraw it, cancel it: /ops cancel ${run.id}.`,
    zh: `${run.id} 由你本人申请；如需撤回，请取消：/ops cancel ${run.id}。`,
  };
  return { code: 'own-run', text };
}

function notAsked(run: Run, person: Person, settings: Settings): Refusal | undefined {
  const policies = policiesOf(run, settings);
  if (isAsked(settings, policies, person.id)) return undefined;
  const groups = [...new Set(policies.flatMap((policy) => policy.from))];
  const text = {
    en: `You may not decide on ${run.id}: ${run.request.environment} asks members of ${groups.join(', ')}. Groups are set in access.yaml.`,
    zh: `你无权审批 ${run.id}：${run.request.environment} 须由 ${groups.join('、')} 组成员审批。组在 access.yaml 中设置。`,
  };
  return { code: 'not-an-approver', text, forbidden: true };
}

function closed(run: Run, open: readonly Run['state'][]): Refusal | undefined {
  if (open.includes(run.state)) return undefined;
  const code = isFinal(run.state) ? 'run-over' : 'not-awaiting';
  const state = stateText(run.state);
  const text = {
    en: `Too late: ${run.id} is ${state.en}. Nothing was changed by your click.`,
    zh: `已不在审批阶段：${run.id} 当前为“${state.zh}”。此次点击未产生任何影响。`,
  };
  return { code, text };
}

function expired(run: Run, now: number): Refusal | undefined {
  if (run.expiresAt === undefined || now < run.expiresAt) return undefined;
  const text = {
    en: `Too late: the time for approving ${run.id} is over. Ask for it again.`,
    zh: `${run.id} 的审批已过期，请重新申请。`,
  };
  return { code: 'approval-expired', text };
}

function changed(run: Run, digest: string): Refusal | undefined {
  if (digest === run.digest) return undefined;
  const text = {
    en: `The plan of ${run.id} has changed since that message; look at its newest card and decide there.`,
    zh: `${run.id} 的计划在该消息之后已更改，请查看最新的卡片并在其上操作。`,
  };
  return { code: 'plan-changed', text };
}

function twice(run: Run, person: Person): Refusal | undefined {
  if (!run.approvals.some(({ by }) => by === person.id)) return undefined;
  const text = { en: `You have approved ${run.id} already.`, zh: `你已审批过 ${run.id}。` };
  return { code: 'approved-already', text };
}

function notGiven(run: Run, person: Person): Refusal | undefined {
  if (run.approvals.some(({ by }) => by === person.id)) return undefined;
  const text = {
    en: `You have not approved ${run.id}, so there is nothing of yours to take back.`,
    zh: `你尚未审批 ${run.id}，无可撤回。`,
  };
  return { code: 'not-approved', text };
}
