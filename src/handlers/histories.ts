import { explain } from '../core/errors.ts';
import type { Message, Reply, Request } from './define.ts';
import type { Deps } from './deps.ts';
import { historyLost, historyMessage, importingHistory, notImported } from './views/import-history.ts';

/** Milliseconds after which people are told that it is under way. */
const slow = 3_000;

/**
 * Imports the history under `DATA_DIR/imports/<name>`, or says what would come of it. Where that takes long, a message
 * says so meanwhile and becomes the result. Errors: those of `Imports.oxidized`.
 */
export async function importHistory(name: string, dryRun: boolean, request: Request, deps: Deps): Promise<Reply> {
  const { user: by, channel } = request;
  const language = deps.language(channel);
  const waiting = tellWhenSlow(request, deps, importingHistory(name, language), historyLost(name, language));
  try {
    const message = historyMessage(name, await deps.imports.oxidized(name, { by, dryRun }), dryRun, language);
    return (await waiting.end(message)) ? { kind: 'nothing' } : { kind: 'in-channel', message };
  } catch (error) {
    await waiting.end(notImported(name, explain(error), language));
    throw error;
  }
}

/** `end` resolves with whether the message that was shown is now the one given; false where there was none. */
function tellWhenSlow({ user, channel, thread }: Request, deps: Deps, message: Message, lost: Message) {
  const key = `import:${user}:${channel}:${deps.clock.now()}`;
  const live = deps.live({ channel, ...(thread && { thread }) }, key, lost);
  let shown: Promise<boolean> = Promise.resolve(false);
  const worked = (work: Promise<void>) =>
    work.then(
      () => true,
      (error: unknown) => {
        deps.log.warn({ err: error }, 'an import could not be shown');
        return false;
      },
    );
  const cancel = deps.clock.after(slow, () => {
    shown = worked(live.show(message));
  });
  return {
    end: async (last: Message): Promise<boolean> => {
      cancel();
      return (await shown) && worked(live.end(last));
    },
  };
}
