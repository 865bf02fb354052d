import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/bot/main.ts', import.meta.url));

/** The bot as its own program, for tests that kill it. */
export interface BotMain {
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts the bot with this environment; resolves when it says that it is ready. */
export async function startBotMain(env: Readonly<Record<string, string>>): Promise<BotMain> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) if (line.includes('is ready')) break;
  if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode}`);
  child.stdout.resume();
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
