import { expect, test } from 'vitest';
import { collectionMessage } from '../../../src/handlers/views/collection.ts';
import { scheduleMade, scheduleNotice } from '../../../src/handlers/views/schedules.ts';
import { scheduledAt as at, sampleSchedule } from '../../../src/sandbox/gallery/fixtures/schedules.ts';
import { visible } from '../../support/blocks.ts';

const schedule = sampleSchedule();

const paused = { ...schedule, paused: { at } };

test('a schedule that is removed is not said to be paused', () => {
  expect(visible(scheduleMade(schedule, 'remove', 'en'))).not.toMatch(/paused|next/);
});

test.each([
  ['pause', 'Paused already', '此前已暂停'],
  ['resume', 'Not paused; it runs', '未暂停，照常执行'],
] as const)('a %s that changes nothing says so', (verb, en, zh) => {
  expect(visible(scheduleMade({ ...paused, already: true }, verb, 'en'))).toContain(en);
  expect(visible(scheduleMade({ ...paused, already: true }, verb, 'zh-CN'))).toContain(zh);
});

test('what a schedule tells mentions its people, and nobody else', () => {
  const words = 'Schedule 3 of <@U1A> was paused by <@U2B>: <!channel> <@U3C>';
  const said = visible(scheduleNotice({ en: words, zh: words }, ['U1A', 'U2B'], 'en'));
  expect(said).toContain('Schedule 3 of <@U1A> was paused by <@U2B>: &lt;!channel&gt; &lt;@U3C&gt;');
});

test('a result of a schedule says of which, and how to pause it', () => {
  const asked = { source: 'ssh', selector: 'all', request: { what: [] }, by: 'U1A', schedule: 3 };
  const collection = { id: 'c1', asked, at, took: 1, outcomes: [], isCut: false };
  expect(visible(collectionMessage(collection, 'all', 'en'))).toContain('schedule 3 · `/collect pause 3`');
  expect(visible(collectionMessage(collection, 'all', 'zh-CN'))).toContain('计划 3 · `/collect pause 3`');
  const byHand = { ...collection, asked: { ...asked, schedule: undefined } };
  expect(visible(collectionMessage(byHand, 'all', 'en'))).not.toContain('schedule');
});
