import { beforeEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { answerCommand, answerMention, titleOf } from '../../../src/handlers/dispatch.ts';
import { readArgs } from '../../../src/handlers/parse/read.ts';
import { usageLine } from '../../../src/handlers/parse/usage.ts';
import { splitWords } from '../../../src/handlers/parse/words.ts';
import { loadRegistry } from '../../../src/handlers/registry.ts';
import { sampleRun } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { messageProblems } from '../../support/blocks.ts';
import { by, type Fake, fakeDeps, shown } from '../fakes.ts';

let fake: Fake;
beforeEach(async () => {
  fake = await fakeDeps();
});

const type = async (name: string, text: string, request = by('U0ADMIN')) =>
  shown(await answerCommand(name, text, request, fake.deps));
const fails = (name: string, text: string, request = by('U0ADMIN')) =>
  answerCommand(name, text, request, fake.deps).then(
    () => Promise.reject(new Error(`/${name} ${text} was understood`)),
    (error: unknown) => (error instanceof OpsError ? error : Promise.reject(error)),
  );

describe('every command file', async () => {
  const registry = await loadRegistry();
  const forms = [...registry.commands].flatMap(([name, { forms }]) =>
    forms.map((form) => ({ form, title: titleOf(name, form, '') })),
  );

  test.each(forms)('$title has an example that is understood, and words in both languages', ({ form, title }) => {
    const args = readArgs(form.args, splitWords(form.example), { title, example: form.example });
    expect(Object.keys(args)).toEqual(Object.keys(form.args));
    for (const text of [form.summary, ...Object.values(form.args).map(({ expects }) => expects)]) {
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
      expect(text.zh).toMatch(/\p{Script=Han}/u);
    }
    expect(usageLine(title, form.args)).not.toContain('undefined');
  });

  test('has forms with words of their own, and at most one without', () => {
    for (const { forms } of registry.commands.values()) {
      const words = forms.map(({ word }) => word ?? '');
      expect(new Set(words).size).toBe(words.length);
    }
  });
});

describe('/deploy', () => {
  test('asks for a run and says where its card appears', async () => {
    const text = await type('deploy', 'web@1.4.2 staging on web-* —reason “fixes it” --ticket CHG1', by());
    const request = {
      app: 'web',
      version: '1.4.2',
      environment: 'staging',
      on: 'web-*',
      reason: 'fixes it',
      ticket: 'CHG1',
    };
    expect(fake.calls).toEqual([['request', 'deploy', request, 'U0ENGINEER', 'C0CHANGES']]);
    expect(text).toContain('`261123-k7mqp` is being planned');
    expect(text).toContain('<#C0CHANGES>');
  });

  test('only shows the plan with --dry-run', async () => {
    expect(await type('deploy', 'web staging --dry-run', by())).toContain('Nothing was changed');
    expect(fake.calls.map(([name]) => name)).toEqual(['preview']);
  });

  test('is refused, on record, where one may not', async () => {
    const error = await fails('deploy', 'web prod', by());
    expect(error.code).toBe('forbidden');
    expect(error.text.en).toContain('in prod');
    expect(fake.calls).toEqual([]);
    expect(fake.journal).toEqual([{ type: 'refused', by: 'U0ENGINEER', what: '/deploy', text: error.text }]);
  });

  test('status says what the bot goes on without, and nothing of it where it has all', async () => {
    expect(await type('ops', 'status')).not.toContain('goes on without');
    const missing = [{ en: 'The schedules cannot be used. Reading schedules.json: …', zh: '无法使用采集计划。' }];
    fake = await fakeDeps({ deps: { missing } });
    expect(await type('ops', 'status')).toContain('*The bot goes on without*\n❌ The schedules cannot be used.');
  });

  test('is refused to who has been deactivated, even to look', async () => {
    expect((await fails('deploy', 'web staging', by('U0GONE'))).code).toBe('person-unfit');
    expect((await fails('ops', 'runs', by('U0GONE'))).code).toBe('person-unfit');
    expect((await fails('ops', 'status', by('U0OUTSIDER'))).code).toBe('forbidden');
  });

  test('names a subcommand that was probably meant', async () => {
    expect((await fails('deploy', 'histroy')).text.en).toContain('Did you mean /deploy history?');
  });

  test('lists apps, shows history, adopts and lifts', async () => {
    expect(await type('deploy', 'list')).toContain('`1.4.2` `1.4.1`');
    expect(await type('deploy', 'history web prod')).toContain('nothing deployed');
    expect(await type('deploy', 'adopt web prod --dry-run')).toContain('would be adopted as `adopted_1`');
    expect(fake.calls.at(-1)).toEqual(['adopt', 'web', 'prod', 'U0ADMIN', { dryRun: true }]);
    await type('deploy', 'lift web prod --reason hosts were checked');
    expect(fake.calls.at(-1)).toEqual(['lift', 'web', 'prod', 'U0ADMIN', 'hosts were checked']);
    expect((await fails('deploy', 'lift web prod')).text.en).toContain('--reason is missing');
  });

  test('lifts nothing with --dry-run', async () => {
    expect(await type('deploy', 'lift web prod --reason x --dry-run')).toContain('Nothing was changed');
    expect(fake.calls).toEqual([]);
  });
});

test('/rollback asks for the last good version, or the one given', async () => {
  await type('rollback', 'web prod');
  await type('rollback', 'web prod --to 1.4.1');
  expect(fake.calls.map(([, , request]) => request)).toEqual([
    { app: 'web', environment: 'prod' },
    { app: 'web', environment: 'prod', version: '1.4.1' },
  ]);
});

describe('/ops', () => {
  test('help lists only what the asker may do', async () => {
    const engineer = await type('ops', 'help', by());
    expect(engineer).toContain('`/deploy &lt;app&gt;[@version] &lt;environment&gt;');
    expect(engineer).not.toContain('/ops trust');
    const outsider = await type('ops', '', by('U0OUTSIDER'));
    expect(outsider).not.toContain('/deploy &lt;');
    expect(outsider).toContain('/ops whoami');
    expect(await type('ops', 'help', by('U0ADMIN', { language: 'zh-CN' }))).toContain('固定主机的 SSH 密钥');
  });

  test('help explains one command, and names the nearest one', async () => {
    expect(await type('ops', 'help /rollback')).toContain('Example: `/rollback web prod --to 1.4.1');
    expect((await fails('ops', 'help rolback')).text.en).toContain('Did you mean /ops help rollback?');
  });

  test('uses the prefix of this bot in help and errors', async () => {
    fake = await fakeDeps({ deps: { prefix: 'it-' } });
    expect(await type('ops', 'help deploy')).toContain('/it-deploy');
    expect((await fails('ops', 'rns')).text.en).toContain('Did you mean /it-ops runs?');
    expect((await fails('deploy', 'web')).text.en).toContain('Usage: /it-deploy');
  });

  test.each([
    ['status', 'On hold'],
    ['runs', '`261123-k7mqp` Deploy `web`'],
    ['run 261123-k7mqp', 'Plan per host'],
    ['approvals', '1 more of `approvers`'],
    ['whoami', '`U0ADMIN`'],
    ['audit', 'Audit log'],
  ])('%s answers', async (text, expected) => {
    const reply = await answerCommand('ops', text, by('U0ADMIN'), fake.deps);
    expect(shown(reply)).toContain(expected);
    expect(reply.kind === 'ephemeral' ? messageProblems(reply.message) : ['not ephemeral']).toEqual([]);
  });

  test('approvals points out those one may decide oneself', async () => {
    expect(await type('ops', 'approvals', by('U0APPROVER'))).toContain('you may decide');
    expect(await type('ops', 'approvals', by())).not.toContain('you may decide');
  });

  test('runs takes a lone environment for one', async () => {
    await type('ops', 'runs prod --active');
    expect(fake.calls).toEqual([['list', { environment: 'prod', active: true, limit: 21 }]]);
  });

  test('run says that there is no such run', async () => {
    expect((await fails('ops', 'run 261123-zzzzz')).code).toBe('run-unknown');
  });

  test('cancel asks what becomes of touched hosts, and is told', async () => {
    fake = await fakeDeps({
      runs: {
        cancel: async (_, __, how) => ({ ok: true, ask: how === undefined, text: { en: `how: ${how}`, zh: '' } }),
      },
    });
    expect((await fails('ops', 'cancel 261123-k7mqp')).text.en).toContain('/ops cancel 261123-k7mqp --hosts undo');
    expect(await type('ops', 'cancel 261123-k7mqp --hosts leave')).toContain('how: leave');
    expect(await type('ops', 'cancel 261123-k7mqp --dry-run')).toContain('Nothing was changed');
  });

  test('audit filters by person and words, newest first', async () => {
    const { journal } = fake;
    await journal.push({ type: 'lifted', app: 'web', environment: 'prod', by: 'U0ADMIN', reason: 'first' });
    await journal.push({ type: 'lifted', app: 'web', environment: 'prod', by: 'U0ADMIN', reason: 'second' });
    await journal.push({ type: 'lifted', app: 'web', environment: 'prod', by: 'U0ENGINEER', reason: 'third' });
    const all = await type('ops', 'audit');
    expect(all.indexOf('third')).toBeLessThan(all.indexOf('first'));
    expect(await type('ops', 'audit <@U0ENGINEER|lin>')).not.toContain('second');
    const one = await type('ops', 'audit SECOND');
    expect(one).toContain('second');
    expect(one).not.toContain('first');
  });

  test('trust needs the right to, and a whole fingerprint', async () => {
    const fingerprint = `SHA256:${'a'.repeat(43)}`;
    expect((await fails('ops', `trust web-01 ${fingerprint}`, by())).code).toBe('forbidden');
    expect((await fails('ops', 'trust web-01 SHA256:short')).code).toBe('argument-malformed');
    await type('ops', `trust web-01 ${fingerprint}`);
    expect(fake.calls).toEqual([['trust', 'web-01', fingerprint, 'U0ADMIN']]);
  });

  test('names the nearest subcommand', async () => {
    expect((await fails('ops', 'aprovals')).text.en).toContain('Did you mean /ops approvals?');
    expect((await fails('ops', 'xyzzy')).text.en).toContain('It knows: help, status');
  });
});

describe('a mention of the bot', () => {
  const mention = async (text: string, request = by('U0ADMIN')) => shown(await answerMention(text, request, fake.deps));

  test('carries a command like a slash does', async () => {
    await mention('<@U0BOT> deploy <mailto:web@1.4.2|web@1.4.2> prod');
    await mention('please <@U0BOT> /rollback web prod');
    expect(fake.calls.map(([, kind]) => kind)).toEqual(['deploy', 'rollback']);
  });

  test('alone asks for help, and finds what belongs to /ops', async () => {
    expect(await mention('<@U0BOT>')).toContain('What you can do');
    expect(await mention('<@U0BOT> help deploy')).toContain('Example: `/deploy');
    expect(await mention('<@U0BOT> whoami')).toContain('`U0ADMIN`');
  });

  test('with an unknown word names the nearest', async () => {
    await expect(mention('<@U0BOT> deplyo web prod')).rejects.toThrow('Did you mean deploy?');
  });
});

test('a run in Chinese is answered in Chinese', async () => {
  fake = await fakeDeps({ run: sampleRun('preparing') });
  expect(await type('deploy', '官网@1.0 staging', by('U0ENGINEER', { language: 'zh-CN' }))).toContain('正在制定计划');
});
