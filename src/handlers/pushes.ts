import { explain } from '../core/errors.ts';
import type { Generation, Saving } from '../core/generate/index.ts';
import { pushRequest } from '../core/push/request.ts';
import type { PushRequest } from '../core/push/types.ts';
import type { RunRequest } from '../core/runs/types.ts';
import type { Message, Reply, Request } from './define.ts';
import type { Deps } from './deps.ts';
import { acceptedIn, ask, request as requestRun } from './runs.ts';
import { notPushed } from './views/pushes.ts';

type Configs = PushRequest['configs'];
type How = Pick<RunRequest, 'strategy' | 'batch' | 'emergency' | 'ticket' | 'reason'> & Omit<PushRequest, 'configs'>;

/** Asks for a push of these configs, or shows its plan with `dryRun`; the run's card answers the channel. */
export async function askPush(
  configs: Configs,
  { dryRun, ...how }: How & { readonly dryRun: boolean },
  request: Request,
  deps: Deps,
): Promise<Reply> {
  return ask('push', { ...pushRequest(configs, how, deps.settings.current()), dryRun }, request, deps);
}

/** What became of the wish that configs be pushed, beside something that is done and stays so. */
export async function pushAsked(
  configs: () => Configs | Promise<Configs>,
  how: How,
  request: Pick<Request, 'user' | 'channel'>,
  deps: Deps,
): Promise<Message> {
  const language = deps.language(request.channel);
  try {
    const wanted = pushRequest(await configs(), how, deps.settings.current());
    return acceptedIn(await requestRun('push', wanted, request, deps), request.channel, language, deps);
  } catch (error) {
    return notPushed(explain(error), language);
  }
}

/** A message, with another one below it. */
export function under(message: Message, more: Message): Message {
  return { ...message, blocks: [...message.blocks, ...more.blocks].slice(0, 50) };
}

/** What is kept of a generation now: what was saved of it, and what was kept already as it is. */
export async function configsOf(
  { results }: Pick<Generation, 'results'>,
  { saved, revision }: Saving,
  { configs }: Pick<Deps, 'configs'>,
): Promise<Configs> {
  const kept: PushRequest['configs'][number][] = [];
  for (const { host, file: name, state } of results) {
    if (name === undefined) continue;
    const isSaved = saved.some((one) => one.host === host && one.file === name);
    if (isSaved && revision !== undefined) kept.push({ host, name, revision });
    if (isSaved || state !== 'unchanged') continue;
    const [newest] = await configs.history({ kind: 'intended', host, name }, { limit: 1 });
    if (newest) kept.push({ host, name, revision: newest.id });
  }
  return kept;
}
