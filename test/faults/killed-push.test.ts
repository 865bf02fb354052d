import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBot, until } from '../support/bot-process.ts';
import { startHosts, type TestHosts } from '../support/hosts.ts';
import type { World, WorldHost } from '../support/world.ts';
import {
  again,
  beforePush,
  endOn,
  expectFilesOf,
  expectFormer,
  expectNew,
  filesOf,
  former,
  pushing,
  reloads,
  startedOn,
  textOf,
  wanted,
} from './file-pushing.ts';

const bad = 'port 2 broken\n';

let hosts: TestHosts;
beforeAll(async () => {
  hosts = await startHosts(2);
});
afterAll(() => hosts.stop());

/** Kills the bot at each of these events of the journal in turn, starting it again after each. */
async function killedAt(text: string, events: readonly string[]): Promise<void> {
  const world = beforePush(hosts);
  for (const [index, at] of events.entries()) {
    const how = ['--signal', 'SIGKILL', '--at', at];
    const bot = index === 0 ? pushing(world, text, 0, ...how) : startBot(world.dataDir, ...how);
    expect(await bot.exited, `${at}: ${bot.errors()}`).toMatchObject({ signal: 'SIGKILL' });
  }
  await goesOn(world, text);
}

/** Kills it while the server is at each of these steps in turn. */
async function killedWithin(text: string, steps: readonly string[]): Promise<void> {
  const world = beforePush(hosts);
  for (const [index, step] of steps.entries()) {
    const bot = index === 0 ? pushing(world, text, 0) : startBot(world.dataDir);
    await startedOn(second(world), step, bot);
    bot.child.kill('SIGKILL');
    await bot.exited;
  }
  await goesOn(world, text);
}

async function goesOn(world: World, text: string): Promise<void> {
  const run = await again(world);
  expect(run.state, JSON.stringify([run.why, run.hosts])).toBe(text === bad ? 'undone' : 'succeeded');
  expectFilesOf(world, run);
  world.remove();
}

function second({ hosts: [, host] }: World): WorldHost {
  if (!host) throw new Error('there is no second host');
  return host;
}

const forward = ['transfer', 'check', 'switch', 'reload', 'verify', 'prune'];
const backward = ['switch', 'reload', 'verify'];
const boundaries = (steps: readonly string[], phase: string) =>
  steps.flatMap((step) => [`step-started:web-02:${step}:${phase}`, `step-ended:web-02:${step}:${phase}`]);

describe('a bot that is killed again and again in a push of files to two servers, and started again, ends it', () => {
  it('killed at every boundary', () => killedAt(wanted, boundaries(['preflight', ...forward], 'forward')));
  it('killed while the server is at every step', () =>
    killedWithin(
      wanted,
      forward.map((step) => `forward-${step}`),
    ));
  it('killed at every boundary of the undo: all is put back', () => killedAt(bad, boundaries(backward, 'undo')));
  it('killed while the server is at every step of the undo: all is put back', () =>
    killedWithin(
      bad,
      backward.map((step) => `undo-${step}`),
    ));
});

/** How many files besides a.conf and b.conf, so that putting them in place takes long enough to be killed in. */
const many = 6;

/** The bot and the step on a server die together: nobody can tell how far it came. */
async function interrupted(step: string, when: (host: WorldHost) => boolean, text = wanted): Promise<World> {
  const world = beforePush(hosts, many);
  const bot = pushing(world, text, many);
  const record = await startedOn(second(world), step, bot);
  await until('the step is in the middle', () => when(second(world)));
  bot.child.kill('SIGKILL');
  endOn(record);
  await bot.exited;
  const run = await again(world);
  expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('interrupted');
  expect(run.why?.en).toMatch(/web-02: \w+ was under way and its end is not known/);
  expect(run.why?.zh).toMatch(/web-02：步骤 \w+ 执行中，结果未知/);
  for (const name of filesOf(second(world)).filter((one) => !one.startsWith('.')))
    expect([former, wanted]).toContain(textOf(second(world), name));
  return world;
}

const halfPlaced = (host: WorldHost) => textOf(host, 'more-0.conf') === wanted || textOf(host, 'a.conf') === wanted;

describe('a push whose step died with the bot is interrupted', () => {
  const reloaded = (host: WorldHost) => reloads(host) === 1;

  it('in the middle of switch: Undo puts everything back exactly', async () => {
    const world = await interrupted('forward-switch', halfPlaced);
    const run = await again(world, '--follow', 'undo');
    expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('succeeded');
    for (const host of world.hosts) expectFormer(host);
    world.remove();
  });

  it('Undo is interrupted itself: Continue puts everything back, and nothing new in place', async () => {
    const world = await interrupted('forward-reload', reloaded);
    const bot = startBot(world.dataDir, '--follow', 'undo');
    const record = await startedOn(second(world), 'undo-reload', bot);
    bot.child.kill('SIGKILL');
    endOn(record);
    await bot.exited;
    const cut = await again(world);
    expect(cut, JSON.stringify([cut.why, cut.hosts])).toMatchObject({ state: 'interrupted', request: { how: 'undo' } });
    expect(cut.why?.en).toMatch(/web-02: reload was under way/);
    const run = await again(world, '--follow', 'continue');
    expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('succeeded');
    for (const host of world.hosts) expectFormer(host);
    world.remove();
  });

  it.each([
    ['switch', halfPlaced],
    ['reload', reloaded],
  ] as const)('in the middle of %s: Continue brings it to its end, reloads and verifies', async (step, when) => {
    const world = await interrupted(`forward-${step}`, when);
    const before = reloads(second(world));
    const run = await again(world, '--follow', 'continue');
    expect(run.state, JSON.stringify([run.why, run.hosts])).toBe('succeeded');
    for (const host of world.hosts) expectNew(host);
    expect(reloads(second(world))).toBe(before + 1);
    world.remove();
  });
});
