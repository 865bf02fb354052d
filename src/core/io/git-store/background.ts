import { explain } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Clock } from '../clock.ts';
import { backOff } from '../retry.ts';
import { branch } from './guard.ts';
import type { Git } from './run.ts';
import { clearDerived } from './stale.ts';

interface BackgroundOptions {
  readonly folder: string;
  readonly git: Git;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Checked by `gitAddress`. */
  readonly remote?: string;
  /** Told what failed; the work goes on. */
  readonly onTrouble: (trouble: Text) => void;
}

/** Work that follows a commit and that nobody waits for. */
export interface Background {
  /** There is a new commit. */
  wake(): void;
  /** Resolves when there is nothing under way. */
  idle(): Promise<void>;
}

/** Milliseconds that packing a repository, or sending it, may take. */
const longest = 3_600_000;

/**
 * Keeps the commit-graph and the packs up, and pushes to the remote: each of the two at most once at a time, again where
 * commits came meanwhile, ended by the signal. A push that failed is told and tried again, later each time.
 */
export function createBackground(options: BackgroundOptions): Background {
  const { folder, git, clock, signal, remote, onTrouble } = options;
  const upkeep = oneAtATime(signal, async () => {
    try {
      await clearDerived(folder);
      await git.run(['commit-graph', 'write', '--reachable', '--changed-paths', '--split', '--no-progress'], longest);
      await git.run(['gc', '--auto', '--quiet'], longest);
    } catch (error) {
      if (!signal.aborted) onTrouble(troubled({ en: 'Keeping the configs’ history fast', zh: '维护配置历史' }, error));
    }
  });
  let failures = 0;
  const push = oneAtATime(signal, async () => {
    try {
      await git.run(['push', '--quiet', '--no-verify', '--', remote ?? '', `${branch}:${branch}`], longest);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      onTrouble(troubled({ en: 'Sending the configs to the remote repository', zh: '将配置推送到远程仓库' }, error));
      clock.after(60 * backOff(failures, 1), push.wake);
    }
  });
  return {
    wake() {
      upkeep.wake();
      if (remote !== undefined) push.wake();
    },
    idle: async () => void (await Promise.all([upkeep.idle(), push.idle()])),
  };
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
  return { en: `${what.en} failed; saving goes on. ${en}`, zh: `${what.zh}失败；保存不受影响。${zh}` };
}
