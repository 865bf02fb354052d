import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveVersion, type Scene, startScene, treeOf, whyOf } from '../support/scene.ts';
import { loggingApp } from '../support/world.ts';

let scene: Scene;
let goods = 0;

beforeAll(async () => {
  scene = await startScene(['web-01']);
  expect(await scene.run('engineer', '/deploy svc@1.0.0 test')).toMatchObject({ state: 'succeeded' });
});
afterAll(() => scene.stop());

interface Typed {
  readonly phrase: string;
  readonly text: string;
  readonly en: readonly RegExp[];
  readonly zh: readonly RegExp[];
}

const table: readonly Typed[] = [
  {
    phrase: 'an unknown app',
    text: '/deploy scv test',
    en: [/no app called scv/, /svc/],
    zh: [/没有名为 scv 的应用/, /svc/],
  },
  {
    phrase: 'an unknown version',
    text: '/deploy svc@1.0.1 test',
    en: [/svc.*1\.0\.1/, /1\.0\.0/],
    zh: [/1\.0\.1/, /1\.0\.0/, /版本/],
  },
  {
    phrase: 'an unknown environment',
    text: '/deploy svc tset',
    en: [/no environment called tset/, /test/],
    zh: [/没有名为 tset 的环境/, /test/],
  },
  {
    phrase: 'an unknown label',
    text: '/deploy svc test on evn=test',
    en: [/evn/, /env\b/],
    zh: [/evn/, /env\b/, /标签/],
  },
  {
    phrase: 'an unknown value of a label',
    text: '/deploy svc test on env=tset',
    en: [/no host has env tset/, /test/],
    zh: [/没有主机的 env 为 tset/, /test/],
  },
  { phrase: 'an unknown host', text: '/deploy svc test on web-02', en: [/web-02/, /web-01/], zh: [/web-02/, /web-01/] },
  {
    phrase: 'an unknown flag',
    text: '/deploy svc test --stratgy canary',
    en: [/no --stratgy/, /Did you mean --strategy\?/, /Usage: \/deploy/],
    zh: [/没有 --stratgy/, /--strategy/, /用法/],
  },
  {
    phrase: 'a malformed flag',
    text: '/deploy svc test --batch many',
    en: [/many does not fit --batch/, /25%/],
    zh: [/many 不能用作 --batch/, /25%/],
  },
  {
    phrase: 'a flag with a value it does not know',
    text: '/deploy svc test --strategy sideways',
    en: [/sideways does not fit --strategy/, /rolling/],
    zh: [/sideways 不能用作 --strategy/, /rolling/],
  },
  {
    phrase: 'a flag without its value',
    text: '/deploy svc test --batch',
    en: [/--batch needs a value/],
    zh: [/--batch 后面缺少内容/],
  },
  { phrase: 'a missing argument', text: '/deploy svc', en: [/environment.*missing/], zh: [/缺少/] },
  {
    phrase: 'a rollback to a version that never ran there',
    text: '/rollback svc test --to 0.9.0',
    en: [/web-01: no good release of svc 0\.9\.0/, /Deploy the version instead/],
    zh: [/web-01：没有可回滚的 svc 0\.9\.0/, /请改为部署该版本/],
  },
  {
    phrase: 'a run that does not exist',
    text: '/ops run 261123-aaaaa',
    en: [/no run 261123-aaaaa/],
    zh: [/没有编号为 261123-aaaaa/],
  },
  {
    phrase: 'an app that tries to be a shell',
    text: '/deploy svc;touch${IFS}pwned test',
    en: [/does not fit <app>/],
    zh: [/不能用作 <app>/],
  },
  {
    phrase: 'a version that tries to be a shell',
    text: '/deploy svc@$(touch_pwned) test',
    en: [/does not fit <app>/],
    zh: [/不能用作 <app>/],
  },
  {
    phrase: 'a version that tries to be a path',
    text: '/deploy svc@../../settings test',
    en: [/does not fit <app>/],
    zh: [/不能用作 <app>/],
  },
  {
    phrase: 'a selector that tries to be a shell',
    text: '/deploy svc test on "web-01; touch pwned"',
    en: [/web-01; touch pwned/],
    zh: [/web-01; touch pwned/],
  },
];

describe('text that cannot be', () => {
  it.each(table)('$phrase is told in both languages, and changes nothing', async ({ text, en, zh }) => {
    const before = treeOf(scene.root);
    const type = (as: string) => () => scene.team.slack.type({ as, text });
    await scene.told('engineer', type('engineer'), en.map(entities));
    await scene.told('engineer2', type('engineer2'), zh.map(entities));
    expect(treeOf(scene.root)).toEqual(before);
    expect(existsSync(join(scene.host.home, 'pwned'))).toBe(false);
  });

  it('a good deploy works after all of them, and the journal is whole', async () => {
    await good();
    expect(await scene.journal()).toContain('ended');
  });
});

/** What is shown in Slack's markup. */
function entities(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll('<', '&lt;').replaceAll(/(?<!\\)>/g, '&gt;'), pattern.flags);
}

async function good(): Promise<void> {
  const version = `2.0.${goods++}`;
  scene.world.addVersion(version, loggingApp());
  const run = await scene.run('engineer', `/deploy svc@${version} test`);
  expect(run.state, whyOf(run).en).toBe('succeeded');
  expect(liveVersion(scene.root)).toBe(version);
}
