import { expect, it } from 'vitest';
import { nameOf, type Person } from '../../../src/core/access/people.ts';

const person: Person = {
  ...{ id: 'U0ENGINEER', name: '王工', locale: 'zh-CN' },
  ...{ active: true, bot: false, guest: false, foreign: false },
};

it('the name of somebody is what the chat calls them', async () => {
  expect(await nameOf('U0ENGINEER', { find: async () => person })).toBe('王工');
});

it('is their id where the chat cannot be asked, or has no name for them', async () => {
  const down = { find: () => Promise.reject(new Error('no answer')) };
  expect(await nameOf('U0ENGINEER', down)).toBe('U0ENGINEER');
  expect(await nameOf('U0ENGINEER', { find: async () => ({ ...person, name: '' }) })).toBe('U0ENGINEER');
});
