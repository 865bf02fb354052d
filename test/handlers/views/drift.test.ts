import { expect, test } from 'vitest';
import type { Drift } from '../../../src/core/config/drift.ts';
import { driftFound, driftGone, driftMessage } from '../../../src/handlers/views/drift.ts';
import { visible } from '../../support/blocks.ts';

const intended = (host: string) => ({ kind: 'intended', host, name: `${host}.cfg` }) as const;
const drifted: Drift = {
  ...{ host: 'sw-1', state: 'drifted', intended: intended('sw-1'), extra: 2, lacking: 1 },
};
const well: Drift = { host: 'sw-2', state: 'as-intended', intended: intended('sw-2') };
const down: Drift = {
  ...{ host: 'sw-3', state: 'not-reached', why: { en: '<!channel> no route', zh: '<!channel> 无路由' } },
};
const unwatched: Drift = { host: 'sw-4', state: 'no-intended' };
const several: Drift = { host: 'sw-5', state: 'several' };

test('what drifted comes first, with its lines and next step; what is as intended is left out', () => {
  const said = visible(driftFound([down, well, several, drifted, unwatched], 'type=switch', 'en'));
  expect(said).toContain('Drift of type=switch: 1 of 5 hosts, 1 not reached');
  expect(said).toMatch(
    /sw-1\/sw-1\.cfg` 1 lines are not there, 2 too many \(\+2 −1\); next: `\/config diff sw-1\/sw-1\.cfg --running`/,
  );
  expect(said.indexOf('sw-1')).toBeLessThan(said.indexOf('sw-3'));
  expect(said).toMatch(/❓ `sw-5` several intended files/);
  expect(said).toContain('1 device without an intended config, so not compared.');
  expect(said).not.toContain('sw-2');
  expect(said).toContain('&lt;!channel&gt;');
});

test('the same in Chinese', () => {
  const said = visible(driftFound([drifted, down, unwatched], 'type=switch', 'zh-CN'));
  for (const words of ['3 台主机中 1 台，1 台无法得知', '缺少 1 行，多出 2 行', '无路由', '未比较']) {
    expect(said).toContain(words);
  }
  expect(visible(driftGone([well, unwatched], 'all', 'zh-CN'))).toContain('1 台主机已恢复与目标一致');
});

test('that nothing could be compared is not said where something was', () => {
  expect(visible(driftFound([unwatched], 'all', 'en'))).toContain('Nothing could be compared');
  expect(visible(driftFound([], 'all', 'en'))).toContain('Nothing could be compared');
  expect(visible(driftFound([drifted], 'all', 'en'))).not.toContain('Nothing could be compared');
});

const file = (name: string) => ({ kind: 'intended', host: 'web-1', name }) as const;
const server: readonly Drift[] = [
  { host: 'web-1', state: 'as-intended', intended: file('a.conf') },
  { host: 'web-1', state: 'absent', intended: file('b.conf') },
  { host: 'web-1', state: 'drifted', intended: file('c.conf'), extra: 0, lacking: 0 },
  { host: 'web-2', state: 'as-intended', intended: { ...file('a.conf'), host: 'web-2' } },
  { host: 'web-2', state: 'as-intended', intended: { ...file('b.conf'), host: 'web-2' } },
];

test('of a server each config that is amiss has a line, and one that is well has one for all', () => {
  const said = visible(driftMessage([...server, drifted], 'all', 'en'));
  expect(said).toContain('Drift of all: 2 of 3 hosts');
  expect(said).toMatch(/web-1\/b\.conf` is not there; next: `\/config diff web-1\/b\.conf --running`/);
  expect(said).toMatch(/web-1\/c\.conf` only line ends differ/);
  expect(said).toContain('✅ `web-2` as intended (2 configs)');
  expect(said).not.toContain('a.conf');
});

test('a button mends all that is amiss, where anything is', () => {
  const blocks = (drifts: readonly Drift[], selector = 'all') =>
    JSON.stringify(driftMessage(drifts, selector, 'en').blocks);
  expect(blocks([...server, drifted])).toContain('"text":"Mend 3"');
  expect(JSON.stringify(driftMessage(server, 'all', 'zh-CN').blocks)).toContain('"text":"纠正 2 项"');
  expect(JSON.stringify(driftFound([drifted], 'all', 'en').blocks)).toContain('config.mend');
  expect(blocks([well, down, unwatched, several])).not.toContain('config.mend');
  expect(JSON.stringify(driftFound([drifted], 'all', 'en', true).blocks)).not.toContain('config.mend');
  expect(blocks([drifted], 'x'.repeat(2_000))).not.toContain('config.mend');
});
