import { afterEach, expect, test } from 'vitest';
import { mentioning } from '../../../src/sandbox/web/mentioning.ts';
import { stage } from '../slack/support.ts';

const here = stage();
afterEach(here.end);

test('an @ alone offers the bot, then people; more letters those whose handle or name begins so', async () => {
  const { world } = await here.server();
  const offered = (typed: string) => mentioning(world, typed)?.items.map(({ text }) => text);
  expect(offered('@')?.slice(0, 2)).toEqual(['@changeops', '@engineer']);
  expect(offered('@Change')).toEqual(['@changeops']);
  expect(offered('@林')).toEqual(['@engineer2']);
  expect(offered('@changeops')).toEqual([]);
  expect(offered('@changeops dep')).toBeUndefined();
  expect(offered('/deploy')).toBeUndefined();
});
