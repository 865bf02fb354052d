import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHiding } from '../../../src/core/config/hiding.ts';
import { createImports } from '../../../src/core/config/imports.ts';
import type { ConfigStore } from '../../../src/core/config/store.ts';
import { loadPlatforms } from '../../../src/core/platforms/load.ts';
import type { OtherEvent } from '../../../src/core/runs/events.ts';
import type { Settings } from '../../../src/core/settings/types.ts';
import { packed, zipOf } from '../convert/read/support/zip.ts';
import { codeOf, intended, job, world } from './world.ts';

let place: Awaited<ReturnType<typeof world>>;
let store: ConfigStore;
let hosts: Record<string, { platform: string }>;
let journal: OtherEvent[];
beforeEach(async () => {
  place = await world();
  store = await place.open();
  hosts = { 'core-1': { platform: 'huawei-vrp' } };
  journal = [];
});
afterEach(() => place.end());

const make = async () => {
  const platforms = await loadPlatforms();
  const append = async (event: unknown) => {
    journal.push(event as OtherEvent);
    return {} as never;
  };
  return createImports({
    ...{ dataDir: place.folder, store, platforms, hiding: createHiding(platforms), journal: { append } },
    settings: { current: () => ({ hosts }) as unknown as Settings },
    ...{ clock: place.clock, signal: place.abort.signal },
  });
};
const zip = (files: Record<string, string>) => zipOf(Object.entries(files).map(([name, text]) => packed(name, text)));
const file = { ref: 'F1', name: 'x.zip' };
const about = { by: 'U0ENGINEER', kind: 'intended' as const };
const author = { id: 'U0ENGINEER', name: '王工' };

describe('an import', () => {
  it('is saved as it was looked at, once, in the name of whoever asked for it', async () => {
    const imports = await make();
    const bytes = zip({ 'core-1.cfg': 'sysname core-1\n' });
    const { id } = await imports.look(file, bytes, about);
    expect(journal).toEqual([]);
    const all = await Promise.all([1, 2, 3].map(() => imports.save(id, async () => bytes, author)));
    expect(new Set(all.map(({ saved }) => saved?.revision)).size).toBe(1);
    expect(all.filter(({ saved }) => saved?.repeated === false)).toHaveLength(1);
    expect(all.filter(({ saved }) => saved?.repeated === true)).toHaveLength(2);
    expect(place.git('log', '--format=%an %ae %s', 'main').trim()).toBe('王工 U0ENGINEER@slack Imported from x.zip');
    expect(journal[0]).toEqual({ type: 'configs-importing', by: 'U0ENGINEER', source: 'x.zip', configs: 1 });
  });

  it('is known after a restart, and only as long as file, configs and inventory are as they were', async () => {
    const bytes = zip({ 'core-1.cfg': 'a\n', 'sw-2.cfg': 'b\n' });
    const { id } = await (await make()).look(file, bytes, about);
    const imports = await make();
    const other = zip({ 'core-1.cfg': 'other\n' });
    expect(await codeOf(imports.save(id, async () => other, author))).toBe('import-moved');
    hosts['sw-2'] = { platform: 'huawei-vrp' };
    expect(await codeOf(imports.save(id, async () => bytes, author))).toBe('import-moved');
    delete hosts['sw-2'];
    await store.save(job('own', [intended('core-1', 'other.cfg', 'x\n')]));
    expect(await codeOf(imports.save(id, async () => bytes, author))).toBe('import-moved');
    expect(await codeOf(imports.save('261127-080000-zzzz', async () => bytes, author))).toBe('import-unknown');
    expect(await store.list()).toHaveLength(1);
  });

  it('leaves nothing where the bot cannot write its journal', async () => {
    const imports = await make();
    const bytes = zip({ 'core-1.cfg': 'a\n' });
    const { id } = await imports.look(file, bytes, about);
    journal.push = () => {
      throw new Error('the disk is full');
    };
    await expect(imports.save(id, async () => bytes, author)).rejects.toThrow('the disk is full');
    expect(await store.list()).toEqual([]);
  });

  it('of what runs has no secrets, by the host’s platform or, where that is not known, by all', async () => {
    const imports = await make();
    const text = 'snmp-agent community read cipher hunter2\n';
    const bytes = zip({ 'running/core-1/config': text, 'running/sw-9/config': text, 'intended/core-1/a.cfg': text });
    const look = await imports.look(file, bytes, about);
    expect(look.unknown).toEqual(['sw-9']);
    await imports.save(look.id, async () => bytes, author);
    expect(await store.read({ kind: 'running', host: 'core-1', name: 'config' })).not.toContain('hunter2');
    expect(await store.read({ kind: 'running', host: 'sw-9', name: 'config' })).not.toContain('hunter2');
    expect(await store.read({ kind: 'intended', host: 'core-1', name: 'a.cfg' })).toBe(text);
  });

  it('of a bundle leaves no copy of it, neither when it fails nor when the bot was killed', async () => {
    const folder = join(place.folder, 'imported');
    mkdirSync(folder);
    for (const name of ['bundle-x', '.bundle-x.1.tmp']) writeFileSync(join(folder, name), 'secrets');
    const imports = await make();
    expect(readdirSync(folder)).toEqual([]);
    const bytes = Buffer.from('# v2 git bundle\nnothing of one\n');
    expect(await codeOf(imports.look(file, bytes, about))).toBe('git-failed');
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(place.repository).filter((name) => name.startsWith('incoming'))).toEqual([]);
  });
});
