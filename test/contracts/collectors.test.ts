import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Collector } from '../../src/core/collect/types.ts';
import { OpsError } from '../../src/core/errors.ts';
import { loadSettings } from '../../src/core/settings/load.ts';
import { settingsFolder } from '../core/settings/folder.ts';
import { collectorDeps } from '../support/collecting.ts';

const folder = new URL('../../src/core/collect/collectors/', import.meta.url);
const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
const collectors = await Promise.all(
  files.map(async (file) => {
    const module = (await import(new URL(file, folder).href)) as { default: Collector };
    return [file.slice(0, -3), module] as const;
  }),
);

test('there are collectors', () => {
  expect(files.length).toBeGreaterThan(1);
});

describe.each(collectors)('the collector %s', (name, module) => {
  const collector = module.default;

  test('is called as a command can call it, and is all that its file gives', () => {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(Object.keys(module)).toEqual(['default']);
  });

  test('has a title in both languages, short enough for a heading', () => {
    for (const words of [collector.title.en, collector.title.zh]) {
      expect(words.trim()).toBe(words);
      expect(words.length).toBeGreaterThan(1);
      expect(words.length).toBeLessThanOrEqual(60);
    }
    expect(collector.title.zh).toMatch(/\p{Script=Han}/u);
  });

  test('works on a sane number of targets at a time, for a sane time', () => {
    expect(Number.isInteger(collector.concurrency)).toBe(true);
    expect(collector.concurrency).toBeGreaterThanOrEqual(1);
    expect(collector.concurrency).toBeLessThanOrEqual(500);
    expect(collector.deadline).toBeGreaterThanOrEqual(5_000);
    expect(collector.deadline).toBeLessThanOrEqual(600_000);
  });

  test('where there is nothing to go to, it has no targets or says why, and reaches out for nothing', async () => {
    const { settings } = await loadSettings(await settingsFolder({ 'general.yaml': 'language: en\n' }));
    const targets = collector.targets({ what: [] }, [], collectorDeps(settings ?? {}, {}));
    const outcome = await targets.catch((error: unknown) => error);
    if (Array.isArray(outcome)) expect(outcome).toEqual([]);
    else expect(outcome).toBeInstanceOf(OpsError);
  });
});
