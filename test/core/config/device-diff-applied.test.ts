import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialectOf } from '../../../src/core/config/blocks/dialect.ts';
import type { Dialect } from '../../../src/core/config/blocks/types.ts';
import { deviceDiff } from '../../../src/core/config/device-diff.ts';
import { comware } from '../../../src/sandbox/devices/commands/comware.ts';
import { createDevice, type Rules } from '../../../src/sandbox/devices/commands/device.ts';
import { ios } from '../../../src/sandbox/devices/commands/ios.ts';
import { vrp } from '../../../src/sandbox/devices/commands/vrp.ts';
import { comwareConfig } from '../../support/random-configs/comware.ts';
import { iosConfig } from '../../support/random-configs/ios.ts';
import { vrpConfig } from '../../support/random-configs/vrp.ts';

const devices: readonly (readonly [string, Rules, fc.Arbitrary<string>])[] = [
  ['huawei-vrp', vrp, vrpConfig],
  ['h3c-comware', comware, comwareConfig],
  ['cisco-ios', ios, iosConfig],
];

describe.each(devices)('on a simulated device of %s', (platform, rules, configs) => {
  const dialect = dialectOf(platform) as Dialect;
  const loaded = (config: string) => {
    const device = createDevice(rules);
    device.load(config);
    return device;
  };

  test('the commands of a difference bring one configuration to exactly the other', () => {
    fc.assert(
      fc.property(configs, configs, (before, after) => {
        const device = loaded(before);
        const wanted = loaded(after).running();
        device.type(deviceDiff(before, after, dialect).commands());
        expect(device.running()).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  test('there are commands and changed blocks exactly where the two differ to the device', () => {
    fc.assert(
      fc.property(configs, configs, (before, after) => {
        const same = JSON.stringify(loaded(before).running()) === JSON.stringify(loaded(after).running());
        const diff = deviceDiff(before, after, dialect);
        expect(diff.commands().length === 0).toBe(same);
        if (!same) expect(diff.blocks.length).toBeGreaterThan(0);
        expect(deviceDiff(before, before, dialect)).toMatchObject({ blocks: [] });
        expect(deviceDiff(before, before, dialect).commands()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('from nothing, the commands make the whole configuration', () => {
    fc.assert(
      fc.property(configs, (after) => {
        const device = createDevice(rules);
        device.type(deviceDiff('', after, dialect).commands());
        expect(device.running()).toEqual(loaded(after).running());
      }),
      { numRuns: 100 },
    );
  });
});
