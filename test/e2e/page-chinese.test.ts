import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { notChinese } from '../support/chinese.ts';
import { journeys } from '../support/journey.ts';
import { chromium } from '../support/page-team.ts';

const { team, begin } = journeys({
  edits: { general: (general) => Object.assign(general, { language: 'zh-CN' }) },
});

describe.runIf(chromium)('in Chinese', () => {
  it('a change is asked for, approved and carried out, and neither the page nor the bot says anything in English', async () => {
    const { page, type, actAs, button, message, machine, picture } = await begin('chinese');
    await page.getByLabel('Language').selectOption('简体中文');
    await page.getByRole('heading', { name: '频道' }).waitFor();
    const english = new Set(await englishIn(page));
    await picture('1-empty');
    await type('/deploy hello@1.0.0 staging');
    await button('批准').click();
    await message('须由他人审批').waitFor();
    await picture('2-own-not-approved');
    for (const line of await englishIn(page)) english.add(line);
    await actAs('U0APPROVER2');
    await button('批准').click();
    await message('成功').waitFor();
    for (const host of ['web-01', 'web-02', 'web-03'])
      await machine(host)
        .getByText(/^1\.0\.0_/)
        .waitFor();
    await picture('3-done');
    for (const line of await englishIn(page)) english.add(line);
    await button('详情').last().click();
    await page.getByRole('dialog').getByText('web-01').first().waitFor();
    await picture('4-details');
    for (const line of await englishIn(page)) english.add(line);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /条回复/ }).click();
    await page.getByRole('complementary', { name: '消息列' }).getByText('批准人').waitFor();
    await picture('5-thread');
    for (const line of await englishIn(page)) english.add(line);
    expect([...english]).toEqual([]);
    expect(await team().running()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    await page.getByLabel('语言').selectOption('English');
    await page.getByRole('heading', { name: 'Channels' }).waitFor();
  });
});

/** What is seen and is English, but for code and for names of people. */
async function englishIn(page: Page): Promise<string[]> {
  const seen = await page.evaluate<string>(`(() => {
    const copy = document.documentElement.appendChild(document.body.cloneNode(true));
    for (const each of copy.querySelectorAll('option, .byline strong, code, pre')) each.textContent = '…';
    for (const each of copy.querySelectorAll('dialog')) each.show();
    const words = copy.innerText + '\\n' + [...copy.querySelectorAll('[aria-label], [placeholder], [title]')]
      .flatMap((each) => ['aria-label', 'placeholder', 'title'].map((name) => each.getAttribute(name) ?? ''))
      .join('\\n');
    copy.remove();
    return words;
  })()`);
  return notChinese(seen.split('\n'));
}
