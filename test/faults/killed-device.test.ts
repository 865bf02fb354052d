import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../support/bot-process.ts';
import { written } from '../support/written-configs.ts';
import { type DeviceScene, deviceScene, type Kind, told } from './device-pushing.ts';

const kinds = ['vrp5', 'comware7', 'ios'] as const;
/** With it, IOS goes back by its timer instead of starting again. */
const archive = 'archive\n path flash:archive\n!\n';

let scene: DeviceScene;
afterEach(() => scene.stop());

/** A push that changes two lines, the description first. */
const wanted = (kind: Kind) => written[kind].config('new').replace('255.255.255.0', '255.255.0.0');
const second = 'ip address 10.0.0.1 255.255.0.0';
const saving = { vrp5: 'save', comware7: 'save force', ios: 'write memory' } as const;

function expectNew(kind: Kind): void {
  expect(scene.device.config()).toContain(written[kind].line('new'));
  expect(scene.device.config()).toContain(second);
  expect(scene.device.startup()).toEqual(scene.device.running());
  expect(scene.device.isArmed()).toBe(false);
  expect(scene.kept()).toEqual([]);
}

function expectFormer(): void {
  expect([scene.device.running(), scene.device.startup()]).toEqual(scene.before);
  expect(scene.device.isArmed()).toBe(false);
  expect(scene.kept()).toEqual([]);
}

/** Kills the bot at each of these events of the journal in turn, starting it again after each. */
async function killedAt(kind: Kind, ...events: readonly string[]): Promise<void> {
  for (const [index, at] of events.entries()) {
    const how = ['--signal', 'SIGKILL', '--at', at];
    const bot = index === 0 ? scene.push(wanted(kind), ...how) : scene.start(...how);
    expect(await bot.exited, `${at}: ${bot.errors()}`).toMatchObject({ signal: 'SIGKILL' });
  }
}

const boundaries = (phase: string) =>
  ['configure', 'verify', 'save'].flatMap((step) => [
    `step-started:core-1:${step}:${phase}`,
    `step-ended:core-1:${step}:${phase}`,
  ]);

describe('a bot that is killed in the middle of a push to a device, and started again, ends it', () => {
  it.each(['vrp5'] as const)('killed at every boundary, and types nothing twice (%s)', async (kind) => {
    scene = await deviceScene(kind);
    await killedAt(kind, ...boundaries('forward'));
    const run = await scene.again();
    expect(run.state, told(run)).toBe('succeeded');
    expectNew(kind);
    expect(scene.device.typed.filter((line) => line.trim() === second)).toHaveLength(1);
  });

  it.each(kinds)('before the first line of the change was taken, with the device set to go back (%s)', async (kind) => {
    scene = await deviceScene(kind);
    scene.device.trouble.hangsAt = written[kind].line('new');
    await scene.killedAfter(wanted(kind), written[kind].line('new'));
    expect(scene.device.isArmed()).toBe(true);
    delete scene.device.trouble.hangsAt;
    const run = await scene.again();
    expect(run.state, told(run)).toBe('succeeded');
    expectNew(kind);
  });

  it.each(['ios'] as const)('while the device saves, having confirmed (%s)', async (kind) => {
    scene = await deviceScene(kind);
    scene.device.trouble.hangsAt = saving[kind];
    await scene.killedAfter(wanted(kind), saving[kind]);
    delete scene.device.trouble.hangsAt;
    const run = await scene.again();
    expect(run.state, told(run)).toBe('succeeded');
    expectNew(kind);
  });

  it.each(kinds)('but never as a success where the device has gone back by itself meanwhile (%s)', async (kind) => {
    scene = await deviceScene(kind, { hurried: 600 });
    await killedAt(kind, 'step-ended:core-1:configure:forward');
    await until('the device has gone back', () => !scene.device.isArmed());
    expect(scene.device.running()).toEqual(scene.before[0]);
    const run = await scene.again();
    expect(run.state, told(run)).toBe('undone');
    expect(run.hosts['core-1']?.error?.code).toBe('config-differs');
    expectFormer();
  });
});

describe('a bot that is killed while a device is being typed to', () => {
  const variants = [
    ['vrp5', ''],
    ['comware7', ''],
    ['ios', archive],
  ] as const;

  /** Half of the change is there, and no bot. */
  async function half(kind: Kind, more: string) {
    scene = await deviceScene(kind, { more });
    scene.device.trouble.hangsAt = second;
    await scene.killedAfter(wanted(kind), second);
    delete scene.device.trouble.hangsAt;
    expect(scene.device.config()).toContain(written[kind].line('new'));
    expect(scene.device.config()).not.toContain(second);
    const run = await scene.again();
    expect(run.state, told(run)).toBe('interrupted');
    expect(run.why?.en).toMatch(/core-1: the change was being typed and is there in part.* within 10 minutes\. Undo/);
    expect(run.why?.zh).toMatch(/core-1：变更只输入了一部分.*10 分钟内.*撤销/);
    expect(scene.kept()).toEqual(['600']);
  }

  it.each(variants)(
    'is started again: the run is interrupted, and Undo, killed once more, brings back all of it (%s)',
    async (kind, more) => {
      await half(kind, more);
      const bot = scene.start('--follow', 'undo', '--signal', 'SIGKILL', '--at', 'step-ended:core-1:configure:forward');
      expect(await bot.exited, bot.errors()).toMatchObject({ signal: 'SIGKILL' });
      const run = await scene.again();
      expect(run.state, told(run)).toBe('succeeded');
      expectFormer();
    },
  );

  it('is started again: a Continue that the device refuses brings back what there was before all of it', async () => {
    await half('vrp5', '');
    scene.device.trouble.refuses = second;
    const run = await scene.again('--follow', 'continue');
    expect(run.state, told(run)).toBe('undone');
    expect([scene.device.running(), scene.device.startup()]).toEqual(scene.before);
    expect(scene.device.isArmed()).toBe(false);
    // For Undo of the first run, which is offered still.
    expect(scene.kept()).toEqual(['600']);
  });

  it.each(variants.slice(0, 2))('is started again: Continue brings the change to its end (%s)', async (kind, more) => {
    await half(kind, more);
    const run = await scene.again('--follow', 'continue');
    expect(run.state, told(run)).toBe('succeeded');
    expectNew(kind);
  });
});

describe('a bot that is killed at every boundary while it takes a change back, and started again', () => {
  it.each(['ios'] as const)('takes it back (%s)', async (kind) => {
    scene = await deviceScene(kind);
    scene.device.trouble.failsSave = true;
    const events = boundaries('undo');
    await killedAt(kind, ...events.slice(0, -2));
    delete scene.device.trouble.failsSave;
    const run = await scene.again();
    expect(run.state, told(run)).toBe('undone');
    expectFormer();
  });
});
