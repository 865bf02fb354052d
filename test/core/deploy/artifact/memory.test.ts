import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sh, useFolders } from './support.ts';

const folder = useFolders();
const programs = ['archive.ts', 'archive-read.ts'].map((name) =>
  fileURLToPath(new URL(`../../../../src/core/io/${name}`, import.meta.url)),
);

/** Packs, checks and streams a file of `size` zeros in a process of its own; its peak memory in MB. */
function peak(size: number): number {
  const source = folder();
  const out = join(folder(), 'x.tar');
  writeFileSync(join(source, 'f'), '');
  truncateSync(join(source, 'f'), size);
  const program = `
    const [{ packTree }, { verifyArchive, readRanges }] = await Promise.all(process.argv.slice(1, 3).map((p) => import(p)));
    const [source, out] = process.argv.slice(3);
    const packed = await packTree(source, { wanted: () => true, to: out });
    if ((await verifyArchive(out, { ...packed, app: '', version: '' })) !== 'whole') throw new Error('altered');
    let read = 0;
    const bytes = readRanges(out, packed.files, Buffer.alloc(1024));
    const buffer = Buffer.alloc(262144);
    for (let length = 1; length > 0; read += length) length = await bytes.read(buffer);
    await bytes.close();
    if (read !== packed.size) throw new Error('short');
    console.log(process.resourceUsage().maxRSS);`;
  return Number(sh(source, process.execPath, '--input-type=module', '-e', program, ...programs, source, out)) / 1024;
}

it('memory does not grow with an artifact: 120 MB cost less than 30 MB more than 5 MB', () => {
  expect(peak(120_000_000) - peak(5_000_000)).toBeLessThan(30);
});
