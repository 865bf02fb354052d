import { z } from 'zod';
import { OpsError } from '../core/errors.ts';
import type { KeptJob, Memory, Schedule } from '../core/schedules/index.ts';
import type { Text } from '../core/text.ts';
import type { Deps } from './deps.ts';

interface JobDefinition<J> {
  /** What is kept of it, besides its kind. */
  readonly schema: z.ZodType<J>;
  /** What its maker must be allowed, in every environment of the hosts it goes to. */
  rights(job: J): readonly string[];
  /** Which hosts it goes to, where it goes to hosts. */
  selector(job: J): string | undefined;
  /** Resolves where it can come to something at all: a schedule that never could is not made. */
  check(job: J, by: string, deps: Deps): Promise<unknown>;
  /** What it does, in a few words; plain text. */
  words(job: J): Text;
  /** Does it as the schedule's maker would; resolves with what its next time is to know. */
  run(job: J, schedule: Schedule, deps: Deps): Promise<Memory | undefined>;
}

/** What a schedule does; its kind is its file's name. Error of all: `job-damaged`, where what is kept is none of it. */
export type Job = Omit<JobDefinition<KeptJob>, 'schema'>;

/** Declares what a schedule can do. */
export function defineJob<J>({ schema, rights, selector, check, words, run }: JobDefinition<J>): Job {
  const read = (kept: KeptJob): J => {
    const checked = schema.safeParse(kept);
    if (checked.success) return checked.data;
    throw damaged(kept, checked.error);
  };
  return {
    rights: (kept) => rights(read(kept)),
    selector: (kept) => selector(read(kept)),
    check: async (kept, by, deps) => check(read(kept), by, deps),
    words: (kept) => words(read(kept)),
    run: async (kept, schedule, deps) => run(read(kept), schedule, deps),
  };
}

function damaged({ kind }: KeptJob, cause: z.ZodError): OpsError {
  const why = z.prettifyError(cause).replace(/\s+/g, ' ').slice(0, 300);
  return new OpsError(
    'job-damaged',
    {
      en: `What the schedule does (${kind}) is not kept as the bot wrote it: ${why}. Remove the schedule and make it anew.`,
      zh: `计划的内容（${kind}）与机器人写入的不符：${why}。请删除该计划并重新创建。`,
    },
    { cause },
  );
}
