import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journeys } from '../support/journey.ts';
import { chromium } from '../support/page-team.ts';

const { team, begin } = journeys({ devices: true });

describe.runIf(chromium)('facts in the browser', () => {
  it('of servers are collected, and compared once something there is otherwise', async () => {
    const { page, type, actAs, button, message, picture } = await begin('facts');
    await type('/collect type=server');
    await message('3 of 3 answered').getByRole('cell', { name: 'web-03' }).waitFor();
    await picture('1-collected');
    const asking = page.getByRole('listitem').filter({ hasText: 'As engineer' });
    expect(await asking.getAttribute('aria-current')).toBe('step');
    await type('/deploy hello@1.0.0 staging');
    await button('Approve').waitFor();
    await actAs('U0APPROVER');
    await button('Approve').click();
    await message('Succeeded').waitFor();
    await actAs('U0ENGINEER');
    await type('/collect type=server');
    await message('Changed since last time: 3').waitFor();
    await picture('2-collected-again');
    await type('/collect diff web-01');
    await message('Only visible to you')
      .getByText(`${port('web-01')} added`)
      .waitFor();
    await picture('3-compared');
  });

  it('of a switch hold its configuration, which is kept, and what somebody did to it by hand', async () => {
    const { type, message, machine, picture } = await begin('device');
    await type('/collect core-1 --what config');
    await message('Running configuration kept').getByText('core-1/config', { exact: true }).waitFor();
    await machine('core-1').getByRole('button', { name: 'Edit by hand' }).click();
    await type('/collect core-1 --what config');
    await message('Changed since last time: 1').getByText('changed by hand').waitFor();
    await type('/collect diff core-1');
    await message('core-1: 2 changes').getByText('+ description changed by hand').waitFor();
    await picture('1-compared');
    await type('/config show core-1/config --running');
    await message('core-1-config').getByRole('button', { name: 'Preview' }).click();
    await message('core-1-config').locator('pre').getByText('description changed by hand').waitFor();
    await picture('2-kept');
  });
});

describe.runIf(chromium)('a config in the browser', () => {
  it('is generated, looked at, saved, and pushed once somebody approved', async () => {
    const { page, type, actAs, button, message, machine, picture } = await begin('config');
    await type('/generate nginx-site web-01');
    await message('1 new').getByRole('button', { name: 'Save' }).waitFor();
    await picture('1-generated');
    await message('1 new').getByRole('button', { name: 'Save' }).click();
    await message('saved 1 config').waitFor();
    await type('/generate nginx-site web-01 --set body_size=32m');
    await message('1 changed').getByRole('button', { name: 'Details' }).click();
    const modal = page.getByRole('dialog');
    await modal.getByText('32m').first().waitFor();
    await picture('2-details');
    await modal.getByRole('button', { name: 'Close', exact: true }).last().click();
    await modal.waitFor({ state: 'detached' });
    await message('1 changed').getByRole('button', { name: 'Push' }).click();
    await button('Approve').waitFor();
    await picture('3-push-asked');
    await actAs('U0APPROVER');
    await button('Approve').click();
    await message('Push config').getByText('Succeeded').first().waitFor();
    await picture('4-pushed');
    expect(readFileSync(join(team().host('web-01').home, 'conf.d/hello.conf'), 'utf8')).toContain('32m');
    const host = machine('web-01');
    await host.getByText('Files', { exact: true }).click();
    await host.getByRole('button', { name: 'hello.conf' }).click();
    await host.getByText('client_max_body_size 32m').waitFor();
    await picture('5-at-the-host');
    await actAs('U0ENGINEER');
    await type('/config diff web-01/nginx/hello.conf --from 1');
    await message('+1 −1').getByText('client_max_body_size 32m').waitFor();
    await picture('6-difference');
    const theirs = Array.from({ length: 120 }, (_, at) => `    allow 10.0.${at}.0/24;`);
    const file = { name: 'hello.conf', mimeType: 'text/plain', buffer: Buffer.from(theirs.join('\n')) };
    await page.getByLabel('Attach files').setInputFiles(file);
    await button('Send').click();
    await message('hello.conf').getByRole('button', { name: 'Preview' }).waitFor();
    await type('/config diff web-01/nginx/hello.conf --upload');
    await message('.diff').locator('.file', { hasText: '.diff' }).getByRole('button', { name: 'Preview' }).click();
    await message('.diff').locator('.added', { hasText: 'allow 10.0.7.0/24' }).waitFor();
    await message('.diff').locator('.removed', { hasText: 'client_max_body_size' }).scrollIntoViewIfNeeded();
    await picture('7-long-difference');
  });
});

/** Goes on from the deploy above. */
describe.runIf(chromium)('the panel beside the chat', () => {
  it('shows what was run at a host as a terminal does, and its files as they are now', async () => {
    const { page, machine, picture } = await begin('panel-host');
    const host = machine('web-01');
    await host.getByText('Last commands', { exact: true }).click();
    const started = host.locator('.terminal li', { hasText: '$ ./start.sh' }).first();
    await started.waitFor();
    expect(await started.textContent()).toMatch(/^\d\d:\d\d:\d\d \$ \.\/start\.sh \d+ exit 0$/);
    expect(await host.locator('.terminal').textContent()).toContain('$ agent lease-take ~/apps/hello');
    expect(await host.locator('.terminal').textContent()).not.toContain('What ChangeOps runs');
    await host.getByText('Files', { exact: true }).click();
    const current = host.locator('.tree li', { hasText: /^current/ });
    await current.waitFor();
    expect(await current.textContent()).toMatch(/^current → releases\/1\.0\.0_/);
    const scripts = host.getByRole('button', { name: 'start.sh', exact: true });
    await scripts.first().waitFor();
    const before = await scripts.count();
    await current.getByRole('button').click();
    await expect.poll(() => scripts.count()).toBe(before + 1);
    const file = join(team().host('web-01').home, 'note.txt');
    writeFileSync(file, 'as it was');
    await host.getByRole('button', { name: 'note.txt' }).click();
    await host.getByText('as it was').waitFor();
    await picture('1-terminal-and-files');
    writeFileSync(file, 'as it is now');
    await host.getByText('as it is now').waitFor();
    rmSync(file);
    await host.getByRole('button', { name: 'note.txt' }).waitFor({ state: 'detached' });
    await page.getByText('as it is now').waitFor({ state: 'detached' });
  });

  it('shows what is switched on at a device, and switches it off again one by one', async () => {
    const { machine, picture } = await begin('panel-device');
    const device = machine('core-1');
    const box = (name: string) => device.getByRole('checkbox', { name });
    const ticked = () => device.getByRole('checkbox', { checked: true }).count();
    expect(await ticked()).toBe(0);
    const state = async () => {
      const { trouble } = sandboxDevice('core-1');
      return [sandboxDevice('core-1').isDown(), trouble.cutsNext ?? false, trouble.refusesNext ?? false];
    };
    for (const name of ['Down', 'Changed host key', 'Next change cuts it off', 'Refuses the next line'])
      await box(name).check();
    await expect.poll(state).toEqual([true, true, true]);
    await picture('1-wrong');
    await box('Next change cuts it off').uncheck();
    await expect.poll(state).toEqual([true, false, true]);
    await box('Down').uncheck();
    await box('Changed host key').uncheck();
    await expect.poll(state).toEqual([false, false, true]);
    sandboxDevice('core-1').trouble.refusesNext = false;
    await expect.poll(ticked, { timeout: 20_000 }).toBe(0);
    await box('Down').check();
    await device.getByRole('button', { name: 'All well' }).click();
    await expect.poll(state).toEqual([false, false, false]);
    await expect.poll(ticked, { timeout: 20_000 }).toBe(0);
  });

  it('shows the faults of Slack that wait, and those that struck', async () => {
    const { page, type, button, picture } = await begin('panel-slack');
    const slack = page.getByRole('region', { name: 'Slack misbehaves' });
    const waiting = slack.getByRole('list', { name: 'pending' });
    await button('Next call 2 s late').click();
    await waiting.getByText('Next call 2 s late').waitFor();
    await picture('1-waits');
    await type('/ops status');
    await waiting.waitFor({ state: 'detached' });
    const struck = slack.getByRole('list', { name: 'Faults that struck' }).getByRole('listitem').first();
    expect(await struck.textContent()).toMatch(/^\d\d:\d\d:\d\d · 2 s late · [a-z]+\.\w+/);
    await picture('2-struck');
  });

  it('says that a failing health check fails an undo as well', async () => {
    const { machine, picture } = await begin('panel-health');
    await machine('web-02').getByRole('checkbox', { name: 'Health check fails' }).check();
    await machine('web-02').getByText('an undo fails too').waitFor();
    await picture('1-unhealthy');
    await machine('web-02').getByRole('button', { name: 'All well' }).click();
    await machine('web-02').getByText('an undo fails too').waitFor({ state: 'detached' });
  });
});

function sandboxDevice(name: string) {
  const found = team().sandbox.devices.find((each) => each.name === name);
  if (!found) throw new Error(`the sandbox has no device ${name}`);
  return found;
}

const port = (host: string) => team().bot().core.settings.current().hosts[host]?.labels.port;
