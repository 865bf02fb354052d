import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chromium, pageTeam } from '../support/page-team.ts';

const { browser, team, address } = pageTeam();
const patient = { timeout: 40_000 };
/** The tabs of one browser. */
let context: BrowserContext;

beforeEach(async () => {
  if (!chromium) return;
  context = await browser().newContext({ viewport: { width: 1400, height: 900 } });
});
afterEach(async () => {
  await context?.close();
});

async function tabOf(person: string): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(address());
  await tab.getByLabel('Act as').selectOption(person);
  return tab;
}

const type = async (tab: Page, text: string) => {
  const field = tab.getByRole('combobox', { name: 'Message or /command' });
  await field.fill(text);
  await field.press('Enter');
};
const message = (tab: Page, words: string | RegExp) => tab.locator('.message').getByText(words).first();
const room = (tab: Page, name: RegExp) => tab.getByRole('navigation').getByRole('button', { name });

describe.runIf(chromium)('two tabs of one browser', { timeout: 120_000 }, () => {
  it('are two people at once: one asks, the other approves, and each stays who they are over a reload', async () => {
    const [engineer, approver] = [await tabOf('U0ENGINEER'), await tabOf('U0APPROVER')];
    await type(engineer, '/deploy hello@1.0.0 staging');
    await approver.getByRole('button', { name: 'Approve', exact: true }).click(patient);
    await message(engineer, 'Succeeded').waitFor(patient);
    await message(approver, 'Succeeded').waitFor(patient);
    await engineer.reload();
    await approver.reload();
    await message(engineer, 'Succeeded').waitFor(patient);
    expect(await engineer.getByLabel('Act as').inputValue()).toBe('U0ENGINEER');
    expect(await approver.getByLabel('Act as').inputValue()).toBe('U0APPROVER');
  });

  it('show what is for one person alone to that person alone, also in the conversation with the bot', async () => {
    const [engineer, approver] = [await tabOf('U0ENGINEER'), await tabOf('U0APPROVER')];
    await type(engineer, '/ops whoami');
    await engineer.locator('.message.ephemeral').getByText('Only visible to you').waitFor(patient);
    await room(engineer, /ChangeOps/).click();
    await type(engineer, '/ops status');
    await engineer.locator('.message').first().waitFor(patient);
    await team().slack.type({ as: 'engineer', in: 'changes', text: 'heard by all' });
    await message(approver, 'heard by all').waitFor(patient);
    expect(await approver.locator('.message').count()).toBe(1);
    await room(approver, /ChangeOps/).click();
    await approver.getByText('Nothing here yet.').waitFor();
  });

  it('lose every message when one of them deletes all, and go on', async () => {
    const [engineer, approver] = [await tabOf('U0ENGINEER'), await tabOf('U0APPROVER')];
    await type(engineer, 'one');
    await type(engineer, '/ops whoami');
    await engineer.locator('.message.ephemeral').waitFor(patient);
    await message(approver, 'one').waitFor(patient);
    await approver.getByRole('button', { name: 'Delete all messages' }).click();
    await approver.getByRole('dialog').getByRole('button', { name: 'Yes' }).click();
    for (const tab of [engineer, approver]) await tab.getByText('Nothing here yet.').waitFor(patient);
    await type(engineer, 'two');
    await message(approver, 'two').waitFor(patient);
    await approver.reload();
    await message(approver, 'two').waitFor(patient);
    expect(await approver.locator('.message').count()).toBe(1);
  });

  it('mark what each has not read, and keep the mark over a reload', async () => {
    const [engineer, approver] = [await tabOf('U0ENGINEER'), await tabOf('U0APPROVER')];
    for (const text of ['one', 'two']) await team().slack.type({ as: 'oncall', in: 'general', text });
    await room(engineer, /general.*2 unread/).click(patient);
    await message(engineer, 'two').waitFor(patient);
    await room(approver, /general.*2 unread/).waitFor(patient);
    await approver.reload();
    await engineer.reload();
    await room(approver, /general.*2 unread/).waitFor(patient);
    await message(engineer, 'two').waitFor(patient);
    expect(await engineer.getByText('unread').count()).toBe(0);
  });

  it('follow also from the background, where a browser freezes them', async () => {
    const engineer = await tabOf('U0ENGINEER');
    await type(engineer, 'before');
    await message(engineer, 'before').waitFor(patient);
    const wire = await context.newCDPSession(engineer);
    const approver = await tabOf('U0APPROVER');
    await approver.bringToFront();
    await wire.send('Page.setWebLifecycleState', { state: 'frozen' });
    await type(approver, 'meanwhile');
    await message(approver, 'meanwhile').waitFor(patient);
    await wire.send('Page.setWebLifecycleState', { state: 'active' });
    await engineer.bringToFront();
    await message(engineer, 'meanwhile').waitFor(patient);
    await type(engineer, 'after');
    await message(approver, 'after').waitFor(patient);
  });
});

describe.runIf(chromium)('eight tabs of one browser', { timeout: 180_000 }, () => {
  it('each show the chat: what is typed in the first arrives in all, and a command in the last is answered', async () => {
    const people = team().slack.world.users.values();
    const ids = [...people].filter(({ bot, locale }) => !bot && locale.startsWith('en')).map(({ id }) => id);
    const tabs: Page[] = [];
    // More than six: so many connections that are not WebSockets a browser opens to one place.
    for (let at = 0; at < 8; at += 1) tabs.push(await tabOf(ids[at % ids.length] ?? ''));
    const [first, last] = [tabs[0] as Page, tabs[7] as Page];
    await type(first, 'heard in all of them');
    for (const tab of tabs) await message(tab, 'heard in all of them').waitFor(patient);
    await type(last, '/ops whoami');
    await last.locator('.message.ephemeral').getByText('Only visible to you').waitFor(patient);
  });
});
