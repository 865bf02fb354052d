import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Route, Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { families } from '../../../src/sandbox/gallery/index.ts';
import { buildPage, pageFolder } from '../../../src/sandbox/web/built.ts';
import { made } from '../../../src/sandbox/web/gallery.ts';
import { type Page, startPage } from '../../../src/sandbox/web/index.ts';
import { browserHere, type OpenPage, openPage, startBrowser } from '../../support/browser.ts';
import { stage } from '../slack/support.ts';

const names = families.flatMap(({ samples }) => samples.map(({ name }) => name));

describe('what is said of a sample', () => {
  const block = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } }) as const;
  const message = (...texts: string[]) => ({ text: 'x', blocks: texts.map(block) });
  const english = (
    shown: Parameters<typeof made>[0]['make'] extends (language: never) => infer Shown ? Shown : never,
  ) => made({ name: 'x', make: () => shown }).shown.en;

  test('nothing where Slack takes it, and how near it comes to the limits', () => {
    expect(english(message('a'.repeat(3000)))).toMatchObject({
      problems: [],
      counts: { blocks: [1, 50], characters: [3016, 12_000] },
    });
  });

  test('what Slack would refuse, in its words', () => {
    expect(english(message('a'.repeat(3001))).problems).toEqual([
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ]);
    expect(english(message(...Array(5).fill('a'.repeat(2900)))).problems).toEqual(['msg_blocks_too_long']);
    expect(english({ ...message('a'), text: 'a'.repeat(4001) }).problems).toEqual(['msg_too_long']);
  });

  test('of a modal, what Slack would refuse in a view', () => {
    const modal = { action: 'a', title: 'A title longer than Slack takes', close: 'Close', state: '', blocks: [] };
    expect(english(modal).problems).toEqual(['must be less than 25 characters [json-pointer:/view/title/text]']);
    expect(english({ ...modal, title: 'Short' })).toMatchObject({ problems: [], counts: { blocks: [0, 100] } });
  });
});

vi.setConfig({ testTimeout: 90_000 });

const chromium = browserHere();
const within = { timeout: 40_000 };
const here = stage();
let browser: Browser;
let folder: string;
let served: Page;
let gallery: (more?: string) => string;
let open: OpenPage;
let tab: Tab;

beforeAll(async () => {
  if (!chromium) return;
  await buildPage();
  browser = await startBrowser(chromium);
});
afterAll(() => browser?.close());

describe.runIf(chromium)('/gallery', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gallery-'));
    const bot = { complete: async () => ({ from: 0, items: [] }), shortcuts: [] };
    const [slack, file] = [await here.server(), join(folder, 'page.json')];
    served = await startPage({ slack, hosts: [], devices: [], bot, folder: pageFolder, file });
    gallery = (more = '') => new URL(`/gallery${more}`, served.address).href;
    open = await openPage(browser, served.address);
    tab = open.page;
    tab.setDefaultTimeout(within.timeout);
    await tab.getByRole('link', { name: 'Gallery' }).waitFor();
  });
  afterEach(async () => {
    await tab?.context().close();
    await served?.stop();
    await here.end();
    await rm(folder, { recursive: true, force: true });
  });

  const shown = () => tab.locator('.sample', { has: tab.locator('.message, .modal, .home-view') });
  const all = () => expect.poll(() => shown().count(), within).toBe(names.length);

  test.each([
    ['en', 'Cards of runs', 'Within Slack’s limits'],
    ['zh-CN', '任务卡片', '符合 Slack 限制'],
  ])('shows every sample in %s, all of it, and all of it as Slack takes it', async (language, family, taken) => {
    await tab.goto(gallery(`?language=${language}`));
    await all();
    expect(await shown().evaluateAll((each) => each.map(({ id }) => id))).toEqual(names);
    await tab.getByRole('region', { name: family, exact: true }).waitFor();
    expect(await tab.locator('.limits', { hasText: taken }).count()).toBe(names.length);
    expect(await tab.locator('.limits.refused').allTextContents()).toEqual([]);
    expect(
      await tab.locator('[data-unrendered]').evaluateAll((each) => each.map(({ outerHTML }) => outerHTML)),
    ).toEqual([]);
    expect(open.errors).toEqual([]);
  });

  test('shows both languages side by side', async () => {
    await tab.goto(gallery());
    await tab.getByRole('button', { name: 'Side by side' }).click();
    await all();
    for (const language of ['en', 'zh-CN'])
      expect(await tab.locator(`.look-alike[lang=${language}]`).count()).toBe(names.length);
  });

  test('marks what the page cannot show, and lists what Slack would refuse', async () => {
    const first = async (route: Route) => {
      const answer = await route.fetch();
      const [strange, ...rest] = await answer.json();
      const block = { type: 'hologram', block_id: 'strange' };
      const side = { ...strange.shown.en, blocks: [block], problems: ['unsupported type: hologram'] };
      await route.fulfill({ response: answer, json: [{ ...strange, shown: { ...strange.shown, en: side } }, ...rest] });
    };
    await tab.route('**/api/galleryFamily', first, { times: 1 });
    await tab.goto(gallery());
    await tab.locator(`#${names[0]} [data-unrendered="hologram"]`).waitFor();
    await tab.locator(`#${names[0]} .limits.refused`, { hasText: 'unsupported type: hologram' }).waitFor();
  });

  test('goes to the sample that the address names, and takes no name for a token', async () => {
    const last = families.at(-1)?.samples[0]?.name;
    const asked: string[] = [];
    tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await tab.goto(gallery(`#${last}`));
    await all();
    await expect
      .poll(() => tab.locator(`#${last}`).evaluate((sample) => sample.getBoundingClientRect().top), within)
      .toBeLessThan(300);
    expect(asked).not.toContain('/session');
    expect(new URL(tab.url()).hash).toBe(`#${last}`);
  });

  test('finds samples by name, title and words, in either language', async () => {
    await tab.goto(gallery());
    await all();
    const found = async (words: string) => {
      await tab.getByRole('searchbox').fill(words);
      await tab.getByText(/^\d samples$/).waitFor();
      return tab.locator('.sample:visible').evaluateAll((each) => each.map(({ id }) => id));
    };
    expect(await found('run-card-waiting')).toEqual(['run-card-waiting']);
    expect(await found('拒绝任务的原因')).toEqual(['modal-reject-run']);
    expect(await found('wbe-01 mean')).toContain('notice-lines');
    await tab.getByRole('searchbox').fill('no sample says this');
    await tab.getByText('No sample has these words.').waitFor();
  });

  test('lets everything be chosen in it and tells nobody', async () => {
    await tab.goto(gallery('#conversion-filter'));
    await all();
    const asked: string[] = [];
    tab.on('request', (request) => asked.push(request.url()));
    const modal = tab.locator('#conversion-filter .modal');
    await modal.getByRole('radio').last().check();
    await modal.getByRole('textbox').first().fill('site=Oslo');
    await modal.getByRole('combobox').first().selectOption({ index: 1 });
    await modal.locator('button[type=submit]').click();
    expect(await modal.getByRole('radio').last().isChecked()).toBe(true);
    expect(await modal.getByRole('textbox').first().inputValue()).toBe('site=Oslo');
    // The same sample elsewhere keeps what it has.
    expect(await tab.locator('#conversion-filter-chosen').getByRole('radio', { checked: true }).count()).toBe(1);
    const asking = tab.locator('#run-card-interrupted').getByRole('button');
    for (const button of await asking.all()) {
      await button.click();
      const dialog = tab.getByRole('dialog');
      if (await dialog.isVisible()) await dialog.getByRole('button').last().click();
      await dialog.waitFor({ state: 'detached' });
    }
    expect(asked).toEqual([]);
    expect(open.errors).toEqual([]);
  });

  test('leads back to the chat', async () => {
    await tab.getByRole('link', { name: 'Gallery' }).click();
    await tab.getByRole('link', { name: 'Back to the chat' }).click();
    await tab.getByRole('link', { name: 'Gallery' }).waitFor();
  });

  test('lets nobody in who did not open the address', async () => {
    const stranger = await openPage(browser, gallery('#run-card-waiting'));
    await stranger.page.getByText('Open the address that npm start printed.').waitFor(within);
    expect(await stranger.page.locator('.sample').count()).toBe(0);
    await stranger.page.context().close();
  });
});
