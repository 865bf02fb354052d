import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArtifacts } from '../../../src/core/deploy/artifact/index.ts';
import { describeRelease, transferStream } from '../../../src/core/deploy/release.ts';
import type { Artifact, ReleaseSpec } from '../../../src/core/deploy/types.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { app, bytesOf, has, put } from './artifact/support.ts';

const script = readFileSync(new URL('../../../src/core/agent/agent.sh', import.meta.url));

/** Runs the steps that take a release onto a host, with the host's own shell, tar and sha256sum as judges. */
describe.each(['dash', 'busybox sh'].filter((shell) => has(shell.split(' ')[0] ?? '')))(
  'a release on a host with %s',
  (shell) => {
    const [program = 'sh', ...flags] = shell.split(' ');
    let folder = '';
    let root = '';
    const artifacts = () => createArtifacts({ dataDir: join(folder, 'data'), clock: systemClock() });

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'release-'));
      root = join(folder, 'root');
      mkdirSync(root);
      execFileSync(program, [...flags, '-c', script.toString(), 'x', 'prepare', root, 'agent.sh'], { input: script });
      host('lease-take', ['bot', 'run', '600', 'new']);
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const host = (command: string, words: readonly (string | number)[], input?: Buffer) =>
      spawnSync(program, [...flags, join(root, '.changeops/agent.sh'), command, root, ...words.map(String)], { input })
        .stdout.toString()
        .trim();
    const step = (name: string, words: readonly (string | number)[], input?: Buffer) =>
      host('step', [1, 'run', name, 60, ...words], input);

    const build = (version: string, files: Readonly<Record<string, string>>) => {
      const source = join(folder, 'data', `apps/web-${version}`);
      put(source, files);
      symlinkSync('data/a file', join(source, 'link'));
      return artifacts().build(app(), version, { env: process.env });
    };
    const specOf = (artifact: Artifact, shared: readonly string[] = []): ReleaseSpec => ({
      app: 'web',
      version: artifact.version,
      artifact: artifact.hash,
      hooks: { start: { run: 'echo "quotes \' and \\back"', timeout: 1000 } },
      verify: [],
      shared,
    });
    /** Sends a release as a run does; `spoil` may alter the bytes on their way. */
    const send = async (
      artifact: Artifact,
      spec: ReleaseSpec,
      reuse: readonly string[] = [],
      from = '-',
      spoil = (bytes: Buffer) => bytes,
    ) => {
      const description = describeRelease(artifact, spec);
      const rest = new Set(artifact.files.map(({ path }) => path).filter((path) => !reuse.includes(path)));
      const stream = await transferStream(description, reuse, await artifacts().stream(artifact.hash, rest));
      const bytes = await bytesOf(stream.open());
      expect(bytes.length).toBe(stream.bytes);
      const name = `v${artifact.version}`;
      expect(step(`t-${name}`, ['do_transfer', 'x'], spoil(bytes))).toBe('exit 0');
      const unpacked = step(`u-${name}`, ['do_unpack', 'x', name, description.seal, from]);
      return unpacked === 'exit 0' ? step(`h-${name}`, ['do_hash', name, description.seal, 'whole']) : unpacked;
    };
    const files = {
      'data/a file': 'one',
      '-dash': 'two',
      '中文 名.txt': '三',
      'run.sh': '#!/bin/sh\n',
      'etc/logs.conf': 'x',
    };

    it('is unpacked as it was packed: names, links, modes, shared folders', async () => {
      const artifact = await build('1', files);
      expect(await send(artifact, specOf(artifact, ['logs', 'var/data']))).toBe('exit 0');
      const release = join(root, 'releases/v1');
      expect(readFileSync(join(release, '中文 名.txt'), 'utf8')).toBe('三');
      expect(readlinkSync(join(release, 'link'))).toBe('data/a file');
      expect(lstatSync(join(release, 'run.sh')).mode & 0o777).toBe(0o755);
      expect(lstatSync(join(release, '-dash')).mode & 0o777).toBe(0o644);
      writeFileSync(join(release, 'var/data/kept'), 'kept');
      expect(readFileSync(join(root, 'shared/var/data/kept'), 'utf8')).toBe('kept');
      expect(readdirSync(release)).not.toContain('.changeops-meta');
    });

    it('takes over what the release before has, by copying and not by linking', async () => {
      const first = await build('1', files);
      await send(first, specOf(first));
      const second = await build('2', { ...files, 'data/a file': 'changed' });
      expect(await send(second, specOf(second), ['-dash', '中文 名.txt'], 'v1')).toBe('exit 0');
      expect(readFileSync(join(root, 'releases/v2/-dash'), 'utf8')).toBe('two');
      expect(lstatSync(join(root, 'releases/v1/-dash')).nlink).toBe(1);
      expect(lstatSync(join(root, 'releases/v2/-dash')).ino).not.toBe(lstatSync(join(root, 'releases/v1/-dash')).ino);
    });

    it('is refused when a byte was altered on the way, though the size is right', async () => {
      const artifact = await build('1', { ...files, large: 'x'.repeat(5000) });
      const flip = (bytes: Buffer) => {
        const at = bytes.lastIndexOf('xxxx');
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        return bytes;
      };
      expect(await send(artifact, specOf(artifact), [], '-', flip)).toMatch(/^exit 65\naltered: large/);
      expect(existsSync(join(root, '.changeops/releases/v1/complete'))).toBe(false);
    });

    it('is refused when its description was altered on the way', async () => {
      const artifact = await build('1', files);
      const flip = (bytes: Buffer) => {
        bytes.writeUInt8('E'.charCodeAt(0), bytes.indexOf('echo'));
        return bytes;
      };
      expect(await send(artifact, specOf(artifact), [], '-', flip)).toMatch(/^exit 65/);
    });

    it('is refused when it holds what was not sent', async () => {
      const artifact = await build('1', files);
      const description = describeRelease(artifact, specOf(artifact));
      expect(await send(artifact, specOf(artifact))).toBe('exit 0');
      writeFileSync(join(root, 'releases/v1/more'), '');
      expect(step('again', ['do_hash', 'v1', description.seal, 'whole'])).toMatch(/^exit 65/);
      expect(step('listed', ['do_hash', 'v1', description.seal, 'listed'])).toBe('exit 0');
    });

    it('is not to be gone back to when one of its files was altered in place', async () => {
      const artifact = await build('1', files);
      const description = describeRelease(artifact, specOf(artifact));
      await send(artifact, specOf(artifact));
      writeFileSync(join(root, 'releases/v1/data/a file'), 'tampered');
      expect(step('later', ['do_hash', 'v1', description.seal, 'listed'])).toMatch(/^exit 65\naltered: data\/a file/);
      expect(host('check', ['v1'])).toContain('altered data/a file');
    });

    it('a transfer that was cut leaves nothing, and says that it may be sent again', () => {
      expect(step('t', ['do_transfer', 'x'], Buffer.from('too short'))).toMatch(/^exit 75\n(?:.*\n)*.*ended before/);
      expect(readdirSync(join(root, '.changeops/incoming'))).toEqual([]);
    });

    it('a transfer that was cut between two files is not taken for a whole one', async () => {
      const artifact = await build('1', files);
      const stored = await artifacts().stream(artifact.hash);
      const stream = await transferStream(describeRelease(artifact, specOf(artifact)), [], stored);
      const bytes = await bytesOf(stream.open());
      const last = bytes.lastIndexOf('.changeops-meta/end');
      expect(step('cut', ['do_transfer', 'x'], bytes.subarray(0, last))).toMatch(/^exit 75\n/);
      expect(readdirSync(join(root, '.changeops/incoming'))).toEqual([]);
      expect(step('again', ['do_transfer', 'x'], bytes)).toBe('exit 0');
    });

    it('prunes to the newest good ones, and never the live one nor the one to go back to', async () => {
      for (const version of ['1', '2', '3', '4', '5']) {
        const artifact = await build(version, { ...files, version });
        await send(artifact, specOf(artifact));
        if (version !== '4') step(`g-${version}`, ['do_mark_good', `v${version}`, version, '-']);
      }
      step('switch', ['do_switch', '-', 'v1']);
      expect(step('prune', ['do_prune', 2, 'v2'])).toBe('exit 0\nkept v1\nkept v2\nkept v3\nkept v5\nkept-in-all 4');
      expect(readdirSync(join(root, 'releases')).toSorted()).toEqual(['v1', 'v2', 'v3', 'v5']);
    });
  },
);
