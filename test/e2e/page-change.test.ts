import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { journeys } from '../support/journey.ts';
import { chromium } from '../support/page-team.ts';

const { team, begin } = journeys();

/** One story: each journey goes on from what the one before left. */
describe.runIf(chromium)('a change in the browser', () => {
  it('is asked for by one person, approved by another, and run by the hosts', async () => {
    const { page, type, actAs, button, message, machine, picture } = await begin('first-change');
    await page.getByText('Nothing here yet').waitFor();
    await picture('1-empty');
    await type('/deploy hello@1.0.0 staging');
    await button('Approve').click();
    await message('somebody else must approve it').waitFor();
    await picture('2-own-not-approved');
    await actAs('U0APPROVER');
    await button('Approve').click();
    await message('Succeeded').waitFor();
    for (const host of ['web-01', 'web-02', 'web-03'])
      await machine(host)
        .getByText(/^1\.0\.0_/)
        .waitFor();
    await picture('3-done');
    const steps = page.getByRole('region', { name: 'Your first change' }).getByRole('listitem');
    const done = await Promise.all((await steps.all()).map((step) => step.getAttribute('class')));
    expect(done).toEqual(['done', 'done', 'done', '', '']);
    expect(await team().running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await page.getByRole('button', { name: '1 reply' }).click();
    await page
      .getByRole('complementary', { name: 'Thread' })
      .getByText(/asked for by/)
      .waitFor();
    await picture('4-result-in-thread');
  });

  it('that fails its check is undone: the card says so, and the hosts run what they ran before', async () => {
    const { page, write, actAs, button, message, machine, picture } = await begin('undone');
    await button('/deploy hello@1.2.0 staging').click();
    await write().press('Enter');
    await button('Approve').waitFor();
    await actAs('U0APPROVER');
    expect(await write().inputValue()).toBe('');
    await button('Approve').click();
    await machine('web-01')
      .getByText(/^1\.2\.0_/)
      .waitFor();
    await picture('1-running');
    await message('Undone').getByText('1.2.0').first().waitFor();
    await page.getByText('That was it.').waitFor();
    await machine('web-01')
      .getByText(/^1\.0\.0_/)
      .waitFor();
    await expect.poll(() => endInSight(page)).toBe(true);
    await picture('2-undone');
    expect(await team().running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await button('Details').last().click();
    await page.getByRole('dialog').getByText('web-01').first().waitFor();
    await picture('3-details');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('by canary waits after the first host until the right person continues it', async () => {
    const { type, actAs, button, message, machine, picture } = await begin('canary');
    await type('/deploy hello@1.1.0 staging --strategy canary');
    await button('Approve').waitFor();
    await actAs('U0APPROVER');
    await button('Approve').click();
    await button('Continue').waitFor();
    await machine('web-01')
      .getByText(/^1\.1\.0_/)
      .waitFor();
    await machine('web-02')
      .getByText(/^1\.0\.0_/)
      .waitFor();
    await picture('1-waiting');
    expect(await message('Waiting after the first batch').textContent()).not.toContain('working');
    expect(await team().running()).toEqual(['1.1.0', '1.0.0', '1.0.0']);
    await actAs('U0OUTSIDER');
    await button('Continue').click();
    await message('may not').waitFor();
    await picture('2-outsider');
    await actAs('U0ENGINEER');
    await button('Continue').click();
    await message('continued it').getByText('Succeeded').waitFor();
    for (const host of ['web-01', 'web-02', 'web-03'])
      await machine(host)
        .getByText(/^1\.1\.0_/)
        .waitFor();
    await picture('3-done');
    expect(await team().running()).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  });

  it('is read in the dark as well', async () => {
    const { page, button, message, picture } = await begin('dark', { colorScheme: 'dark' });
    await message('1.1.0').waitFor();
    await picture('1-channel');
    await button('Details').last().click();
    await page.getByRole('dialog').getByText('web-01').first().waitFor();
    await picture('2-modal');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('stays in the history over a reload, until somebody deletes all messages', async () => {
    const { page, button, message, actAs, picture } = await begin('history');
    await message('continued it').waitFor();
    await page.reload();
    await message('continued it').waitFor();
    await button('Delete all messages').click();
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await message('continued it').waitFor();
    await button('Delete all messages').click();
    await question.waitFor();
    await picture('1-asked');
    await question.getByRole('button', { name: 'Yes' }).click();
    await page.getByText('Nothing here yet').waitFor();
    await picture('2-empty');
    expect(await page.getByRole('listitem').filter({ hasText: 'As engineer' }).getAttribute('aria-current')).toBe(
      'step',
    );
    await actAs('U0APPROVER');
    await page.reload();
    await page.getByText('Nothing here yet').waitFor();
    expect(await page.locator('.message').count()).toBe(0);
  });
});

/** Whether the newest message is seen to its end. */
async function endInSight(page: Page): Promise<boolean> {
  const [last, write] = [page.locator('main .message').last(), page.locator('main .composer')];
  const [above, below] = [await last.boundingBox(), await write.boundingBox()];
  return Math.abs((above?.y ?? 0) + (above?.height ?? 0) - (below?.y ?? 0)) < 5;
}
