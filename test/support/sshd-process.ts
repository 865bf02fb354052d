import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Where Debian, and others, have OpenSSH's server. */
export const program = '/usr/sbin/sshd';

/** An sshd that listens. */
export interface Running {
  cut(): void;
  stop(): Promise<void>;
}

/** Those that are not to outlive the tests. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/** Starts sshd with a config file; resolves once it listens, rejects with its output when it ends first. */
export function launch(config: string, onLog: (text: string) => void): Promise<Running> {
  // A process group of its own, so that the processes that serve connections end with it.
  const child = spawn(program, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  running.add(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`sshd ended: ${said}`)));
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      onLog(chunk.toString());
      if (!said.includes('Server listening on')) return;
      resolve({
        cut: () => childrenOf(child.pid).forEach((pid) => void signal(pid, 'SIGKILL')),
        stop: async () => {
          running.delete(child);
          signalGroup(child, 'SIGTERM');
          await ended;
        },
      });
    });
  });
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid) signal(-child.pid, name);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

/** The processes whose parent is `parent`, from /proc. */
function childrenOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in parentheses may hold anything; the state and the parent follow the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** A port of `address` that nobody listens on at the moment. */
export function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, address, () => {
      const found = server.address();
      server.close(() => resolve(typeof found === 'object' && found ? found.port : 0));
    });
  });
}
