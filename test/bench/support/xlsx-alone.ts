// Reads an .xlsx into rows with the `xlsx` package alone, and prints how many: what the converter is compared with.
//   node xlsx-alone.ts FILE
import { readFileSync } from 'node:fs';
import { read, utils } from 'xlsx';

const book = read(readFileSync(process.argv[2] ?? ''));
const rows = Object.values(book.Sheets).flatMap((sheet) => utils.sheet_to_json(sheet, { header: 1, raw: false }));
console.log(rows.length);
