import { explain } from '../core/errors.ts';
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

/** A message about something that is done, with what came of the wish that it be pushed: nothing undoes what is done. */
export async function andPush(
  message: Message,
  configs: Configs,
  how: How,
  request: Request,
  deps: Deps,
): Promise<Message> {
  const language = deps.language(request.channel);
  const told = await requestRun('push', pushRequest(configs, how, deps.settings.current()), request, deps).then(
    (run) => acceptedIn(run, request.channel, language, deps),
    (error: unknown) => notPushed(explain(error), language),
  );
  return { ...message, blocks: [...message.blocks, ...told.blocks] };
}
