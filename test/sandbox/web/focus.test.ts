import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SlackServer } from '../../../src/sandbox/slack/server.ts';
import { buildPage, pageFolder } from '../../../src/sandbox/web/built.ts';
import { type Page, startPage } from '../../../src/sandbox/web/index.ts';
import { browserHere, openPage, startBrowser } from '../../support/browser.ts';
import { actions, button, client, section, stage } from '../slack/support.ts';

vi.setConfig({ testTimeout: 90_000 });

const chromium = browserHere();
const within = { timeout: 40_000 };
const here = stage();
let browser: Browser;
let folder: string;
let served: Page;
let slack: SlackServer;
let tab: Tab;
/** The callback ids of modals whose closing the app heard of. */
let closed: string[];

const plain = (text: string) => ({ type: 'plain_text', text });
const modal = (title: string, ...blocks: object[]) => ({
  ...{ type: 'modal', callback_id: title, notify_on_close: true, title: plain(title), submit: plain('Send') },
  blocks: [
    {
      ...{ type: 'input', block_id: 'name', label: plain('Name') },
      element: { type: 'plain_text_input', action_id: 'name' },
    },
    ...blocks,
  ],
});

beforeAll(async () => {
  if (!chromium) return;
  await buildPage();
  browser = await startBrowser(chromium);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  if (!chromium) return;
  folder = await mkdtemp(join(tmpdir(), 'focus-'));
  closed = [];
  slack = await here.server();
  await here.socketApp(slack, (app) => {
    app.action(/./, async ({ ack, action, body, client }) => {
      await ack();
      const id = 'action_id' in action ? action.action_id : '';
      const trigger_id = 'trigger_id' in body ? body.trigger_id : '';
      const more = actions(button('push', 'Deeper'));
      if (id === 'ask') await client.views.open({ trigger_id, view: modal('First', more) as never });
      if (id === 'push') await client.views.push({ trigger_id, view: modal('Second') as never });
    });
    app.view({ type: 'view_closed', callback_id: /./ }, async ({ ack, view }) => {
      await ack();
      closed.push(view.callback_id);
    });
    app.view(/./, async ({ ack }) => {
      await ack({ response_action: 'errors', errors: { name: 'That name is taken' } });
    });
  });
  const bot = { complete: async () => ({ from: 0, items: [] }), shortcuts: [{ name: 's', label: 'A shortcut' }] };
  served = await startPage({ slack, hosts: [], devices: [], bot, folder: pageFolder, file: join(folder, 'page.json') });
  ({ page: tab } = await openPage(browser, served.address));
  tab.setDefaultTimeout(within.timeout);
});
afterEach(async () => {
  await tab?.context().close();
  await served?.stop();
  await here.end();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const post = (...blocks: object[]) =>
  client(slack).chat.postMessage({ channel: 'C0CHANGES', text: 'kit', blocks: blocks as never });
const named = (name: string) => tab.getByRole('button', { name, exact: true });
const focused = () => tab.locator(':focus');
/** What has the focus, by its words, its label, or its tag. */
const focus = () =>
  focused().evaluate((element) => element.getAttribute('aria-label') ?? (element.textContent || element.localName));
const hasFocus = (name: string) => expect.poll(focus, within).toBe(name);
const press = (key: string) => tab.keyboard.press(key);

describe.runIf(chromium)('the focus, by keyboard alone', () => {
  test('goes into a modal, stays there, and comes back to what opened it', async () => {
    await post(section('Something to ask'), actions(button('ask', 'Ask')));
    await named('Ask').focus();
    await press('Enter');
    await hasFocus('First');
    const dialog = tab.getByRole('dialog');
    for (let times = 0; times < 12; times++) {
      await press(times < 7 ? 'Tab' : 'Shift+Tab');
      expect(await dialog.locator(':focus').count(), `after ${times + 1} times Tab`).toBe(1);
    }
    await press('Escape');
    await hasFocus('Ask');
    expect(await dialog.count()).toBe(0);
    await expect.poll(() => closed, within).toEqual(['First']);
  });

  test('goes from modal to modal, and back through them', async () => {
    await post(actions(button('ask', 'Ask')));
    await named('Ask').focus();
    await press('Enter');
    await hasFocus('First');
    await named('Deeper').focus();
    await press('Enter');
    await expect.poll(focus, within).toMatch(/^Second/);
    await press('Escape');
    await hasFocus('First');
    await press('Escape');
    await hasFocus('Ask');
    await expect.poll(() => closed, within).toEqual(['Second', 'First']);
  });

  test('goes to the field that is wrong', async () => {
    await post(actions(button('ask', 'Ask')));
    await named('Ask').focus();
    await press('Enter');
    await hasFocus('First');
    await tab.getByRole('textbox', { name: 'Name' }).fill('web-01');
    await press('Enter');
    await tab.getByText('That name is taken').waitFor();
    await hasFocus('Name');
    const said = await focused().evaluate((field) => {
      const described = field.closest('fieldset')?.getAttribute('aria-describedby');
      return field.ownerDocument.getElementById(described ?? '')?.textContent;
    });
    expect(said).toContain('That name is taken');
  });

  test('comes back to the same button of a message that was edited meanwhile', async () => {
    const { ts = '' } = await post(actions(button('ask', 'Ask')));
    await named('Ask').focus();
    await press('Enter');
    await hasFocus('First');
    const blocks = [section('Now it says more'), actions(button('ask', 'Ask'))];
    await client(slack).chat.update({ channel: 'C0CHANGES', ts, text: 'kit', blocks: blocks as never });
    await tab.getByText('Now it says more').waitFor();
    await press('Escape');
    await hasFocus('Ask');
  });

  test('goes to where one writes in a thread, and on Escape back to the message', async () => {
    await post(section('Talk about this'));
    await named('Reply in thread').focus();
    await press('Enter');
    const thread = tab.getByRole('complementary', { name: 'Thread' });
    await hasFocus('Message or /command');
    expect(await thread.locator(':focus').count()).toBe(1);
    await press('Escape');
    await hasFocus('Reply in thread');
    expect(await thread.count()).toBe(0);
  });

  test('leaves a menu on Escape without leaving the thread it is in', async () => {
    await post(section('Talk about this'));
    await named('Reply in thread').focus();
    await press('Enter');
    const thread = tab.getByRole('complementary', { name: 'Thread' });
    const menu = thread.getByLabel('More actions');
    await menu.focus();
    await press('Enter');
    await thread.getByRole('button', { name: 'A shortcut' }).waitFor();
    await press('Tab');
    await press('Escape');
    await hasFocus('More actions');
    expect(await thread.getByRole('button', { name: 'A shortcut' }).isVisible()).toBe(false);
    expect(await thread.count()).toBe(1);
  });
});
