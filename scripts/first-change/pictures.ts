import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { forget, start } from './newcomer.ts';
import { actAs, button, chinese, deployByClicking, english, openPage, type Words, write } from './page.ts';

const spreadsheet = join(import.meta.dirname, '../../test/fixtures/spreadsheets/security-devices.xlsx');

/** Of the files' names, and what the machine is set to. */
const tongues = [
  { suffix: '', words: english, locale: 'en_US.UTF-8' },
  { suffix: '.zh-CN', words: chinese, locale: 'zh_CN.UTF-8' },
];

/** The pictures of README, in its two languages, each from a workspace of its own. */
export async function takePictures(browser: Browser, checkout: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { suffix, words, locale } of tongues) {
    await forget(checkout);
    const { address, stop } = await start(checkout, locale);
    try {
      const page = await openPage(browser, address);
      await deployByClicking(page, words);
      await take(page, words, (name) => join(folder, `${name}${suffix}.png`));
    } finally {
      await stop();
    }
  }
}

async function take(page: Page, words: Words, pathOf: (name: string) => string): Promise<void> {
  const shoot = async (name: string) => {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: pathOf(name) });
  };
  await forgetMessages(page);
  await ask(page, '/deploy hello@1.1.0 staging', words);
  await shoot('approval');
  await approve(page, words, words.succeeded);
  await ask(page, '/deploy hello@1.2.0 staging', words);
  await approve(page, words, words.undone);
  await shoot('undone');
  await ask(page, '/generate huawei-vrp-access-switch core-1 --push', words);
  await shoot('config');
  await dropSpreadsheet(page);
  await shoot('spreadsheet');
}

async function forgetMessages(page: Page): Promise<void> {
  await actAs(page, 'U0ENGINEER');
  await page.locator('.message').first().waitFor();
  await page.locator('nav > button').last().click();
  await page.getByRole('dialog').locator('button.danger, button.primary').last().click();
  await page.locator('.message').first().waitFor({ state: 'detached' });
}

/** Types what makes a run, until it waits for somebody else. */
async function ask(page: Page, text: string, { approve }: Words): Promise<void> {
  await write(page).fill(text);
  await write(page).press('Enter');
  await button(page, approve).waitFor();
}

/** Somebody else approves, and the card says how it ended. */
async function approve(page: Page, { approve: name }: Words, end: string): Promise<void> {
  const waiting = page.locator('.message', { has: page.getByRole('button', { name, exact: true }) }).last();
  const ended = page.locator(`.message[data-ts="${await waiting.getAttribute('data-ts')}"]`, { hasText: end });
  await actAs(page, 'U0APPROVER');
  await button(page, name).click();
  await ended.waitFor();
  await actAs(page, 'U0ENGINEER');
  await ended.waitFor();
}

/** The answer is in a thread, which takes the place of the hosts. */
async function dropSpreadsheet(page: Page): Promise<void> {
  await page.locator('form.composer input[type=file]').first().setInputFiles(spreadsheet);
  await write(page).press('Enter');
  await page.locator('.machines > header button').click();
  await page
    .locator('.message', { has: page.locator('.file') })
    .last()
    .locator('.replies')
    .click();
  await page.locator('aside .message .actions').last().waitFor();
}
