import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/core/io/clock.ts';
import { createJournal } from '../../src/core/io/journal.ts';
import { apply } from '../../src/core/runs/fold.ts';
import { finalStates, type Run } from '../../src/core/runs/types.ts';
import { startBot, until } from '../support/bot-process.ts';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import type { World } from '../support/world.ts';
import { beginning, type Snapshot } from './beginning.ts';

const forward = [
  'preflight',
  'transfer',
  'unpack',
  'hash',
  'install',
  'stop',
  'switch',
  'start',
  'verify',
  'mark-good',
  'prune',
];
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

describe('a bot that is killed in the middle of a deploy to three hosts, and started again', () => {
  it.each(forward)('at the boundary before %s', (step) => killed('1.1.0', `step-started:web-02:${step}:forward`));
  it.each(forward)('at the boundary after %s', (step) => killed('1.1.0', `step-ended:web-02:${step}:forward`));
  it.each(forward.filter((step) => step !== 'preflight'))('while the host is at %s', (step) =>
    killedWithin('1.1.0', step, 'forward'),
  );
});

describe('a bot that is killed in the middle of an undo, and started again', () => {
  it.each(backward)('at the boundary before %s', (step) => killed('1.2.0', `step-started:web-02:${step}:undo`));
  it.each(backward)('at the boundary after %s', (step) => killed('1.2.0', `step-ended:web-02:${step}:undo`));
  it.each(['stop', 'switch', 'start'])('while the host is at %s', (step) => killedWithin('1.2.0', step, 'undo'));
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
    await expectWhole(world);
  });
});

async function killed(version: string, at: string): Promise<void> {
  const world = start.restore();
  const first = startBot(world.dataDir, '--deploy', version, '--signal', 'SIGKILL', '--at', at);
  expect(await first.exited, first.errors()).toMatchObject({ signal: 'SIGKILL' });
  await restartedWell(world);
}

async function killedWithin(version: string, step: string, phase: string): Promise<void> {
  const world = start.restore();
  const before = runsOn(world, 'web-02');
  const first = startBot(world.dataDir, '--deploy', version);
  await until(
    `web-02 is at ${step}`,
    () => started(world, 'web-02', `${phase}-${step}.`, before) || first.child.exitCode !== null,
  );
  first.child.kill('SIGKILL');
  await first.exited;
  await restartedWell(world);
}

async function restartedWell(world: World): Promise<void> {
  const again = startBot(world.dataDir);
  expect(await again.exited, again.errors()).toMatchObject({ code: 0 });
  await expectWhole(world);
}

/** What must hold however the bot died. */
async function expectWhole(world: World): Promise<void> {
  const runs = await replay(world);
  const last = runs.at(-1);
  expect(finalStates).toContain(last?.state);
  for (const host of world.hosts) {
    const root = world.rootOf(host);
    const live = liveRelease(root);
    expect(existsSync(join(root, '.changeops/releases', live, 'complete')), `${host.name}: ${live} is complete`).toBe(
      true,
    );
    if (!existsSync(join(root, '.changeops/releases', live, 'good'))) expect(last?.why?.en).toContain(host.name);
    expect(heldLease(root), `${host.name}: the lease is given back`).toBe(false);
    expectNoHookTwice(root, last);
  }
  if (last?.state === 'succeeded') expect(versions(world)).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  if (last?.state === 'undone') expect(versions(world)).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  world.remove();
  hosts.clear();
}

/** Reads the whole journal, which checks its chain, and folds it. */
async function replay(world: World): Promise<Run[]> {
  const journal = await createJournal({ folder: join(world.dataDir, 'journal'), clock: systemClock() });
  const runs = new Map<string, Run>();
  for await (const entry of journal.read()) {
    if (entry.run) runs.set(entry.run, apply(runs.get(entry.run), entry));
  }
  await journal.close();
  return [...runs.values()];
}

/** Every hook of every release ran at most once, but for the old release's start, which an undo may run again. */
function expectNoHookTwice(root: string, run: Run | undefined): void {
  const lines = readFileSync(join(root, 'shared/log'), 'utf8').trim().split('\n');
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const [line, count] of counts) {
    const again = line.startsWith('start 1.0.0') && run?.phase === 'undo';
    expect(count, `"${line}" in ${root}`).toBeLessThanOrEqual(again ? 2 : 1);
  }
}

function liveRelease(root: string): string {
  return readlinkSync(join(root, 'current')).replace('releases/', '');
}

function versions(world: World): string[] {
  return world.hosts.map((host) => liveRelease(world.rootOf(host)).split('_')[0] ?? '');
}

function leases(world: World, name: string): number {
  const host = world.hosts.find((one) => one.name === name);
  const base = host ? join(world.rootOf(host), '.changeops') : '';
  const numbers = readdirSync(base)
    .filter((entry) => entry.startsWith('lease.'))
    .map((entry) => Number(entry.slice(6)));
  return Math.max(0, ...numbers);
}

function heldLease(root: string): boolean {
  const base = join(root, '.changeops');
  const numbers = readdirSync(base)
    .filter((entry) => entry.startsWith('lease.'))
    .map((entry) => Number(entry.slice(6)));
  return !existsSync(join(base, `lease.${Math.max(...numbers)}`, 'released'));
}

function runsOn(world: World, name: string): readonly string[] {
  const host = world.hosts.find((one) => one.name === name);
  return host ? readdirSync(join(world.rootOf(host), '.changeops/runs')) : [];
}

function started(world: World, name: string, prefix: string, before: readonly string[]): boolean {
  const host = world.hosts.find((one) => one.name === name);
  const runs = host ? join(world.rootOf(host), '.changeops/runs') : '';
  const fresh = runsOn(world, name).filter((run) => !before.includes(run));
  return fresh.some((run) =>
    readdirSync(join(runs, run)).some(
      (step) => step.startsWith(prefix) && existsSync(join(runs, run, step, 'started')),
    ),
  );
}
