import { dirname, resolve } from 'node:path';
import { explain, OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Clock } from '../clock.ts';
import { gitAddress } from '../git-address.ts';
import { backOff } from '../retry.ts';
import { branch } from './guard.ts';
import type { Git } from './run.ts';
import { clearDerived } from './stale.ts';

interface BackgroundOptions {
  readonly folder: string;
  readonly git: Git;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Where to push to, asked before each push; a relative path starts beside the repository. */
  readonly remote?: () => string | undefined;
  /** Told what failed; the work goes on. */
  readonly onTrouble: (trouble: Text) => void;
}

/** Work that follows a commit and that nobody waits for. */
export interface Background {
  /** There is a new commit. */
  wake(): void;
  /** Resolves when there is nothing under way. */
  idle(): Promise<void>;
  /** What failed when it was last tried, and is tried again. */
  troubles(): readonly Text[];
}

/** Milliseconds that packing a repository, or sending it, may take. */
const longest = 3_600_000;

/**
 * Keeps the commit-graph and the packs up, and pushes to the remote: each of the two at most once at a time, again where
 * commits came meanwhile, ended by the signal. A push that failed is told and tried again, later each time.
 */
export function createBackground(options: BackgroundOptions): Background {
  const { folder, git, clock, signal, remote = () => undefined, onTrouble } = options;
  const troubles = new Map<string, Text>();
  const tell = (what: string, text: Text) => {
    troubles.set(what, text);
    onTrouble(text);
  };
  const upkeep = oneAtATime(signal, async () => {
    try {
      await clearDerived(folder);
      await git.run(['commit-graph', 'write', '--reachable', '--changed-paths', '--split', '--no-progress'], longest);
      await git.run(['gc', '--auto', '--quiet'], longest);
      troubles.delete('upkeep');
    } catch (error) {
      if (!signal.aborted)
        tell('upkeep', troubled({ en: 'Keeping the configs’ history fast', zh: '维护配置历史' }, error));
    }
  });
  let failures = 0;
  const push = oneAtATime(signal, async () => {
    const address = remote();
    try {
      if (address !== undefined) await send(git, gitAddress(address, dirname(resolve(folder))));
      failures = 0;
      troubles.delete('push');
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      tell('push', troubled({ en: 'Sending the configs to the remote repository', zh: '将配置推送到远程仓库' }, error));
      clock.after(60 * backOff(failures, 1), push.wake);
    }
  });
  return {
    wake() {
      upkeep.wake();
      push.wake();
    },
    idle: async () => void (await Promise.all([upkeep.idle(), push.idle()])),
    troubles: () => [...troubles.values()],
  };
}

/** An empty repository has nothing to send. */
async function send(git: Git, address: string): Promise<void> {
  if ((await git.run(['for-each-ref', branch])) === '') return;
  await git.run(['push', '--quiet', '--no-verify', '--', address, `${branch}:${branch}`], longest);
}

function oneAtATime(signal: AbortSignal, work: () => Promise<void>) {
  let again = false;
  let running: Promise<void> | undefined;
  const loop = async () => {
    while (again && !signal.aborted) {
      again = false;
      await work();
    }
    running = undefined;
  };
  return {
    wake() {
      again = true;
      if (!signal.aborted) running ??= loop();
    },
    idle: async () => {
      await running;
    },
  };
}

function troubled(what: Text, error: unknown): Text {
  const { en, zh } = explain(error);
  const itself = error instanceof OpsError && en.startsWith(what.en);
  return {
    en: `Saving configs goes on, and this is tried again: ${itself ? en : `${what.en} failed. ${en}`}`,
    zh: `配置保存不受影响，以下操作会重试：${itself ? zh : `${what.zh}失败。${zh}`}`,
  };
}
