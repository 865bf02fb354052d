import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { openPage } from '../support/browser.ts';
import { chromium, pageTeam } from '../support/page-team.ts';

const { browser, team, address } = pageTeam();
const within = { timeout: 40_000 };
let page: Page;

afterEach(async () => {
  await page?.context().close();
});

const write = () => page.getByRole('combobox', { name: 'Message or /command' }).first();
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

describe.runIf(chromium).each([
  ['light', 1400],
  ['dark', 1400],
  ['light', 390],
  ['dark', 390],
] as const)('%s, %i pixels wide, axe finds nothing wrong with', (colorScheme, width) => {
  const narrow = width < 1000;
  beforeEach(async () => {
    ({ page } = await openPage(browser(), address(), { viewport: { width, height: 900 } }));
    page.setDefaultTimeout(within.timeout);
    await page.emulateMedia({ colorScheme });
  });

  it('the chat with cards and results, a thread, a modal with an error in it, and the machines', async () => {
    await write().fill('/deploy hello@1.0.0 staging');
    await write().press('Enter');
    await button('Approve').waitFor();
    await team().slack.click({ as: 'approver', in: 'changes', button: 'Approve' });
    await page.locator('.message', { hasText: 'Succeeded' }).first().waitFor();
    await write().fill('/deploy no-such-app staging');
    await write().press('Enter');
    await page.locator('.message.ephemeral').first().waitFor();
    expect(await axeFindings(page), 'chat').toEqual([]);

    await page
      .getByLabel('Attach files')
      .first()
      .setInputFiles({
        ...{ name: 'hosts.csv', mimeType: 'text/csv', buffer: Buffer.from('name,ip,site\nweb-08,10.0.0.8,Oslo\n') },
      });
    await button('Send').first().click();
    await page
      .locator('.message', { hasText: 'hosts.csv' })
      .getByRole('button', { name: /repl(y|ies)/ })
      .click();
    await button('Filter').click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Hosts to take' }).fill('sight=Oslo');
    await button('Convert again').click();
    await page.getByRole('dialog').getByRole('alert').getByText('sight').waitFor();
    expect(await axeFindings(page), 'modal').toEqual([]);

    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('button', { name: 'Preview' }).first().click();
    await page.getByRole('cell', { name: 'web-08' }).first().waitFor();
    expect(await axeFindings(page), 'thread').toEqual([]);

    await thread.getByRole('button', { name: 'Close' }).click();
    if (narrow) await button('Hosts and faults').click();
    const host = page.getByRole('region', { name: 'web-01' });
    await host.getByText('Files', { exact: true }).click();
    await host.getByText('conf.d/').waitFor();
    await page.getByRole('region', { name: 'core-1' }).getByText('What it runs').click();
    expect(await axeFindings(page), 'machines').toEqual([]);
    await page.getByRole('complementary', { name: 'Hosts and faults' }).getByRole('button', { name: 'Close' }).click();

    if (narrow) {
      await button('Channels and people').click();
      expect(await axeFindings(page), 'menu').toEqual([]);
    }
  });

  it('the gallery, with cards, tables and modals in it', async () => {
    await page.goto(new URL(`/gallery?language=${narrow ? 'zh-CN' : 'en'}`, address()).href);
    await page.locator('#conversion-filter .modal').waitFor();
    for (const wanted of ['run-card-', 'conversion-']) {
      await page.getByRole('searchbox').fill(wanted);
      await page.locator('#help').waitFor({ state: 'hidden' });
      await page.locator(`.sample[id^="${wanted}"]`).first().waitFor();
      expect(await axeFindings(page), wanted).toEqual([]);
    }
  });
});
