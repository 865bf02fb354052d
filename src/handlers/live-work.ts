import type { Message } from './define.ts';
import type { Deps, Live } from './deps.ts';

/** Work whose message says how far it has come. */
export interface LiveWork<Progress, Result> {
  readonly live: Live;
  /** What stands there while it goes on; without anything heard, what stands there first. */
  progress(heard: Progress | undefined): Message;
  work(heard: (progress: Progress) => void): Promise<Result>;
  result(result: Result): Message;
  /** What stands there where it came to nothing. */
  failed(error: unknown): Message;
  /** Milliseconds without any message: what takes less is answered by its result alone. Default 0. */
  readonly patience?: number;
}

interface Worked<Result> {
  readonly result: Result;
  /** Where it stands in no message: whoever asked gets it in another way. */
  readonly unshown: Message | undefined;
}

/** Works with a message that becomes the result. That it cannot be shown stops no work. Errors: those of the work. */
export async function workLive<Progress, Result>(
  { live, progress, work, result: resultOf, failed, patience = 0 }: LiveWork<Progress, Result>,
  { clock, log }: Pick<Deps, 'clock' | 'log'>,
): Promise<Worked<Result>> {
  let lost = false;
  let first: Promise<void> | undefined;
  let latest: Progress | undefined;
  let following = false;
  let ended = false;
  const watched = (shown: Promise<void>) =>
    shown.catch((error: unknown) => {
      lost = true;
      log.warn({ err: error }, 'work under way could not be shown');
    });
  let shown: Progress | undefined;
  const show = () => {
    shown = latest;
    return watched(live.show(progress(shown)));
  };
  const begin = () => {
    first ??= show();
  };
  /** One at a time: thousands of steps are not thousands of edits that wait. */
  const follow = async () => {
    if (!first || following) return;
    following = true;
    await first;
    while (shown !== latest && !lost && !ended) await show();
    following = false;
  };
  const heard = (now: Progress) => {
    latest = now;
    void follow();
  };
  if (patience === 0) begin();
  const stop = patience === 0 ? () => {} : clock.after(patience, begin);
  const result = await work(heard)
    .finally(() => {
      ended = true;
      stop();
    })
    .catch(async (error: unknown) => {
      await first;
      if (first && !lost) await live.end(failed(error)).catch(() => {});
      throw error;
    });
  await first;
  const message = resultOf(result);
  if (first && !lost) await watched(live.end(message));
  return { result, unshown: first && !lost ? undefined : message };
}
