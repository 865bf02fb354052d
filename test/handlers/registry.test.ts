import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRegistry } from '../../src/handlers/registry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-'));
  for (const name of ['commands', 'actions', 'uploads', 'shortcuts', 'tabs']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const good = `export default { summary: { en: 'a', zh: 'b' }, forms: [{ summary: { en: 'a', zh: 'b' }, args: {}, answer() {} }] };`;

const shortcut = (name: string, en: string) =>
  `export default { name: '${name}', summary: { en: '${en}', zh: 'b' }, start() {} };`;

test("a file's name is its command's name", async () => {
  writeFileSync(join(folder, 'commands/collect.ts'), good);
  writeFileSync(join(folder, 'actions/run.again.ts'), 'export default { click() {} };');
  const { commands, actions } = await loadRegistry(folder);
  expect([...commands.keys()]).toEqual(['collect']);
  expect([...actions.keys()]).toEqual(['run.again']);
});

test('kinds of upload are loaded in the order of their names, and shortcuts by theirs', async () => {
  for (const name of ['text', 'spreadsheet']) {
    writeFileSync(join(folder, `uploads/${name}.ts`), 'export default { takes: () => true, handle() {} };');
  }
  writeFileSync(join(folder, 'shortcuts/convert.ts'), shortcut('Convert to inventory', 'a'));
  const { uploads, shortcuts } = await loadRegistry(folder);
  expect([...uploads.keys()]).toEqual(['spreadsheet', 'text']);
  expect([...shortcuts.keys()]).toEqual(['convert']);
});

test.each([
  ['uploads', 'an upload that takes nothing', 'export default { handle() {} };', 'takes'],
  ['uploads', 'an upload that answers nothing', 'export default { takes: () => true };', 'handle'],
  ['shortcuts', 'a name over 24 characters', shortcut('x'.repeat(25), 'a'), 'name'],
  ['shortcuts', 'a summary over 150 characters', shortcut('x', 'a'.repeat(147)), '150'],
  ['tabs', 'a tab that shows nothing', 'export default {};', 'open'],
  ['actions', 'an unfinished action', 'export default { submit() {} };', 'click'],
])('in %s %s stops the start and names the file', async (kind, _, source, why) => {
  writeFileSync(join(folder, kind, 'bad.ts'), source);
  await expect(loadRegistry(folder)).rejects.toMatchObject({ code: 'handler-malformed' });
  await expect(loadRegistry(folder)).rejects.toThrow('bad.ts');
  await expect(loadRegistry(folder)).rejects.toThrow(why);
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
