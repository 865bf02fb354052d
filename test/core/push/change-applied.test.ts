import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import cisco from '../../../src/core/platforms/cisco-ios.ts';
import h3c from '../../../src/core/platforms/h3c-comware.ts';
import huawei from '../../../src/core/platforms/huawei-vrp.ts';
import { commandsBack, deviceChange } from '../../../src/core/push/device/change.ts';
import { type DevicePlatform, writingOf } from '../../../src/core/push/device/writing.ts';
import { comware } from '../../../src/sandbox/devices/commands/comware.ts';
import { createDevice, type Device, type Rules, type View } from '../../../src/sandbox/devices/commands/device.ts';
import { ios } from '../../../src/sandbox/devices/commands/ios.ts';
import { vrp } from '../../../src/sandbox/devices/commands/vrp.ts';
import { comwareConfig } from '../../support/random-configs/comware.ts';
import { iosConfig } from '../../support/random-configs/ios.ts';
import { vrpConfig } from '../../support/random-configs/vrp.ts';

const devices: readonly (readonly [DevicePlatform, Rules, fc.Arbitrary<string>])[] = [
  [{ name: 'huawei-vrp', platform: huawei }, vrp, vrpConfig],
  [{ name: 'h3c-comware', platform: h3c }, comware, comwareConfig],
  [{ name: 'cisco-ios', platform: cisco }, ios, iosConfig],
];

/** Everything that is set, by where it stands and what it sets. */
function slots(device: Device): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  const walk = (view: View, path: string) => {
    for (const [name, numbers] of view.lists) {
      // What trunks of IOS allow is set as a whole.
      if (name === 'allowed') all.set(`${path} ${name}`, [...numbers].toSorted((a, b) => a - b).join());
      else for (const one of numbers) all.set(`${path} ${name} ${one}`, `${one}`);
    }
    for (const [slot, line] of view.lines) {
      if (slot.startsWith('access-list ') && typeof line === 'string') {
        for (const entry of line.split(', ')) all.set(`${path} ${slot} ${entry}`, entry);
      } else if (typeof line === 'string') all.set(`${path} ${slot}`, line);
      else walk(line, `${path} ${slot} ›`);
    }
  };
  walk(device.snapshot().root, '');
  return all;
}

/** The VLANs of a port go where it is to be a port of another type, or of none that was said. */
function hindered(slot: string, was: ReadonlyMap<string, string>, wants: ReadonlyMap<string, string>): boolean {
  const [port = '', rest] = slot.split('› ');
  if (!/^(?:allow-pass|permit|tagged|untagged|\^port (?:default|access|trunk|hybrid)) /.test(rest ?? '')) return false;
  const type = [...wants.keys(), ...was.keys()].find((key) => key.startsWith(`${port}› ^port link-type`));
  return type === undefined || was.get(type) !== wants.get(type);
}

describe.each(devices)('on a simulated device of $name', (platform, rules, configs) => {
  const loaded = (config: string) => {
    const device = createDevice(rules);
    device.load(config);
    return device;
  };
  const text = (device: Device) => device.blocks().flat().join('\n');
  const merging = (device: Device, wanted: string, former: string | undefined) =>
    deviceChange({ running: text(device), wanted, ...(former !== undefined && { former }), exact: false, platform });

  test('exactly: it runs what is wanted, typing it again types nothing, and taking it back is exact', () => {
    fc.assert(
      fc.property(configs, configs, (before, wanted) => {
        const device = loaded(before);
        const former = text(device);
        const was = device.running();
        const change = deviceChange({ running: former, wanted, exact: true, platform });
        device.type(change.commands);
        expect(device.running()).toEqual(loaded(wanted).running());
        expect(change.holds(text(device))).toBe(true);
        expect(deviceChange({ running: text(device), wanted, exact: true, platform }).commands).toEqual([]);
        device.type(commandsBack(text(device), former, writingOf(platform)));
        expect(device.running()).toEqual(was);
      }),
      { numRuns: 200 },
    );
  }, 180_000);

  test('merged: what nobody mentions stays, what is wanted is there, and typing it again types nothing', () => {
    fc.assert(
      fc.property(configs, fc.option(configs, { nil: undefined }), configs, (byHand, former, wanted) => {
        const device = loaded(byHand);
        if (former !== undefined) device.type(merging(device, former, undefined).commands);
        const before = text(device);
        const [was, had, wants] = [device, loaded(former ?? ''), loaded(wanted)].map(slots);
        const start = device.running();
        const change = merging(device, wanted, former);
        device.type(change.commands);
        const is = slots(device);
        for (const [slot, line] of was ?? []) {
          // A VLAN is tagged or untagged on a port.
          const other = slot.replace(/ (un)?tagged (?=\d+$)/, (_, un) => ` ${un ? '' : 'un'}tagged `);
          if (hindered(slot, was ?? new Map(), wants ?? new Map())) continue;
          if (wants?.has(slot) || wants?.has(other) || had?.get(slot) === line) continue;
          expect([slot, is.get(slot)]).toEqual([slot, line]);
        }
        for (const [slot, line] of wants ?? []) expect([slot, is.get(slot)]).toEqual([slot, line]);
        expect(change.holds(text(device))).toBe(true);
        expect(merging(device, wanted, wanted).commands).toEqual([]);
        device.type(commandsBack(text(device), before, writingOf(platform)));
        expect(device.running()).toEqual(start);
      }),
      { numRuns: 200 },
    );
  }, 180_000);
});
