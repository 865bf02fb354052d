import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRegistry } from '../../src/handlers/registry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-'));
  for (const name of ['commands', 'actions']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = `export default { summary: { en: 'a', zh: 'b' }, forms: [{ summary: { en: 'a', zh: 'b' }, args: {}, answer() {} }] };`;

test("a file's name is its command's name", async () => {
  writeFileSync(join(folder, 'commands/collect.ts'), good);
  writeFileSync(join(folder, 'actions/run.again.ts'), 'export default { click() {} };');
  const { commands, actions } = await loadRegistry(folder);
  expect([...commands.keys()]).toEqual(['collect']);
  expect([...actions.keys()]).toEqual(['run.again']);
});

test.each([
  ['no default export', 'export const x = 1;', 'no default export'],
  ['forms that are missing', `export default { summary: { en: 'a', zh: 'b' } };`, 'forms'],
  ['a summary in one language', `export default { summary: { en: 'a' }, forms: [] };`, 'zh'],
  ['code that does not run', 'throw new Error("kaputt");', 'kaputt'],
  ['code that does not parse', 'export default {', 'bad.ts'],
])('%s stops the start and names the file', async (_, source, why) => {
  writeFileSync(join(folder, 'commands/bad.ts'), source);
  await expect(loadRegistry(folder)).rejects.toMatchObject({ code: 'handler-malformed' });
  await expect(loadRegistry(folder)).rejects.toThrow('bad.ts');
  await expect(loadRegistry(folder)).rejects.toThrow(why);
});
