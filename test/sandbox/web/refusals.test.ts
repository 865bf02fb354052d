import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '@slack/bolt';
import type { Browser, Locator, Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SlackServer } from '../../../src/sandbox/slack/server.ts';
import { buildPage, pageFolder } from '../../../src/sandbox/web/built.ts';
import { type Page, startPage } from '../../../src/sandbox/web/index.ts';
import { browserHere, openPage, startBrowser } from '../../support/browser.ts';
import { actions, button, client, section, stage } from '../slack/support.ts';

const chromium = browserHere();
const here = stage();
const megabyte = 1024 ** 2;
const patient = { timeout: 40_000 };
const slow = { timeout: 120_000 };
let browser: Browser;
let folder: string;
let served: Page;
let slack: SlackServer;
let tab: Tab;
let errors: readonly string[];
/** Whether the app acknowledges what it hears. */
let answers: boolean;

beforeAll(async () => {
  if (!chromium) return;
  await buildPage();
  browser = await startBrowser(chromium);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  if (!chromium) return;
  folder = await mkdtemp(join(tmpdir(), 'refusals-'));
  answers = true;
  slack = await here.server({ commands: ['/deploy'], largestFile: 110 * megabyte });
  await here.socketApp(slack, prepare);
  served = await serve();
  ({ page: tab, errors } = await openPage(browser, served.address));
  await write().waitFor();
});
afterEach(async () => {
  await tab?.context().close();
  await served?.stop();
  await here.end();
  if (folder) await rm(folder, { recursive: true, force: true });
});

function prepare(app: App): void {
  app.command('/deploy', async ({ ack }) => {
    if (answers) await ack();
  });
  app.action(/./, async ({ ack, body, client }) => {
    if (answers) await ack();
    const words = (text: string) => ({ type: 'plain_text' as const, text });
    const view = { type: 'modal' as const, title: words('Modal'), submit: words('Save'), blocks: [section('x')] };
    if ('trigger_id' in body && answers) await client.views.open({ trigger_id: body.trigger_id, view: view as never });
  });
  app.view(/.*/, async ({ ack }) => {
    if (answers) await ack();
  });
}

function serve(): Promise<Page> {
  const bot = { complete: async () => ({ from: 0, items: [] }), shortcuts: [] };
  return startPage({ slack, hosts: [], devices: [], bot, folder: pageFolder, file: join(folder, 'page.json') });
}

const write = (): Locator => tab.getByRole('combobox', { name: /^(Message or|消息或) / }).first();
const becomes = <T>(look: () => Promise<T>) => expect.poll(look, patient);
const files = () => tab.locator('.dropped li').allTextContents();
const toast = (words: string | RegExp) => tab.locator('.toast.shown').getByText(words).waitFor();
const message = (words: string | RegExp) => tab.locator('.message').getByText(words);
const press = (name: string) => tab.getByRole('button', { name, exact: true }).click();
const say = async (text: string, into = write()) => {
  await into.fill(text);
  await into.press('Enter');
};
const attach = (...all: { name: string; text: string }[]) =>
  tab
    .getByLabel('Attach files')
    .first()
    .setInputFiles(all.map(({ name, text }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })));

/** Drops what lies at these paths onto the messages. */
async function drop(...paths: string[]) {
  const wire = await tab.context().newCDPSession(tab);
  const { x = 0, y = 0, width = 0, height = 0 } = (await tab.locator('.talk').boundingBox()) ?? {};
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await wire.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 2, data });
}

describe.runIf(chromium)('what Slack refuses, the page refuses as Slack does', slow, () => {
  test('a command that there is not: Slackbot says so, to the person alone, and the text is there to be mended', async () => {
    await say('/dploy hello');
    await message('/dploy is not a valid command. In Slack').waitFor();
    await becomes(() => write().inputValue()).toBe('/dploy hello');
    expect(await tab.locator('.message.ephemeral').count()).toBe(1);
    expect(await tab.locator('.toast').textContent()).toBe('');
    await say(' /dploy is no command');
    await message(/^\/dploy is no command$/).waitFor();
    await say('//deploy neither');
    await message(/^\/\/deploy neither$/).waitFor();
    expect(await write().inputValue()).toBe('');
    expect(errors).toEqual([]);
  });

  test('a command in a thread', async () => {
    await say('talk about it');
    await tab.getByRole('article').hover();
    await tab.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = tab.getByRole('complementary', { name: 'Thread' });
    const field = thread.getByRole('combobox', { name: 'Message or /command' });
    await say('/deploy hello', field);
    await thread.getByText('/deploy is not supported in threads. Sorry!').waitFor();
    await becomes(() => field.inputValue()).toBe('/deploy hello');
  });

  test('in the language of who acts', async () => {
    await tab.getByLabel('Act as').selectOption('U0ENGINEER2');
    await say('/dploy');
    await message('/dploy 不是有效命令').waitFor();
  });

  test('a text over 12,000 characters, which is counted and kept', async () => {
    const text = 'x'.repeat(12_001);
    await say(text);
    await toast('it has 12,001 characters');
    await becomes(() => write().inputValue()).toBe(text);
    await tab.locator('.left.over').getByText('-1').waitFor();
    await say(text.slice(1));
    await message(text.slice(1)).waitFor();
  });

  test('an app that does not answer in time: Slackbot says it of a command, a warning beside the button of a click', async () => {
    answers = false;
    await say('/deploy hello');
    await message('/deploy failed with the error "operation_timeout"').waitFor();
    expect(await write().inputValue()).toBe('');
    const [channel, text] = ['C0CHANGES', 'card'];
    const blocks = [section(text), actions(button('go', 'Go'), button('no', 'No'))] as never[];
    await client(slack).chat.postMessage({ channel, text, blocks });
    await press('Go');
    await tab.getByRole('alert').getByText('The app did not answer in time.').waitFor();
    expect(await tab.locator('.warning').count()).toBe(1);
    answers = true;
    await press('Go');
    const dialog = tab.getByRole('dialog', { name: 'Modal' });
    await dialog.waitFor();
    await becomes(() => tab.locator('.warning').count()).toBe(0);
    answers = false;
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('We had some trouble connecting. Try again?').waitFor();
    answers = true;
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});

describe.runIf(chromium)('files that Slack refuses', slow, () => {
  test('are kept with the words to them, until the wrong one is removed', async () => {
    await attach({ name: 'hosts.csv', text: 'name\n' }, { name: 'empty.csv', text: '' });
    await say('please read');
    await toast('empty.csv can’t be uploaded because it is empty.');
    await becomes(async () => (await files()).join()).toMatch(/^hosts\.csv.*empty\.csv/);
    await becomes(() => write().inputValue()).toBe('please read');
    await press('Remove empty.csv');
    await press('Send');
    await message('please read').waitFor();
    await tab.locator('.file').getByText('hosts.csv').waitFor();
    expect(await files()).toEqual([]);
    expect(await write().inputValue()).toBe('');
  });

  test('are more than ten', async () => {
    await attach(...Array.from({ length: 11 }, (_, at) => ({ name: `${at}.csv`, text: 'name\n' })));
    await press('Send');
    await toast('You can upload up to 10 files at a time; these are 11.');
    await becomes(files).toHaveLength(11);
    await press('Remove 3.csv');
    await press('Send');
    await becomes(() => tab.locator('.file').count()).toBe(10);
  });

  test('are folders, while the files dropped with them are taken', async () => {
    const [configs, csv] = [join(folder, 'configs'), join(folder, 'hosts.csv')];
    await mkdir(configs);
    await writeFile(csv, 'name\n');
    await drop(configs, csv);
    await toast('Folders can’t be uploaded.');
    expect(await files()).toEqual([expect.stringContaining('hosts.csv')]);
    await press('Send');
    await tab.locator('.file').getByText('hosts.csv').waitFor();
    expect(errors).toEqual([]);
  });

  test('are those that were deleted since they were chosen', async () => {
    const csv = join(folder, 'hosts.csv');
    await writeFile(csv, 'name\n');
    await tab.getByLabel('Attach files').setInputFiles(csv);
    await becomes(files).toHaveLength(1);
    await rm(csv);
    await press('Send');
    await toast('The file can’t be read any more');
    await becomes(files).toHaveLength(1);
  });
});

describe.runIf(chromium)('a large upload', slow, () => {
  /** 100 MB, each hundredth of it otherwise. */
  const content = Buffer.concat(Array.from({ length: 100 }, (_, at) => Buffer.alloc(1e6, `row ${at}\n`)));
  const hash = (bytes: Buffer | undefined) =>
    createHash('sha256')
      .update(bytes ?? '')
      .digest('hex');

  async function begin() {
    const path = join(folder, 'large.csv');
    await writeFile(path, content);
    const wire = await tab.context().newCDPSession(tab);
    const limit = (uploadThroughput: number) =>
      wire.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput },
      });
    await limit(5e6);
    await tab.getByLabel('Attach files').setInputFiles(path);
    await say('a large one');
    await tab.getByRole('progressbar', { name: 'Uploading' }).waitFor();
    const part = () => tab.locator('.going progress').getAttribute('value');
    await becomes(async () => Number(await part())).toBeGreaterThan(0);
    return limit;
  }

  test('shows how far it is, leaves the page usable, and arrives as it was', async () => {
    const limit = await begin();
    await say('meanwhile');
    await message('meanwhile').waitFor();
    await limit(-1);
    await message('a large one').waitFor(patient);
    await tab.locator('.going').waitFor({ state: 'detached' });
    const [file] = slack.world.files.values();
    expect(hash(file?.content)).toBe(hash(content));
    expect(errors).toEqual([]);
  });

  test('can be called off, and nothing of it is posted; its words stay', async () => {
    await begin();
    await tab.locator('.going').getByRole('button', { name: 'Cancel' }).click();
    await tab.locator('.going').waitFor({ state: 'detached' });
    await becomes(() => write().inputValue()).toBe('a large one');
    expect(await slack.messages()).toEqual([]);
    expect(await tab.locator('.toast.shown').count()).toBe(0);
  });

  test('is refused over what this sandbox keeps, which is less than Slack does', async () => {
    const path = join(folder, 'larger.csv');
    await writeFile(path, Buffer.alloc(111 * megabyte, 'x'));
    await tab.getByLabel('Attach files').setInputFiles(path);
    await press('Send');
    await toast('Slack takes it, but this sandbox, which keeps files in memory, takes up to 110 MB.');
    await becomes(files).toHaveLength(1);
  });
});

describe.runIf(chromium)('a sandbox that does not answer', slow, () => {
  test('takes nothing away from who was writing: words and files are still there when it is back', async () => {
    await attach({ name: 'hosts.csv', text: 'name\n' });
    await write().fill('with a file');
    await served.stop();
    await tab.getByRole('status').getByText('The sandbox does not answer.').waitFor();
    await press('Send');
    await toast('The sandbox does not answer.');
    await becomes(() => write().inputValue()).toBe('with a file');
    await becomes(files).toHaveLength(1);
    served = await serve();
    await tab.getByText('The sandbox was restarted').waitFor({ timeout: 30_000 });
    await press('Send');
    await message('with a file').waitFor();
    await tab.locator('.file').getByText('hosts.csv').waitFor();
  });
});
