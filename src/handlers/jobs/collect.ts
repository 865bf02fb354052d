import { z } from 'zod';
import type { Asked } from '../../core/collect/index.ts';
import { factKinds, usualKinds } from '../../core/collect/types.ts';
import { OpsError } from '../../core/errors.ts';
import { stoppingText } from '../../core/runs/texts.ts';
import type { Schedule } from '../../core/schedules/index.ts';
import { collectLive } from '../collections.ts';
import { defineJob } from '../define-job.ts';
import type { Deps } from '../deps.ts';
import { collectionMessage } from '../views/collection.ts';

const schema = z.object({
  /** A collector's name. */
  source: z.string(),
  /** As it was typed; absent for a source that goes to no hosts. */
  selector: z.string().optional(),
  what: z.array(z.enum(factKinds)),
  command: z.string().optional(),
  resources: z.array(z.string()).optional(),
  /** Say nothing where nothing changed. */
  changesOnly: z.boolean(),
});
type CollectJob = z.infer<typeof schema>;

/** Collects as its maker would; where it is to tell of changes only, it is silent without any. */
export default defineJob<CollectJob>({
  schema,
  rights: () => ['collect'],
  selector: ({ selector }) => selector,
  check: async (job, by, deps) => deps.collects.check(askedOf(job, by)),
  words: ({ source, selector, what, command, resources, changesOnly }) => {
    const of = [selector ?? source, command ?? (resources?.join(',') || kindsText(what))].filter(Boolean).join(' ');
    const only = changesOnly ? { en: ' (tells of changes only)', zh: '（仅报告变化）' } : { en: '', zh: '' };
    return { en: `collect ${of}${only.en}`, zh: `采集 ${of}${only.zh}` };
  },
  run: async (job, schedule, deps) => {
    const asked = { ...askedOf(job, schedule.by), schedule: schedule.id };
    const name = job.command ?? job.selector ?? job.source;
    if (job.changesOnly) return collectForNews(asked, name, schedule, deps);
    const { unshown, isCut } = await collectLive(asked, name, schedule, deps, 'elsewhere');
    if (isCut) throw new OpsError('bot-stopping', stoppingText);
    if (unshown) throw notShown(schedule.channel);
    return undefined;
  },
});

function askedOf({ source, selector, what, command, resources }: CollectJob, by: string): Asked {
  const request = { what, ...(command !== undefined && { command }), ...(resources && { resources }) };
  return { source, request, by, ...(selector !== undefined && { selector }) };
}

/** `facts` for the usual kinds, and what is beyond them. */
function kindsText(what: CollectJob['what']): string {
  if (!usualKinds.every((kind) => what.includes(kind))) return what.join(',');
  return ['facts', ...what.filter((kind) => !usualKinds.includes(kind))].join(',');
}

async function collectForNews(asked: Asked, name: string, { channel }: Schedule, deps: Deps): Promise<undefined> {
  const collection = await deps.collects.collect(asked);
  if (collection.isCut) throw new OpsError('bot-stopping', stoppingText);
  const lost = await Promise.all(
    collection.outcomes.map(async ({ key, error }) => error && (await deps.collects.snapshots.latest(key))?.failed),
  );
  const isNews =
    collection.outcomes.some(({ kept }) => kept.some(({ isNew, changes }) => isNew || changes.length > 0)) ||
    collection.outcomes.some(({ gone }) => gone.length > 0) ||
    lost.some((failed) => failed && failed.since >= collection.at);
  if (!isNews) return;
  const message = collectionMessage(collection, name, deps.language(channel));
  await deps.live({ channel }, `collect:${collection.id}`).end(message);
}

function notShown(channel: string): OpsError {
  return new OpsError('chat-failed', {
    en: `What was collected could not be shown in ${channel}. Invite the bot there, or make the schedule in another channel.`,
    zh: `无法在 ${channel} 中显示采集结果。请邀请机器人进入该频道，或在其他频道创建计划。`,
  });
}
