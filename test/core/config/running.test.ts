import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deviceConfig, keepRunning } from '../../../src/core/config/running.ts';
import { createConfigStore } from '../../../src/core/config/store.ts';
import type { ConfigStore } from '../../../src/core/config/types.ts';
import { systemClock } from '../../../src/core/io/clock.ts';

const noise = [/^!Last configuration was saved at /];
const seen = (host: string, text: string) => deviceConfig(host, text, noise);
const ref = { kind: 'running', host: 'sw-1', name: 'config' } as const;

let folder: string;
let store: ConfigStore;
const stop = new AbortController();
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'running-'));
  store = await createConfigStore({
    ...{ folder: join(folder, 'configs'), clock: systemClock(), env: process.env, signal: stop.signal },
    onTrouble: () => {},
  });
});
afterEach(async () => {
  await store.idle();
  rmSync(folder, { recursive: true, force: true });
});

const keep = (id: string, ...all: ReturnType<typeof seen>[]) =>
  keepRunning(store, all, { id, by: { id: 'U0ENGINEER', name: '王工' }, from: 'type=switch' });

it('what hosts were seen to run is kept in one revision, by who asked, and named after the collection', async () => {
  const revision = await keep('261127-aaaaa', seen('sw-1', 'sysname a'), seen('sw-2', 'sysname b'));
  expect(revision).toMatch(/^[0-9a-f]{40}$/);
  expect(await store.read(ref)).toBe('sysname a\n');
  const [version] = await store.history(ref);
  expect(version).toMatchObject({ author: { id: 'U0ENGINEER', name: '王工' }, trailers: { Run: '261127-aaaaa' } });
});

it('a configuration that differs only in lines that do not count makes no revision', async () => {
  await keep('261127-aaaaa', seen('sw-1', '!Last configuration was saved at 10:00\nsysname a'));
  expect(await keep('261127-bbbbb', seen('sw-1', '!Last configuration was saved at 11:00\nsysname a'))).toBeUndefined();
  expect(await keep('261127-ccccc', seen('sw-1', '!Last configuration was saved at 12:00\nsysname b'))).toBeDefined();
  expect(await store.history(ref)).toHaveLength(2);
});
