import { beforeEach, describe, expect, test } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import type { Schedule, ScheduleWish } from '../../../src/core/schedules/index.ts';
import { answerCommand } from '../../../src/handlers/dispatch.ts';
import { jobRightLost, jobWords } from '../../../src/handlers/jobs.ts';
import { noon } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { by, type Calls, fakeDeps, shown } from '../fakes.ts';

const day = 86_400_000;
let calls: Calls;
let deps: Awaited<ReturnType<typeof fakeDeps>>['deps'];
let impossible: OpsError | undefined;

beforeEach(async () => {
  const fake = await fakeDeps();
  [calls, impossible] = [[], undefined];
  const settings = structuredClone(fake.deps.settings.current());
  const host = { name: 'web-01', address: '10.0.0.1', port: 22, platform: 'linux', type: 'server', groups: [] };
  Object.assign(settings.hosts, { 'web-01': { ...host, ssh: { legacy: false }, labels: { env: 'staging' } } });
  Object.assign(settings.access, { allow: [{ group: 'admins', commands: ['collect'] }] });
  const first = { at: noon - 2 * day, data: {} };
  deps = {
    ...fake.deps,
    settings: { current: () => settings, problems: () => [] },
    collects: {
      collectors: new Map(),
      snapshots: { latest: async (key: string) => ({ key }) },
      check: async (asked: object) => {
        calls.push(['check', asked]);
        if (impossible) throw impossible;
      },
      collect: async (asked: object) => {
        calls.push(['collect', asked]);
        return { id: 'c1', asked, at: noon, took: 1, outcomes: [], isCut: false };
      },
      difference: async (key: string, times: object) => {
        calls.push(['difference', key, times]);
        return { before: first, after: first, changes: [{ path: ['os'], before: 'a', after: 'b' }] };
      },
    } as never,
    schedules: {
      add: async (wish: ScheduleWish) => {
        calls.push(['add', wish]);
        return {
          ...wish,
          does: jobWords(wish.job, fake.deps.registry),
          id: 1,
          made: noon,
          handled: noon,
          next: [Date.UTC(2026, 10, 27, 18), Date.UTC(2026, 10, 28, 18)],
        };
      },
    } as never,
  };
});

const type = async (text: string) => shown(await answerCommand('collect', text, by('U0ADMIN'), deps));
const fails = (text: string) =>
  type(text).then(
    (said) => Promise.reject(new Error(`/collect ${text} was understood: ${said}`)),
    (error: unknown) => (error instanceof OpsError ? error : Promise.reject(error)),
  );

describe('/collect', () => {
  test.each([
    ['all --changes-only', '--changes-only'],
    ['all --tz Asia/Shanghai --missed skip', '--tz, --missed'],
    ['aliyun --changes-only', '--changes-only'],
    ['http-json --missed once', '--missed'],
  ])('%s without --every is refused, and nothing is collected', async (text, flags) => {
    expect((await fails(text)).text.en).toContain(`${flags} only goes with --every`);
    expect(calls).toEqual([]);
  });

  test('makes no schedule that could never work', async () => {
    impossible = new OpsError('cloud-no-account', { en: 'There is no account.', zh: '没有账号。' });
    expect((await fails('aliyun --every "0 2 * * *"')).code).toBe('cloud-no-account');
    expect(calls.map(([name]) => name)).toEqual(['check']);
  });

  test('lists a schedule with all it collects, its times by its own clock and by the reader’s', async () => {
    const said = await type('all --what Facts,config --every "0 2 * * *" --tz Asia/Shanghai');
    expect(said).toContain('`collect all facts,config`');
    expect(said).toContain('next 2026-11-28 02:00, 11-29 02:00 Asia/Shanghai (for you <!date^');
    expect(said).toContain('with the rights of its maker, which are checked before every run');
    expect(await type('all --what system,vlans --every "0 2 * * *"')).toContain('`collect all system,vlans`');
  });

  test('names what there is once where --what is wrong, and wants something there', async () => {
    const { en, zh } = (await fails('all --what zzzzzz')).text;
    expect([en.match(/There are:/g)?.length, zh.match(/可用：|现有：/g)?.length]).toEqual([1, 1]);
    expect((await fails('all --what ,')).text.en).toContain('--what names no kind of facts');
    expect((await fails('all --what ""')).text.en).toContain('does not fit --what: it takes facts,');
    expect((await fails('export all --to ""')).text.en).toContain('does not fit --to: it takes xlsx,');
    expect((await fails('export all --to ,')).code).toBe('argument-malformed');
  });

  test('shows in its usage that hosts must be named, and what --resources takes of each source', async () => {
    const usage = (await fails('all --xyz')).text.en;
    expect(usage).toContain('Usage: /collect <selector> [--what');
    expect((await fails('aliyun --xyz')).text.en).toContain('[--resources ecs,…]');
    expect((await fails('http-json --xyz')).text.en).toContain('[--resources source,…]');
  });

  test('does not take the word of a command for a slip', async () => {
    const { en } = (await fails('show')).text;
    expect(en).toContain('<host> is missing');
    expect(en).not.toContain('Did you mean');
  });
});

describe('/collect diff', () => {
  test('refuses a time in the future and times that are the wrong way round', async () => {
    expect((await fails('diff web-01 --from 2099-01-01')).text.en).toContain(
      '--from 2099-01-01 (UTC) lies in the future',
    );
    expect((await fails('diff web-01 --from 1d --to 7d')).text.en).toContain('--from 1d is later than --to 7d');
    expect(calls).toEqual([]);
  });

  test('says where nothing is known from as long ago as was asked, and one change is one', async () => {
    const said = await type('diff web-01 --from 7d');
    expect(said).toContain('web-01: 1 change\n');
    expect(said).toMatch(/Nothing is known from before <!date.*: compared since then\./);
    expect(await type('diff web-01 --from 1d')).not.toContain('Nothing is known');
  });

  test('says what a time may be without naming the flag twice', async () => {
    expect((await fails('diff web-01 --from yesterday')).text.en).toContain(
      'does not fit --from: it takes days such as',
    );
  });
});

test('a right that was lost is told of its maker, not to whoever reads it', async () => {
  const job = { kind: 'collect', source: 'ssh', selector: 'all', what: ['system'], changesOnly: false };
  const of = (by: string) => jobRightLost({ by, job } as unknown as Schedule, deps);
  expect(await of('U0ADMIN')).toBeUndefined();
  expect(await of('U0ENGINEER')).toEqual({
    en: 'they may not use /collect (access.yaml).',
    zh: '无权使用 /collect（access.yaml）。',
  });
});
