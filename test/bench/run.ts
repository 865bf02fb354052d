// npm run bench [-- name…] [-- --json FILE]: runs the benchmarks beside this file and prints a table.
import { readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { Bench, Row } from './measure.ts';

const words = process.argv.slice(2).filter((word) => word !== '--');
const jsonAt = words.indexOf('--json');
const json = jsonAt >= 0 ? words.splice(jsonAt, 2)[1] : undefined;

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts'));
const names = files.map((file) => file.replace('.bench.ts', ''));
const unknown = words.filter((word) => !names.includes(word));
if (unknown.length > 0) {
  console.error(`no benchmark called ${unknown.join(', ')}; there are: ${names.join(', ')}`);
  process.exit(2);
}

const rows: Row[] = [];
let missing = 0;
for (const name of words.length > 0 ? words : names) {
  const bench = ((await import(`./${name}.bench.ts`)) as { default: Bench }).default;
  console.log(`\n${name}: ${bench.title}`);
  try {
    for (const row of await bench.run((line) => console.log(`  ${line}`))) {
      rows.push(row);
      console.log(`  ${format(row)}`);
    }
  } catch (error) {
    missing += 1;
    console.error(`  not measured: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  }
}

console.log(
  `\nmachine: ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, node ${process.version}, load ${loadavg()[0]?.toFixed(2)}`,
);
if (json) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
const missed = rows.filter((row) => row.ok === false);
console.log(
  `${rows.length} figures, ${missed.length} missed their goal${missing ? `, ${missing} benchmarks not measured` : ''}`,
);
// A missed goal is said, not hidden; only a figure that is not there fails CI, since the machine is shared and noisy.
process.exit(missing > 0 ? 1 : 0);

function format({ name, value, unit, against, ratio, goal, ok }: Row): string {
  const figure = `${name}: ${Number(value.toPrecision(4))} ${unit}`;
  const compared =
    against === undefined ? '' : ` against ${against}${ratio === undefined ? '' : ` (ratio ${ratio.toFixed(3)})`}`;
  const verdict = goal === undefined ? '' : ` — goal ${goal}: ${ok ? 'met' : 'MISSED'}`;
  return figure + compared + verdict;
}
