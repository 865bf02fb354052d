// Runs dependency-cruiser over src and test, and fails when it saw no modules: with a TypeScript it
// does not know it reports "no violations (0 modules)" and exits 0.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
const words = [program, 'src', 'test', 'scripts', '--config', '.dependency-cruiser.json'];
const run = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
process.stdout.write(`${run.stdout ?? ''}${run.stderr ?? ''}`);
const modules = Number(/\((\d+) modules/.exec(run.stdout ?? '')?.[1] ?? 0);
if (modules === 0) console.error('check-imports: dependency-cruiser saw no modules, so its verdict means nothing');
process.exitCode = run.status || (modules === 0 ? 1 : 0);
