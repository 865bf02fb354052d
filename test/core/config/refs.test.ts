import { expect, test } from 'vitest';
import { pathOf, refOf } from '../../../src/core/config/refs.ts';

test.each([
  { kind: 'intended', host: 'web-01', name: 'nginx/shop.conf' },
  { kind: 'running', host: '核心-1', name: 'config' },
  { kind: 'template', name: 'vrp/access switch' },
] as const)('%j is found again by its path', (ref) => {
  expect(refOf(pathOf(ref))).toEqual(ref);
});

test.each(['templates/<!channel>.hbs', 'intended/web-01/../x', 'intended/web-01', 'README.md', 'other/web-01/a'])(
  'a file of the repository called %s is none of ours, and stops nothing',
  (path) => {
    expect(refOf(path)).toBeUndefined();
  },
);
