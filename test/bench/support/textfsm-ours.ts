// node textfsm-ours.ts FOLDER TIMES: what textfsm-judge.py does, with our engine.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTextFsm } from '../../../src/core/collect/textfsm.ts';

const [folder = '.', times = '1'] = process.argv.slice(2);
const names = (path: string) => readdirSync(path, { withFileTypes: true });
const text = (path: string) => readFileSync(path, 'utf8');

const cases = names(folder)
  .filter((platform) => platform.isDirectory())
  .flatMap((platform) => names(join(folder, platform.name)).map((command) => join(folder, platform.name, command.name)))
  .flatMap((path) => {
    const template = text(join(path, 'template.textfsm'));
    const files = names(path).filter(({ name }) => name.endsWith('.raw'));
    return files.map(({ name }) => [template, text(join(path, name))] as const);
  });

const figures = Array.from({ length: Number(times) }, () => {
  const start = process.cpuUsage();
  const records = cases.reduce((sum, [template, raw]) => sum + parseTextFsm(template, raw).length, 0);
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, records };
});
process.stdout.write(JSON.stringify(figures));
