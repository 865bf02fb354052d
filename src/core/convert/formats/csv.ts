import { defineFormat } from '../format.ts';
import { carried, textOf } from '../write/carried.ts';
import { fromCsv, toCsv } from '../write/csv.ts';
import { hostsOf, tableOf } from '../write/table.ts';

/**
 * One table of hosts, a column for every field and label that has a value. UTF-8 with a byte order mark, without which
 * Excel shows Chinese text as noise. A cell that a spreadsheet program would take for a formula has a `'` before it.
 */
export default defineFormat({
  title: { en: 'CSV table', zh: 'CSV 表格' },
  files: ['inventory.csv'],
  keeps: carried,
  write: ({ hosts }) => [{ name: 'inventory.csv', content: `\ufeff${toCsv(tableOf(hosts))}` }],
  read: (files) => hostsOf(fromCsv(textOf(files))),
});
