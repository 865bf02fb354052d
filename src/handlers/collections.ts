import type { Asked, Collection } from '../core/collect/index.ts';
import { type LiveDifference, liveDifference } from '../core/collect/live-difference.ts';
import type { Schedule } from '../core/collect/schedules.ts';
import { type FactKind, factKinds } from '../core/collect/types.ts';
import { OpsError } from '../core/errors.ts';
import { suggestion } from '../core/settings/nearest.ts';
import type { Request } from './define.ts';
import type { Deps } from './deps.ts';
import { demandRight } from './rights.ts';
import { collecting, collectionMessage, commandMessage } from './views/collection.ts';

/** What `--what facts` stands for, and what is collected where nothing is said. */
const usual = factKinds.filter((kind) => kind !== 'packages' && kind !== 'config');

/** The kinds of facts that `--what` names. Error `argument-malformed`, naming the nearest. */
export function factsNamed(what: string | undefined): readonly FactKind[] {
  const names = (what ?? 'facts').split(/[,，、\s]+/).filter(Boolean);
  return [...new Set(names.flatMap((name) => (name === 'facts' ? usual : [kindNamed(name)])))];
}

function kindNamed(name: string): FactKind {
  const found = factKinds.find((kind) => kind === name.toLowerCase());
  if (found) return found;
  const hint = suggestion(name, ['facts', ...factKinds]);
  throw new OpsError('argument-malformed', {
    en: `--what ${name}: there is no such kind of facts.${hint.en} There are: facts, ${factKinds.join(', ')}.`,
    zh: `--what ${name}：没有这种信息。${hint.zh}可用：facts、${factKinds.join('、')}。`,
  });
}

/** Whether somebody may collect. Errors: those of `demandRight`. */
export function mayCollect(by: string, deps: Deps): Promise<void> {
  return demandRight('collect', undefined, by, '/collect', deps);
}

/** Collects with a live message, which becomes the result. */
export async function collectLive(asked: Asked, what: string, request: Request, deps: Deps): Promise<Collection> {
  const { channel, thread } = request;
  const language = deps.language(channel);
  const key = `collect:${asked.by}:${channel}:${deps.clock.now()}`;
  const live = deps.live({ channel, ...(thread && { thread }) }, key);
  const show = (message: Parameters<typeof live.show>[0]) =>
    live.show(message).catch((error: unknown) => deps.log.warn({ err: error }, 'a collection could not be shown'));
  const first = show(collecting(what, { done: 0, failed: 0, all: 0 }, language));
  const collection = await deps.collects.collect(asked, {
    heard: (progress) => void first.then(() => show(collecting(what, progress, language))),
  });
  await first;
  const { command } = asked.request;
  await show(
    command === undefined
      ? collectionMessage(collection, what, language)
      : commandMessage(collection, command, language),
  );
  return collection;
}

/** What a schedule does: collects as its maker would; where it is to tell of changes only, it is silent without any. */
export async function collectScheduled(schedule: Schedule, deps: Deps): Promise<void> {
  const { source, selector, what, command, resources, by, channel, changesOnly } = schedule;
  const request = { what, ...(command !== undefined && { command }), ...(resources && { resources }) };
  const asked: Asked = { source, request, by, ...(selector !== undefined && { selector }) };
  const name = selector ?? source;
  if (!changesOnly)
    return void (await collectLive(asked, name, { user: by, channel, language: deps.language(channel) }, deps));
  const collection = await deps.collects.collect(asked);
  const news = collection.outcomes.some(
    ({ kept, error }) => error || kept.some(({ isNew, changes }) => isNew || changes.length > 0),
  );
  if (!news) return;
  await deps
    .live({ channel }, `collect:${collection.id}`)
    .show(collectionMessage(collection, name, deps.language(channel)));
}

/** The inventory held against all that was collected. */
export async function liveDifferences(deps: Pick<Deps, 'collects' | 'settings'>): Promise<readonly LiveDifference[]> {
  const snapshots = await Array.fromAsync(
    deps.collects.snapshots.latestOf(undefined, { without: ['config', 'packages'] }),
  );
  return liveDifference(deps.settings.current().hosts, snapshots);
}
