import type { Asked, Collection, HeardOf } from '../core/collect/index.ts';
import { type LiveDifference, liveDifference } from '../core/collect/live-difference.ts';
import { type FactKind, factKinds, usualKinds } from '../core/collect/types.ts';
import { OpsError } from '../core/errors.ts';
import { meant } from '../core/settings/nearest.ts';
import type { Message, ReplyFile, Request } from './define.ts';
import type { Deps } from './deps.ts';
import { demandRightFor, namesOf } from './host-rights.ts';
import { workLive } from './live-work.ts';
import { collecting, collectionLost, collectionMessage, notCollected } from './views/collection.ts';
import { commandFile, commandMessage } from './views/command-answers.ts';

/** The kinds of facts that `--what` names. Error `argument-malformed`, naming the nearest. */
export function factsNamed(what: string | undefined): readonly FactKind[] {
  const names = (what ?? 'facts')
    .toLowerCase()
    .split(/[,，、\s]+/)
    .filter(Boolean);
  if (names.length === 0) throw noKind();
  return [...new Set(names.flatMap((name) => (name === 'facts' ? usualKinds : [kindNamed(name)])))];
}

function kindNamed(name: string): FactKind {
  const found = factKinds.find((kind) => kind === name);
  if (found) return found;
  const hint = meant(name, ['facts', ...factKinds]);
  throw new OpsError('argument-malformed', {
    en: `--what ${name}: there is no such kind of facts.${hint.en} There are: facts, ${factKinds.join(', ')}.`,
    zh: `--what ${name}：没有这种信息。${hint.zh}可用：facts、${factKinds.join('、')}。`,
  });
}

function noKind(): OpsError {
  return new OpsError('argument-malformed', {
    en: `--what names no kind of facts. There are: facts, ${factKinds.join(', ')}.`,
    zh: `--what 没有写出任何信息种类。可用：facts、${factKinds.join('、')}。`,
  });
}

/**
 * Whether somebody may collect these hosts: the right is asked for in every environment that one of them belongs to.
 * Errors: those of `demandRight` and of the selector.
 */
export async function mayCollect(by: string, selector: string | undefined, deps: Deps): Promise<void> {
  await demandRightFor('collect', () => namesOf(selector, deps), by, deps);
}

interface Shown {
  /** The result, where it could not be shown there, so that whoever asked gets it in another way. */
  readonly unshown: Message | undefined;
  /** What was too long to be shown. */
  readonly files: readonly ReplyFile[];
  /** As of `Collection`. */
  readonly isCut: boolean;
}

/** Collects with a live message, which becomes the result, or says why there is none. Errors: those of `collect`. */
export async function collectLive(
  asked: Asked,
  what: string,
  { channel, thread }: Pick<Request, 'channel' | 'thread'>,
  deps: Deps,
  rest: 'below' | 'elsewhere' = 'below',
): Promise<Shown> {
  const language = deps.language(channel);
  const key = `collect:${asked.by}:${channel}:${deps.clock.now()}`;
  const { command } = asked.request;
  const answers = (collection: Collection) =>
    command === undefined ? undefined : commandMessage(collection, command, language, rest);
  const { result: collection, unshown } = await workLive<Parameters<HeardOf>[0], Collection>(
    {
      live: deps.live({ channel, ...(thread && { thread }) }, key, collectionLost(what, language)),
      progress: (heard) => collecting(what, heard ?? { done: 0, failed: 0, all: 0 }, language),
      work: (heard) => deps.collects.collect(asked, { heard }),
      result: (one) => answers(one)?.message ?? collectionMessage(one, what, language),
      failed: (error) => notCollected(what, error, language),
    },
    deps,
  );
  const isWhole = answers(collection)?.isWhole ?? true;
  const files = isWhole ? [] : [commandFile(collection, command ?? '', language)];
  return { isCut: collection.isCut, unshown, files };
}

/** The inventory held against all that was collected. */
export async function liveDifferences(deps: Pick<Deps, 'collects' | 'settings'>): Promise<readonly LiveDifference[]> {
  const snapshots = await Array.fromAsync(
    deps.collects.snapshots.latestOf(undefined, { without: ['config', 'packages'] }),
  );
  return liveDifference(deps.settings.current().hosts, snapshots);
}
