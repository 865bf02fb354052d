import { z } from 'zod';
import { nameOf } from '../../core/access/people.ts';
import type { Generation, HostResult, Saving, ScheduledTime } from '../../core/generate/index.ts';
import type { Schedule } from '../../core/schedules/index.ts';
import type { Message } from '../define.ts';
import { defineJob } from '../define-job.ts';
import type { Deps } from '../deps.ts';
import { configsOf, pushAsked, under } from '../pushes.ts';
import { generationMessage, savedGeneration, savedMessage } from '../views/generation.ts';
import { fromSchedule } from '../views/schedules.ts';

const schema = z.object({
  template: z.string(),
  /** As it was typed. */
  selector: z.string(),
  set: z.record(z.string(), z.string()),
  /** What becomes of it. */
  act: z.enum(['show', 'save', 'push']),
});
type GenerateJob = z.infer<typeof schema>;

const after = {
  show: { en: '', zh: '' },
  save: { en: ', and save them', zh: '并保存' },
  push: { en: ', and push them', zh: '并下发' },
} as const;

/** Generates configs again, and tells what is new, changed or invalid; silent where nothing is. */
export default defineJob<GenerateJob>({
  schema,
  rights: ({ act }) => (act === 'push' ? ['generate', 'config'] : ['generate']),
  selector: ({ selector }) => selector,
  check: async ({ act: _, ...wish }, by, deps) => deps.generating.explain({ ...wish, by }),
  words: ({ template, selector, set, act }) => {
    const values = Object.keys(set).map((key) => ` --set ${key}`);
    const of = `${template} ${selector}${values.join('')}`;
    return { en: `generate ${of}${after[act].en}`, zh: `生成 ${of} ${after[act].zh}`.trim() };
  },
  run: async ({ act, ...wish }, schedule, deps) => {
    const generation = sorted(await deps.generating.generate({ ...wish, by: schedule.by }));
    const message = await { show, save, push }[act](generation, schedule, deps);
    if (!message) return undefined;
    const live = deps.live({ channel: schedule.channel }, `generate:${generation.id}`);
    await live.end(fromSchedule(message, schedule.id, deps.language(schedule.channel)));
    return undefined;
  },
});

type Act = (generation: Generation, schedule: Schedule, deps: Deps) => Promise<Message | undefined>;

const show: Act = async (generation, { channel }, deps) =>
  isNews(generation) ? generationMessage(generation, deps.language(channel)) : undefined;

/** A run that is made up for may have saved before it was cut off: that is told, and found by its time. */
const save: Act = async (generation, schedule, deps) => {
  if (!isNews(generation) && !schedule.running?.madeUp) return undefined;
  const saving = await saved(generation, schedule, deps);
  const language = deps.language(schedule.channel);
  if (isNews(generation)) return savedGeneration(generation, saving, schedule.by, language);
  return saving.repeated ? savedMessage(saving, schedule.by, language) : undefined;
};

async function saved(generation: Generation, { id: schedule, by, running }: Schedule, deps: Deps): Promise<Saving> {
  const time: ScheduledTime = { schedule, due: running?.due ?? deps.clock.now() };
  return deps.generating.save(generation.id, { id: by, name: await nameOf(by, deps.people) }, time);
}

/** What nobody has pushed yet is not news: a push that was refused is asked for again when something changes. */
const push: Act = async (generation, schedule, deps) => {
  const { id, by: user, channel } = schedule;
  if (!isNews(generation)) return undefined;
  const saving = await saved(generation, schedule, deps);
  const reason = `schedule ${id}`;
  const asked = await pushAsked(() => configsOf(generation, saving, deps), { reason }, { user, channel }, deps);
  return under(savedGeneration(generation, saving, user, deps.language(channel)), asked);
};

function isNews({ results }: Generation): boolean {
  return results.some(({ state }) => state !== 'unchanged');
}

const order: readonly HostResult['state'][] = ['invalid', 'changed', 'new', 'unchanged'];

/** What is news first: a message shows the first of many. */
function sorted(generation: Generation): Generation {
  const results = generation.results.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return { ...generation, results };
}
