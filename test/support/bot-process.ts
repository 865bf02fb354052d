import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A bot in a process of its own, that a test may kill. */
export interface BotProcess {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with how the process ended. */
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
  errors(): string;
}

const program = new URL('../faults/bot.ts', import.meta.url).pathname;

/** Starts it on a DATA_DIR. */
export function startBot(dataDir: string, ...more: string[]): BotProcess {
  const child = spawn(process.execPath, [program, dataDir, ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const exited = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  return { child, lines, exited, errors: () => errors };
}

/** Waits for a condition on something outside this process; fails after `seconds`. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
