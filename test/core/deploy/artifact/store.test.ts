import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffArtifacts } from '../../../../src/core/deploy/artifact/diff.ts';
import { createArtifacts } from '../../../../src/core/deploy/artifact/index.ts';
import { manifestText } from '../../../../src/core/deploy/artifact/manifest.ts';
import type { Artifact } from '../../../../src/core/deploy/types.ts';
import { manualClock } from '../../../support/clock.ts';
import { app, bytesOf, has, put, sh, useFolders } from './support.ts';

const folder = useFolders();
const env = { PATH: process.env.PATH };
const files = {
  'a.txt': 'a',
  'bin/start.sh': '#!/bin/sh\n',
  large: Buffer.alloc(700_000, 'x1'),
  [`${'n'.repeat(120)}/名字.txt`]: 'long',
  ' x': 'begins with a space',
  '*y': 'begins with a star',
};

async function stored(more: Record<string, string | Buffer> = files) {
  const dataDir = folder();
  const artifacts = createArtifacts({ dataDir, clock: manualClock() });
  const add = async (version: string, content: Record<string, string | Buffer>) => {
    put(join(dataDir, `apps/web-${version}`), content);
    return artifacts.build(app(), version, { env });
  };
  const artifact = await add('1.0.0', more);
  const blob = join(dataDir, 'artifacts/blobs', `${artifact.hash}.tar`);
  return { dataDir, artifacts, artifact, blob, add };
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

describe('the artifact store', () => {
  it('gives an artifact by its hash and by its version, after a restart too', async () => {
    const { dataDir, artifacts, artifact } = await stored();
    expect(await artifacts.get(artifact.hash)).toEqual(artifact);
    const again = createArtifacts({ dataDir, clock: manualClock() });
    expect(await again.version('web', '1.0.0')).toEqual(artifact);
    expect(await again.version('web', '1.0.1')).toBeUndefined();
    expect(await again.get('0'.repeat(64))).toBeUndefined();
    expect(await again.get('../../settings/hosts')).toBeUndefined();
  });

  it('names two versions with the same bytes each by its own name, and keeps them once', async () => {
    const { dataDir, artifacts, artifact, add } = await stored();
    const other = await add('1.0.1', files);
    expect(other).toEqual({ ...artifact, version: '1.0.1' });
    expect(await artifacts.version('web', '1.0.1')).toEqual(other);
    expect(readdirSync(join(dataDir, 'artifacts/blobs')).length).toBe(2);
  });

  it('leaves nothing half-written and no work behind', async () => {
    const { dataDir, artifact } = await stored();
    expect(readdirSync(join(dataDir, 'artifacts/blobs'))).toEqual([`${artifact.hash}.json`, `${artifact.hash}.tar`]);
    expect(readdirSync(join(dataDir, 'artifacts/work'))).toEqual([]);
    expect(readdirSync(join(dataDir, 'artifacts/apps/web'))).toEqual(['1.0.0.json']);
  });

  it('sweeps away what a bot that was killed left', async () => {
    const { dataDir, add } = await stored();
    put(dataDir, { 'artifacts/work/w-dead/source/x': '', 'artifacts/blobs/.dead.tmp': 'half' });
    const next = createArtifacts({ dataDir, clock: manualClock() });
    await next.build(app(), '1.0.0', { env });
    expect(readdirSync(join(dataDir, 'artifacts/work'))).toEqual([]);
    expect(readdirSync(join(dataDir, 'artifacts/blobs')).filter((name) => name.startsWith('.'))).toEqual([]);
    await add('1.0.1', { x: '' });
  });

  it.for(['sha256sum', 'busybox'])(
    'writes a manifest that %s accepts for the unpacked tree',
    async (tool, { skip }) => {
      if (!has(tool)) skip(`${tool} is missing`);
      const { artifacts, artifact } = await stored();
      const out = folder();
      const stream = await artifacts.stream(artifact.hash);
      writeFileSync(join(out, 'x.tar'), await bytesOf(stream.open()));
      writeFileSync(join(out, 'list'), manifestText(artifact));
      sh(out, 'tar', '-xf', 'x.tar');
      const command = tool === 'busybox' ? ['busybox', 'sha256sum'] : ['sha256sum'];
      const checked = sh(out, command[0] ?? '', ...command.slice(1), '-c', 'list')
        .split('\n')
        .slice(0, -1);
      expect(checked).toEqual(artifact.files.map((file) => `${file.path}: OK`));
      writeFileSync(join(out, 'a.txt'), 'b');
      expect(() => sh(out, command[0] ?? '', ...command.slice(1), '-c', 'list')).toThrow();
    },
  );
});

describe('a stream', () => {
  it('of everything is the stored tar', async () => {
    const { artifacts, artifact, blob } = await stored();
    const stream = await artifacts.stream(artifact.hash);
    const bytes = await bytesOf(stream.open());
    expect(bytes.equals(readFileSync(blob))).toBe(true);
    expect([stream.hash, stream.size]).toEqual([artifact.hash, bytes.length]);
  });

  it('of some entries is a tar of just these, its size and hash as announced, however it is cut', async () => {
    const { artifacts, artifact } = await stored();
    const paths = artifact.files.map((file) => file.path);
    await fc.assert(
      fc.asyncProperty(fc.subarray(paths), async (some) => {
        const stream = await artifacts.stream(artifact.hash, new Set(some));
        const bytes = await bytesOf(stream.open());
        expect([stream.size, stream.hash]).toEqual([bytes.length, sha256(bytes)]);
        const out = folder();
        writeFileSync(join(out, 'x.tar'), bytes);
        expect(sh(out, 'tar', '--quoting-style=literal', '-tf', 'x.tar').split('\n').slice(0, -1)).toEqual(some);
      }),
      { numRuns: 20 },
    );
  });

  it('unpacks to the content of its entries', async () => {
    const { artifacts, artifact } = await stored();
    const out = folder();
    const stream = await artifacts.stream(artifact.hash, new Set(['large', 'a.txt']));
    writeFileSync(join(out, 'x.tar'), await bytesOf(stream.open()));
    sh(out, 'tar', '-xf', 'x.tar');
    expect(readFileSync(join(out, 'large')).equals(files.large as Buffer)).toBe(true);
    expect(readFileSync(join(out, 'a.txt'), 'utf8')).toBe('a');
  });

  it('can be opened by several at once, and is given up without harm', async () => {
    const { artifacts, artifact } = await stored();
    const stream = await artifacts.stream(artifact.hash, new Set(['large']));
    const left = stream.open();
    expect(await left.read(Buffer.alloc(10))).toBe(10);
    await left.close();
    await expect(left.read(Buffer.alloc(10))).rejects.toThrow();
    const both = await Promise.all([bytesOf(stream.open()), bytesOf(stream.open())]);
    expect(both.map(sha256)).toEqual([stream.hash, stream.hash]);
  });

  it('of entries that are not there, or of an artifact that is not, is an error', async () => {
    const { artifacts, artifact } = await stored();
    await expect(artifacts.stream(artifact.hash, new Set(['none']))).rejects.toMatchObject({ code: 'path-unknown' });
    await expect(artifacts.stream('0'.repeat(64))).rejects.toMatchObject({ code: 'artifact-missing' });
  });

  it('fails when the stored bytes were cut short after it was made', async () => {
    const { artifacts, artifact, blob } = await stored();
    const stream = await artifacts.stream(artifact.hash);
    truncateSync(blob, 1024);
    await expect(bytesOf(stream.open())).rejects.toMatchObject({ code: 'artifact-altered' });
  });
});

describe('checking an artifact', () => {
  const alterations: readonly [string, string, (blob: string, artifact: Artifact) => void][] = [
    ['a deleted tar', 'artifact-missing', (blob) => rmSync(blob)],
    ['a deleted manifest', 'artifact-missing', (blob) => rmSync(blob.replace('.tar', '.json'))],
    ['a tar cut short', 'artifact-altered', (blob) => truncateSync(blob, 2048)],
    ['a tar with more at its end', 'artifact-altered', (blob) => writeFileSync(blob, 'x', { flag: 'a' })],
    ['one byte of content', 'artifact-altered', (blob) => alterByte(blob, -1500)],
    ['one byte of a header', 'artifact-altered', (blob) => alterByte(blob, 0)],
    ['one byte of the end', 'artifact-altered', (blob) => alterByte(blob, -1)],
    ['a hash in the manifest', 'artifact-altered', (blob) => alterManifest(blob, /"hash":"ca978/, '"hash":"da978')],
    ['a mode in the manifest', 'artifact-altered', (blob) => alterManifest(blob, /"mode":493/, '"mode":420')],
    ['a path in the manifest', 'artifact-altered', (blob) => alterManifest(blob, /"a\.txt"/, '"b.txt"')],
    ['a range in the manifest', 'artifact-altered', (blob) => alterManifest(blob, /"end":1024/, '"end":1536')],
    ['a manifest that is no JSON', 'artifact-altered', (blob) => writeFileSync(blob.replace('.tar', '.json'), '{"ha')],
  ];

  it('finds a whole one whole', async () => {
    const { artifacts, artifact } = await stored();
    await expect(artifacts.check(artifact.hash)).resolves.toBeUndefined();
  });

  it.each(alterations)('finds %s', async (_, code, alter) => {
    const { artifacts, artifact, blob } = await stored();
    alter(blob, artifact);
    await expect(artifacts.check(artifact.hash)).rejects.toMatchObject({ code });
  });

  it('has an altered one replaced when the same bytes are packed under another version', async () => {
    const { artifacts, artifact, blob, add } = await stored();
    alterByte(blob, -1500);
    await add('1.0.1', files);
    await expect(artifacts.check(artifact.hash)).resolves.toBeUndefined();
  });
});

describe('pruning', () => {
  it('deletes what is not kept, and keeps the record of what each version was', async () => {
    const { artifacts, artifact, add } = await stored();
    const second = await add('1.0.1', { x: 'other' });
    expect(await artifacts.prune(new Set([second.hash]))).toEqual([artifact.hash]);
    expect(await artifacts.get(artifact.hash)).toBeUndefined();
    expect(await artifacts.get(second.hash)).toEqual(second);
    expect(await artifacts.prune(new Set([second.hash]))).toEqual([]);
    await expect(add('1.0.0', { 'a.txt': 'changed' })).rejects.toMatchObject({ code: 'version-altered' });
  });

  it('lets a pruned version be built again when its source gives the same bytes', async () => {
    const { artifacts, artifact } = await stored();
    await artifacts.prune(new Set());
    expect(await artifacts.version('web', '1.0.0')).toBeUndefined();
    expect(await artifacts.build(app(), '1.0.0', { env })).toEqual(artifact);
    await artifacts.check(artifact.hash);
  });
});

describe('the difference of two artifacts', () => {
  it('counts what was added, changed and removed, and shows at most five', async () => {
    const { artifact, add } = await stored({ same: '', gone: '', 'run.sh': 'x', c1: '1', c2: '1', c3: '1' });
    const next = await add('1.0.1', { same: '', c1: '2', c2: '2', c3: '2', new1: '', new2: '', run: 'x' });
    expect(diffArtifacts(artifact, next)).toEqual({
      added: 3,
      changed: 3,
      removed: 2,
      sample: ['~ c1', '~ c2', '~ c3', '+ new1', '+ new2'],
    });
    expect(diffArtifacts(next, next)).toEqual({ added: 0, changed: 0, removed: 0, sample: [] });
  });

  it('counts a changed mode and a file that became a link as changed', () => {
    const file = { path: 'f', type: 'file', mode: 0o644, size: 0, hash: 'h', start: 0, end: 512 } as const;
    const of = (one: Artifact['files'][number]): Artifact => ({
      hash: '',
      app: '',
      version: '',
      size: 0,
      files: [one],
    });
    expect(diffArtifacts(of(file), of({ ...file, mode: 0o755 })).changed).toBe(1);
    expect(diffArtifacts(of(file), of({ path: 'f', type: 'link', target: 'g', start: 0, end: 512 })).changed).toBe(1);
  });
});

function alterByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function alterManifest(blob: string, from: RegExp, to: string): void {
  const file = blob.replace('.tar', '.json');
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
}
