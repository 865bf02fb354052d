import { describe, expect, test } from 'vitest';
import { bytes, mbits, number, seconds } from '../../../../src/core/platforms/parse/units.ts';
import { ip, mac, withPrefix } from '../../../../src/core/platforms/parse/values.ts';

describe('lengths of time', () => {
  test.each([
    ['1 year, 12 weeks, 3 days, 4 hours, 22 minutes', ((365 + 84 + 3) * 24 + 4) * 3600 + 22 * 60],
    ['2 years, 1 week, 6 hours, 1 minute', ((730 + 7) * 24 + 6) * 3600 + 60],
    ['310 days, 4 hours, 12 minutes, 6 seconds', (310 * 24 + 4) * 3600 + 12 * 60 + 6],
    ['45w2d 03:12', (317 * 24 + 3) * 3600 + 12 * 60],
    ['3w2d', 23 * 86_400],
    ['1d02h', 26 * 3600],
    ['2d 03:14', (48 + 3) * 3600 + 14 * 60],
    ['04:14:38', 4 * 3600 + 14 * 60 + 38],
    ['128:05:20:19', (128 * 24 + 5) * 3600 + 20 * 60 + 19],
    ['0:0:3:8', 188],
    ['3 days, 1:02:03', (72 + 1) * 3600 + 2 * 60 + 3],
    ['41 weeks, 5 days, 8 hours and 37 minutes', (292 * 24 + 8) * 3600 + 37 * 60],
    ['never', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j seconds', (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });
});

describe('amounts', () => {
  test.each([
    ['8253856 kB', 8_253_856 * 1024],
    ['2048 MB', 2 ** 31],
    ['512MB', 2 ** 29],
    ['524288K', 2 ** 29],
    ['7.5 GB', 7.5 * 2 ** 30],
    ['1024', 1024],
    ['512 bytes', 512],
    ['lots', undefined],
    ['12 parrots', undefined],
    [undefined, undefined],
  ])('%j is %j bytes', (text, expected) => {
    expect(bytes(text)).toBe(expected);
  });

  test.each([
    ['1000Mb/s', 1000],
    ['10 Gb/s', 10_000],
    ['2.5Gb/s', 2500],
    ['1000mbps', 1000],
    ['100Gbps', 100_000],
    ['1000000 Kbit', 1000],
    ['1984 Kbit', 1.984],
    ['10G', 10_000],
    ['Auto-speed', undefined],
    ['Unlimited', undefined],
    [undefined, undefined],
  ])('%j is %j Mbit/s', (text, expected) => {
    expect(mbits(text)).toBe(expected);
  });

  test.each([
    ['12', 12],
    ['12.5', 12.5],
    ['', undefined],
    ['  ', undefined],
    ['12x', undefined],
    [undefined, undefined],
  ])('%j is the number %j', (text, expected) => {
    expect(number(text)).toBe(expected);
  });
});

describe('addresses', () => {
  test.each([
    ['0cd9.9624.5a01', '0c:d9:96:24:5a:01'],
    ['0C:D9:96:24:5A:01', '0c:d9:96:24:5a:01'],
    ['0c-d9-96-24-5a-01', '0c:d9:96:24:5a:01'],
    ['0000.0000.0000', undefined],
    ['0cd9.9624', undefined],
    ['Gi1/0/1', undefined],
    [undefined, undefined],
  ])('%j is the MAC address %j', (text, expected) => {
    expect(mac(text)).toBe(expected);
  });

  test.each([
    ['10.0.0.1/24', undefined, '10.0.0.1/24'],
    ['10.0.0.1', '255.255.254.0', '10.0.0.1/23'],
    ['10.0.0.1', '32', '10.0.0.1/32'],
    ['0.0.0.0/0', undefined, '0.0.0.0/0'],
    ['2001:DB8:0:0::1/64', undefined, '2001:db8::1/64'],
    ['10.0.0.1', undefined, undefined],
    ['10.0.0.1/33', undefined, undefined],
    ['10.0.0.300/24', undefined, undefined],
    ['2001:db8::1/129', undefined, undefined],
    ['unassigned', '24', undefined],
  ])('%j with %j is %j', (text, length, expected) => {
    expect(withPrefix(text, length)).toBe(expected);
  });

  test('an address that is none is left out', () => {
    expect([ip('10.0.0.1'), ip('FE80::1'), ip('0cd9.9624.5a01'), ip(undefined)]).toEqual([
      '10.0.0.1',
      'fe80::1',
      undefined,
      undefined,
    ]);
  });
});
