import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSettingsStore } from '../../../src/core/settings/index.ts';
import type { SettingsChange, SettingsStore } from '../../../src/core/settings/types.ts';
import { manualClock } from '../../support/clock.ts';
import { good, settingsFolder } from './folder.ts';

async function open(files = good) {
  const folder = await settingsFolder(files);
  const clock = manualClock();
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => void warnings.push(message) };
  const store = await createSettingsStore({ folder, clock, log });
  onTestFinished(() => store.close());
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  return { folder, clock, store, write, warnings };
}

/** Moves the clock on until the condition holds; fails after ten real seconds. */
async function eventually(clock: { advance(ms: number): Promise<void> }, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not happen within ten seconds');
    await clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function heard(store: SettingsStore): SettingsChange[] {
  const changes: SettingsChange[] = [];
  store.subscribe((change) => void changes.push(change));
  return changes;
}

describe('the settings store', () => {
  it('notices an edited file without a restart', async () => {
    const { clock, store, write } = await open();
    const changes = heard(store);
    await write('general.yaml', 'language: en\n');
    await eventually(clock, () => store.current().general.language === 'en');
    expect(changes.map((change) => change.settings?.general.language)).toEqual(['en']);
  });

  it('notices a file that was replaced by renaming, and one that is new', async () => {
    const { 'general.yaml': _, ...rest } = good;
    const { clock, store, write, folder } = await open(rest);
    await write('.general.yaml.tmp', 'concurrency: 7\n');
    await rename(join(folder, '.general.yaml.tmp'), join(folder, 'general.yaml'));
    await eventually(clock, () => store.current().general.concurrency === 7);
  });

  it('keeps the last good settings while a file is broken, and says what is wrong', async () => {
    const { store, write } = await open();
    const changes = heard(store);
    const before = store.current();
    await write('general.yaml', 'langage: en\n');
    await store.reload();
    expect(store.current()).toBe(before);
    expect(store.problems().map(({ file, line, column, key }) => ({ file, line, column, key }))).toEqual([
      { file: 'general.yaml', line: 1, column: 1, key: 'langage' },
    ]);
    expect(changes).toEqual([{ settings: before, problems: store.problems() }]);
    await write('general.yaml', 'language: en\n');
    await store.reload();
    expect(store.problems()).toEqual([]);
    expect(store.current().general.language).toBe('en');
  });

  it('takes no file into force while another does not fit it', async () => {
    const { store, write } = await open();
    await write('access.yaml', 'groups: { approvers: [U0002] }\n');
    await write('general.yaml', 'language: en\n');
    await store.reload();
    expect(store.current().general.language).toBe('zh-CN');
    expect(store.problems().map((problem) => problem.key)).toEqual(['environments.prod.approval.required']);
  });

  it('keeps what a file said that is suddenly gone', async () => {
    const { store, folder, write } = await open();
    await rm(join(folder, 'access.yaml'));
    await store.reload();
    expect(store.problems().map(({ file, text }) => `${file} ${text.en}`)).toContainEqual(
      expect.stringMatching(/^access\.yaml was there before and is gone/),
    );
    expect(store.current().access.groups.approvers).toEqual(['U0002', 'U0003']);
    await write('access.yaml', String(good['access.yaml']));
    await store.reload();
    expect(store.problems()).toEqual([]);
  });

  it('keeps the same object and tells nobody when a file is saved without a change', async () => {
    const { store, write } = await open();
    const changes = heard(store);
    const before = store.current();
    await write('general.yaml', '# said again\nlanguage: zh-CN\n');
    await store.reload();
    expect(store.current()).toBe(before);
    expect(changes).toEqual([]);
  });

  it('says what to mend when there never were good settings, and starts working once it is mended', async () => {
    const { store, write } = await open({ ...good, 'general.yaml': 'langage: en\n' });
    expect(() => store.current()).toThrow(
      expect.objectContaining({
        code: 'settings-missing',
        message: expect.stringContaining('general.yaml:1:1 langage: is not a known key. Did you mean language?'),
      }),
    );
    await write('general.yaml', '');
    await store.reload();
    expect(store.current().general.language).toBe('en');
  });

  it('goes on when a listener throws', async () => {
    const { store, write, warnings } = await open();
    store.subscribe(() => {
      throw new Error('no');
    });
    const changes = heard(store);
    await write('general.yaml', 'language: en\n');
    await store.reload();
    expect(changes).toHaveLength(1);
    expect(warnings).toEqual(['A listener to settings failed']);
  });

  it('tells nobody after it was closed or unsubscribed, and leaves no timer', async () => {
    const { store, write, clock } = await open();
    const changes: SettingsChange[] = [];
    const stop = store.subscribe((change) => void changes.push(change));
    stop();
    await write('general.yaml', 'language: en\n');
    await store.reload();
    store.close();
    await clock.advance(60_000);
    expect(changes).toEqual([]);
    expect(clock.pending()).toBe(0);
  });
});
