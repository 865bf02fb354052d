import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { journeys } from '../support/journey.ts';
import { chromium } from '../support/page-team.ts';

const { team, begin } = journeys();

/** How often Tab is pressed at most on the way to something. */
const most = 40;

describe.runIf(chromium)('with the keyboard alone', () => {
  it('a deploy is asked for, another person takes over, approves it, and sees how it ends', async () => {
    const { page, write, button, message, picture } = await begin('keyboard');
    const { keyboard } = page;
    await button('Send').waitFor();
    await go(page, 'Tab', write());
    await keyboard.type('/dep');
    const offers = page.getByRole('listbox', { name: 'Suggestions' });
    await offers.getByRole('option', { name: 'deploy' }).waitFor();
    await keyboard.press('Escape');
    await offers.waitFor({ state: 'detached' });
    await keyboard.type('l');
    await offers.getByRole('option', { name: 'deploy' }).waitFor();
    await keyboard.press('Tab');
    await offers.getByRole('option', { name: 'hello@1.0.0' }).waitFor();
    await picture('1-offers');
    await keyboard.type('hello@1.0.0 stag');
    await offers.getByRole('option', { name: 'staging' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    expect(await write().inputValue()).toBe('/deploy hello@1.0.0 staging ');
    await keyboard.press('Enter');
    await button('Approve').waitFor();

    await go(page, 'Shift+Tab', button('Details'));
    await picture('2-at-details');
    await keyboard.press('Enter');
    const modal = page.getByRole('dialog');
    await modal.getByText('Plan per host').waitFor();
    await keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });

    const people = page.getByLabel('Act as');
    await go(page, 'Shift+Tab', people);
    await keyboard.type('approver');
    await expect.poll(() => people.inputValue()).toBe('U0APPROVER');
    await go(page, 'Tab', button('Approve'));
    await picture('3-at-approve');
    await keyboard.press('Enter');
    await message('Succeeded').waitFor();
    expect(await team().running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await go(page, 'Tab', button('1 reply'));
    await keyboard.press('Enter');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('3 hosts done').waitFor();
    await picture('4-result');
    await go(page, 'Shift+Tab', thread.getByRole('button', { name: 'Close' }));
    await keyboard.press('Space');
    await thread.waitFor({ state: 'detached' });
  });
});

/** Presses a key until the focus is on something; what has the focus must be seen to have it. */
async function go(page: Page, key: 'Tab' | 'Shift+Tab', to: Locator): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press(key);
    const [is, outline] = await to.evaluate(focused);
    if (is) return expect(outline).not.toBe('none');
  }
  throw new Error(`${most} times ${key} did not lead to ${to}`);
}

/** In the page: whether an element has the focus, and how it is outlined. */
const focused = new Function(
  'element',
  'return [document.activeElement === element, getComputedStyle(element).outlineStyle]',
) as (element: unknown) => [boolean, string];
