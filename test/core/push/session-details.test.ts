import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { deviceChange } from '../../../src/core/push/device/change.ts';
import { hurried } from '../../../src/sandbox/devices/hurried.ts';
import { type Case, cases, createBench, failure } from '../../support/configuring.ts';

const { start, stop } = createBench();
afterEach(stop);

const [vrp5, vrp8, comware, , ios] = cases as [Case, Case, Case, Case, Case];

test.each(cases)('$kind ($how) takes another name in the middle, and its old one back', async (one) => {
  const named = one.config('new').replace(/(sysname|hostname) sw1/, '$1 core-1');
  const { device, open, session, change, before } = await start(one, {}, named);
  const { former } = await session.configure(change.commands, { before: change.before });
  expect(device.config()).toMatch(/^(?:sysname|hostname) core-1$/m);
  expect(await (await open()).takeBack(former)).toEqual({ exact: true });
  expect(device.running()).toEqual(before);
});

test('a banner is typed as a whole, with a mark that can be typed, and taken back', async () => {
  const banner = 'banner motd ^C\nError: keep out #1\nsw9#\n^C\n!\n';
  const { device, open, session, change, before } = await start(ios, {}, `${ios.config('old')}${banner}`);
  const { former } = await session.configure(change.commands, { before: change.before });
  expect(device.config()).toContain('banner motd ^C\nError: keep out #1\nsw9#\n^C\n');
  const again = await open();
  expect(change.holds(await again.running())).toBe(true);
  expect(await again.takeBack(former)).toEqual({ exact: true });
  expect(device.running()).toEqual(before);
});

test('a header in quotes is typed as a whole', async () => {
  const header = 'header login information "\nError: no entry\n[sw1]\n"\n#\n';
  const { session, change, open } = await start(vrp5, {}, vrp5.config('old').replace('sysname', `${header}sysname`));
  await session.configure(change.commands, { before: change.before });
  expect(change.holds(await (await open()).running())).toBe(true);
});

describe('secrets', () => {
  const wanted = vrp5.config('old').replace('return', 'aaa\n local-user ops password cipher Plain@2026\n#\nreturn');
  const line = 'local-user ops password cipher Plain@2026';

  test('are in what is typed and kept in the device’s own way', async () => {
    const { device, session, change, open } = await start(vrp5, {}, wanted);
    await session.configure(change.commands, { before: change.before });
    expect(device.typed).toContain(line);
    expect(device.config()).toMatch(/local-user ops password irreversible-cipher \$1a\$/);
    expect(device.config()).not.toContain('Plain@2026');
    const again = await open();
    await again.confirm();
    await again.save();
  });

  test.each(['refuses', 'asksAt', 'hangsAt', 'dropsAfter'] as const)('are in no error: %s', async (trouble) => {
    const { session, change } = await start(vrp5, { [trouble]: line }, wanted);
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('Plain@2026');
    expect(error.text.en + error.text.zh).not.toContain('Plain@2026');
  });

  test('are in no error where the device quotes them by themselves', async () => {
    const { session, change } = await start(vrp5, { refuses: line, quotes: true }, wanted);
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(error.text.en).toContain('Error: "[redacted]" is not accepted');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('Plain@2026');
  });
});

test.each([vrp5, ios])('$kind is not told to start again while it has not saved what it runs', async (one) => {
  const { device, session, change } = await start(one);
  device.type(...(one === ios ? ['ip route 10.9.0.0 255.255.0.0 10.0.0.9'] : ['stp mode rstp']));
  const running = await session.running();
  expect(running).toMatch(/10\.9\.0\.0|stp mode/);
  const { before } = deviceChange({ running, wanted: running, exact: true, platform: one.platform });
  const typed = device.typed.length;
  const error = await failure(session.configure(change.commands, { before }));
  expect(error.code).toBe('device-not-saved');
  expect(device.typed.slice(typed).every((line) => /^(?:display|show) /.test(line))).toBe(true);
});

test.each([vrp5, vrp8, comware, ios])(
  '$kind stops when it is told to, and is brought back by who comes next',
  async (one) => {
    const { device, open, change, before } = await start(one);
    const stopping = new AbortController();
    const session = await open({ signal: stopping.signal });
    const former = await session.running();
    const done = failure(session.configure(change.commands, { before: change.before }));
    device.trouble.hangsAt = one.line;
    while (!device.typed.includes(one.line)) await new Promise((resolve) => setImmediate(resolve));
    stopping.abort(new Error('the bot is stopping'));
    expect((await done).message).toBe('the bot is stopping');
    session.close();
    delete device.trouble.hangsAt;
    expect(await (await open()).takeBack(former)).toEqual({ exact: true });
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  },
);

test('a device that shows another host key is not logged in to again', async () => {
  const { device, open, session, change } = await start(vrp5);
  await session.configure(change.commands, { before: change.before });
  await device.changeKey();
  expect((await failure(open())).code).toBe('host-key-changed');
});

test('what cannot be brought back by typing is told, with what the device will do by itself', async () => {
  const { device, open, session, change, before, clock } = await start(vrp5, { refuses: 'description old' });
  const former = await session.running();
  const { armed } = await session.configure(change.commands, { before: change.before });
  const back = await (await open({ armed })).takeBack(former);
  expect(back).toEqual({ exact: false, armed });
  expect(armed).toMatchObject({ how: 'reload', minutes: 20 });
  await clock.advance((back.armed?.minutes ?? 0) * 60_000);
  expect(device.running()).toEqual(before);
});

test.each([vrp5, comware, ios])(
  '$kind is brought back where typing takes so long that it would go back by itself',
  async (one) => {
    const { device, open, change, before } = await start(one);
    const clock = hurried(10);
    const late = () => (device.typed.includes(one.line) ? 6 * 60_000 : 0);
    const session = await open({ clock: { ...clock, now: () => clock.now() + late() } });
    const error = await failure(session.configure(change.commands, { before: change.before }));
    expect(error).toMatchObject({ code: 'change-too-slow', back: { exact: true } });
    expect(device.running()).toEqual(before);
    expect(device.isArmed()).toBe(false);
  },
);

test.each(cases)(
  '$kind ($how) that is lost behind its save is saved, which is told over a new connection',
  async (one) => {
    const { device, open, session, change } = await start(one);
    await session.configure(change.commands, { before: change.before });
    const again = await open();
    await again.confirm();
    device.trouble.dropsAfter = one.platform.platform.configure?.save.command ?? '';
    expect((await failure(again.save())).code).toBe('device-lost');
    delete device.trouble.dropsAfter;
    await (await open()).save();
    expect(device.startup()).toEqual(device.running());
  },
);

test.each(cases)('$kind ($how) may answer a few characters at a time', async (one) => {
  const { session, change, open } = await start({ ...one, pace: { chunk: 7 } });
  await session.configure(change.commands, { before: change.before });
  const again = await open();
  expect(await again.confirm()).toBe('confirmed');
  await again.save();
  expect(change.holds(await again.running())).toBe(true);
});
