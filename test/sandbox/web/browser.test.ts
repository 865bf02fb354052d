import { describe, expect, test } from 'vitest';
import { opener } from '../../../src/sandbox/web/browser.ts';

describe('a browser is opened', () => {
  test.each([
    ['on a desktop', { DISPLAY: ':0' }, 'linux', ['xdg-open']],
    ['on Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', ['xdg-open']],
    ['on a Mac', {}, 'darwin', ['open']],
    ['not without a display', {}, 'linux', undefined],
    ['not in CI', { CI: 'true', DISPLAY: ':0' }, 'linux', undefined],
    ['not over SSH', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, 'darwin', undefined],
    ['not where it is switched off', { CHANGEOPS_OPEN: '0', DISPLAY: ':0' }, 'linux', undefined],
  ] as const)('%s', (_, variables, platform, program) => {
    expect(opener(variables, platform)).toEqual(program);
  });
});
