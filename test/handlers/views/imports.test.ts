import { describe, expect, it } from 'vitest';
import { historyMessage } from '../../../src/handlers/views/import-history.ts';
import { differencesMessage, importedMessage, lookMessage } from '../../../src/handlers/views/imports.ts';
import {
  sampleArchive as archive,
  sampleBundle as bundleOf,
  sampleHistory as history,
} from '../../../src/sandbox/gallery/fixtures/imports.ts';
import { messageProblems, visible } from '../../support/blocks.ts';
import { notChinese, visibleLines } from '../../support/chinese.ts';
import { hostile } from '../samples.ts';

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  it.each([
    ['ordinary names', 'core-1'],
    ['names that try to be markup', hostile],
    ['very long names', '长'.repeat(400)],
  ])('imports with %s keep to the limits of messages', (_, text) => {
    for (const count of [1, 300]) {
      const look = archive(text, count);
      const bundle = bundleOf(text, count);
      const saved = { revision: 'a'.repeat(40), repeated: false, changes: [] };
      for (const message of [
        lookMessage(look, language, true),
        lookMessage(bundle, language, false),
        importedMessage(look, saved, 'U0ENGINEER', language),
        importedMessage(look, undefined, 'U0ENGINEER', language),
        importedMessage(bundle, undefined, 'U0ENGINEER', language),
        historyMessage(text, history(text, count), true, language),
        differencesMessage(look, count, language),
      ]) {
        expect(messageProblems(message)).toEqual([]);
      }
    }
  });
});

it('what is said of imports in Chinese is Chinese', () => {
  const look = archive('核心', 2);
  const lines = [
    lookMessage(look, 'zh-CN', true),
    importedMessage(look, { revision: 'a'.repeat(40), repeated: true, changes: [] }, 'U0ENGINEER', 'zh-CN'),
    historyMessage('x.git', history('核心', 2), true, 'zh-CN'),
    differencesMessage(look, 2, 'zh-CN'),
  ].flatMap((message) => visibleLines(message.blocks));
  expect(notChinese(lines)).toEqual([]);
});

it('an import of nothing new has no buttons', () => {
  const look = archive('core', 1);
  const same = { ...look, found: { ...look.found, changes: [] } };
  expect(JSON.stringify(lookMessage(same, 'en', true).blocks)).not.toContain('import.save');
  expect(JSON.stringify(lookMessage(look, 'en', true).blocks)).toContain('import.save');
});

it('a history that was imported already says so', () => {
  const none = { ...history('x', 0), unknown: [], kept: [], hosts: [], refused: [] };
  expect(visible(historyMessage('x.git', none, false, 'en'))).toContain(
    'Nothing new: all of its history is here already.',
  );
});
