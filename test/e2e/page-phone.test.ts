import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { journeys } from '../support/journey.ts';
import { chromium } from '../support/page-team.ts';

const { team, begin } = journeys();
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

describe.runIf(chromium)('on a phone', () => {
  it('a change is asked for, approved and seen to its end', async () => {
    const { page, write, actAs, button, message, machine, picture } = await begin('phone', phone);
    const [menu, sidebar] = [button('Channels and people'), page.getByRole('navigation')];
    await button('Send').waitFor();
    await fits(page);
    await picture('1-opened');
    await button('/deploy hello@1.0.0 staging').tap();
    await button('Send').tap();
    await button('Approve').waitFor();
    await fits(page);
    await picture('2-asked');
    await menu.tap();
    await sidebar.waitFor();
    await fits(page);
    await picture('3-menu');
    await actAs('U0APPROVER');
    await sidebar.getByRole('button', { name: 'Close' }).tap();
    await sidebar.waitFor({ state: 'hidden' });
    await button('Approve').tap();
    await message('Succeeded').waitFor();
    await fits(page);
    await picture('4-done');
    await button('Details').tap();
    await page.getByRole('dialog').getByText('Plan per host').waitFor();
    await fits(page);
    await picture('5-modal');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().tap();
    await button('1 reply').tap();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('3 hosts done').waitFor();
    await fits(page);
    await picture('6-thread');
    await thread.getByRole('button', { name: 'Close' }).tap();
    await button('Hosts and faults').tap();
    await machine('web-01')
      .getByText(/^1\.0\.0_/)
      .waitFor();
    await fits(page);
    await picture('7-hosts');
    await page.getByRole('complementary', { name: 'Hosts and faults' }).getByRole('button', { name: 'Close' }).tap();
    expect(await team().running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);

    await menu.tap();
    await actAs('U0ENGINEER');
    await sidebar.getByRole('button', { name: 'Close' }).tap();
    await write().fill('/collect all');
    await button('Send').tap();
    await message('3 of 3 answered').getByRole('cell', { name: 'web-03' }).waitFor();
    await fits(page);
    await picture('8-wide-table');
  });
});

/** Nothing makes the page wider than the phone, which would then show it smaller or scroll it sideways. */
async function fits(page: Page): Promise<void> {
  const { width } = phone.viewport;
  expect(await page.evaluate('[innerWidth, document.scrollingElement.scrollWidth]')).toEqual([width, width]);
}
