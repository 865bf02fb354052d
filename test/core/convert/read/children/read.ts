import { readWorkbook } from '../../../../../src/core/convert/read/index.ts';
import { confinedMain } from '../../../../../src/core/io/confined-child.ts';

await confinedMain(async ({ options, input, send }) => {
  const { name } = options as { name: string };
  const { kind, sheets } = await readWorkbook(input, { name });
  const rows = sheets.map((sheet) => sheet.rows.length);
  const last = sheets.at(-1)?.rows.at(-1) ?? [];
  await send('read', JSON.stringify({ kind, rows, last: last.slice(0, 20) }));
});
