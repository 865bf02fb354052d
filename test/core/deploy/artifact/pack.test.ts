import { createHash } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { packTree } from '../../../../src/core/io/archive.ts';
import { encodeHeader } from '../../../../src/core/io/archive-header.ts';
import { packedMode } from '../../../../src/core/io/archive-source.ts';
import { has, put, sh, useFolders } from './support.ts';

const folder = useFolders();
const all = { wanted: () => true };
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

const long = 'd'.repeat(60);
const awkward = {
  'a.txt': 'a',
  '配置 文件.txt': '中文\n',
  [`${'x'.repeat(99)}/${'y'.repeat(40)}`]: 'split between prefix and name',
  [`${'f'.repeat(130)}`]: 'one part over 100',
  [`${long}/${long}/${long}/${long}/${long}/文件.txt`]: 'over 255',
  [`${'文'.repeat(34)}`]: 'over 100 bytes, under 100 characters',
  ' leading and trailing ': 'spaces',
  '-rf': 'a dash',
  empty: '',
  'exact-block': 'b'.repeat(512),
  'quote\'"$(id)`': 'shell',
};

describe('packing a tree', () => {
  it.for(['tar', 'busybox'])('%s unpacks every name, content, mode and link as it was', async (tool, { skip }) => {
    if (!has(tool)) skip(`${tool} is missing`);
    const [source, out] = [folder(), folder()];
    put(source, { ...awkward, 'bin/run.sh': '#!/bin/sh\n' });
    symlinkSync('../a.txt', join(source, 'bin/short'));
    symlinkSync(`${long}/${long}/${long}/${long}/${long}/文件.txt`, join(source, 'long-link'));
    const packed = await packTree(source, { ...all, to: join(out, 'x.tar') });
    mkdirSync(join(out, 'tree'));
    const extractor = tool === 'tar' ? ['tar'] : ['busybox', 'tar'];
    sh(join(out, 'tree'), extractor[0] ?? '', ...extractor.slice(1), '-xf', '../x.tar');
    sh(out, 'diff', '-r', '--no-dereference', source, 'tree');
    expect(statSync(join(out, 'tree/bin/run.sh')).mode & 0o777).toBe(0o755);
    expect(statSync(join(out, 'tree/a.txt')).mode & 0o777).toBe(0o644);
    expect(packed.size).toBe(statSync(join(out, 'x.tar')).size);
    expect(packed.hash).toBe(sha256(readFileSync(join(out, 'x.tar'))));
  });

  it('lists names in the order of their UTF-8 bytes, owned by root, at time 0, as GNU tar reads it', async () => {
    const [source, out] = [folder(), folder()];
    // U+FF5E sorts before U+1F600 by bytes, after it by UTF-16 units.
    put(source, { 'b/x': '', 'b-': '', a: '1', '😀': '', '～': '' });
    await packTree(source, { ...all, to: join(out, 'x.tar') });
    const lines = sh(out, 'tar', '--utc', '--full-time', '--numeric-owner', '-tvf', 'x.tar').trim().split('\n');
    expect(lines.map((line) => line.replace(/ +/g, ' '))).toEqual(
      [
        ['1', 'a'],
        ['0', 'b-'],
        ['0', 'b/x'],
        ['0', '～'],
        ['0', '😀'],
      ].map(([size, name]) => `-rw-r--r-- 0/0 ${size} 1970-01-01 00:00:00 ${name}`),
    );
  });

  it('gives the same bytes whatever the order of making, the times, the modes beyond executable and the links count', async () => {
    const [one, two] = [folder(), folder()];
    const files = Object.entries(awkward);
    put(one, Object.fromEntries(files));
    put(two, Object.fromEntries(files.toReversed()));
    utimesSync(join(two, 'a.txt'), 1e9, 1e9);
    chmodSync(join(two, 'a.txt'), 0o600);
    chmodSync(join(one, 'empty'), 0o4755);
    chmodSync(join(two, 'empty'), 0o700);
    linkSync(join(two, 'a.txt'), join(folder(), 'second-name'));
    mkdirSync(join(two, 'empty-folder/in/it'), { recursive: true });
    expect((await packTree(two, all)).hash).toBe((await packTree(one, all)).hash);
  });

  it('gives another hash when a content, a name, an executable bit or a link changes', async () => {
    const source = folder();
    put(source, { f: 'one', g: '' });
    symlinkSync('f', join(source, 'l'));
    const hashes = [(await packTree(source, all)).hash];
    const changes: (() => void)[] = [
      () => writeFileSync(join(source, 'f'), 'two'),
      () => writeFileSync(join(source, 'h'), ''),
      () => chmodSync(join(source, 'g'), 0o755),
      () => symlinkSync('g', join(source, 'm')),
    ];
    for (const change of changes) {
      change();
      hashes.push((await packTree(source, all)).hash);
    }
    expect(new Set(hashes).size).toBe(5);
  });

  it('packs hard links as files of their own, and records hash, size and mode of each', async () => {
    const source = folder();
    put(source, { a: 'same', 'run.sh': 'x' });
    linkSync(join(source, 'a'), join(source, 'b'));
    const { files } = await packTree(source, all);
    expect(files).toMatchObject([
      { path: 'a', type: 'file', mode: 0o644, size: 4, hash: sha256('same') },
      { path: 'b', type: 'file', mode: 0o644, size: 4, hash: sha256('same') },
      { path: 'run.sh', type: 'file', mode: 0o755, size: 1, hash: sha256('x') },
    ]);
    expect(files.map((file) => [file.start, file.end])).toEqual([
      [0, 1024],
      [1024, 2048],
      [2048, 3072],
    ]);
  });

  it('packs large files, whose bytes do not come in one read', async () => {
    const [source, out] = [folder(), folder()];
    const large = Buffer.alloc(3_000_001, 'abcdefg');
    put(source, { large, 'on-the-edge': large.subarray(0, 65_536), 'over-it': large.subarray(0, 65_537) });
    const { files } = await packTree(source, { ...all, to: join(out, 'x.tar') });
    expect(files.map((file) => file.type === 'file' && file.hash)).toEqual(
      [3_000_001, 65_536, 65_537].map((size) => sha256(large.subarray(0, size))),
    );
    sh(out, 'tar', '-xf', 'x.tar');
    expect(readFileSync(join(out, 'large')).equals(large)).toBe(true);
  });

  it.each([
    ['a newline', Buffer.from('a\nb'), '"a\\nb"'],
    ['an escape sequence', Buffer.from('a\x1b[2J'), '"a\\u001b[2J"'],
    ['a backslash', Buffer.from('a\\b'), '"a\\\\b"'],
    ['bytes that are not UTF-8', Buffer.from([0x66, 0xe9]), '"f\\xe9"'],
  ])('refuses a name with %s, showing it', async (_, name, shown) => {
    const source = folder();
    writeFileSync(Buffer.concat([Buffer.from(`${source}/`), name]), 'x');
    const refusal = packTree(source, all);
    await expect(refusal).rejects.toMatchObject({ code: 'name-refused' });
    await expect(refusal).rejects.toThrow(shown);
  });

  it('does not mind a bad name that is excluded', async () => {
    const source = folder();
    put(source, { ok: '', 'skip/a\nb': '' });
    const { files } = await packTree(source, { wanted: (path) => path !== 'skip' });
    expect(files.map((file) => file.path)).toEqual(['ok']);
  });

  it('refuses a named pipe', async () => {
    const source = folder();
    sh(source, 'mkfifo', 'pipe');
    await expect(packTree(source, all)).rejects.toMatchObject({ code: 'special-file' });
  });

  it('notices a file that is written, replaced, added or deleted while it packs', async () => {
    const changes: ((source: string) => void)[] = [
      (source) => writeFileSync(join(source, 'a'), 'bb'),
      (source) => put(source, { new: '' }),
      (source) => sh(source, 'rm', 'a'),
      (source) => sh(source, 'ln', '-sf', 'b', 'a'),
    ];
    for (const change of changes) {
      const source = folder();
      put(source, { a: 'aa', b: Buffer.alloc(200_000) });
      // Asked before each folder and each entry: the second time is after the walk, while entries are read.
      let asked = 0;
      const throwIfAborted = () => {
        asked += 1;
        if (asked === 2) change(source);
      };
      const signal = Object.assign(new AbortController().signal, { throwIfAborted });
      const what = `${change}`;
      await expect(packTree(source, { ...all, signal }), what).rejects.toMatchObject({ code: 'source-changed' });
    }
  });

  it('stops when it is told to', async () => {
    const source = folder();
    put(source, { a: '' });
    const reason = new Error('stop');
    await expect(packTree(source, { ...all, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('takes scripts and programs as executable on Windows, where no bit says so', () => {
    expect(packedMode(0o666, Buffer.from('#!/bin/sh\n'), 'win32')).toBe(0o755);
    expect(packedMode(0o666, Buffer.from('\x7fELF\x02'), 'win32')).toBe(0o755);
    expect(packedMode(0o777, Buffer.from('plain'), 'win32')).toBe(0o644);
    expect(packedMode(0o654, Buffer.from('#!'), 'linux')).toBe(0o755);
    expect(packedMode(0o666, Buffer.from('#!'), 'linux')).toBe(0o644);
  });
});

describe('symlinks', () => {
  it.each([
    ['to a sibling', { l: 'file' }],
    ['up and down again', { 'a/b/l': '../../file' }],
    ['to nothing', { l: 'not/there' }],
    ['through another link', { d: 'a', l: 'd/x' }],
  ])('%s are kept', async (_, links) => {
    const source = folder();
    put(source, { file: '', 'a/b/c/x': '' });
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(source, path));
    const { files } = await packTree(source, all);
    for (const [path, target] of Object.entries(links)) {
      expect(files.find((file) => file.path === path)).toMatchObject({ type: 'link', target });
      expect(readlinkSync(join(source, path))).toBe(target);
    }
  });

  it.each([
    ['out of the folder', { l: '../x' }],
    ['to an absolute path', { l: '/etc/passwd' }],
    ['out, through a link that itself stays inside', { 'a/b/c/up': '../../..', out: 'a/b/c/up/../x' }],
    ['out, through a chain', { one: 'a/b', two: 'one/../..', three: 'two/../y' }],
    ['round in a circle', { p: 'q', q: 'p' }],
  ])('%s are refused', async (_, links) => {
    const source = folder();
    put(source, { 'a/b/c/x': '' });
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(source, path));
    await expect(packTree(source, all)).rejects.toMatchObject({ code: 'link-escapes' });
  });
});

describe('headers', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((text) => !/[/\0\\]/.test(text));
  const path = fc.array(name, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));

  it('are read back by another tar library, whatever the path and the link', async () => {
    await fc.assert(
      fc.asyncProperty(path, path, async (one, target) => {
        const read = extract();
        read.end(
          Buffer.concat([
            encodeHeader({ path: one, type: 'file', mode: 0o755, size: 0 }),
            encodeHeader({ path: one, type: 'link', target }),
            Buffer.alloc(1024),
          ]),
        );
        const found: unknown[] = [];
        for await (const entry of read) {
          found.push([entry.header.name, entry.header.type, entry.header.mode, entry.header.linkname]);
          entry.resume();
        }
        expect(found).toEqual([
          [one, 'file', 0o755, null],
          [one, 'symlink', 0o777, target],
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it('hold sizes from 8 GiB on', () => {
    const header = encodeHeader({ path: 'large', type: 'file', mode: 0o644, size: 2 ** 33 + 5 });
    expect(header.subarray(124, 136).toString('hex')).toBe('800000000000000200000005');
    const below = encodeHeader({ path: 'large', type: 'file', mode: 0o644, size: 2 ** 33 - 1 });
    expect(below.subarray(124, 136).toString()).toBe('77777777777\0');
  });
});
