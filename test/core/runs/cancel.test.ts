import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { samplePlan } from './samples.ts';
import type { World } from './world.ts';
import { createWorld, gate, plainKind } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.dispose());

describe('cancelling a run that touches hosts', () => {
  it('with undo is refused where the app is not reversible, and it goes on until somebody says to leave them', async () => {
    const busy = gate();
    world.kind = {
      ...plainKind,
      plan: async () => samplePlan('staging', { reversible: false }),
      execute: () => busy.passed.then(() => ({ state: 'cancelled' })),
    };
    const run = await world.ask('staging', 'running');
    const refused = await world.runs.cancel(run.id, 'UENG', 'undo');
    expect(refused).toMatchObject({ ok: false, text: { en: expect.stringContaining('reversible: false') } });
    expect((await world.runs.get(run.id))?.cancel).toBeUndefined();
    expect(await world.runs.cancel(run.id, 'UENG', 'leave')).toMatchObject({ ok: true });
    busy.open();
    await world.reaches(run.id, 'cancelled');
  });

  it('changes nothing while it is being undone, and says so', async () => {
    const busy = gate();
    world.kind = {
      ...plainKind,
      execute: async (_, { record }) => {
        await record({ type: 'undo-started', why: { en: 'it failed', zh: '失败' } });
        await busy.passed;
        return { state: 'undone' };
      },
    };
    const run = await world.ask('staging', 'running');
    await world.idle();
    expect(await world.runs.cancel(run.id, 'UENG', 'leave')).toMatchObject({
      ok: false,
      text: { en: expect.stringContaining('being undone') },
    });
    busy.open();
    await world.reaches(run.id, 'undone');
  });
});
