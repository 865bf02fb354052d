import { expect, test } from 'vitest';
import { rolledBackMessage, wouldRollBack } from '../../../src/handlers/views/rollback.ts';
import { intendedRef, sampleVersion } from '../../../src/sandbox/gallery/fixtures/configs.ts';
import { messageProblems } from '../../support/blocks.ts';
import { hostile } from '../samples.ts';

const lines = { added: 1, removed: 2 };
const to = sampleVersion({ author: { name: hostile, email: 'x' } });
const back = { from: intendedRef(), to, text: 'x', now: 'y' };

test.each(['en', 'zh-CN'] as const)(
  'in %s, the author of a version is named as text, whatever a history says',
  (language) => {
    const rolled = rolledBackMessage(back, { host: 'core-1', name: 'a.cfg', revision: to.id }, 'U1A', lines, language);
    expect(messageProblems(rolled)).toEqual([]);
    expect(messageProblems(wouldRollBack(back, lines, true, rolled, language))).toEqual([]);
  },
);

test('who rolled a config back is mentioned in the notification too', () => {
  const { text } = rolledBackMessage(back, { host: 'core-1', name: 'a.cfg', revision: to.id }, 'U1A', lines, 'en');
  expect(text).toContain('<@U1A> rolled');
});
