import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/bot/main.ts', import.meta.url));

/** What `npm start` starts without tokens, as a process of its own. */
export interface SandboxProcess {
  readonly child: ChildProcess;
  /** Of its page, token included; what it printed. */
  readonly address: string;
  /** All it printed so far. */
  printed(): string;
  /** Sends a signal and waits until it has ended; its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts the sandbox in a folder, on whose data/sandbox it runs; rejects with what it printed where it ends at once. */
export async function startSandboxProcess(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<SandboxProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { PATH, HOME, CHANGEOPS_OPEN: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let printed = '';
  const ready = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      printed += chunk;
      const address = /(http:\/\/127\.0\.0\.1:\d+\/#\S+)[\s\S]*Ctrl-C/.exec(printed)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const address = await Promise.race([ready, once(child, 'close').then(() => Promise.reject(new Error(printed)))]);
  return {
    child,
    address,
    printed: () => printed,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}
