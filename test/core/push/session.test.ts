import { afterEach, describe, expect, test } from 'vitest';
import { deviceChange } from '../../../src/core/push/device/change.ts';
import type { ChangeFailed, DeviceLost } from '../../../src/core/push/device/errors.ts';
import { cases, createBench, failure } from '../../support/configuring.ts';

const { start, stop } = createBench();
afterEach(stop);

describe.each(cases)('$kind, which takes a change back by $how', (one) => {
  test('is changed, confirmed over a new connection, and saved', async () => {
    const { device, open, session, change, clock } = await start(one);
    expect((await session.undoing()).kind).toBe(one.how);
    await session.configure(change.commands, { before: change.before });
    expect(device.isArmed()).toBe(true);
    const again = await open();
    expect(change.holds(await again.running())).toBe(true);
    expect(await again.confirm()).toBe('confirmed');
    await again.save();
    expect(device.isArmed()).toBe(false);
    await clock.advance(60 * 60_000);
    expect(device.config()).toContain(' description new\n');
    expect(device.startup()).toEqual(device.running());
    expect(await again.confirm()).toBe('nothing');
  });

  test('runs exactly what it ran when it refuses a line in the middle', async () => {
    const { device, session, change, before } = await start(one, { refuses: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as ChangeFailed;
    expect(error).toMatchObject({ code: 'line-refused', back: { exact: true } });
    expect(error.text.en).toContain(`"${one.line}"`);
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  });

  test('goes back by itself when a line cuts the way to it', async () => {
    const { device, open, session, change, before, clock } = await start(one, { cutsOff: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as DeviceLost;
    expect(error).toMatchObject({ code: 'device-lost', armed: { how: one.how } });
    await expect(open()).rejects.toThrow();
    await clock.advance((error.armed?.minutes ?? 0) * 60_000);
    expect(device.running()).toEqual(before);
    expect(
      deviceChange({
        running: await (await open()).running(),
        wanted: one.config('old'),
        exact: true,
        platform: one.platform,
      }).commands,
    ).toEqual([]);
  });

  test('is taken back on demand, to exactly what it ran', async () => {
    const { device, open, session, change, before, clock } = await start(one);
    const { former } = await session.configure(change.commands, { before: change.before });
    expect(device.running()).not.toEqual(before);
    expect(await (await open()).takeBack(former)).toEqual({ exact: true });
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
    await clock.advance(60 * 60_000);
    await open();
  });

  test('is taken back also after it was confirmed and saved', async () => {
    const { device, open, session, change, before } = await start(one);
    const { former } = await session.configure(change.commands, { before: change.before });
    const again = await open();
    await again.confirm();
    await again.save();
    expect(await again.takeBack(former)).toEqual({ exact: true });
    expect(device.running()).toEqual(before);
  });

  test('is not answered where it asks something unknown, and runs what it ran', async () => {
    const { device, session, change, before } = await start(one, { asksAt: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as ChangeFailed;
    expect(error).toMatchObject({ code: 'question-unknown', back: { exact: true } });
    expect(error.text.en).toContain('This may be dangerous. Go on? [Y/N]:');
    expect(device.typed).not.toContain('y\n');
    expect(device.running()).toEqual(before);
  });

  test('is lost where it does not answer any more, and says how it goes back', async () => {
    const { device, session, change, before, clock } = await start(one, { hangsAt: one.line });
    const error = (await failure(session.configure(change.commands, { before: change.before }))) as DeviceLost;
    expect(error.code).toBe('device-lost');
    expect(error.armed?.how).toBe(one.how === 'commit' ? undefined : one.how);
    await clock.advance((error.armed?.minutes ?? 0) * 60_000);
    expect(device.running()).toEqual(before);
  });

  test('is not touched where somebody has changed it since the plan', async () => {
    const { device, session, change } = await start(one);
    device.type(one.kind === 'ios' ? 'hostname other' : 'sysname other');
    const typed = device.typed.length;
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(error.code).toBe('device-changed');
    expect(device.typed.slice(typed).every((line) => /^(?:display|show) /.test(line))).toBe(true);
    expect(device.isArmed()).toBe(false);
  });

  test('is left as it is where somebody else is configuring it', async () => {
    const { device, session, change, before } = await start(one, { locked: true });
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(error.code).toBe('configure-refused');
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  });

  test('is left as it is where it does not set its undo', async () => {
    const { device, session, change, before } = await start(one, { refusesUndo: true });
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(['undo-refused', 'configure-refused']).toContain(error.code);
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  });

  test('says so where it does not save', async () => {
    const { device, open, session, change, before } = await start(one);
    const { former } = await session.configure(change.commands, { before: change.before });
    device.trouble.failsSave = true;
    const again = await open();
    await again.confirm();
    expect((await failure(again.save())).code).toBe('save-failed');
    expect(await again.takeBack(former)).toEqual({ exact: true });
    expect(device.running()).toEqual(before);
  });

  test('tells over a new connection whether a confirmation that was lost has come about', async () => {
    const { device, open, session, change } = await start(one);
    await session.configure(change.commands, { before: change.before });
    const confirming = {
      vrp5: 'undo schedule reboot',
      vrp8: 'commit persist changeops',
      comware7: 'configuration commit',
      ios: one.how === 'timer' ? 'configure confirm' : 'reload cancel',
    };
    device.trouble.dropsAfter = confirming[one.kind];
    const again = await open();
    expect((await failure(again.confirm())).code).toBe('device-lost');
    delete device.trouble.dropsAfter;
    const third = await open();
    expect(await third.confirm()).toBe('nothing');
    expect(change.holds(await third.running())).toBe(true);
  });
});
