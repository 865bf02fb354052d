import { OpsError } from '../../core/errors.ts';

interface Lanes {
  /** Does `work` after everything put in the same lane before has ended. Errors: `chat-backlog`, and those of `work`. */
  put<T>(lane: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
}

/** Work in order per lane, lanes beside each other; at most `limit` pieces wait at once. */
export function createLanes(limit: number): Lanes {
  const tails = new Map<string, Promise<void>>();
  let waiting = 0;
  return {
    put: async (lane, work) => {
      if (waiting >= limit) throw backlog(limit);
      waiting += 1;
      const before = tails.get(lane) ?? Promise.resolve();
      const result = before.then(work);
      const done = result.then(ignore, ignore).then(() => {
        waiting -= 1;
        if (tails.get(lane) === done) tails.delete(lane);
      });
      tails.set(lane, done);
      return result;
    },
    idle: async () => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}

function ignore(): void {}

function backlog(limit: number): OpsError {
  return new OpsError('chat-backlog', {
    en: `Sending a message: ${limit} messages wait already for Slack to answer again. Look at Slack's status, then ask again.`,
    zh: `发送消息：已有 ${limit} 条消息在等待 Slack 恢复。请查看 Slack 状态后重试。`,
  });
}
