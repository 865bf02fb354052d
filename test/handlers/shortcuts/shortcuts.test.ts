import { expect, test } from 'vitest';
import { defineShortcut, type ShortcutRequest } from '../../../src/handlers/define.ts';
import { answerShortcut } from '../../../src/handlers/dispatch.ts';
import { manifest } from '../../../src/handlers/manifest.ts';
import { loadRegistry } from '../../../src/handlers/registry.ts';
import { by, fakeDeps } from '../fakes.ts';

const request: ShortcutRequest = { ...by(), thread: '1.0', files: [] };
const registry = await loadRegistry();

test('a shortcut is answered by the handler of its name, one that is gone with words', async () => {
  const convert = defineShortcut({
    name: 'Convert',
    summary: { en: 'x', zh: 'x' },
    start: async ({ thread }) => ({ kind: 'in-channel', message: { text: thread, blocks: [] } }),
  });
  const { deps } = await fakeDeps({ deps: { registry: { ...registry, shortcuts: new Map([['convert', convert]]) } } });
  expect(await answerShortcut('convert', request, deps)).toMatchObject({ message: { text: '1.0' } });
  await expect(answerShortcut('gone', request, deps)).rejects.toMatchObject({ code: 'action-unknown' });
});

test('all shortcuts fit into a manifest, which takes ten', () => {
  const { features } = manifest(registry, { prefix: '', mode: 'socket' });
  const all = features?.shortcuts ?? [];
  expect(all.length).toBeLessThanOrEqual(10);
  for (const { name, description, callback_id } of all) {
    expect(name.length).toBeLessThanOrEqual(24);
    expect(description.length).toBeLessThanOrEqual(150);
    expect(callback_id).toMatch(/^[a-z.-]{1,255}$/);
  }
});
