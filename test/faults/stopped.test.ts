import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBot, until } from '../support/bot-process.ts';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import { loggingApp, makeWorld, type World, type WorldHost } from '../support/world.ts';
import { beginning, type Snapshot } from './beginning.ts';

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

describe('a bot that is stopped for longer than its leases, while another run has its hosts', () => {
  it.each(['transfer', 'switch', 'start'])('changes nothing when it goes on, stopped before %s', async (step) => {
    const world = start.restore();
    const old = startBot(
      world.dataDir,
      '--deploy',
      '1.1.0',
      '--signal',
      'SIGSTOP',
      '--at',
      `step-started:web-02:${step}:forward`,
    );
    await until('it is stopped', () => stateOf(old) === 'T', 60);
    await until('its leases are over', () => world.hosts.every((host) => leaseIsOver(world, host)), 30);

    const other = makeWorld({ ...hosts.options(), general: { lease: '5s' } });
    other.addVersion('1.3.0', loggingApp());
    const theirs = startBot(other.dataDir, '--deploy', '1.3.0');
    await theirs.exited;
    expect(lastState(theirs), theirs.errors()).toBe('succeeded');
    const before = world.hosts.map((host) => looks(world, host));

    old.child.kill('SIGCONT');
    await old.exited;
    expect(world.hosts.map((host) => looks(world, host))).toEqual(before);
    expect(['failed', 'undo-failed']).toContain(lastState(old));
    other.remove();
    world.remove();
  });
});

describe('a bot that is asked to stop (SIGTERM) in the middle of a deploy', () => {
  it('leaves at a boundary, lets a running hook go on, and the next bot carries the deploy to its end', async () => {
    const world = start.restore();
    const first = startBot(
      world.dataDir,
      '--deploy',
      '1.1.0',
      '--signal',
      'SIGTERM',
      '--at',
      'step-started:web-02:stop:forward',
    );
    expect(await first.exited, first.errors()).toMatchObject({ code: 0 });
    expect(lastState(first)).toBe('running');
    const again = startBot(world.dataDir);
    await again.exited;
    expect(lastState(again), again.errors()).toBe('succeeded');
    for (const host of world.hosts) expect(looks(world, host).current).toMatch(/1\.1\.0/);
    world.remove();
  });
});

/** What a host runs and what its app has done: everything but the bots' own records. */
function looks(world: World, host: WorldHost) {
  const root = world.rootOf(host);
  return {
    current: readlinkSync(join(root, 'current')),
    releases: readdirSync(join(root, 'releases')),
    log: readFileSync(join(root, 'shared/log'), 'utf8'),
    running: existsSync(join(root, 'shared/running')) ? readFileSync(join(root, 'shared/running'), 'utf8') : '',
  };
}

function lastState(bot: BotProcess): string {
  return (JSON.parse(bot.lines.at(-1) ?? '{}') as { state?: string }).state ?? '';
}

/** The process state letter of proc(5). */
function stateOf(bot: BotProcess): string {
  const stat = readFileSync(`/proc/${bot.child.pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
}

function leaseIsOver(world: World, host: WorldHost): boolean {
  const base = join(world.rootOf(host), '.changeops');
  const numbers = readdirSync(base)
    .filter((name) => name.startsWith('lease.'))
    .map((name) => Number(name.slice(6)));
  const lease = join(base, `lease.${Math.max(...numbers)}`);
  if (existsSync(join(lease, 'released'))) return true;
  const until = Number(readFileSync(join(lease, 'beat'), 'utf8').split(' ')[1]);
  return Number(readFileSync('/proc/uptime', 'utf8').split('.')[0]) >= until;
}
