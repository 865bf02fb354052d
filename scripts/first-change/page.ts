import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Milliseconds that anything may take to be seen. */
const patience = 60_000;

/** A browser without a window; it is looked for where Debian has it, or as CHROMIUM says. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM ?? '', ...places].find((place) => place !== '' && existsSync(place));
  if (!executablePath) throw new Error('no browser: apt-get install chromium, or set CHROMIUM to where one is');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** The workspace, as soon as somebody can write in it. */
export async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(patience);
  await page.goto(address);
  await write(page).waitFor();
  return page;
}

/** What the page and the bot call things. */
export const english = { send: 'Send', approve: 'Approve', succeeded: 'Succeeded', undone: 'Undone' };
export const chinese: Words = { send: '发送', approve: '批准', succeeded: '成功', undone: '已撤销' };
export type Words = typeof english;

/** The first three steps of the guide, with the mouse alone, until the card says that the release is there and verified. */
export async function deployByClicking(page: Page, words: Words): Promise<void> {
  await button(page, '/deploy hello@1.0.0 staging').click();
  await button(page, words.send).click();
  await button(page, words.approve).waitFor();
  await actAs(page, 'U0APPROVER');
  await button(page, words.approve).click();
  await page.locator('.message', { hasText: words.succeeded }).first().waitFor();
  await page.locator('.guide li.done').nth(2).waitFor();
  for (const host of ['web-01', 'web-02', 'web-03']) {
    await page
      .getByRole('region', { name: host })
      .getByText(/^1\.0\.0_/)
      .waitFor();
  }
}

export const write = (page: Page) => page.locator('textarea[role=combobox]').first();
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last();
export const actAs = (page: Page, person: string) => page.locator('nav select').first().selectOption(person);
