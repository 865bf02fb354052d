import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Run } from '../../src/core/runs/types.ts';
import { type BotProcess, startBot, until } from '../support/bot-process.ts';
import type { TestHosts } from '../support/hosts.ts';
import { makeWorld, type World, type WorldHost } from '../support/world.ts';
import { heldLease, replay } from './killing.ts';

/** What a.conf held before, and what a good push brings; b.conf was not there, others are copies of a.conf. */
export const [former, wanted] = ['port 1\n', 'port 2\n'];

/** Long enough to be killed in, in seconds. */
const slow = 0.2;

/** Servers of which each has a.conf (mode 0640) and `more` others like it, to which configs can be pushed. */
export function beforePush(hosts: TestHosts, more = 0): World {
  hosts.clear();
  const etc = '{labels.folder}/etc';
  const world = makeWorld({
    ...hosts.options(),
    general: { lease: '5s' },
    settings: {
      files: {
        root: '{labels.folder}/bot',
        files: [
          {
            configs: ['a.conf'],
            path: `${etc}/a.conf`,
            check: `sleep ${slow}; grep -q port {file}`,
            reload: `echo reloaded >>${etc}/log; sleep ${slow}`,
            verify: [{ command: `sleep ${slow}; ! grep -q broken ${etc}/a.conf`, within: '1s' }],
          },
          { configs: ['*.conf'], path: `${etc}/{base}` },
        ],
      },
    },
  });
  for (const { folder } of world.hosts) {
    mkdirSync(join(folder, 'etc'));
    for (const name of formerNames(more)) writeFileSync(join(folder, 'etc', name), former, { mode: 0o640 });
  }
  return world;
}

const formerNames = (more: number) => ['a.conf', ...Array.from({ length: more }, (_, index) => `more-${index}.conf`)];

/** Pushes a text as a.conf, b.conf and the others, to every host. */
export function pushing(world: World, text: string, more: number, ...how: string[]): BotProcess {
  const configs = world.hosts.flatMap(({ name: host }) =>
    ['b.conf', ...formerNames(more)].map((name) => ({ host, name, text })),
  );
  const file = join(world.dataDir, 'pushed.json');
  writeFileSync(file, JSON.stringify(configs));
  return startBot(world.dataDir, '--push', file, ...how);
}

/** Starts the bot again until all runs are over; the newest run. */
export async function again(world: World, ...how: string[]): Promise<Run> {
  const bot = startBot(world.dataDir, ...how);
  expect(await bot.exited, bot.errors()).toMatchObject({ code: 0 });
  const run = (await replay(world)).at(-1);
  if (!run) throw new Error('there was no run');
  return run;
}

/** What must hold of every host at the end of a run, however the bot died. */
export function expectFilesOf(world: World, run: Run): void {
  expect(['succeeded', 'undone'], JSON.stringify([run.state, run.why, run.hosts])).toContain(run.state);
  for (const host of world.hosts) {
    if (run.state === 'undone') expectFormer(host);
    else expectNew(host);
    expect(reloads(host)).toBeLessThanOrEqual(run.state === 'undone' ? 2 : 1);
    expect(heldLease(join(host.folder, 'bot')), `${host.name}: the lease is given back`).toBe(false);
  }
}

/** Each file is what it was, with its mode, and nothing lies beside. */
export function expectFormer(host: WorldHost): void {
  const names = filesOf(host);
  expect(names).not.toContain('b.conf');
  for (const name of names) {
    expect(textOf(host, name), `${host.name}: ${name}`).toBe(former);
    expect(statSync(join(host.folder, 'etc', name)).mode & 0o777).toBe(0o640);
  }
}

export function expectNew(host: WorldHost): void {
  const names = filesOf(host);
  expect(names).toContain('b.conf');
  for (const name of names) expect(textOf(host, name), `${host.name}: ${name}`).toBe(wanted);
  expect(statSync(join(host.folder, 'etc/a.conf')).mode & 0o777).toBe(0o640);
}

/** Files that the hosts' service reads; whatever else lies there is a fault. */
export function filesOf({ folder }: WorldHost): readonly string[] {
  return readdirSync(join(folder, 'etc')).filter((name) => name !== 'log');
}

export function textOf({ folder }: WorldHost, name: string): string {
  return readFileSync(join(folder, 'etc', name), 'utf8');
}

export function reloads({ folder }: WorldHost): number {
  const log = join(folder, 'etc/log');
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0;
}

/** Waits until part of a step of the newest run has been started on a host; the folder of its record. */
export async function startedOn({ folder, name }: WorldHost, step: string, bot: BotProcess): Promise<string> {
  const base = join(folder, 'bot/.changeops/runs');
  const find = () =>
    list(base)
      .flatMap((run) => list(join(base, run)).map((one) => join(base, run, one)))
      .find((record) => record.includes(`/${step}.`) && existsSync(join(record, 'started')));
  await until(`${name} is at ${step}`, () => find() !== undefined || bot.child.exitCode !== null);
  return find() ?? '';
}

/** Ends what a step started on its host, as a restart of the host would. */
export function endOn(record: string): void {
  const [pid] = readFileSync(join(record, 'started'), 'utf8').split(' ');
  process.kill(-Number(pid), 'SIGKILL');
}

function list(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}
