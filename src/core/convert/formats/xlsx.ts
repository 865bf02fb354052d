import { defineFormat, type WrittenHost } from '../format.ts';
import type { HostRecord } from '../types.ts';
import { quarantineSheet } from '../write/quarantine.ts';
import { hostsOf, tableOf } from '../write/table.ts';
import { fitting, fromXlsx, toXlsx } from '../write/workbook.ts';

const sheet = 'Hosts 主机';

/**
 * A clean workbook: a sheet of hosts as in the CSV, and one of the quarantine where there is any. A cell holds no more
 * than 32,767 characters: what is longer is cut.
 */
export default defineFormat({
  title: { en: 'Excel workbook', zh: 'Excel 工作簿' },
  files: ['inventory.xlsx'],
  keeps: (host) => throughCells(host),
  write: async ({ hosts, quarantine }) => {
    const sheets = [
      { name: sheet, rows: tableOf(hosts) },
      ...(quarantine.length > 0 ? [quarantineSheet(quarantine)] : []),
    ];
    return [{ name: 'inventory.xlsx', content: await toXlsx(sheets) }];
  },
  read: async ([file]) => {
    const content = file?.content ?? '';
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return hostsOf(await fromXlsx(bytes, sheet));
  },
});

function throughCells(host: HostRecord): WrittenHost | undefined {
  return hostsOf(tableOf([host]).map((row) => row.map(fitting)))[0];
}
