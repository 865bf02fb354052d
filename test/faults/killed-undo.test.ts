import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, until } from '../support/bot-process.ts';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import { beginning, type Snapshot } from './beginning.ts';
import { expectWhole, killed, killedWithin, leases } from './killing.ts';

const backward = ['hash', 'stop', 'switch', 'start', 'verify'];

let hosts: TestHosts;
let start: Snapshot;

beforeAll(async () => {
  hosts = await startHosts(3);
  start = await beginning(hosts);
});
afterAll(async () => {
  start.remove();
  await hosts.stop();
});

describe('a bot that is killed in the middle of an undo, and started again', () => {
  it.each(backward)('at the boundary before %s', (step) => killed(start, '1.2.0', `step-started:web-02:${step}:undo`));
  it.each(backward)('at the boundary after %s', (step) => killed(start, '1.2.0', `step-ended:web-02:${step}:undo`));
  it.each(['stop', 'switch', 'start'])('while the host is at %s', (step) => killedWithin(start, '1.2.0', step, 'undo'));
});

describe('a bot that is killed while it recovers, and started again', () => {
  it.each(['stop', 'switch', 'start'])('after it was killed at %s', async (step) => {
    const world = start.restore();
    await startBot(
      world.dataDir,
      '--deploy',
      '1.1.0',
      '--signal',
      'SIGKILL',
      '--at',
      `step-started:web-02:${step}:forward`,
    ).exited;
    for (const host of world.hosts) {
      const again = startBot(world.dataDir);
      await until(
        `recovery looks at ${host.name}`,
        () => leases(world, host.name) > 2 || again.child.exitCode !== null,
      );
      again.child.kill('SIGKILL');
      await again.exited;
    }
    await startBot(world.dataDir).exited;
    expect(await expectWhole(world)).toBe('succeeded');
  });
});
