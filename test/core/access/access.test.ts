import { describe, expect, it } from 'vitest';
import { commandsOf, inAnyGroup, may, members } from '../../../src/core/access/access.ts';
import type { Access } from '../../../src/core/settings/types.ts';

const access: Access = {
  groups: { engineers: ['U1', 'U2'], oncall: ['U2', 'U3'], empty: [] },
  allow: [
    { group: 'engineers', commands: ['deploy', 'collect'], environments: ['staging'] },
    { group: 'oncall', commands: ['deploy', 'rollback'] },
    { group: 'empty', commands: ['trust'] },
  ],
};

describe('rights', () => {
  it.each([
    ['U1', 'deploy', 'staging', true],
    ['U1', 'deploy', 'prod', false],
    ['U1', 'deploy', undefined, true],
    ['U1', 'rollback', undefined, false],
    ['U2', 'deploy', 'prod', true],
    ['U3', 'rollback', 'anywhere', true],
    ['U3', 'collect', 'staging', false],
    ['U9', 'deploy', 'staging', false],
    ['U1', 'trust', undefined, false],
    ['', 'deploy', undefined, false],
  ])('of %s to %s in %s: %s', (user, command, environment, expected) => {
    expect(may(access, user, command, environment)).toBe(expected);
  });

  it('list for help what somebody may do somewhere', () => {
    expect(commandsOf(access, 'U1')).toEqual(['collect', 'deploy']);
    expect(commandsOf(access, 'U2')).toEqual(['collect', 'deploy', 'rollback']);
    expect(commandsOf(access, 'U9')).toEqual([]);
  });

  it('count everybody of several groups once, and nobody of unknown ones', () => {
    expect([...members(access, ['engineers', 'oncall', 'constructor'])]).toEqual(['U1', 'U2', 'U3']);
    expect(inAnyGroup(access, 'U3', ['engineers', 'oncall'])).toBe(true);
    expect(inAnyGroup(access, 'U3', ['engineers'])).toBe(false);
    expect(inAnyGroup(access, 'U3', [])).toBe(false);
  });
});
