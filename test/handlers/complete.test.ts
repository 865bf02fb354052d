import { beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../src/core/settings/types.ts';
import { complete } from '../../src/handlers/complete/index.ts';
import { isKnown } from '../../src/handlers/complete/vocabulary.ts';
import { loadRegistry } from '../../src/handlers/registry.ts';
import { type Fake, fakeDeps } from './fakes.ts';

let fake: Fake;
beforeEach(async () => {
  const { deps } = await fakeDeps();
  const web01 = { name: 'web-01', type: 'server', platform: 'linux', groups: ['web'], labels: { site: '北京' } };
  const settings = { ...deps.settings.current(), hosts: { 'web-01': web01 as unknown as Host } };
  fake = await fakeDeps({ deps: { settings: { current: () => settings, problems: () => [] } } });
});

const offered = async (typed: string, user = 'U0ADMIN') => {
  const { from, items } = await complete({ typed, user, language: 'en' }, fake.deps);
  return items.map(({ text }) => typed.slice(0, from) + text);
};

describe('what can follow', () => {
  test('commands, as far as one may use them', async () => {
    expect(await offered('/dep')).toEqual(['/deploy']);
    expect(await offered('@changeops roll')).toEqual(['@changeops rollback']);
    expect(await offered('/dep', 'U0STRANGER')).toEqual([]);
    expect(await offered('good morning')).toEqual([]);
  });

  test('subcommands and what a command takes first', async () => {
    expect(await offered('/deploy h')).toContain('/deploy history');
    expect(await offered('/ops ')).toEqual(expect.arrayContaining(['/ops help', '/ops runs']));
    expect(await offered('/deploy w')).toContain('/deploy web');
  });

  test('environments, flags and their values, each where it stands', async () => {
    expect(await offered('/deploy web ')).toEqual(['/deploy web staging', '/deploy web prod']);
    expect(await offered('/deploy web prod --')).toContain('/deploy web prod --dry-run');
    expect(await offered('/deploy web prod —dry')).toEqual(['/deploy web prod --dry-run']);
    expect(await offered('/deploy web prod --strategy ')).toEqual(
      ['all', 'rolling', 'canary'].map((each) => `/deploy web prod --strategy ${each}`),
    );
    expect(await offered('/deploy web prod --dry-run --dry')).toEqual([]);
  });

  test('hosts, groups, labels and their values', async () => {
    expect(await offered('/deploy web prod on ')).toEqual(
      expect.arrayContaining(['/deploy web prod on all', '/deploy web prod on web-01', '/deploy web prod on type=']),
    );
    expect(await offered('/deploy web prod on type=')).toEqual(['/deploy web prod on type=server']);
    expect(await offered('/deploy web prod on site=')).toEqual(['/deploy web prod on site=北京']);
    expect(await offered('/deploy web prod on @web ')).toContain('/deploy web prod on @web --dry-run');
    expect(await offered('/deploy web prod on --')).toEqual([]);
  });

  test('nothing where free text is written', async () => {
    expect(await offered('/deploy web prod --reason ')).toEqual([]);
    expect(await offered('/deploy web prod --reason "because it ')).toEqual([]);
  });
});

/** What a person makes up, or what only they know. */
const free = [
  'ID',
  'n|n%',
  'revision',
  'time',
  'zone',
  'key=value',
  '[filter…]',
  'command',
  'cron',
  'name',
  'text',
  '',
  '<fingerprint>',
  '<number>',
  '<text>',
  '[id]',
  '[kind]',
  '[name]',
  '[other]',
  '[oxidized]',
  'ecs,…',
  'facts,…',
  'source,…',
  'xlsx,…',
]; // prettier-ignore

test('every placeholder of every command is known to the vocabulary, or is free', async () => {
  const { commands } = await loadRegistry();
  const shown = [...commands.values()].flatMap(({ forms }) =>
    forms.flatMap(({ args }) => Object.values(args).map((arg) => arg.shown)),
  );
  expect(shown.filter((each) => !isKnown(each) && !free.includes(each))).toEqual([]);
});
