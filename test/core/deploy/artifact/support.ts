import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { ByteSource } from '../../../../src/core/io/byte-source.ts';
import type { App } from '../../../../src/core/settings/types.ts';

/** Folders of its own for each test, deleted after it. */
export function useFolders(): () => string {
  const made: string[] = [];
  afterEach(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'artifact-'));
    made.push(folder);
    return folder;
  };
}

/** Writes files: path → content; a path that ends in .sh becomes a program. */
export function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    if (path.endsWith('.sh')) chmodSync(join(folder, path), 0o755);
  }
}

/** An app with the least there can be. */
export function app(more: Partial<App> = {}): App {
  return {
    name: 'web',
    source: { path: 'apps/web-{version}' },
    exclude: [],
    root: '/opt/web',
    shared: [],
    keep: 5,
    reversible: true,
    hooks: {},
    verify: [],
    ...more,
  };
}

/** Output of a program; throws where it fails. */
export function sh(folder: string, program: string, ...args: string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C.UTF-8' };
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Whether a program is here. With CI=true a missing one is a failure, not a skip. */
export function has(program: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.CI === 'true') throw new Error(`${program} is missing, and CI needs it`);
    return false;
  }
}

/** All of a source's bytes, read in pieces of an odd size; closes it. */
export async function bytesOf(source: ByteSource): Promise<Buffer> {
  const buffer = Buffer.alloc(100_003);
  const pieces: Buffer[] = [];
  try {
    for (let length = await source.read(buffer); length > 0; length = await source.read(buffer)) {
      pieces.push(Buffer.from(buffer.subarray(0, length)));
    }
  } finally {
    await source.close();
  }
  return Buffer.concat(pieces);
}
