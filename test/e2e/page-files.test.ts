import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import { journeys } from '../support/journey.ts';
import { chromium } from '../support/page-team.ts';
import { hasTool } from '../support/tools.ts';

const { begin } = journeys();
const ansible = hasTool('ansible-inventory');

/** A ledger as people have it: a title, a header below it, a column nobody can know, a row without an address, a total. */
const ledger = [
  ['核心机房设备台账'],
  ['序号', '设备名称', '管理IP', '厂家型号', '机房', '位置编码', '登录密码'],
  [1, 'BJ-SW-01', '10.1.1.1', '华为 S5735-L48T4X-A1', '北京', 'P-01', 'Huawei@12345'],
  [2, 'BJ-SW-02', '10.1.1.2', '华为 S5735-L48T4X-A1', '北京', 'P-02', 'Huawei@12345'],
  [3, 'BJ-FW-01', '10.1.1.3', '华为 USG6525E', '上海', 'P-03', 'Huawei@12345'],
  [4, 'BJ-SW-04', '待定', '华为 S5735-L48T4X-A1', '上海', 'P-04', 'Huawei@12345'],
  ['合计', 4],
];

describe.runIf(chromium)('a spreadsheet in the browser', () => {
  it('is dropped, its columns are put right, and its inventory is downloaded and looked at', async () => {
    const { page, message, submit, picture } = await begin('spreadsheet');
    await drag(page.locator('main .talk'), '台账.xlsx', workbook(), async () => {
      await page.locator('main .talk.over').waitFor();
      await picture('1-dragged');
    });
    await page.getByText('台账.xlsx').waitFor();
    await picture('2-attached');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('button', { name: /repl(?:y|ies)$/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread
      .getByText(/3 accepted \+ 1 quarantined/)
      .first()
      .waitFor();
    await message('台账.xlsx').getByRole('button', { name: 'Preview' }).first().click();
    await message('台账.xlsx').getByRole('cell', { name: 'BJ-FW-01' }).waitFor();
    await picture('3-read');

    const modal = page.getByRole('dialog');
    await thread.getByRole('button', { name: 'Change columns' }).click();
    await modal.getByLabel(/位置编码/).selectOption('asset_tag');
    await picture('4-columns');
    await submit('Convert again');
    await thread
      .getByText(/→ asset tag/)
      .first()
      .waitFor();

    await thread.getByRole('button', { name: 'Formats' }).click();
    await modal.getByLabel('Ansible inventory (YAML)').check();
    await modal.getByLabel(/^Excel/).check();
    await picture('5-formats');
    await submit('Write them');
    const inventory = await download(thread, 'inventory.yaml');
    expect(inventory).toContain('10.1.1.3');
    expect(inventory).not.toContain('Huawei@12345');
    if (ansible) expect(hostsIn(inventory)).toMatchObject({ 'BJ-SW-01': { ansible_host: '10.1.1.1' } });
    const sheet = thread.locator('.file', { hasText: 'inventory.xlsx' });
    await sheet.getByRole('button', { name: 'Preview' }).click();
    await sheet.getByRole('cell', { name: 'BJ-SW-01' }).waitFor();
    await picture('6-inventory');
  });
});

/** Drags a file over something and lets it go there, as a hand with a mouse does. */
async function drag(target: Locator, name: string, content: Buffer, meanwhile: () => Promise<void>): Promise<void> {
  const files = await target.page().evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob('${content.toString('base64')}'), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], '${name}'));
      return transfer;
    })()`,
  );
  await target.dispatchEvent('dragover', { dataTransfer: files });
  await meanwhile();
  await target.dispatchEvent('drop', { dataTransfer: files });
}

function workbook(): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(ledger), '设备');
  return write(book, { type: 'buffer', bookType: 'xlsx' });
}

/** What a person gets who clicks Download at a file. */
async function download(place: Locator, name: string): Promise<string> {
  const link = place.locator('.file', { hasText: name }).getByRole('link', { name: 'Download' });
  const [file] = await Promise.all([place.page().waitForEvent('download'), link.click()]);
  expect(file.suggestedFilename()).toBe(name);
  return readFileSync(await file.path(), 'utf8');
}

/** The hosts as Ansible reads them. */
function hostsIn(inventory: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'inventory-'));
  try {
    const path = join(folder, 'inventory.yml');
    writeFileSync(path, inventory);
    return JSON.parse(execFileSync('ansible-inventory', ['-i', path, '--list'], { encoding: 'utf8' }))._meta.hostvars;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
