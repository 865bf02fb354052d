import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectSandbox, findSandbox } from '../../src/sandbox/client.ts';
import { browserHere, openPage, startBrowser } from '../support/browser.ts';
import { type SandboxProcess, startSandboxProcess } from '../support/sandbox-process.ts';

const chromium = browserHere();
const patient = { timeout: 40_000 };
const slow = { timeout: 180_000 };
let browser: Browser;
let folder: string;
let running: SandboxProcess[];
let other: Server | undefined;

beforeAll(async () => {
  if (chromium) browser = await startBrowser(chromium);
});
afterAll(() => browser?.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'npm-start-'));
  running = [];
});
afterEach(async () => {
  for (const each of running) if (each.child.exitCode === null) await each.end('SIGTERM');
  other?.close();
  other = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<SandboxProcess> {
  const started = await startSandboxProcess(folder, env);
  running.push(started);
  return started;
}

/** Something else that listens, at this port or any. */
async function occupy(port = 0): Promise<number> {
  other = createServer((_, response) => response.end('something else'));
  other.listen(port, '127.0.0.1');
  await once(other, 'listening');
  return (other.address() as AddressInfo).port;
}

const portOf = ({ address }: SandboxProcess) => Number(new URL(address).port);

/** Whether the address lets a browser in. */
async function letsIn(address: string): Promise<boolean> {
  const { origin, hash } = new URL(address);
  const headers = { origin, 'content-type': 'application/json' };
  const body = JSON.stringify({ token: hash.slice(1) });
  return (await fetch(`${origin}/session`, { method: 'POST', headers, body })).ok;
}

/** What the bot answers to a command. */
async function answer(text: string): Promise<boolean> {
  const client = connectSandbox(await findSandbox(join(folder, 'data/sandbox')));
  return (await client.type({ as: 'engineer', text })).ok;
}

describe('npm start', slow, () => {
  it('says where the first is when a second is started, and disturbs it in nothing', async () => {
    const first = await start();
    const failed = await start().catch((error: Error) => error.message);
    const [said = ''] = /http:\/\/127\.0\.0\.1:\d+\/#[\w-]+/.exec(String(failed)) ?? [];
    expect(said).toBe(first.address);
    expect(failed).toContain(`process ${first.child.pid}`);
    expect(failed).toContain('已有沙箱在运行');
    expect(await letsIn(said)).toBe(true);
    expect(await answer('/ops whoami')).toBe(true);
  });

  it('puts the page at PORT; where that is in use, at another one, and says so', async () => {
    const port = await occupy();
    const moved = await start({ PORT: String(port) });
    expect(portOf(moved)).not.toBe(port);
    expect(moved.printed()).toContain(`Port ${port} is in use`);
    expect(await letsIn(moved.address)).toBe(true);
    expect(await moved.end('SIGTERM')).toBe(0);
    other?.close();
    const back = await start({ PORT: String(port) });
    expect(portOf(back)).toBe(port);
    expect(back.printed()).not.toContain('is in use');
  });

  it('is killed and started again: the lock of the dead one is taken over, and the address is the same', async () => {
    const first = await start();
    await first.end('SIGKILL');
    const second = await start();
    expect(second.address).toBe(first.address);
    expect(await answer('/ops whoami')).toBe(true);
    await second.end('SIGKILL');
    await occupy(portOf(second));
    const third = await start();
    expect(third.printed()).toContain(`Port ${portOf(second)} is in use`);
    expect(await letsIn(third.address)).toBe(true);
  });

  it('refuses what is no command of the bot, as Slack does', async () => {
    await start();
    expect(await answer('/dploy hello')).toBe(false);
    const client = connectSandbox(await findSandbox(join(folder, 'data/sandbox')));
    const [told] = await client.messages({ as: 'engineer' });
    expect(told).toMatchObject({ from: 'slackbot', text: expect.stringContaining('/dploy is not a valid command.') });
  });
});

describe.runIf(chromium)('a page that is left open', slow, () => {
  let page: Page;
  const begin = async () => {
    const sandbox = await start();
    ({ page } = await openPage(browser, sandbox.address));
    await write().waitFor();
    return sandbox;
  };
  afterEach(() => page?.context().close());

  const write = () => page.getByRole('combobox', { name: 'Message or /command' });
  const asks = async () => {
    await write().fill('/ops whoami');
    await write().press('Enter');
  };
  const answers = () => page.locator('.message.ephemeral', { hasText: 'engineer' });
  /** Asks, and again only where Slackbot says that the bot took longer than 3 seconds, as on a busy machine. */
  const isAnswered = async () => {
    const late = page.locator('.message', { hasText: 'operation_timeout' });
    for (let before = await late.count(); ; before += 1) {
      await asks();
      await answers().or(late.nth(before)).first().waitFor(patient);
      if ((await answers().count()) > 0) return;
    }
  };

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'over an end by %s and a new start finds back by itself, says so, and works',
    async (signal) => {
      const first = await begin();
      await isAnswered();
      await first.end(signal);
      await page.getByText('The sandbox does not answer.').waitFor(patient);
      await start();
      await page.getByText('The sandbox was restarted; the messages of before are gone.').waitFor(patient);
      expect(await page.locator('.message').count()).toBe(0);
      await isAnswered();
      expect(await page.getByText('The sandbox does not answer.').count()).toBe(0);
    },
  );

  it('while another sandbox takes its port says that its address has to be opened, and is let in with it', async () => {
    const first = await begin();
    const port = portOf(first);
    await first.end('SIGTERM');
    rmSync(join(folder, 'data'), { recursive: true });
    const second = await start({ PORT: String(port) });
    expect(portOf(second)).toBe(port);
    await page.getByText('Open the address that npm start printed.').waitFor(patient);
    await page.goto(second.address);
    await asks();
    await answers().first().waitFor(patient);
  });

  it('over a suspended sandbox goes on once that does: what was typed meanwhile is answered', async () => {
    const { child } = await begin();
    child.kill('SIGSTOP');
    try {
      await asks();
      // For longer than the bot has for an acknowledgement.
      await page.waitForTimeout(5000);
    } finally {
      child.kill('SIGCONT');
    }
    await answers().first().waitFor(patient);
    await asks();
    await expect.poll(() => answers().count(), patient).toBe(2);
  });
});
