import { z } from 'zod';
import { amiss } from '../../core/config/drift/amiss.ts';
import type { Drift } from '../../core/config/drift.ts';
import { defineJob } from '../define-job.ts';
import { collectDrift } from '../drifting.ts';
import { isExact, mend } from '../mending.ts';
import { under } from '../pushes.ts';
import { driftFound, driftGone } from '../views/drift.ts';
import { fromSchedule } from '../views/schedules.ts';

const schema = z.object({
  /** As it was typed, or `all`. */
  selector: z.string(),
  /** Ask for a push of what is intended to what drifted. */
  mend: z.boolean(),
});

/** Looks for drift, and tells of it; silent where all is as intended, unless it was otherwise the last time. */
export default defineJob<z.infer<typeof schema>>({
  schema,
  rights: (job) => (job.mend ? ['collect', 'config'] : ['collect']),
  selector: ({ selector }) => selector,
  check: async ({ selector }, _, deps) =>
    deps.collects.check({ source: 'ssh', selector, request: { what: ['config'] } }),
  words: (job) => ({
    en: `look for drift of ${job.selector}${job.mend ? ', and mend it' : ''}`,
    zh: `检查 ${job.selector} 的配置偏离${job.mend ? '并纠正' : ''}`,
  }),
  run: async (job, schedule, deps) => {
    const { id, by, channel, running, memory } = schedule;
    const { selector } = job;
    const seen = await collectDrift({ selector, by, schedule: id }, deps);
    const language = deps.language(channel);
    const isWell = seen.some(({ state }) => state === 'as-intended') && seen.every(isNoNews);
    if (isWell && memory !== astray) return undefined;
    const off = amiss(seen);
    const mends = job.mend && off.length > 0;
    const message = isWell ? driftGone(seen, selector, language) : driftFound(seen, selector, language, mends);
    const reason = `drift found by schedule ${id}`;
    const mended = mends
      ? await mend(off, { reason, exact: isExact(off, deps) }, { user: by, channel }, deps)
      : undefined;
    const live = deps.live({ channel }, `drift:${id}:${running?.due ?? deps.clock.now()}`);
    await live.end(fromSchedule(mended ? under(message, mended) : message, id, language));
    return isWell ? undefined : astray;
  },
});

/** What the next run remembers of one that found something. */
const astray = 'astray';

/** A device without an intended config is not watched. */
function isNoNews({ state }: Drift): boolean {
  return state === 'as-intended' || state === 'no-intended';
}
