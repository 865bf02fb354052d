import { OpsError } from '../core/errors.ts';
import type { KeptJob, Memory, Schedule } from '../core/schedules/index.ts';
import { type Text, verbatim } from '../core/text.ts';
import type { Reply, Request } from './define.ts';
import type { Job } from './define-job.ts';
import type { Deps } from './deps.ts';
import { demandRightFor, namesOf, rightLostFor } from './host-rights.ts';
import type { Registry } from './registry.ts';
import { scheduleMade } from './views/schedules.ts';

/** When something is done again and again, as flags say it. */
export interface Timing {
  readonly every?: string;
  readonly tz?: string;
  readonly missed?: 'once' | 'skip';
}

/** Whether there is to be a schedule. */
export function isScheduled(timing: Timing): timing is Timing & { readonly every: string } {
  return timing.every !== undefined;
}

/**
 * Refuses what only goes with `--every`, where that is not there: `more` are further flags, and whether each was given.
 * Error `argument-malformed`.
 */
export function refuseAlone({ tz, missed }: Timing, more: Readonly<Record<string, boolean>> = {}): void {
  const given = { '--tz': tz !== undefined, ...more, '--missed': missed !== undefined };
  const alone = Object.entries(given).flatMap(([flag, isGiven]) => (isGiven ? [flag] : []));
  if (alone.length > 0) throw withoutEvery(alone.join(', '));
}

/**
 * Makes a schedule that does this, where whoever asks may have it done, and says when it runs. Errors: `forbidden`, those
 * of the selector, of the job's check and of `Schedules.add`.
 */
export async function scheduled(
  job: KeptJob,
  { every, tz = 'UTC', missed = 'once' }: Timing & { readonly every: string },
  { user: by, channel }: Request,
  deps: Deps,
): Promise<Reply> {
  const { rights, selector, check } = jobOf(job, deps.registry);
  for (const right of rights(job)) await demandRightFor(right, () => namesOf(selector(job), deps), by, deps);
  await check(job, by, deps);
  const schedule = await deps.schedules.add({ job, cron: every, tz, by, channel, missed });
  return { kind: 'in-channel', message: scheduleMade(schedule, 'add', deps.language(channel)) };
}

/** Resolves where somebody may pause, resume or remove such a schedule: who may do such things anywhere. Error `forbidden`. */
export async function demandChange(kept: KeptJob, by: string, deps: Deps): Promise<void> {
  for (const right of rightsOf(kept, deps.registry)) await demandRightFor(right, () => [], by, deps);
}

/** Of what is unknown or damaged, so that it can be removed, those of what schedules did first. */
function rightsOf(kept: KeptJob, { jobs }: Pick<Registry, 'jobs'>): readonly string[] {
  try {
    return jobs.get(kept.kind)?.rights(kept) ?? ['collect'];
  } catch {
    return ['collect'];
  }
}

/** Why a schedule's maker may not have it done any more; undefined where they may. Errors: the selector's, `job-unknown`. */
export async function jobRightLost({ by, job: kept }: Schedule, deps: Deps): Promise<Text | undefined> {
  const job = jobOf(kept, deps.registry);
  const hosts = () => namesOf(job.selector(kept), deps);
  for (const right of job.rights(kept)) {
    const lost = await rightLostFor(right, hosts, by, deps);
    if (lost) return lost;
  }
  return undefined;
}

/** Does what a schedule does, and resolves with what its next time is to know. Errors: the job's, `job-unknown`. */
export async function runJob(schedule: Schedule, deps: Deps): Promise<Memory | undefined> {
  return jobOf(schedule.job, deps.registry).run(schedule.job, schedule, deps);
}

/** What a schedule does; the name of its kind where that is not known here, or damaged. */
export function jobWords(kept: KeptJob, { jobs }: Pick<Registry, 'jobs'>): Text {
  try {
    return jobs.get(kept.kind)?.words(kept) ?? verbatim(kept.kind);
  } catch {
    return verbatim(kept.kind);
  }
}

function jobOf({ kind }: KeptJob, { jobs }: Pick<Registry, 'jobs'>): Job {
  const job = jobs.get(kind);
  if (job) return job;
  throw new OpsError('job-unknown', {
    en: `This version of the bot does not know what the schedule does (${kind}). Run the version that made it, or remove the schedule.`,
    zh: `当前版本的机器人不认识该计划的内容（${kind}）。请使用创建它的版本，或删除该计划。`,
  });
}

function withoutEvery(flags: string): OpsError {
  return new OpsError('argument-malformed', {
    en: `${flags} only goes with --every "0 2 * * *", for what is done again and again. Nothing was done.`,
    zh: `${flags} 只能与 --every "0 2 * * *" 同用（定期执行）。未执行任何操作。`,
  });
}
