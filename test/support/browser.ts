import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a browser is that tests can drive; undefined, with a message, where there is none. With CI=true that is a failure. */
export function browserHere(): string | undefined {
  const found = [process.env.CHROMIUM ?? '', ...places].find((place) => place !== '' && existsSync(place));
  if (found) return found;
  if (process.env.CI === 'true') throw new Error('chromium is missing, and CI needs it');
  console.warn('chromium is missing: its tests are skipped (apt-get install chromium)');
  return undefined;
}

/** A browser without a window. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** The page as the person who acts at first sees it, and what went wrong in it. */
export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, ...options });
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(address);
  return { page, errors };
}

export interface OpenPage {
  readonly page: Page;
  readonly errors: readonly string[];
}
