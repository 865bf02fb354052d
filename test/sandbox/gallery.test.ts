import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { families, isHome, isModal, type Sample, sampleNames } from '../../src/sandbox/gallery/index.ts';
import { homeProblems, messageProblems, modalProblems } from '../support/blocks.ts';
import { notChinese, visibleLines } from '../support/chinese.ts';
import { calledViews, exportedViews } from './exported-views.ts';

const folder = resolve(import.meta.dirname, '../../src/sandbox/gallery');
const samples = families.flatMap((family) => family.samples);

/** What people wrote, and what programs answered: the same in Chinese. */
const quoted =
  /“not today”|Error: listen EADDRINUSE|First version|MTU 9000 for storage|ChangeOps|display ip interface brief/;

test('every view that makes a message, a modal or a home tab is in the gallery', () => {
  const called = new Set(calledViews(folder));
  expect(exportedViews().filter((view) => !called.has(view))).toEqual([]);
});

test('the views are found by reading what they export', () => {
  expect(exportedViews()).toContain('run-card.ts runCard');
  expect(exportedViews()).toContain('configs.ts configShown');
  expect(exportedViews()).not.toContain('kit.ts code');
});

test('each sample has a name of its own and a title in both languages', () => {
  const names = samples.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.filter((name) => !/^[a-z]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(samples.filter(({ title }) => !/\p{Script=Han}/u.test(title.zh) && title.zh === title.en)).toEqual([]);
  expect(families.filter((family) => family.samples.length === 0)).toEqual([]);
});

test('whoever is mentioned in a sample has a name there', () => {
  const shown = JSON.stringify(samples.map(({ make }) => make('en')));
  const ids = [...shown.matchAll(/<[@#]([A-Z0-9]+)>/g)].map(([, id = '']) => id);
  expect([...new Set(ids)].filter((id) => !Object.hasOwn(sampleNames, id))).toEqual([]);
});

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  test.each(samples)('$name keeps to what Slack takes and says nothing that is no word', (sample: Sample) => {
    const shown = sample.make(language);
    expect(problemsOf(shown)).toEqual([]);
    expect(JSON.stringify(shown), 'escaped twice').not.toMatch(/&lt;[@#!][A-Z0-9a-z]+[>|^&]|&amp;[a-z]+;/);
    expect(JSON.stringify(shown)).not.toMatch(/\bundefined\b|\[object Object\]|\bNaN\b|Invalid Date/);
  });
});

test.each(samples)('$name is Chinese in Chinese', ({ make }) => {
  const shown = make('zh-CN');
  const words = wordsBeside(shown);
  // Blocks of code are what devices and people write.
  const blocks = JSON.parse(JSON.stringify(shown.blocks).replace(/```.*?```/g, ''));
  const lines = [...visibleLines(blocks), ...words.flatMap((text) => text.split('\n'))];
  expect(notChinese(lines.filter((line) => !quoted.test(line)))).toEqual([]);
});

function problemsOf(shown: ReturnType<Sample['make']>): string[] {
  if (isHome(shown)) return homeProblems(shown);
  return isModal(shown) ? modalProblems(shown) : messageProblems(shown);
}

function wordsBeside(shown: ReturnType<Sample['make']>): string[] {
  if (isHome(shown)) return [];
  return isModal(shown) ? [shown.title, shown.submit ?? '', shown.close] : [shown.text];
}
