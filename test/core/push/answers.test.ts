import { describe, expect, test } from 'vitest';
import ios from '../../../src/core/platforms/cisco-ios.ts';
import comware from '../../../src/core/platforms/h3c-comware.ts';
import vrp from '../../../src/core/platforms/huawei-vrp.ts';
import { errorsIn } from '../../../src/core/push/device/typing.ts';
import { type DevicePlatform, writingOf } from '../../../src/core/push/device/writing.ts';

const devices: Readonly<Record<string, DevicePlatform>> = {
  vrp: { name: 'huawei-vrp', platform: vrp },
  comware: { name: 'h3c-comware', platform: comware },
  ios: { name: 'cisco-ios', platform: ios },
};
const writing = (name: string) => writingOf(devices[name] as DevicePlatform);

describe('an answer in configuration', () => {
  test.each([
    ['vrp', 'Error: Unrecognized command found at ‘^’ position.'],
    ['vrp', '              ^'],
    ['vrp', 'Error: The VLAN does not exist.'],
    ['comware', "% Unrecognized command found at '^' position."],
    ['comware', 'The VLAN does not exist.'],
    ['ios', "% Invalid input detected at '^' marker."],
    ['ios', '% Incomplete command.'],
    ['ios', '%Error: the VLAN is in use'],
    [
      'ios',
      'Command rejected: An interface whose trunk encapsulation is "Auto" can not be configured to "trunk" mode.',
    ],
    ['ios', '% Duplicate sequence number'],
    ['ios', '% 10.0.0.0 overlaps with Vlan20'],
  ])('of %s is a refusal: %s', (name, line) => {
    expect(errorsIn(`Something before.\n${line}\n`, ['a line'], writing(name))).toEqual([line]);
  });

  test.each([
    ['vrp', 'Info: This operation may take a few seconds. Please wait for a moment...done.'],
    ['vrp', 'Warning: The default route may be lost.'],
    ['comware', '%Jan  1 00:05:32:111 2026 sw1 IFNET/3/PHY_UPDOWN: Physical state on the interface changed to down.'],
    ['ios', '%LINK-5-CHANGED: Interface Vlan10, changed state to administratively down'],
    ['ios', '%Warning: portfast should only be enabled on ports connected to a single host.'],
    ['ios', '% Interface Vlan10 IPv4 disabled and address(es) removed due to enabling VRF A'],
  ])('of %s is none: %s', (name, line) => {
    expect(errorsIn(`${line}\n`, ['a line'], writing(name))).toEqual([]);
  });

  test('is none where it only shows what was typed', () => {
    expect(errorsIn('% keep out\n', ['banner motd #', '% keep out', '#'], writing('ios'))).toEqual([]);
  });
});

describe('a prompt of configuration mode', () => {
  test.each([
    ['vrp', '[sw1]'],
    ['vrp', '[sw1-GigabitEthernet0/0/1]'],
    ['vrp', '[~ce1]'],
    ['vrp', '[*ce1-bgp-af-ipv4]'],
    ['comware', '[sw1-Vlan-interface10]'],
    ['ios', 'sw1(config)#'],
    ['ios', 'sw1(config-if)#'],
    ['ios', 'sw1(config-ext-nacl)#'],
  ])('of %s is known: %s', (name, line) => {
    expect(writing(name).configure.prompt.test(line)).toBe(true);
  });

  test.each([
    ['vrp', '<sw1>'],
    ['vrp', '[Y/N]'],
    ['vrp', 'Are you sure to continue? [Y/N]'],
    ['comware', '<sw1>'],
    ['ios', 'sw1#'],
    ['ios', 'sw1>'],
    ['ios', '[OK]'],
  ])('of %s is not: %s', (name, line) => {
    expect(writing(name).configure.prompt.test(line)).toBe(false);
  });
});
