import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConfigVersion } from '../../../src/core/config/types.ts';
import { openDb } from '../../../src/core/io/db.ts';
import { createPushed, hasRun, type PushedRevisions } from '../../../src/core/push/pushed.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const config = { host: 'core-1', name: 'base.cfg' };
const open = async () => createPushed(await openDb<PushedRevisions>(join(folder, 'pushed.json'), {}));

describe('what was brought to a host', () => {
  it('is the newest that was not taken back, also after a restart', async () => {
    const pushed = await open();
    await pushed.note([{ ...config, revision: 'one' }], 'run-1');
    await pushed.note([{ ...config, revision: 'two' }], 'run-2');
    await pushed.note([{ ...config, revision: 'two' }], 'run-2');
    expect((await open()).all(config)).toEqual(['two', 'one']);
    await pushed.takeBack([config], 'run-2');
    expect((await open()).of(config)).toBe('one');
    await pushed.takeBack([config], 'run-1');
    expect((await open()).of(config)).toBeUndefined();
  });

  it('is still known where the same was pushed again and that was taken back', async () => {
    const pushed = await open();
    await pushed.note([{ ...config, revision: 'one' }], 'run-1');
    await pushed.note([{ ...config, revision: 'one' }], 'run-2');
    await pushed.takeBack([config], 'run-2');
    expect(pushed.of(config)).toBe('one');
  });

  it('is read as older versions have written it', async () => {
    writeFileSync(join(folder, 'pushed.json'), JSON.stringify({ 'core-1/base.cfg': 'old' }));
    const pushed = await open();
    expect(pushed.of(config)).toBe('old');
    await pushed.note([{ ...config, revision: 'new' }], 'run-1');
    expect((await open()).all(config)).toEqual(['new', 'old']);
  });
});

describe('what is a rollback', () => {
  const version = (trailers: ConfigVersion['trailers'] = {}): ConfigVersion => ({
    ...{ id: 'three', short: 'three', author: { name: 'a', email: 'a@b' }, when: 0, message: '', added: 0, removed: 0 },
    trailers,
  });
  const texts: Readonly<Record<string, string>> = { one: 'port 80\n', two: 'port 81\n' };
  const store = { read: async (_: object, at = '') => texts[at] };
  const from = { kind: 'intended', ...config } as const;

  it('is a text that was brought there, whatever its revision', async () => {
    const pushed = await open();
    await pushed.note([{ ...config, revision: 'one' }], 'run-1');
    expect(await hasRun({ from, to: version(), text: 'port 80\n' }, { pushed, store })).toBe(true);
    expect(await hasRun({ from, to: version(), text: 'port 81\n' }, { pushed, store })).toBe(false);
  });

  it('is what a run has seen there, and not what somebody imported as such', async () => {
    const deps = { pushed: await open(), store };
    const seen = { ...from, kind: 'running' } as const;
    expect(await hasRun({ from: seen, to: version({ Run: '1' }), text: '' }, deps)).toBe(true);
    expect(await hasRun({ from: seen, to: version(), text: '' }, deps)).toBe(false);
  });
});
