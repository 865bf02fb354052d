import { describe, expect, test } from 'vitest';
import cisco from '../../../src/core/platforms/cisco-ios.ts';
import huawei from '../../../src/core/platforms/huawei-vrp.ts';
import junos from '../../../src/core/platforms/juniper-junos.ts';
import { type ChangeRequest, deviceChange } from '../../../src/core/push/device/change.ts';
import type { DevicePlatform } from '../../../src/core/push/device/writing.ts';

const vrp: DevicePlatform = { name: 'huawei-vrp', platform: huawei };
const ios: DevicePlatform = { name: 'cisco-ios', platform: cisco };

const text = (...lines: string[]) => `${lines.join('\n')}\n`;
const vlanif = (...lines: string[]) => text('interface Vlanif10', ...lines.map((line) => ` ${line}`), '#', 'return');

const change = (request: Partial<ChangeRequest> & Pick<ChangeRequest, 'running' | 'wanted'>) =>
  deviceChange({ exact: false, platform: vrp, ...request });

describe('what is put into what runs', () => {
  test('leaves alone what nobody mentions', () => {
    const running = text('sysname sw1', '#', 'interface Vlanif10', ' description by hand', '#', 'aaa', '#', 'return');
    const made = change({ running, wanted: vlanif('ip address 10.0.0.1 255.255.255.0') });
    expect(made.commands).toEqual(['interface Vlanif10', 'ip address 10.0.0.1 255.255.255.0', 'quit']);
    expect(made).toMatchObject({ added: 1, removed: 0, guessed: 0 });
  });

  test('takes away what was put there before and is wanted no more, unless somebody made something else of it', () => {
    const former = vlanif('description office', 'ospf cost 10');
    const running = vlanif('description by hand', 'ospf cost 10');
    expect(change({ running, former, wanted: vlanif() }).commands).toEqual([
      'interface Vlanif10',
      'undo ospf cost',
      'quit',
    ]);
  });

  test('takes a whole interface away only where nothing else was added to it', () => {
    const former = vlanif('description office');
    expect(change({ running: former, former, wanted: text('#') }).commands).toEqual(['undo interface Vlanif10']);
    const running = vlanif('description office', 'ospf cost 10');
    expect(change({ running, former, wanted: text('#') }).commands).toEqual([
      'interface Vlanif10',
      'undo description',
      'quit',
    ]);
  });

  test('adds to lists of VLANs and takes from them only what was put there', () => {
    const made = change({
      running: text('vlan batch 10 20 30'),
      former: text('vlan batch 10 20'),
      wanted: text('vlan batch 20 40'),
    });
    expect(made.commands).toEqual(['undo vlan batch 10', 'vlan batch 40']);
  });

  test('keeps a VLAN that somebody has described, or made an interface of', () => {
    const running = text('vlan batch 10 20 30', '#', 'vlan 20', ' description by hand', '#', 'interface Vlanif30', '#');
    const made = change({ running, former: text('vlan batch 10 20 30'), wanted: text('#') });
    expect(made.commands).toEqual(['undo vlan batch 10']);
  });

  test('makes room: a port of another type leaves its VLANs first', () => {
    const port = (...lines: string[]) => text('interface GigabitEthernet0/0/1', ...lines.map((line) => ` ${line}`));
    const running = port('description by hand', 'port link-type access', 'port default vlan 10');
    const wanted = port('port link-type trunk', 'port trunk allow-pass vlan 20');
    expect(change({ running, wanted }).commands).toEqual([
      'interface GigabitEthernet0/0/1',
      'undo port default vlan',
      'port link-type trunk',
      'port trunk allow-pass vlan 20',
      'quit',
    ]);
  });

  test('keeps entries that were added by hand where they stand in an access list', () => {
    const list = (...lines: string[]) => text('ip access-list extended IN', ...lines.map((line) => ` ${line}`), '!');
    const running = list('permit ip host 10.0.0.1 any', 'permit ip host 10.0.0.9 any', 'deny ip any any');
    const wanted = list('permit ip host 10.0.0.1 any', 'deny ip any any');
    expect(change({ running, wanted, platform: ios }).commands).toEqual([]);
  });
});

describe('exactly', () => {
  test('what is not wanted goes', () => {
    const running = vlanif('description by hand', 'ospf cost 10');
    expect(change({ running, wanted: vlanif('ospf cost 10'), exact: true }).commands).toEqual([
      'interface Vlanif10',
      'undo description',
      'quit',
    ]);
  });
});

describe.each([true, false])('secrets, exact: %s', (exact) => {
  const user = (secret: string) => text('aaa', ` local-user ops password irreversible-cipher ${secret}`, '#', 'return');
  const running = user('$1a$shownbythedevice$');

  test('that are shown in another way are no change', () => {
    expect(change({ running, wanted: user('Plain@1'), exact }).commands).toEqual([]);
    expect(change({ running, wanted: user('Plain@1'), former: user('Plain@1'), exact }).commands).toEqual([]);
  });

  test('that are others than those put there before are typed, and not shown', () => {
    const made = change({ running, wanted: user('Plain@2'), former: user('Plain@1'), exact });
    expect(made.commands).toContain('local-user ops password irreversible-cipher Plain@2');
    expect(made.shown.join('\n')).not.toContain('Plain@2');
    expect(JSON.stringify(made.blocks)).not.toMatch(/Plain@2|shownbythedevice/);
    expect(made.holds(user('$1a$shownanew$'))).toBe(true);
    expect(made.holds(text('aaa', '#', 'return'))).toBe(false);
  });

  test('that were taken out are as they run', () => {
    expect(change({ running, wanted: user('[redacted]'), exact }).commands).toEqual([]);
    expect(() => change({ running: text('aaa'), wanted: user('[redacted]'), exact })).toThrow(/secret was taken out/);
  });

  test('are not in the hash of what runs', () => {
    const other = change({ running: user('$1a$shownanew$'), wanted: running, exact });
    expect(change({ running, wanted: running, exact }).before).toBe(other.before);
  });
});

test('the hash of what runs is another where a line is, and the same where only noise is', () => {
  const before = (running: string) => change({ running, wanted: '', exact: true, platform: ios }).before;
  const plain = before(text('hostname a', '!', 'end'));
  expect(before(text('Building configuration...', '', 'Current configuration : 12 bytes', 'hostname a', 'end'))).toBe(
    plain,
  );
  expect(before(text('hostname b', '!', 'end'))).not.toBe(plain);
});

test('a platform that cannot be taken back is refused', () => {
  const request = { running: '', wanted: '', exact: true, platform: { name: 'juniper-junos', platform: junos } };
  expect(() => deviceChange(request)).toThrow(/Junos: it is not known here how/);
});

test('a certificate that is shown, or only where it is kept, is the same', () => {
  const chain = (...lines: string[]) =>
    text('crypto pki certificate chain TP-self-signed-1', ...lines.map((line) => ` ${line}`), '!', 'end');
  const running = chain('certificate self-signed 01', '  30820229 30820192 A0030201', '  \tquit');
  const wanted = chain('certificate self-signed 01 nvram:IOS-Self-Sig#1.cer');
  expect(change({ running, wanted, exact: true, platform: ios }).commands).toEqual([]);
  expect(change({ running: wanted, wanted: running, exact: true, platform: ios }).commands).toEqual([]);
});

test('a line with a question mark is refused, as devices would take it for a call for help', () => {
  const wanted = vlanif('description what is this?');
  expect(() => change({ running: vlanif(), wanted })).toThrow(/"description what is this\?" has a question mark/);
});

test.each([
  ['a question mark in its secret', 'What?2026'],
  ['a tab, which completes words', 'a\tb'],
  ['what leaves configuration', 'a\x1ab'],
])('a line with %s is refused, and the secret not told', (_, secret) => {
  const wanted = text('snmp-agent', `snmp-agent community read cipher ${secret}`);
  const refused = () => change({ running: text('snmp-agent'), wanted });
  expect(refused).toThrow(/"snmp-agent community read cipher \[redacted\].*question mark or a control character/);
  expect(refused).not.toThrow(secret);
});
