import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import type { Args, Parsed } from '../../../src/handlers/parse/args.ts';
import { pairs, rest } from '../../../src/handlers/parse/args.ts';
import { readArgs, writeArgs } from '../../../src/handlers/parse/read.ts';
import { appVersion, environment, rollout } from '../../../src/handlers/parse/shapes.ts';
import { usage } from '../../../src/handlers/parse/usage.ts';
import { splitWords } from '../../../src/handlers/parse/words.ts';

const deploy = { what: appVersion, environment, ...rollout };
const context = { title: '/deploy', example: 'web@1.4.2 prod' };

function read<S extends Args>(args: S, typed: string): Parsed<S> {
  return readArgs(args, splitWords(typed), context);
}

function fails(typed: string): OpsError {
  try {
    read(deploy, typed);
  } catch (error) {
    if (error instanceof OpsError) return error;
    throw error;
  }
  throw new Error(`${typed} was understood`);
}

describe('the arguments of /deploy', () => {
  const nothing = { on: undefined, strategy: undefined, batch: undefined, ticket: undefined, reason: undefined };
  const plain = { what: { app: 'web' }, environment: 'prod', ...nothing, emergency: false, dryRun: false };

  test.each([
    ['an app and an environment', 'web prod', plain],
    ['a version', 'web@1.4.2 prod', { ...plain, what: { app: 'web', version: '1.4.2' } }],
    ['a version with build data', 'web@1.4.2-rc.1+5 prod', { ...plain, what: { app: 'web', version: '1.4.2-rc.1+5' } }],
    ['names in Chinese', '官网@1.0 生产', { ...plain, what: { app: '官网', version: '1.0' }, environment: '生产' }],
    ['a selector', 'web prod on web-* site=北京', { ...plain, on: 'web-* site=北京' }],
    ['a selector in quotes', 'web prod on site=“北 京”', { ...plain, on: 'site="北 京"' }],
    ['a selector before a flag', 'web prod on @web --batch 2', { ...plain, on: '@web', batch: '2' }],
    [
      'a selector with a regular expression',
      'web prod on name~^core-\\d+ cpu&gt;=8',
      { ...plain, on: 'name~^core-\\d+ cpu>=8' },
    ],
    ['flags before the words', '--dry-run web --batch 25% prod', { ...plain, dryRun: true, batch: '25%' }],
    ['a flag with =', 'web prod --strategy=canary', { ...plain, strategy: 'canary' }],
    ['a flag in capitals of its value', 'web prod --strategy Canary', { ...plain, strategy: 'canary' }],
    ['a reason in quotes', 'web prod --reason "fixes it" --dry-run', { ...plain, reason: 'fixes it', dryRun: true }],
    [
      'a reason without quotes, to the end',
      'web prod --reason fixes the login',
      { ...plain, reason: 'fixes the login' },
    ],
    [
      'a reason without quotes, to the next flag',
      'web prod --reason fixes it --dry-run',
      { ...plain, reason: 'fixes it', dryRun: true },
    ],
    [
      'a reason with = and quotes',
      'web prod --reason="fixes it" --emergency',
      { ...plain, reason: 'fixes it', emergency: true },
    ],
    [
      'a reason with punctuation of its own',
      'web prod --reason 修复登录，紧急！— 见工单',
      { ...plain, reason: '修复登录，紧急！— 见工单' },
    ],
    ['a reason with a word in quotes', 'web prod --reason the "big" one', { ...plain, reason: 'the "big" one' }],
    ['a ticket', 'web prod --ticket CHG0012345', { ...plain, ticket: 'CHG0012345' }],
  ])('%s', (_, typed, expected) => {
    expect(read(deploy, typed)).toEqual(expected);
  });

  test.each([
    ['nothing at all', '', 'argument-missing', '<app>[@version] is missing'],
    ['no environment', 'web', 'argument-missing', '<environment> is missing'],
    [
      'one word too many',
      'web prod web-01',
      'argument-extra',
      'web-01 is one word too many. To narrow the hosts, write "on"',
    ],
    [
      'a second line',
      'web prod\n/ops runs',
      'argument-extra',
      'A command has one line, and another begins at /ops. Send them one after the other.',
    ],
    ['an empty version', 'web@ prod', 'argument-malformed', 'web@ does not fit <app>[@version]'],
    ['a version that is a path', 'web@../1 prod', 'argument-malformed', 'web@../1 does not fit'],
    ['a version that is a shell command', 'web@$(reboot) prod', 'argument-malformed', 'does not fit <app>[@version]'],
    ['an app with a strange name', 'web;reboot prod', 'argument-malformed', 'web;reboot does not fit'],
    ['a strategy there is not', 'web prod --strategy blue', 'argument-malformed', 'it takes all, rolling or canary'],
    [
      'a batch of none',
      'web prod --batch 0',
      'argument-malformed',
      'a number of hosts such as 3, or a share such as 25%',
    ],
    ['a batch above all', 'web prod --batch 101%', 'argument-malformed', '101% does not fit --batch'],
    ['a flag without its value', 'web prod --batch', 'argument-missing', '--batch needs a value'],
    [
      'a flag without its value before another',
      'web prod --batch --dry-run',
      'argument-missing',
      '--batch needs a value',
    ],
    ['a reason that is empty', 'web prod --reason ""', 'argument-m', '--reason'],
    ['a selector that is empty', 'web prod on --dry-run', 'argument-missing', 'on <selector> needs a value'],
    ['a flag given twice', 'web prod --batch 1 --batch 2', 'flag-twice', '--batch is given twice'],
    ['a value where none belongs', 'web prod --dry-run=no', 'argument-malformed', '--dry-run takes no value'],
    [
      'a slip in a flag',
      'web prod --stategy canary',
      'flag-unknown',
      'There is no --stategy here. Did you mean --strategy?',
    ],
    ['a flag with one dash', 'web prod -batch 2', 'flag-unknown', 'Did you mean --batch?'],
    ['a flag like no other', 'web prod --xyzzy', 'flag-unknown', 'It knows --strategy, --batch, --emergency'],
    ['a reason that is too long', `web prod --reason ${'x'.repeat(501)}`, 'argument-malformed', 'up to 500 characters'],
    ['a long word', `web prod ${'x'.repeat(5000)}`, 'argument-extra', `${'x'.repeat(60)}… is one word too many`],
  ])('%s is told, with usage and an example', (_, typed, code, words) => {
    const error = fails(typed);
    expect(error.code).toMatch(code);
    expect(error.text.en).toContain(words);
    expect(error.text.en).toContain(
      'Usage: /deploy <app>[@version] <environment> [on <selector>] [--strategy all|rolling|canary]',
    );
    expect(error.text.en).toContain('Example: /deploy web@1.4.2 prod');
    expect(error.text.zh).toContain('用法：/deploy <app>[@version] <environment>');
    expect(error.text.zh.split('\n')[0]).toMatch(/\p{Script=Han}/u);
  });

  test('a word that is left over goes to an argument that takes the rest', () => {
    const args = { filter: rest('[filter…]', { en: 'words', zh: '词语' }) };
    expect(read(args, '7d "two words" web').filter.map(({ text }) => text)).toEqual(['7d', 'two words', 'web']);
    expect(read(args, '').filter).toEqual([]);
    expect(usage(args)).toBe('[filter…]');
  });
});

describe('a flag with key=value that may be given again and again', () => {
  const args = { hosts: rest('<hosts>', { en: 'hosts', zh: '主机' }), set: pairs('key=value', { en: 'x', zh: 'x' }) };

  test.each([
    ['web-01 --set a=1 --set b=2', { a: '1', b: '2' }],
    ['web-01 --set a=1 --set a=2', { a: '2' }],
    ['web-01 —set “ntp.server=10.0.0.1 10.0.0.2”', { 'ntp.server': '10.0.0.1 10.0.0.2' }],
    ['web-01 --set 名称=北京=1 --set empty=', { 名称: '北京=1', empty: '' }],
    ['web-01', undefined],
  ])('%s', (typed, set) => {
    expect(read(args, typed).set).toEqual(set);
  });

  test('is refused without a key or a value', () => {
    for (const typed of ['a --set x', 'a --set =1', 'a --set']) expect(() => read(args, typed)).toThrow('key=value');
  });

  test('is written as it is read', () => {
    const given = { hosts: [], set: { a: '1', 'b.c': 'two words "x"' } };
    expect(read(args, writeArgs(args, given)).set).toEqual(given.set);
  });
});

describe('whatever the values', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/).filter((text) => !reserved.has(text));
  const values = fc.record({
    what: fc.record({
      app: name,
      version: fc.option(fc.stringMatching(/^[0-9a-z][0-9a-z.+-]{0,20}$/), { nil: undefined }),
    }),
    environment: name,
    on: fc.option(fc.constantFrom('web-*', '@web env!=prod', 'site="北 京" cpu>=8', 'name~^core-\\d+'), {
      nil: undefined,
    }),
    strategy: fc.option(fc.constantFrom('all' as const, 'rolling' as const, 'canary' as const), { nil: undefined }),
    batch: fc.option(fc.constantFrom('1', '25%', '100%'), { nil: undefined }),
    emergency: fc.boolean(),
    ticket: fc.option(fc.stringMatching(/^[A-Z0-9][A-Z0-9._-]{0,20}$/), { nil: undefined }),
    reason: fc.option(fc.stringMatching(/^[!-~\p{Script=Han}](?: ?[!-~，。“”]){0,50}$/u), { nil: undefined }),
    dryRun: fc.boolean(),
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(values, (given) => {
        const typed = writeArgs(deploy, given).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(read(deploy, typed)).toEqual(given);
      }),
    );
  });

  test('junk is understood or an OpsError', () => {
    const pieces = [
      'web',
      'prod',
      'on',
      '--batch',
      '--reason',
      '--dry-run',
      '—',
      '--',
      '=',
      '"',
      '@',
      ' ',
      ' ',
      '<@U1>',
      '-',
      '25%',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())), (parts) => {
        try {
          read(deploy, parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(OpsError);
        }
      }),
    );
  });
});

const reserved = new Set(['on', 'all']);
