import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { systemClock } from '../../src/core/io/clock.ts';
import { createJournal } from '../../src/core/io/journal.ts';
import { apply } from '../../src/core/runs/fold.ts';
import { finalStates, type Run } from '../../src/core/runs/types.ts';
import { startBot, until } from '../support/bot-process.ts';
import type { World } from '../support/world.ts';
import type { Snapshot } from './beginning.ts';

/** Kills the bot at a journal event of a deploy of `version`, starts it again, and checks what must hold. */
export async function killed(start: Snapshot, version: string, at: string): Promise<void> {
  const world = start.restore();
  const first = startBot(world.dataDir, '--deploy', version, '--signal', 'SIGKILL', '--at', at);
  expect(await first.exited, first.errors()).toMatchObject({ signal: 'SIGKILL' });
  await restartedWell(world, version);
}

/** Kills it while web-02 is at a step; the rest as `killed`. */
export async function killedWithin(start: Snapshot, version: string, step: string, phase: string): Promise<void> {
  const world = start.restore();
  const before = runsOn(world, 'web-02');
  const first = startBot(world.dataDir, '--deploy', version);
  await until(
    `web-02 is at ${step}`,
    () => started(world, 'web-02', `${phase}-${step}.`, before) || first.child.exitCode !== null,
  );
  first.child.kill('SIGKILL');
  await first.exited;
  await restartedWell(world, version);
}

/** Carries on what was left, to the end that the deploy would have had: a known step is never in doubt. */
async function restartedWell(world: World, version: string): Promise<void> {
  const again = startBot(world.dataDir);
  expect(await again.exited, again.errors()).toMatchObject({ code: 0 });
  expect(await expectWhole(world)).toBe(version === '1.2.0' ? 'undone' : 'succeeded');
}

/** What must hold however the bot died; the state the run ended in. */
export async function expectWhole(world: World): Promise<string | undefined> {
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
  return last?.state;
}

/** Reads the whole journal, which checks its chain, and folds it: its runs, oldest first. */
export async function replay(world: World): Promise<Run[]> {
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

/** The number of the newest lease on a host. */
export function leases(world: World, name: string): number {
  const host = world.hosts.find((one) => one.name === name);
  const base = host ? join(world.rootOf(host), '.changeops') : '';
  const numbers = readdirSync(base)
    .filter((entry) => entry.startsWith('lease.'))
    .map((entry) => Number(entry.slice(6)));
  return Math.max(0, ...numbers);
}

/** Whether the newest lease of a root was not given back. */
export function heldLease(root: string): boolean {
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
