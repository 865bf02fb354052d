import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenPage, openPage } from '../support/browser.ts';
import { submitDialog } from '../support/journey.ts';
import { chromium, pageTeam } from '../support/page-team.ts';

const { browser, team, address } = pageTeam();
let open: OpenPage;
let page: Page;

beforeEach(async () => {
  if (!chromium) return;
  open = await openPage(browser(), address());
  page = open.page;
});
afterEach(async () => {
  await page?.context().close();
});

const write = () => page.getByRole('combobox', { name: 'Message or /command' });
const actAs = (person: string) => page.getByLabel('Act as').selectOption(person);
const attach = async (name: string, text: string) => {
  await page.getByLabel('Attach files').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  await button('Send').click();
};
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe.runIf(chromium)('the workspace in the browser', () => {
  it('keeps a modal open while something in it is wrong, says what, and takes it once it is right', async () => {
    await attach('hosts.csv', 'name,ip,site\nweb-08,10.0.0.8,Oslo\nweb-09,10.0.0.9,Bergen\n');
    await page.getByRole('button', { name: /repl(?:y|ies)/ }).click();
    await button('Filter').click();
    const modal = page.getByRole('dialog');
    await modal.getByRole('textbox', { name: 'Hosts to take' }).fill('sight=Oslo');
    await modal.getByRole('button', { name: 'Convert again' }).click();
    await modal.getByRole('alert').getByText('sight').waitFor();
    await modal.getByRole('textbox', { name: 'Hosts to take' }).fill('site=Oslo');
    await submitDialog(page, 'Convert again');
    expect(open.errors).toEqual([]);
  });

  it('offers what can follow, by keyboard alone, and keeps what was typed', async () => {
    const offers = page.getByRole('listbox', { name: 'Suggestions' });
    await write().pressSequentially('/depl');
    await offers.getByRole('option', { name: 'deploy' }).waitFor();
    await write().press('Tab');
    await write().pressSequentially('hello@1.2');
    await offers.getByRole('option', { name: 'hello@1.2.0' }).waitFor();
    await write().press('Tab');
    await offers.getByRole('option', { name: 'staging' }).waitFor();
    await write().press('ArrowDown');
    await write().press('Enter');
    expect(await write().inputValue()).toBe('/deploy hello@1.2.0 staging ');
    await write().pressSequentially('--dry-run');
    await write().press('Enter');
    await page.locator('.message.ephemeral').first().waitFor();
    await write().press('ArrowUp');
    expect(await write().inputValue()).toBe('/deploy hello@1.2.0 staging --dry-run');
  });

  it('takes with Tab nothing that no longer fits, where somebody types faster than suggestions come', async () => {
    const offers = page.getByRole('listbox', { name: 'Suggestions' });
    await write().pressSequentially('/deploy hello@1');
    await offers.getByRole('option', { name: 'hello@1.2.0' }).waitFor();
    await page.route('**/api/complete', () => {});
    await write().pressSequentially('.2');
    expect(await offers.getByRole('option').allTextContents()).toEqual(['hello@1.2.0 ']);
    await write().pressSequentially('.9');
    await offers.waitFor({ state: 'detached' });
    await write().press('Tab');
    expect(await write().inputValue()).toBe('/deploy hello@1.2.9');
  });

  it('keeps what was written and not sent, by place and by person, and recalls what each of them sent', async () => {
    await write().fill('half a thought');
    await page.getByRole('button', { name: '# general' }).click();
    expect(await write().inputValue()).toBe('');
    await write().fill('/ops whoami');
    await write().press('Enter');
    await actAs('U0APPROVER');
    expect(await write().inputValue()).toBe('');
    await write().press('ArrowUp');
    expect(await write().inputValue()).toBe('');
    await actAs('U0ENGINEER');
    await write().press('ArrowUp');
    expect(await write().inputValue()).toBe('/ops whoami');
    await page.getByRole('button', { name: '# changes' }).click();
    expect(await write().inputValue()).toBe('half a thought');
  });

  it('speaks the language of who acts, and marks what they have not read', async () => {
    await actAs('U0ENGINEER2');
    await page.getByRole('heading', { name: '频道' }).waitFor();
    await team().slack.type({ as: 'engineer', in: 'general', text: 'lunch?' });
    await page.getByRole('button', { name: /general.*1 条未读/ }).click();
    await page.getByText('lunch?').first().waitFor();
    expect(await page.getByText(/条未读/).count()).toBe(0);
  });

  it('breaks a host by a switch', async () => {
    const host = page.getByRole('region', { name: 'web-02' });
    await host.getByLabel('Down', { exact: true }).check();
    await expect.poll(() => team().host('web-02').switches().down).toBe(true);
    await host.getByRole('button', { name: 'All well' }).click();
    await expect.poll(() => team().host('web-02').switches().down).toBe(false);
  });
  it('shows what lies at a host, and what a device runs that somebody changed by hand', async () => {
    const host = page.getByRole('region', { name: 'web-01' });
    await host.getByText('Files', { exact: true }).click();
    await host.getByText('conf.d/').waitFor();
    const device = page.getByRole('region', { name: 'core-1' });
    await device.getByRole('button', { name: 'Edit, not saved' }).click();
    await device.getByText('not saved', { exact: true }).waitFor();
    await device.getByText('What it runs').click();
    await device.getByText('description changed by hand').waitFor();
    await device.getByRole('button', { name: 'All well' }).click();
    await device.getByText('not saved', { exact: true }).waitFor({ state: 'detached' });
    expect(open.errors).toEqual([]);
  });
});
