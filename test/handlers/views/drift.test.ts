import { expect, test } from 'vitest';
import { driftFound, driftGone } from '../../../src/handlers/views/drift.ts';
import { devicesSeen, notReached } from '../../../src/sandbox/gallery/fixtures/configs.ts';
import { visible } from '../../support/blocks.ts';

const { drifted, well, unwatched, several } = devicesSeen;
const down = notReached('<!channel> no route', '<!channel> 无路由');

test('what drifted comes first, with its lines and next step; what is as intended is left out', () => {
  const said = visible(driftFound([down, well, several, drifted, unwatched], 'type=switch', 'en'));
  expect(said).toContain('Drift of type=switch: 1 of 5 devices, 1 not reached');
  expect(said).toMatch(/sw-1.*\(\+2 −1\); next: `\/config diff sw-1\/sw-1\.cfg --running`/);
  expect(said.indexOf('sw-1')).toBeLessThan(said.indexOf('sw-3'));
  expect(said).toMatch(/❓ `sw-5` several intended files/);
  expect(said).toContain('1 device without an intended config, so not compared.');
  expect(said).not.toContain('sw-2');
  expect(said).toContain('&lt;!channel&gt;');
});

test('the same in Chinese', () => {
  const said = visible(driftFound([drifted, down, unwatched], 'type=switch', 'zh-CN'));
  for (const words of ['3 台设备中 1 台，1 台未连上', '缺少 1 行，多出 2 行', '无路由', '未比较']) {
    expect(said).toContain(words);
  }
  expect(visible(driftGone([well, unwatched], 'all', 'zh-CN'))).toContain('1 台设备已恢复与目标一致');
});

test('that nothing could be compared is not said where something was', () => {
  expect(visible(driftFound([unwatched], 'all', 'en'))).toContain('Nothing could be compared');
  expect(visible(driftFound([], 'all', 'en'))).toContain('Nothing could be compared');
  expect(visible(driftFound([drifted], 'all', 'en'))).not.toContain('Nothing could be compared');
});
