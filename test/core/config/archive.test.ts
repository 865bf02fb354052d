import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportConfigs, exportToFolder } from '../../../src/core/config/export.ts';
import { importConfigs } from '../../../src/core/config/import.ts';
import type { ConfigStore } from '../../../src/core/config/store.ts';
import { gbk } from '../../support/gbk.ts';
import { hasTool } from '../../support/tools.ts';
import { packed, packedRepeat, zipOf } from '../convert/read/support/zip.ts';
import { codeOf, gitsOf, intended, job, running, start, world } from './world.ts';

let place: Awaited<ReturnType<typeof world>>;
let store: ConfigStore;
beforeEach(async () => {
  place = await world();
  store = await place.open();
});
afterEach(() => place.end());

const texts = { '核心 1': 'sysname 核心\n', 'sw-1': 'sysname sw-1\n', 'sw-2': 'no end of line' };
const files = () => Object.entries(texts).map(([host, text]) => running(host, text));
const options = { kinds: ['running' as const], by: 'U0ENGINEER', now: start };
const kind = {
  kind: 'running' as const,
  hosts: ['sw-1', 'sw-2'],
  strip: (text: string) => text.replace(/cipher \S+/, 'cipher [redacted]'),
  isStripped: (text: string) => text.includes('[redacted]'),
};

/** A tar of these entries, as any program could write it. */
function tarOf(
  entries: readonly ({ name: string; text?: string } & Partial<Parameters<ReturnType<typeof pack>['entry']>[0]>)[],
) {
  const tar = pack();
  for (const { text = '', ...header } of entries) tar.entry(header, text);
  tar.finalize();
  return buffer(tar as unknown as Readable);
}

describe('exporting', () => {
  beforeEach(async () => {
    await store.save(job('1', [...files(), intended('sw-1', 'a/b.cfg', 'other\n')]));
    await store.save(job('2', [running('sw-1', 'sysname new\n')]));
  });

  const check = (folder: string, sw1: string) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ format: 'changeops-configs/1', by: 'U0ENGINEER', at: '2026-11-01T08:00:00.000Z' });
    expect(manifest.files.map(({ path }: { path: string }) => path)).toEqual([
      'running/sw-1/config',
      'running/sw-2/config',
      'running/核心 1/config',
    ]);
    for (const { path, sha256, size } of manifest.files) {
      const bytes = readFileSync(join(folder, path));
      expect([createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([sha256, size]);
    }
    expect(readFileSync(join(folder, 'running/sw-1/config'), 'utf8')).toBe(sw1);
    expect(readdirSync(folder).toSorted()).toEqual(['manifest.json', 'running']);
    return manifest.revision;
  };

  it.runIf(hasTool('tar'))('writes a tar that tar unpacks, with a manifest', async () => {
    const bytes = await buffer(await exportConfigs(store, 'tar', options));
    const folder = join(place.folder, 'out');
    mkdirSync(folder);
    execFileSync('tar', ['-xf', '-', '-C', folder], { input: bytes });
    expect(check(folder, 'sysname new\n')).toBe(place.git('rev-parse', 'main').trim());
  });

  it.runIf(hasTool('python3'))('writes a zip that Python unpacks, of an earlier revision', async () => {
    const revision = place.git('rev-parse', 'main~1').trim();
    const file = join(place.folder, 'x.zip');
    writeFileSync(
      file,
      await buffer(await exportConfigs(store, 'zip', { ...options, revision: revision.slice(0, 9) })),
    );
    execFileSync('python3', ['-m', 'zipfile', '-e', file, join(place.folder, 'out')]);
    expect(check(join(place.folder, 'out'), 'sysname sw-1\n')).toBe(revision);
  });

  it('writes a folder, and none over one that has something in it', async () => {
    const folder = join(place.folder, 'out');
    await exportToFolder(store, folder, options);
    check(folder, 'sysname new\n');
    expect(await codeOf(exportToFolder(store, folder, options))).toBe('export-folder-used');
  });

  it('exports the hosts that are meant, and says so where there is none of them', async () => {
    const manifest = await exportToFolder(store, join(place.folder, 'out'), {
      ...options,
      kinds: undefined,
      hosts: ['sw-1'],
    });
    expect(manifest.files.map(({ path }) => path)).toEqual(['intended/sw-1/a/b.cfg', 'running/sw-1/config']);
    expect(await codeOf(exportConfigs(store, 'tar', { ...options, hosts: ['sw-9'] }))).toBe('nothing-to-export');
    expect(await codeOf(exportConfigs(store, 'tar', { ...options, revision: '--output=x' }))).toBe('revision-refused');
  });

  it.runIf(process.platform === 'linux')('ends reading when nobody takes the tar any more', async () => {
    await store.save(job('3', [running('big', 'x'.repeat(4 << 20)), running('big-2', 'x'.repeat(4 << 20))]));
    await store.idle();
    const stream = await exportConfigs(store, 'tar', options);
    while (gitsOf(process.pid).length === 0) await new Promise((resolve) => setImmediate(resolve));
    stream.destroy();
    while (gitsOf(process.pid).length > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it.each(['tar', 'zip'] as const)('imports its own %s into another store exactly as it was', async (format) => {
    const bytes = await buffer(await exportConfigs(store, format, { ...options, kinds: undefined }));
    const other = await place.open({ folder: join(place.folder, 'other') });
    const found = await importConfigs(other, bytes, kind);
    expect(found.manifest?.by).toBe('U0ENGINEER');
    expect(found.changes).toHaveLength(4);
    await other.save(job('import', found.files));
    expect(await other.tree('HEAD')).toEqual(await store.tree('HEAD'));
    expect(await importConfigs(other, bytes, kind)).toMatchObject({ changes: [], unchanged: 4 });
  });
});

describe('importing', () => {
  it('says what would change and changes nothing', async () => {
    await store.save(job('1', files()));
    const bytes = gzipSync(
      await tarOf([
        { name: './sw-1/config', text: 'new\n' },
        { name: 'sw-2/config', text: texts['sw-2'] },
        { name: 'templates/a.hbs', text: 'x' },
      ]),
    );
    const found = await importConfigs(store, bytes, kind);
    expect(found).toMatchObject({
      unchanged: 1,
      changes: [{ ref: { kind: 'running', host: 'sw-1', name: 'config' }, change: 'changed' }],
      leftOut: [{ path: 'templates/a.hbs', why: { en: expect.stringContaining('drop its .hbs alone') } }],
    });
    expect(place.git('rev-list', '--count', 'main').trim()).toBe('1');
    await store.save(job('2', found.files));
    expect(await store.read({ kind: 'running', host: 'sw-1', name: 'config' })).toBe('new\n');
  });

  it('reads a folder', async () => {
    const folder = join(place.folder, 'in');
    for (const [host, text] of Object.entries(texts)) {
      mkdirSync(join(folder, 'intended', host), { recursive: true });
      writeFileSync(join(folder, 'intended', host, 'a b.cfg'), text);
    }
    const found = await importConfigs(store, folder, kind);
    expect(found.files.map((file) => [file.kind, file.text])).toEqual([
      ['intended', texts['sw-1']],
      ['intended', texts['sw-2']],
      ['intended', texts['核心 1']],
    ]);
  });

  it('reads names and texts that Windows in China writes', async () => {
    const zip = zipOf([packed('NAMENAME/config', gbk('sysname 核心'))]);
    const name = gbk('核心交换');
    for (let at = zip.indexOf('NAMENAME'); at >= 0; at = zip.indexOf('NAMENAME', at + 1)) name.copy(zip, at);
    expect((await importConfigs(store, zip, kind)).files).toEqual([
      { kind: 'running', host: '核心交换', name: 'config', text: 'sysname 核心' },
    ]);
  });

  const hostile = [
    '../x/config',
    'sw-1/../../x',
    '/etc/passwd',
    'C:/x/y',
    'sw-1\\..\\x',
    'sw-1/.git/config',
    '--output=x/y',
    'sw-1/a\nb',
    'sw-1//x',
  ];
  it.each(hostile)('refuses the entry %j of a tar and of a zip, and takes nothing of the others', async (name) => {
    const entries = [
      { name: 'sw-1/config', text: 'good\n' },
      { name, text: 'bad\n' },
    ];
    const zip = zipOf(entries.map((entry) => packed(entry.name, entry.text)));
    for (const bytes of [await tarOf(entries), zip]) {
      await expect(importConfigs(store, bytes, kind)).rejects.toMatchObject({
        code: 'import-path-refused',
        text: { en: expect.stringContaining(JSON.stringify(name)), zh: expect.stringContaining('未导入任何内容') },
      });
    }
  });

  it.each([
    { name: 'sw-1/config', type: 'symlink' as const, linkname: '/etc/passwd' },
    { name: 'sw-1/config', type: 'link' as const, linkname: 'manifest.json' },
    { name: 'sw-1/config', type: 'fifo' as const },
    { name: 'sw-1/config', type: 'character-device' as const, devmajor: 1, devminor: 3 },
  ])('refuses a $type in a tar by name', async (entry) => {
    await expect(importConfigs(store, await tarOf([entry]), kind)).rejects.toMatchObject({
      code: 'import-link-refused',
      text: { en: expect.stringContaining('"sw-1/config"') },
    });
  });

  it('refuses a symlink in a zip and in a folder', async () => {
    const zip = zipOf([packed('sw-1/config', '/etc/passwd')]);
    const entry = zip.indexOf('PK\x01\x02');
    zip.writeUInt16LE(0x0314, entry + 4);
    zip.writeUInt32LE((0o120777 << 16) >>> 0, entry + 38);
    expect(await codeOf(importConfigs(store, zip, kind))).toBe('import-link-refused');
    const folder = join(place.folder, 'in', 'sw-1');
    mkdirSync(folder, { recursive: true });
    symlinkSync('/etc/passwd', join(folder, 'config'));
    expect(await codeOf(importConfigs(store, dirname(folder), kind))).toBe('import-link-refused');
  });

  it('refuses bombs by the entry they are in, whatever the archive says of their size', async () => {
    const limits = { entries: 20, file: 1 << 20, total: 4 << 20 };
    const bomb = packedRepeat('sw-1/config', '', Buffer.alloc(1 << 20), 1500, '');
    const liar = { ...bomb, size: 10 };
    const tooMany = Array.from({ length: 21 }, (_, index) => packed(`sw-${index}/config`, 'x'));
    const together = Array.from({ length: 5 }, (_, index) => packed(`sw-${index}/config`, 'x'.repeat(1 << 20)));
    const code = (zip: Buffer) => codeOf(importConfigs(store, zip, { ...kind, limits }));
    expect(await code(zipOf([bomb]))).toBe('import-too-large');
    expect(await code(zipOf([liar]))).toBe('import-unreadable');
    expect(await code(zipOf(tooMany))).toBe('import-too-large');
    expect(await code(zipOf(together))).toBe('import-too-large');
    const zeros = gzipSync(Buffer.concat([await tarOf([{ name: 'sw-1/config', text: 'x' }]), Buffer.alloc(64 << 20)]));
    expect(await code(zeros)).toBe('import-too-large');
    const large = gzipSync(await tarOf([{ name: 'sw-7/config', text: 'x'.repeat(2 << 20) }]));
    await expect(importConfigs(store, large, { ...kind, limits })).rejects.toMatchObject({
      code: 'import-too-large',
      text: { en: expect.stringContaining('"sw-7/config" is refused: it unpacks to more than 1 MiB') },
    });
  });

  it('refuses what is cut off, no archive, no text, there twice, or empty', async () => {
    const tar = await tarOf([{ name: 'sw-1/config', text: 'x'.repeat(5000) }]);
    const zip = zipOf([packed('sw-1/config', 'x\n'.repeat(5000))]);
    expect(await codeOf(importConfigs(store, tar.subarray(0, 3000), kind))).toBe('import-unreadable');
    expect(await codeOf(importConfigs(store, gzipSync(tar).subarray(0, 60), kind))).toBe('import-unreadable');
    expect(await codeOf(importConfigs(store, zip.subarray(0, 50), kind))).toBe('import-unreadable');
    expect(await codeOf(importConfigs(store, Buffer.from('hello'), kind))).toBe('import-unreadable');
    expect(await codeOf(importConfigs(store, zipOf([]), kind))).toBe('import-unreadable');
    const binary = zipOf([packed('sw-1/config', Buffer.from([0, 1, 2, 0]))]);
    expect(await codeOf(importConfigs(store, binary, kind))).toBe('import-not-text');
    const twice = await tarOf([{ name: 'sw-1/config' }, { name: './sw-1/config' }]);
    expect(await codeOf(importConfigs(store, twice, kind))).toBe('import-path-refused');
    expect(await codeOf(importConfigs(store, await tarOf([{ name: 'lonely' }]), kind))).toBe('import-unplaced');
  });

  it('holds every file against the manifest', async () => {
    const sum = (text: string) => createHash('sha256').update(text).digest('hex');
    const listed = (list: Record<string, string>) =>
      JSON.stringify({
        format: 'changeops-configs/1',
        revision: 'x',
        at: 'x',
        by: 'x',
        files: Object.entries(list).map(([path, text]) => ({ path, size: text.length, sha256: sum(text) })),
      });
    const archive = (manifest: string) => zipOf([packed('sw-1/config', 'a\n'), packed('manifest.json', manifest)]);
    expect((await importConfigs(store, archive(listed({ 'sw-1/config': 'a\n' })), kind)).changes).toHaveLength(1);
    const again = (text: string) =>
      zipOf([packed('x/sw-1/config', text), packed('x/manifest.json', listed({ 'sw-1/config': 'a\n' }))]);
    expect((await importConfigs(store, again('a\n'), kind)).manifest).toBeDefined();
    expect(await codeOf(importConfigs(store, again('b\n'), kind))).toBe('import-altered');
    const bad = [
      listed({ 'sw-1/config': 'b\n' }),
      listed({}),
      listed({ 'sw-1/config': 'a\n', 'sw-2/config': '' }),
      '{}',
      'x',
    ];
    for (const manifest of bad)
      expect(await codeOf(importConfigs(store, archive(manifest), kind))).toBe('import-altered');
  });
});
