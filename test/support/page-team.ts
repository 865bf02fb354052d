import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { pageSide } from '../../src/bot/page-side.ts';
import { browserHere, startBrowser } from './browser.ts';
import { type SandboxTeam, startSandboxTeam } from './sandbox-team.ts';

/** Whether there is a browser to look with. */
export const chromium = browserHere();

/** A browser for the whole of a file and, for each of its tests, a sandbox with the bot and the page. */
export interface PageTeam {
  browser(): Browser;
  team(): SandboxTeam;
  address(): string;
}

/** Sets a test file up with the page; call it once, at its top. */
export function pageTeam(): PageTeam {
  let browser: Browser;
  let team: SandboxTeam;
  let address: string;
  beforeAll(async () => {
    if (chromium) browser = await startBrowser(chromium);
  });
  beforeEach(async () => {
    if (!chromium) return;
    team = await startSandboxTeam();
    address = await team.sandbox.openPage(pageSide(team.bot().deps));
  });
  afterEach(() => team?.stop());
  afterAll(() => browser?.close());
  return { browser: () => browser, team: () => team, address: () => address };
}
