import { describe, expect, test } from 'vitest';
import { dialectOf } from '../../../src/core/config/blocks/dialect.ts';
import type { Dialect } from '../../../src/core/config/blocks/types.ts';
import { deviceDiff } from '../../../src/core/config/device-diff.ts';
import { lineMask } from '../../../src/core/config/text/secrets.ts';
import { OpsError } from '../../../src/core/errors.ts';
import vrp from '../../../src/core/platforms/huawei-vrp.ts';

const [huawei, cisco] = [dialectOf('huawei-vrp') as Dialect, dialectOf('cisco-ios') as Dialect];
const text = (...lines: string[]) => `${lines.join('\n')}\n`;

test('a line is seen within its interface, with its number in its own configuration', () => {
  const before = text('sysname a', '#', 'interface Vlanif10', ' ip address 10.0.0.1 255.255.255.0', '#', 'return');
  const after = text(
    '#',
    'sysname a',
    '#',
    'interface Vlanif10',
    ' description office',
    ' ip address 10.0.0.2 255.255.255.0',
  );
  expect(deviceDiff(before, after, huawei).blocks).toEqual([
    {
      path: ['interface Vlanif10'],
      removed: [{ line: 4, text: 'ip address 10.0.0.1 255.255.255.0' }],
      added: [
        { line: 5, text: 'description office' },
        { line: 6, text: 'ip address 10.0.0.2 255.255.255.0' },
      ],
    },
  ]);
});

test('a port without lines may be listed or not', () => {
  const diff = deviceDiff('', text('interface GigabitEthernet0/0/1', '#', 'aaa'), huawei);
  expect([diff.blocks, diff.commands()]).toEqual([[], []]);
});

describe('commands', () => {
  const typed = (before: string, after: string, dialect: Dialect) => deviceDiff(before, after, dialect).commands();

  test('a value is typed over, and undone by its name alone', () => {
    const before = text('hostname a', 'interface Vlan10', ' description x', ' ip address 10.0.0.1 255.255.255.0');
    const after = text('hostname b', 'interface Vlan10');
    expect(typed(before, after, cisco)).toEqual([
      'interface Vlan10',
      'no ip address',
      'no description',
      'exit',
      'hostname b',
    ]);
  });

  test('a virtual interface goes whole, a port keeps its place and loses its lines', () => {
    const before = text('interface Vlan10', ' description x', 'interface GigabitEthernet1/0/1', ' description y');
    expect(typed(before, '', cisco)).toEqual([
      'interface GigabitEthernet1/0/1',
      'no description',
      'exit',
      'no interface Vlan10',
    ]);
  });

  test('of a list of VLANs, only what differs is typed', () => {
    const port = (list: string) => text('interface GigabitEthernet0/0/1', ` port trunk allow-pass vlan ${list}`);
    expect(typed(port('10 20 to 30'), port('10 to 11 20 to 29'), huawei)).toEqual([
      'interface GigabitEthernet0/0/1',
      'undo port trunk allow-pass vlan 30',
      'port trunk allow-pass vlan 11',
      'quit',
    ]);
    const trunk = (list: string) => text('interface GigabitEthernet1/0/1', ` switchport trunk allowed vlan ${list}`);
    expect(typed(trunk('10,20-30'), trunk('10,20-31'), cisco)).toContain('switchport trunk allowed vlan add 31');
  });

  test('putting an interface into a VPN instance brings its address back', () => {
    const vlanif = (...lines: string[]) => text('interface Vlanif10', ...lines.map((line) => ` ${line}`));
    const address = 'ip address 10.0.0.1 255.255.255.0';
    expect(typed(vlanif(address), vlanif('ip binding vpn-instance A', address), huawei)).toEqual([
      'interface Vlanif10',
      'ip binding vpn-instance A',
      address,
      'quit',
    ]);
  });

  test('an entry in the middle of a numbered list of IOS makes the list anew; one at the end does not', () => {
    const list = (...entries: string[]) => text(...entries.map((entry) => `access-list 10 ${entry}`));
    expect(typed(list('permit 10.0.0.1'), list('permit 10.0.0.1', 'permit 10.0.0.2'), cisco)).toEqual([
      'access-list 10 permit 10.0.0.2',
    ]);
    expect(typed(list('permit 10.0.0.1', 'deny 10.0.0.2'), list('deny 10.0.0.2'), cisco)).toEqual([
      'no access-list 10',
      'access-list 10 deny 10.0.0.2',
    ]);
  });

  test('what is referred to is there before it is, and goes after it', () => {
    const interfaces = text('interface Vlan10', ' ip access-group IN in');
    const lists = text(
      'ip access-list extended IN',
      ' permit ip any any',
      'route-map R permit 10',
      ' match ip address IN',
    );
    const headers = (commands: readonly string[]) =>
      commands.filter((one) => /^(?:no )?(?:interface|ip access-list|route-map)/.test(one));
    expect(headers(typed('', interfaces + lists, cisco))).toEqual([
      'ip access-list extended IN',
      'route-map R permit 10',
      'interface Vlan10',
    ]);
    expect(headers(typed(interfaces + lists, '', cisco))).toEqual([
      'no interface Vlan10',
      'no route-map R permit 10',
      'no ip access-list extended IN',
    ]);
  });

  test('VLAN 1 is always there: it loses its lines and is not removed', () => {
    expect(typed(text('vlan 1', ' name old', 'vlan 10', ' name x'), '', dialectOf('h3c-comware') as Dialect)).toEqual([
      'vlan 1',
      'undo name',
      'quit',
      'undo vlan 10',
    ]);
  });

  test('Ruijie makes several VLANs with vlan range', () => {
    expect(typed('', text('vlan range 10-12,20'), dialectOf('ruijie-os') as Dialect)).toEqual([
      'vlan range 10-12,20',
      'exit',
    ]);
  });

  test('NX-OS ports may be shut down by default, so no shutdown counts there', () => {
    const port = text('interface Ethernet1/1', ' no shutdown');
    expect(typed('', port, dialectOf('cisco-nxos') as Dialect)).toEqual([
      'interface Ethernet1/1',
      'no shutdown',
      'exit',
    ]);
    expect(typed('', port, cisco)).toEqual([]);
  });

  test('undo commands that the general rule made are told apart', () => {
    const before = text('sysname a', 'some feature enable');
    expect(deviceDiff(before, 'sysname b\n', huawei).guessed()).toEqual(['undo some feature enable']);
  });
});

describe('secrets that were taken out', () => {
  const user = (name: string, secret: string) =>
    text('aaa', ` local-user ${name} password irreversible-cipher ${secret}`);
  const refusal = (before: string, after: string, dialect = huawei) => {
    try {
      deviceDiff(before, after, dialect).commands();
      return undefined;
    } catch (error) {
      return error instanceof OpsError ? error : undefined;
    }
  };

  test.each([
    [
      'a line that comes',
      '',
      user('ops', '[redacted]'),
      'aaa › local-user ops password irreversible-cipher [redacted]',
    ],
    ['a line that goes', user('ops', '[redacted]'), 'aaa\n', '2 (aaa › local-user ops'],
    [
      'a whole block',
      '',
      text('ike peer x', ' pre-shared-key [redacted]'),
      '2 (ike peer x › pre-shared-key [redacted])',
    ],
    [
      'what Oxidized has stripped',
      '',
      text('snmp-agent community read <secret hidden>'),
      '1 (snmp-agent community read',
    ],
  ])('are refused by name: %s', (_, before, after, named) => {
    const error = refusal(before, after);
    expect(error?.code).toBe('config-stripped');
    expect(error?.text.en).toContain(named);
    expect(error?.text.zh).toContain(named);
  });

  test('do not stand in the way of a change elsewhere', () => {
    const config = (name: string) =>
      text(`sysname ${name}`, '#', 'aaa', ' local-user ops password irreversible-cipher [redacted]');
    expect(deviceDiff(config('a'), config('b'), huawei).commands()).toEqual(['sysname b']);
  });

  test('a block that goes with such a line in it is refused', () => {
    expect(refusal(text('radius server X', ' key 7 [redacted]'), '', cisco)?.code).toBe('config-stripped');
  });

  test('the difference itself is shown, without secrets', () => {
    const mask = lineMask(vrp.secrets);
    const { blocks } = deviceDiff(user('ops', 'Old$ecret'), user('ops', 'New$ecret'), huawei, { mask });
    expect(JSON.stringify(blocks)).not.toMatch(/ecret/);
    expect(blocks[0]?.added[0]?.text).toBe('local-user ops password irreversible-cipher [redacted]');
  });
});
