import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadFormats } from '../../../src/core/convert/load-formats.ts';
import { exec } from '../../support/exec.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = `export default { title: { en: 'a', zh: 'b' }, files: ['a.txt'], keeps() {}, write() {}, read() {} };`;

test("a file's name is its format's name", async () => {
  writeFileSync(join(folder, 'dot-file.ts'), good);
  expect([...(await loadFormats(folder)).keys()]).toEqual(['dot-file']);
});

test.each([
  ['no default export', 'export const x = 1;', 'no default export'],
  ['no reader', `export default { title: { en: 'a', zh: 'b' }, files: ['a'], keeps() {}, write() {} };`, 'read'],
  ['a title in one language', good.replace(`, zh: 'b'`, ''), 'zh'],
  ['a file outside its folder', good.replace('a.txt', '../a.txt'), 'files'],
  ['code that does not run', 'throw new Error("kaputt");', 'kaputt'],
  ['code that does not parse', 'export default {', 'bad.ts'],
])('%s stops the start and names the file', async (_, source, why) => {
  writeFileSync(join(folder, 'bad.ts'), source);
  await expect(loadFormats(folder)).rejects.toMatchObject({ code: 'format-malformed' });
  await expect(loadFormats(folder)).rejects.toThrow('bad.ts');
  await expect(loadFormats(folder)).rejects.toThrow(why);
});

test('the formats load and write in a process that may only read the program', async () => {
  const root = join(import.meta.dirname, '../../..');
  const code = `
    const { loadFormats } = await import(${JSON.stringify(join(root, 'src/core/convert/load-formats.ts'))});
    const host = { name: 'a', address: '10.0.0.1', type: 'vm', platform: 'linux', fields: {}, labels: {}, sheet: 'S', row: 2 };
    const written = [];
    for (const [name, format] of await loadFormats()) {
      const files = await format.write({ hosts: [host], quarantine: [] }, { ansible: {}, title: 't' });
      written.push([name, (await format.read(files))[0].name]);
    }
    console.log(JSON.stringify(written));`;
  const argv = ['--permission', `--allow-fs-read=${root}`, '--input-type=module', '-e', code];
  const written: [string, string][] = JSON.parse(await exec(process.execPath, argv));
  expect(written).toHaveLength(14);
  expect(written.every(([, name]) => name === 'a')).toBe(true);
});
