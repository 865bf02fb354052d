import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page as Tab } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SlackServer } from '../../../src/sandbox/slack/server.ts';
import { buildPage, pageFolder } from '../../../src/sandbox/web/built.ts';
import { type Page, startPage } from '../../../src/sandbox/web/index.ts';
import { browserHere, type OpenPage, openPage, startBrowser } from '../../support/browser.ts';
import { stage } from '../slack/support.ts';

const chromium = browserHere();
const here = stage();
let browser: Browser;
let folder: string;
let served: Page;
let slack: SlackServer;
let open: OpenPage;
let tab: Tab;
/** What the app heard of clicks and choices: action id, and what came with it. */
let heard: [string, unknown][];
let views: string[];

const plain = (text: string) => ({ type: 'plain_text', text });
const options = ['one', 'two', 'three'].map((value) => ({ value, text: plain(value.toUpperCase()) }));
const modal = (title: string, blocks: object[]) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Send'),
  blocks,
});
const input = (element: { action_id: string }, more: object = {}) => ({
  ...{ type: 'input', block_id: `b-${element.action_id}`, label: plain(`The ${element.action_id}`), element, ...more },
});

beforeAll(async () => {
  if (!chromium) return;
  await buildPage();
  browser = await startBrowser(chromium);
});
afterAll(() => browser?.close());
beforeEach(async () => {
  if (!chromium) return;
  folder = await mkdtemp(join(tmpdir(), 'kit-'));
  [heard, views] = [[], []];
  slack = await here.server();
  await here.socketApp(slack, (app) => {
    app.action(/./, async ({ ack, action, body, client }) => {
      await ack();
      const { action_id: id, type, block_id, action_ts, text, ...value } = action as unknown as Record<string, unknown>;
      heard.push([String(id), Object.values(value)[0]]);
      if (!('trigger_id' in body)) return;
      const asked = modal('First', [
        input({ type: 'plain_text_input', action_id: 'name' } as never),
        { type: 'actions', block_id: 'more', elements: [{ type: 'button', action_id: 'push', text: plain('Deeper') }] },
      ]);
      if (id === 'ask') await client.views.open({ trigger_id: body.trigger_id, view: asked as never });
      const deeper = modal('Second', [input({ type: 'datepicker', action_id: 'day' } as never)]);
      if (id === 'push') await client.views.push({ trigger_id: body.trigger_id, view: deeper as never });
    });
    app.view(/.*/, async ({ ack, view }) => {
      views.push(JSON.stringify(view.state.values));
      if (view.title.text === 'Second') await ack();
      else if (views.length < 3) await ack({ response_action: 'errors', errors: { 'b-name': 'That name is taken' } });
      else await ack({ response_action: 'update', view: modal('Third', [{ type: 'divider' }]) as never });
    });
  });
  const bot = { complete: async () => ({ from: 0, items: [] }), shortcuts: [] };
  served = await startPage({ slack, hosts: [], devices: [], bot, folder: pageFolder, file: join(folder, 'page.json') });
  open = await openPage(browser, served.address);
  tab = open.page;
});
afterEach(async () => {
  await tab?.context().close();
  await served?.stop();
  await here.end();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const post = (...blocks: object[]) => send({ text: 'kit', blocks });

async function send(message: object) {
  const headers = { authorization: `Bearer ${slack.tokens.bot}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ channel: 'C0CHANGES', ...message });
  const answer = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ ok: true });
}

const act = (...elements: object[]) => ({ type: 'actions', elements });
const button = (name: string) => tab.getByRole('button', { name, exact: true });

describe.runIf(chromium)('Block Kit on the page', () => {
  test('shows text as Slack marks it up, and outside text as it is', async () => {
    const text =
      '*bold* _italic_ ~gone~ `a < b &amp;&amp; *c*`\n> quoted\n&gt; as well\n```\n*code*\n```<@U0ENGINEER> <#C0GENERAL> <https://example.com|a link> <!here> snake_case_name 2*3*4 &lt;b&gt;'.replace(
        'a < b',
        'a &lt; b',
      );
    await post({ type: 'section', text: { type: 'mrkdwn', text } });
    const shown = tab.locator('.message .text').first();
    await shown.waitFor();
    expect(await shown.locator('strong').allTextContents()).toEqual(['bold']);
    expect(await shown.locator('em').allTextContents()).toEqual(['italic']);
    expect(await shown.locator('s').allTextContents()).toEqual(['gone']);
    expect(await shown.locator('code').allTextContents()).toEqual(['a < b && *c*']);
    expect((await shown.locator('pre').textContent())?.trim()).toBe('*code*');
    expect((await shown.locator('blockquote').textContent())?.trim()).toBe('quoted\nas well');
    expect(await shown.locator('a').getAttribute('href')).toBe('https://example.com');
    expect(await shown.textContent()).toContain('@engineer #general a link @here snake_case_name 2*3*4 <b>');
  });

  test('links bare addresses as Slack does, without what stands around them, and nothing else', async () => {
    const text = [
      'see https://a.example/x?y=1&amp;z=2, (http://b.example/p_1). 见https://c.example/路径。然后 mailto:ops@d.example;',
      '*https://e.example/* &lt;https://f.example&gt; `https://code.example` javascript:alert(1) ftp://g.example file:///etc',
    ].join('\n');
    await post({ type: 'section', text: { type: 'mrkdwn', text } });
    await post({ type: 'section', text: { type: 'mrkdwn', text: 'verbatim https://h.example', verbatim: true } });
    await tab.getByText('verbatim https://h.example').waitFor();
    const links = tab.locator('.message .text a');
    expect(await links.evaluateAll((all) => all.map((link) => [link.getAttribute('href'), link.textContent]))).toEqual(
      [
        'https://a.example/x?y=1&z=2',
        'http://b.example/p_1',
        'https://c.example/路径',
        'mailto:ops@d.example',
        'https://e.example/',
        'https://f.example',
      ].map((href) => [href, href]),
    );
    const shown = await tab.locator('.message .text').first().textContent();
    expect(shown).toContain('z=2, (http://b.example/p_1). 见https://c.example/路径。然后 mailto:ops@d.example;');
    expect(shown).toContain('<https://f.example> https://code.example javascript:alert(1)');
  });

  test('shows a group by its handle, and dates in the language of the reader', async () => {
    const elements = [
      { type: 'usergroup', usergroup_id: 'S0APPROVERS' },
      { type: 'text', text: ' ' },
      { type: 'date', timestamp: 1_795_000_000, format: '{date_long}', fallback: 'then' },
    ];
    await post(
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
      { type: 'section', text: { type: 'mrkdwn', text: 'mrkdwn <!subteam^S0APPROVERS>' } },
    );
    await tab.getByText('@release-approvers 18 November 2026').waitFor();
    await tab.getByText('mrkdwn @release-approvers').waitFor();
    slack.world.user('engineer').locale = 'zh-CN';
    slack.world.changed();
    await tab.getByText('@release-approvers 2026年11月18日').waitFor();
  });

  test('shows every kind of block', async () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    const section = { type: 'rich_text_section', elements: [{ type: 'text', text: 'rich', style: { bold: true } }] };
    await post(
      { type: 'header', text: plain('Title') },
      {
        type: 'section',
        fields: [plain('left'), plain('right')],
        accessory: { type: 'image', image_url: 'https://x.example/i.png', alt_text: 'a picture' },
      },
      { type: 'divider' },
      { type: 'context', elements: [plain('small print')] },
      { type: 'image', image_url: 'https://x.example/i.png', alt_text: 'another picture' },
      { type: 'markdown', text: '# Heading\n- **item**\n[site](https://example.com)' },
      {
        type: 'table',
        rows: [
          [cell('name'), cell('size')],
          [cell('web-01'), { type: 'rich_text', elements: [section] }],
        ],
      },
      {
        type: 'rich_text',
        elements: [
          section,
          { type: 'rich_text_list', style: 'bullet', elements: [section] },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'pre' }] },
        ],
      },
    );
    await tab.getByRole('heading', { name: 'Title' }).waitFor();
    await tab.getByRole('columnheader', { name: 'size' }).waitFor();
    await tab.getByRole('cell', { name: 'rich' }).waitFor();
    for (const words of ['left', 'small print', 'a picture', 'another picture', 'Heading', 'item', 'said', 'pre'])
      expect(await tab.getByText(words, { exact: words === 'pre' }).count(), words).toBeGreaterThan(0);
    expect(await tab.locator('[data-unrendered]').count()).toBe(0);
    expect(open.errors).toEqual([]);
  });

  test('marks what it cannot show', async () => {
    await post(act({ type: 'external_select', action_id: 'far', placeholder: plain('far') }));
    await tab.locator('[data-unrendered="external_select"]').waitFor();
  });

  test('asks before it clicks where it is told to, and sends what is chosen', async () => {
    const confirm = { title: plain('Sure?'), text: plain('It hurts'), confirm: plain('Do it'), deny: plain('Stop') };
    await post(
      act({ type: 'button', action_id: 'go', text: plain('Go'), value: 'v', confirm }),
      act({ type: 'static_select', action_id: 'menu', placeholder: plain('Menu'), options }),
      act({ type: 'radio_buttons', action_id: 'radio', options }),
      act({ type: 'checkboxes', action_id: 'boxes', options }),
      act({ type: 'overflow', action_id: 'over', options }),
      act({ type: 'datepicker', action_id: 'date' }),
      act({ type: 'users_select', action_id: 'who', placeholder: plain('Who') }),
    );
    await button('Go').click();
    await tab.getByRole('dialog').getByText('It hurts').waitFor();
    await button('Stop').click();
    await button('Go').click();
    await button('Do it').click();
    await tab.getByLabel('Menu').selectOption('two');
    await tab.getByRole('radio', { name: 'THREE' }).check();
    await tab.getByRole('checkbox', { name: 'ONE' }).check();
    await tab.getByRole('checkbox', { name: 'TWO' }).check();
    await tab.locator('.blocks summary').click();
    await tab.locator('.popup').getByRole('button', { name: 'TWO' }).click();
    await tab.locator('input[type=date]').fill('2026-12-24');
    await tab.getByLabel('Who').selectOption('U0APPROVER');
    const two = { value: 'two', text: plain('TWO') };
    await expect
      .poll(() => heard)
      .toEqual([
        ['go', 'v'],
        ['menu', two],
        ['radio', { value: 'three', text: plain('THREE') }],
        ['boxes', [{ value: 'one', text: plain('ONE') }]],
        ['boxes', [{ value: 'one', text: plain('ONE') }, two]],
        ['over', two],
        ['date', '2026-12-24'],
        ['who', 'U0APPROVER'],
      ]);
  });

  test('opens, pushes, complains, updates and closes modals, and keeps what was typed meanwhile', async () => {
    await post(act({ type: 'button', action_id: 'ask', text: plain('Ask') }));
    await button('Ask').click();
    const dialog = tab.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'First' }).waitFor();
    await button('Send').nth(-1).click();
    await dialog.getByRole('alert').getByText('Please complete this required field.').waitFor();
    await dialog.getByRole('textbox').fill('web-01');
    await button('Deeper').click();
    await dialog.getByRole('heading', { name: 'Second' }).waitFor();
    await dialog.locator('input[type=date]').fill('2026-12-24');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByRole('heading', { name: 'First' }).waitFor();
    expect(await dialog.getByRole('textbox').inputValue()).toBe('web-01');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('That name is taken').waitFor();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByRole('heading', { name: 'Third' }).waitFor();
    await tab.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(views[0]).toContain('2026-12-24');
    expect(views[1]).toContain('web-01');
    expect(open.errors).toEqual([]);
  });

  test('finds its way back after the sandbox was away, and says so', async () => {
    await slack.type({ as: 'engineer', in: 'changes', text: 'before' });
    await tab.getByText('before').waitFor();
    await served.stop();
    await tab.getByText('The sandbox does not answer.').waitFor();
    const bot = { complete: async () => ({ from: 0, items: [] }), shortcuts: [] };
    served = await startPage({
      slack,
      hosts: [],
      devices: [],
      bot,
      folder: pageFolder,
      file: join(folder, 'page.json'),
    });
    const told = tab.getByRole('status').getByText('The sandbox was restarted');
    await told.waitFor();
    await slack.type({ as: 'approver', in: 'changes', text: 'after' });
    await tab.locator('.message').getByText('after').waitFor();
    await tab.locator('.banner').getByRole('button', { name: 'Close' }).click();
    await told.waitFor({ state: 'detached' });
  });

  test('says a new message to who does not see it as it is read, not as it is written', async () => {
    const text =
      '*Done*: _hello_ &lt;1.0 &amp; up&gt;\n&gt; `a*b*c` by <@U0APPROVER> in <#C0CHANGES>, <https://x.example|why>';
    await send({ text });
    const heard = tab.locator('[aria-live=polite].unseen');
    await expect
      .poll(() => heard.textContent(), { timeout: 20_000 })
      .toBe('Done: hello <1.0 & up> a*b*c by @approver in #changes, why');
  });

  test('lets nobody in who did not open the address', async () => {
    const stranger = await openPage(browser, served.address.replace(/#.*/, ''));
    await stranger.page.getByText('Open the address that npm start printed.').waitFor();
    await stranger.page.context().close();
  });
});

describe.runIf(chromium)('the guide through a first change', () => {
  const guide = () => tab.getByRole('region', { name: 'Your first change' });
  /** How many steps are done, and the command that is offered. */
  const stands = async () => [
    await guide().locator('li.done').count(),
    await guide().locator('code').allTextContents(),
  ];
  const [well, ill] = [['/deploy hello@1.0.0 staging'], ['/deploy hello@1.2.0 staging']];

  test('goes by deploys alone, and is back with the command where one ended otherwise', async () => {
    await postRun('collect', 'succeeded');
    await tab.locator('.message', { hasText: 'collect succeeded' }).waitFor();
    expect(await stands()).toEqual([0, well]);
    for (const [state, ...expected] of [
      ['awaiting-approval', 1, []],
      ['rejected', 0, well],
      ['undone', 0, well],
      ['running', 2, []],
      ['succeeded', 3, ill],
    ] as const) {
      await forgetRuns();
      await postRun('deploy', state);
      await tab.locator('.message', { hasText: `deploy ${state}` }).waitFor();
      await expect.poll(stands).toEqual(expected);
    }
    for (const state of ['awaiting-approval', 'cancelled', 'expired', 'succeeded', 'failed']) {
      await postRun('deploy', state);
      await tab
        .locator('.message', { hasText: `deploy ${state}` })
        .last()
        .waitFor();
      expect(await stands(), state).toEqual([3, ill]);
    }
    await postRun('deploy', 'running');
    await expect.poll(stands).toEqual([4, []]);
    await postRun('deploy', 'undone');
    await guide().getByText('That was it.').waitFor();
    await guide().getByRole('link', { name: 'Gallery' }).waitFor();
    await guide().getByRole('button', { name: '/generate nginx-site web-01' }).click();
    await expect.poll(() => tab.getByRole('combobox').last().inputValue()).toBe('/generate nginx-site web-01');
  });

  test('names the button as the card has it, whatever the page speaks', async () => {
    const step = guide().getByRole('listitem').nth(1);
    await expect.poll(() => step.textContent()).toBe('Act as approver and click “Approve” on the card.');
    await post(act({ type: 'button', action_id: 'run.approve', text: plain('批准') }));
    await expect.poll(() => step.textContent()).toBe('Act as approver and click “批准” on the card.');
  });

  test('can be closed, and opened again from the menu', async () => {
    await guide().getByRole('button', { name: 'Close' }).click();
    await guide().waitFor({ state: 'detached' });
    await button('Your first change').click();
    await guide().waitFor();
  });
});

describe.runIf(chromium)('a look into a file', () => {
  test('says how many lines it leaves out, and where they are', async () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => `line ${at + 10_000}`).join('\n');
    const content = Buffer.from(lines).toString('base64');
    await slack.upload({ as: 'engineer', in: 'changes', name: 'long.txt', content });
    await button('Preview').click();
    // 200,000 characters are 18,181 lines of eleven each, and nine characters of the next.
    const rest = tab.locator('.file p', { hasText: '11819 more lines' });
    await rest.getByRole('link', { name: 'Download' }).waitFor();
    expect((await tab.locator('.file pre').textContent())?.split('\n').at(-1)).toBe('line 28180');
  });
});

async function postRun(kind: string, state: string) {
  const metadata = { event_type: 'changeops_run', event_payload: { run: 'r1', kind, state } };
  await send({ text: `${kind} ${state}`, metadata });
}

/** Takes what was posted out of the channel. */
async function forgetRuns() {
  for (const { ts } of await slack.messages()) await slack.deleteMessage({ in: 'changes', ts });
}
