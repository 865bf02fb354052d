import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPeople } from '../../src/bot/people.ts';
import { manualClock } from '../support/clock.ts';
import { chatHarness } from './support/bot.ts';
import { fastClock } from './support/clock.ts';

let harness: Awaited<ReturnType<typeof chatHarness>>;
beforeEach(async () => {
  harness = await chatHarness();
});
afterEach(() => harness.stop());

const people = (clock = fastClock()) => createPeople({ client: harness.clients.asks, clock });
const asked = () => harness.slack.log.filter((each) => each.name === 'users.info').length;

describe('a person', () => {
  test('is who Slack says they are', async () => {
    expect(await people().find('U0ENGINEER2')).toEqual({
      id: 'U0ENGINEER2',
      name: 'engineer2',
      active: true,
      bot: false,
      guest: false,
      foreign: false,
      locale: 'zh-CN',
    });
  });

  test.each([
    [{ deleted: true }, { active: false }],
    [{ guest: 'single-channel' }, { guest: true }],
    [{ guest: 'multi-channel' }, { guest: true }],
    [{ foreign: true }, { foreign: true }],
  ] as const)('who is %o counts as %o', async (setting, expected) => {
    await harness.slack.setUser({ user: 'engineer', ...setting });
    expect(await people().find('U0ENGINEER')).toMatchObject(expected);
  });

  test('who is a bot is known as one', async () => {
    expect(await people().find('U0CHANGEOPS')).toMatchObject({ bot: true });
  });

  test('whose rights are asked for again is asked for again after 5 s; their locale only after 10', async () => {
    const clock = manualClock();
    const directory = people(clock);
    await Promise.all([directory.find('U0ENGINEER'), directory.find('U0ENGINEER')]);
    expect(asked()).toBe(1);
    await harness.slack.setUser({ user: 'engineer', deleted: true, locale: 'zh-CN' });
    await clock.advance(5_000);
    expect(await directory.locale('U0ENGINEER')).toBe('en-US');
    expect(asked()).toBe(1);
    expect(await directory.find('U0ENGINEER')).toMatchObject({ active: false });
    await clock.advance(9_999);
    expect(await directory.locale('U0ENGINEER')).toBe('zh-CN');
    expect(asked()).toBe(2);
    await clock.advance(1);
    await directory.locale('U0ENGINEER');
    expect(asked()).toBe(3);
  });

  test('whom nobody knows is an error of its own', async () => {
    await expect(people().find('U0NOBODY')).rejects.toMatchObject({ code: 'person-unknown' });
  });

  test('is asked for again over a short outage, and unavailable over a long one, not remembered', async () => {
    harness.slack.faults.fail({ method: 'users.info', calls: 8 });
    const directory = people();
    await expect(directory.find('U0ENGINEER')).rejects.toMatchObject({ code: 'people-unavailable' });
    expect(asked()).toBe(6);
    expect(await directory.find('U0ENGINEER')).toMatchObject({ active: true });
  });

  test('is unavailable, not unknown, when the token is refused', async () => {
    harness.slack.faults.refuse({ method: 'users.info', error: 'account_inactive' });
    await expect(people().find('U0ENGINEER')).rejects.toMatchObject({ code: 'people-unavailable' });
  });
});
