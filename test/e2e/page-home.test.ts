import { describe, expect, it } from 'vitest';
import { journeys } from '../support/journey.ts';
import { chromium } from '../support/page-team.ts';

const { begin, team } = journeys();
const opened = () => team().slack.log.filter(({ name }) => name === 'views.publish').length;

describe.runIf(chromium)('the conversation with the bot', () => {
  it('has its home tab beside the messages: what waits, with its details, and what was done since', async () => {
    const run = await team().request('engineer', '/deploy hello@1.0.0 staging');
    const { page, actAs, button, picture } = await begin('home');
    await actAs('U0APPROVER');
    await page.getByRole('button', { name: 'ChangeOps' }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    const home = page.getByRole('tabpanel', { name: 'Home' });
    await home.getByText('Deploy hello 1.0.0 → staging').waitFor();
    await home.getByText('Waiting for your approval (1)').waitFor();
    await picture('waiting');
    await home.getByRole('button', { name: 'Details' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Plan per host').waitFor();
    await picture('details');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'detached' });
    await team().click('approver', run, 'run.approve');
    await team().result(run);
    await button('Refresh').click();
    await home.getByText('Nothing waits for your approval.').waitFor();
  });

  it('shows each person their own, in their language, by keyboard as well', async () => {
    const { page, actAs, picture } = await begin('home-chinese');
    await page.getByRole('button', { name: 'ChangeOps' }).click();
    await page.getByRole('tab', { name: 'Messages' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tabpanel', { name: 'Home' }).getByText('Next').waitFor();
    await actAs('U0ENGINEER2');
    await page.getByRole('heading', { name: '频道' }).waitFor();
    await page.getByRole('button', { name: 'ChangeOps' }).click();
    await page.getByRole('tab', { name: '主页' }).click();
    await page.getByRole('tabpanel', { name: '主页' }).getByText('没有等待你审批的事项。').waitFor();
    await picture('chinese');
  });

  it('tells the bot each time that it is opened, and keeps what was begun to be written', async () => {
    const { page, write } = await begin('home-kept');
    await page.getByRole('button', { name: 'ChangeOps' }).click();
    await write().fill('deploy li');
    for (const _ of [1, 2]) {
      const before = opened();
      await page.getByRole('tab', { name: 'Home' }).click();
      await expect.poll(opened, { timeout: 40_000 }).toBe(before + 1);
      await page.getByRole('tab', { name: 'Messages' }).click();
    }
    expect(await write().inputValue()).toBe('deploy li');
  });

  it('answers words without a slash', async () => {
    const { page, type, message } = await begin('direct');
    await page.getByRole('button', { name: 'ChangeOps' }).click();
    await type('deploy list');
    await message('1.2.0').waitFor();
  });
});
