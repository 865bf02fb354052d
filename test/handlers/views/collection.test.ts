import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/collect/index.ts';
import type { Kept } from '../../../src/core/collect/snapshots.ts';
import { collectionMessage } from '../../../src/handlers/views/collection.ts';
import { commandFile, commandMessage } from '../../../src/handlers/views/command-answers.ts';
import {
  answeredHost,
  sampleCollection as collection,
  sampleKept as kept,
  sampleOutcome as outcome,
  serverFacts,
} from '../../../src/sandbox/gallery/fixtures/collections.ts';
import { visible } from '../../support/blocks.ts';

const words = (outcomes: readonly Outcome[], language: 'en' | 'zh-CN' = 'en') =>
  JSON.stringify(collectionMessage(collection(outcomes), 'all', language).blocks);

describe('what a collection came to', () => {
  test('says that nothing changed only where nothing did', () => {
    expect(words([outcome('a', { kept: [kept('a')] })])).toContain('Nothing changed');
    for (const more of [{ isBack: true }, { isNew: true }, { first: [{ path: ['vlans'], kind: 'added', to: [] }] }]) {
      expect(words([outcome('a', { kept: [kept('a', more as Partial<Kept>)] })])).not.toContain('Nothing changed');
    }
  });

  test('names things of a cloud that are new, back or gone, and a list that came back empty', () => {
    const all = [
      outcome('a', {
        kept: [kept('a/i-new', { isNew: true }), kept('a/i-back', { isBack: true })],
        gone: ['a/i-gone'],
      }),
      outcome('a/eip', { isEmptied: true }),
    ];
    for (const said of [
      'a/i-new',
      'Listed again: 1',
      'a/i-back',
      'No longer listed: 1',
      'a/i-gone',
      'came back empty',
    ]) {
      expect(words(all)).toContain(said);
    }
    expect(words(all, 'zh-CN')).toContain('未将任何资源标记为消失');
  });

  test('says a warning of several hosts once, with their names', () => {
    const found = (key: string) => [{ key, kind: 'host', data: {}, warnings: [{ en: 'no ss', zh: '缺少 ss' }] }];
    const said = words(['h-1', 'h-2'].map((key) => outcome(key, { found: found(key) })));
    expect(said.split('no ss')).toHaveLength(2);
    expect(said).toContain('`h-1`, `h-2`');
  });

  test('names the configurations that are kept and how to look at one, and shows no table of what was not asked', () => {
    const found = ['core-1', 'core-2'].map((key) => answeredHost(key, { config: 'sysname x\n' }));
    const kept = { configs: ['core-1/config', 'core-2/config'] };
    const shown = (language: 'en' | 'zh-CN') =>
      JSON.stringify(collectionMessage(collection(found, kept), 'all', language).blocks);
    expect(shown('en')).toContain('`core-1/config`, `core-2/config`');
    expect(shown('en')).toContain('`/config show core-1/config --running`');
    expect(shown('zh-CN')).toContain('已保存运行配置');
    expect(shown('en')).not.toContain('"table"');
    expect(words([...found, answeredHost('web-01', serverFacts)])).toContain('"table"');
    expect(words(found)).not.toContain('--running');
  });

  test('gives what a failure says to do next in full', () => {
    const text = `${'x'.repeat(500)} /ops trust hw-1 SHA256:abc`;
    const failed = outcome('hw-1', { error: { code: 'host-key-unknown', text: { en: text, zh: text } } });
    expect(words([failed])).toContain('/ops trust hw-1 SHA256:abc');
  });
});

describe('the answers to a command', () => {
  const lines = Array.from({ length: 50 }, (_, at) => `line ${at + 1}`).join('\n');
  const answering = (output: string) =>
    collection([outcome('ios-1', { found: [{ key: 'ios-1', kind: 'host', data: { output }, warnings: [] }] })]);

  test('are cut in the message, which says so, and whole in a file', () => {
    const { message, isWhole } = commandMessage(answering(lines), 'show run', 'en', 'below');
    expect(isWhole).toBe(false);
    expect(JSON.stringify(message.blocks)).toContain('38 more lines');
    expect(commandFile(answering(lines), 'show run', 'en').content).toContain('line 50');
  });

  test('say so where a host answered nothing, in place of an empty box', () => {
    const { message } = commandMessage(answering(''), 'clear counters', 'en', 'below');
    expect(visible(message)).toContain('It answered nothing.');
    expect(visible(message)).not.toContain('```');
  });

  test('are shown as they are where they are short', () => {
    expect(commandMessage(answering('up 3 days'), 'show clock', 'en', 'below').isWhole).toBe(true);
  });
});
