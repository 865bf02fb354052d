import type { Person } from '../access/people.ts';
import type { Policy, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { verbatim } from '../text.ts';
import { counts, isAsked, policiesOf } from './policies.ts';
import { notCounted, stateText } from './texts.ts';
import { isFinal } from './transitions.ts';
import type { Run, RunState } from './types.ts';

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

/** What is decided on, a run or a proposal, as far as decisions are concerned. */
export interface Matter {
  readonly id: string;
  /** Slack user id. */
  readonly requester: string;
  readonly digest?: string;
  readonly approvals: readonly { readonly by: string }[];
  /** ms since the epoch. */
  readonly expiresAt?: number;
  /** Each of them must be satisfied. */
  readonly policies: readonly Policy[];
  /** In whose name approvers are asked, such as an environment's. */
  readonly asking: Text;
  /** Its state as it stands after "is". */
  readonly state: Text;
  readonly over: boolean;
  /** The decisions that its state allows. */
  readonly open: readonly ('approve' | 'reject' | 'revoke')[];
  /** How who asked for it takes it back; absent where rejecting it is how. */
  readonly withdraw?: Text;
}

/** Why this person may not approve this run now, or undefined: pure. */
export function refuseApproval(run: Run, attempt: Attempt, settings: Settings): Refusal | undefined {
  return refuseApprovalOf(matterOf(run, policiesOf(run, settings)), attempt, settings);
}

/** Why this person may not reject this run now, or undefined: pure. Whoever may approve may, until it starts. */
export function refuseRejection(run: Run, attempt: Attempt, settings: Settings): Refusal | undefined {
  return refuseRejectionOf(matterOf(run, policiesOf(run, settings)), attempt, settings);
}

/** Why this person may not take an approval back now, or undefined: pure. Only who gave it may, until it starts. */
export function refuseRevocation(run: Run, attempt: Attempt): Refusal | undefined {
  const matter = matterOf(run, []);
  return (
    unfit(attempt.person) ??
    closed(matter, 'revoke') ??
    changed(matter, attempt.digest) ??
    notGiven(matter, attempt.person)
  );
}

/** Why this person may not approve this now, or undefined: pure. */
export function refuseApprovalOf(matter: Matter, attempt: Attempt, settings: Settings): Refusal | undefined {
  return (
    unfit(attempt.person) ??
    own(matter, attempt.person) ??
    notAsked(matter, attempt.person, settings) ??
    closed(matter, 'approve') ??
    expired(matter, attempt.now) ??
    changed(matter, attempt.digest) ??
    twice(matter, attempt.person)
  );
}

/** Why this person may not reject this now, or undefined: pure. */
export function refuseRejectionOf(matter: Matter, attempt: Attempt, settings: Settings): Refusal | undefined {
  const theirs = attempt.person.id === matter.requester;
  return (
    unfit(attempt.person) ??
    (theirs ? ownRejection(matter) : notAsked(matter, attempt.person, settings)) ??
    closed(matter, 'reject') ??
    changed(matter, attempt.digest)
  );
}

/** Why a person's word counts for nothing, or undefined. */
export function unfit(person: Person): Refusal | undefined {
  if (counts(person)) return undefined;
  return { code: 'person-unfit', text: notCounted(person), forbidden: true };
}

function matterOf(run: Run, policies: readonly Policy[]): Matter {
  const { id, requester, digest, approvals, expiresAt, state } = run;
  return {
    ...{ id, requester, digest, approvals, expiresAt },
    policies,
    asking: verbatim(run.request.environment),
    state: stateText(state),
    over: isFinal(state),
    open: openTo[state] ?? [],
    withdraw: {
      en: `You asked for ${id} yourself; to withdraw it, cancel it: /ops cancel ${id}.`,
      zh: `${id} 由你本人申请；如需撤回，请取消：/ops cancel ${id}。`,
    },
  };
}

const openTo: Partial<Record<RunState, Matter['open']>> = {
  'awaiting-approval': ['approve', 'reject', 'revoke'],
  queued: ['reject', 'revoke'],
};

function own(matter: Matter, person: Person): Refusal | undefined {
  if (person.id !== matter.requester) return undefined;
  const text = {
    en: `You asked for ${matter.id} yourself, so somebody else must approve it, also when you are in the approvers' group.`,
    zh: `${matter.id} 由你本人申请，须由他人审批（即使你在审批组中）。`,
  };
  return { code: 'own-run', text, forbidden: true };
}

function ownRejection({ withdraw }: Matter): Refusal | undefined {
  return withdraw && { code: 'own-run', text: withdraw };
}

function notAsked(matter: Matter, person: Person, settings: Settings): Refusal | undefined {
  const { id, policies, asking } = matter;
  if (isAsked(settings, policies, person.id)) return undefined;
  const groups = [...new Set(policies.flatMap((policy) => policy.from))];
  const text = {
    en: `You may not decide on ${id}: ${asking.en} asks members of ${groups.join(', ')}. Groups are set in access.yaml.`,
    zh: `你无权审批 ${id}：${asking.zh} 须由 ${groups.join('、')} 组成员审批。组在 access.yaml 中设置。`,
  };
  return { code: 'not-an-approver', text, forbidden: true };
}

function closed({ id, open, over, state }: Matter, what: Matter['open'][number]): Refusal | undefined {
  if (open.includes(what)) return undefined;
  const text = {
    en: `Too late: ${id} is ${state.en}. Nothing was changed by your click.`,
    zh: `已不在审批阶段：${id} 当前为“${state.zh}”。此次点击未产生任何影响。`,
  };
  return { code: over ? 'run-over' : 'not-awaiting', text };
}

function expired({ id, expiresAt }: Matter, now: number): Refusal | undefined {
  if (expiresAt === undefined || now < expiresAt) return undefined;
  const text = {
    en: `Too late: the time for approving ${id} is over. Ask for it again.`,
    zh: `${id} 的审批已过期，请重新申请。`,
  };
  return { code: 'approval-expired', text };
}

function changed(matter: Matter, digest: string): Refusal | undefined {
  if (digest === matter.digest) return undefined;
  const text = {
    en: `The plan of ${matter.id} has changed since that message; look at its newest card and decide there.`,
    zh: `${matter.id} 的计划在该消息之后已更改，请查看最新的卡片并在其上操作。`,
  };
  return { code: 'plan-changed', text };
}

function twice(matter: Matter, person: Person): Refusal | undefined {
  if (!matter.approvals.some(({ by }) => by === person.id)) return undefined;
  const text = { en: `You have approved ${matter.id} already.`, zh: `你已审批过 ${matter.id}。` };
  return { code: 'approved-already', text };
}

function notGiven(matter: Matter, person: Person): Refusal | undefined {
  if (matter.approvals.some(({ by }) => by === person.id)) return undefined;
  const text = {
    en: `You have not approved ${matter.id}, so there is nothing of yours to take back.`,
    zh: `你尚未审批 ${matter.id}，无可撤回。`,
  };
  return { code: 'not-approved', text };
}
