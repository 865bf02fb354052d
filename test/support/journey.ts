import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { pageSide } from '../../src/bot/page-side.ts';
import { openPage, startBrowser } from './browser.ts';
import { chromium } from './page-team.ts';
import { type SandboxTeam, startSandboxTeam } from './sandbox-team.ts';

/** Where what was seen is kept as pictures; settable, for who wants them elsewhere. */
const pictures = process.env.PAGE_PICTURES ?? 'test-output/page';

const picturePath = (journey: string, step: string) => join(pictures, `${journey}-${step}.png`);

/** The machine may have much else to do. */
const patience = 40_000;

/** One person's browser with the sandbox in it, and what they do there, in the words of English readers. */
export interface Journey {
  readonly page: Page;
  /** Where a person writes; the thread's, where one is open, comes last. */
  write(): Locator;
  /** Writes a message or command and sends it. */
  type(text: string): Promise<void>;
  /** By user id. */
  actAs(person: string): Promise<void>;
  button(name: string): Locator;
  /** The newest message with these words in it. */
  message(words: string | RegExp): Locator;
  /** A host or device in the panel. */
  machine(name: string): Locator;
  /** Submits the open dialog and waits until it is gone. One whose work took its time says that it is done, and is closed. */
  submit(label: string): Promise<void>;
  /** Keeps what is seen now as `<journey>-<step>.png`, and looks for what the page could not show. */
  picture(step: string): Promise<void>;
}

/** A sandbox with the bot in it, shared by the journeys of a file, each of which opens a page of its own. */
export interface Journeys {
  team(): SandboxTeam;
  /** Opens the page. What goes wrong in it fails the test. */
  begin(name: string, options?: BrowserContextOptions): Promise<Journey>;
}

/** Sets a test file up for journeys; call it once, at its top. */
export function journeys(options?: Parameters<typeof startSandboxTeam>[0]): Journeys {
  let browser: Browser;
  let team: SandboxTeam;
  let address: string;
  const opened: { name: string; page: Page; errors: readonly string[] }[] = [];
  beforeAll(async () => {
    if (!chromium) return;
    mkdirSync(pictures, { recursive: true });
    browser = await startBrowser(chromium);
    team = await startSandboxTeam(options);
    address = await team.sandbox.openPage(pageSide(team.bot().deps));
  });
  afterEach(async ({ task }) => {
    for (const { name, page, errors } of opened.splice(0)) {
      if (task.result?.state === 'fail') await page.screenshot({ path: picturePath(name, 'failed') });
      await page.context().close();
      expect(errors).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await team?.stop();
  });
  return {
    team: () => team,
    begin: async (name, settings) => {
      const open = await openPage(browser, address, { acceptDownloads: true, ...settings });
      open.page.setDefaultTimeout(patience);
      opened.push({ name, ...open });
      return journeyOn(open.page, name);
    },
  };
}

function journeyOn(page: Page, name: string): Journey {
  const write = () => page.getByRole('combobox', { name: /^(?:Message or \/command|消息或)/ });
  return {
    page,
    write,
    type: async (text) => {
      await write().first().fill(text);
      await write().first().press('Enter');
    },
    actAs: async (person) => void (await page.getByLabel(/^(?:Act as|当前身份)/).selectOption(person)),
    button: (label) => page.getByRole('button', { name: label, exact: true }),
    message: (words) => page.locator('main .message', { hasText: words }).last(),
    machine: (machine) => page.getByRole('region', { name: machine }),
    submit: (label) => submitDialog(page, label),
    picture: async (step) => {
      await page.screenshot({ path: picturePath(name, step), animations: 'disabled' });
      expect(await page.locator('[data-unrendered]').count()).toBe(0);
    },
  };
}

/** See `Journey.submit`. */
export async function submitDialog(page: Page, label: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  const done = dialog.getByText(/^(?:Done\.|已完成。)$/);
  await dialog.getByRole('button', { name: label }).click();
  const isOver = async () => (await dialog.count()) === 0 || (await done.count()) === 1;
  const toast = page.locator('.toast');
  await expect.poll(async () => [await isOver(), await toast.textContent()], { timeout: patience }).toEqual([true, '']);
  if ((await dialog.count()) > 0) await dialog.locator('footer button').click();
  await dialog.waitFor({ state: 'detached' });
}
