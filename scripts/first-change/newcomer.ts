import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** A clone of what is committed here. */
export async function clone(checkout: string): Promise<void> {
  await run('git', ['clone', '--quiet', root, checkout]);
}

/** What README says first: npm ci, from npm's cache where that holds the packages. */
export async function install(checkout: string): Promise<void> {
  await run('npm', ['ci'], { cwd: checkout, env: plain(), maxBuffer: 2 ** 26 });
}

interface Started {
  readonly address: string;
  stop(): Promise<void>;
}

/** The sandbox of a checkout as it was before it was first started. */
export async function forget(checkout: string): Promise<void> {
  await rm(join(checkout, 'data', 'sandbox'), { recursive: true, force: true });
}

/** What README says next: npm start, until it prints the page's address. Stopping it twice waits for the same end. */
export async function start(checkout: string, locale: string): Promise<Started> {
  const child = spawn('npm', ['start'], {
    ...{ cwd: checkout, env: { ...plain(), CHANGEOPS_OPEN: '0', LC_ALL: locale }, detached: true },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // npm may end before the bot does; what it prints to is closed when both have.
  const ended = once(child, 'close');
  const stop = async () => {
    // The group: npm does not pass every signal on.
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  for await (const line of createInterface(child.stdout)) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address !== undefined) {
      child.stdout.resume();
      return { address, stop };
    }
  }
  throw new Error(`npm start ended (${(await ended)[0]}) without printing an address`);
}

/** The environment without what npm says to its scripts and without any workspace's tokens. */
function plain(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|SLACK_|DATA_DIR$|CI$)/i.test(name));
  return Object.fromEntries(kept);
}
