import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import { startTeam, type Team } from '../support/team.ts';
import { loggingApp, makeWorld, type World } from '../support/world.ts';

let hosts: TestHosts;
let world: World;
let team: Team;

beforeAll(async () => {
  hosts = await startHosts(3);
});
afterAll(() => hosts.stop());

beforeEach(async () => {
  world = makeWorld({ ...hosts.options(), required: 1 });
  world.addVersion('1.0.0', loggingApp());
  world.addVersion('1.1.0', loggingApp());
  world.addVersion('1.2.0', loggingApp({ healthy: false }));
  team = await startTeam({ dataDir: world.dataDir });
});
afterEach(async () => {
  await team.stop();
  world.remove();
  hosts.clear();
});

describe('the first change', () => {
  it('deploys what was approved, undoes a bad version on every host, and rolls back', async () => {
    const first = await team.request('engineer', '/deploy svc@1.0.0 test');
    await team.click('approver', first, 'run.approve');
    expect(await team.result(first)).toMatchObject({ state: 'succeeded' });

    const bad = await team.request('engineer', '/deploy svc@1.2.0 test');
    await team.click('approver', bad, 'run.approve');
    expect(await team.result(bad)).toMatchObject({ state: 'undone' });

    const next = await team.request('engineer', '/deploy svc@1.1.0 test');
    await team.click('approver', next, 'run.approve');
    expect(await team.result(next)).toMatchObject({ state: 'succeeded' });
    const back = await team.request('engineer', '/rollback svc test');
    await team.click('approver', back, 'run.approve');
    expect(await team.result(back)).toMatchObject({ state: 'succeeded' });
    for (const host of world.hosts) {
      expect(readlinkSync(join(world.rootOf(host), 'current'))).toBe(`releases/1.0.0_${first}`);
    }
  });
});
