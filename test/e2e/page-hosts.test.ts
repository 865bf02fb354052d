import { readFileSync } from 'node:fs';
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

const port = (host: string) => team().bot().core.settings.current().hosts[host]?.labels.port;
