import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factKinds } from '../../../src/core/collect/types.ts';
import arista from '../../../src/core/platforms/arista-eos.ts';
import ios from '../../../src/core/platforms/cisco-ios.ts';
import nxos from '../../../src/core/platforms/cisco-nxos.ts';
import type { Outputs, Platform } from '../../../src/core/platforms/define.ts';
import junos from '../../../src/core/platforms/juniper-junos.ts';
import ruijie from '../../../src/core/platforms/ruijie-os.ts';
import { readRecording } from '../../support/recording.ts';

const platforms: Readonly<Record<string, Platform>> = {
  'arista-eos': arista,
  'cisco-ios': ios,
  'cisco-nxos': nxos,
  'juniper-junos': junos,
  'ruijie-os': ruijie,
};
const folder = join(import.meta.dirname, '../../fixtures/transcripts');

describe.each(Object.entries(platforms))('%s', (name, platform) => {
  test.each([
    'show version',
    'show ip route 10.0.0.0/8',
    'show interfaces ge-0/0/0 extensive',
    'show vlan id 10,20-30',
    `show version | ${name === 'juniper-junos' ? 'match' : 'include'} Serial`,
    `show interfaces | ${name === 'juniper-junos' ? 'except' : 'exc'} down`,
  ])('lets %j be run', (command) => {
    expect(platform.readOnly?.test(command)).toBe(true);
  });

  test.each([
    ...['configure terminal', 'reload', 'clear counters', 'showx version', 'show', ' show version', 'do show version'],
    ...['show version | redirect flash:x', 'show running-config > x', 'show version; reload', 'show version\nreload'],
    ...[
      'show version | save x',
      'show version | bash',
      'show running-config | include secret',
      'show run | exclude BEGIN',
      'show startup-config | begin snmp',
      'show configuration | match secret',
      'show version | include a | redirect flash:x',
      'show version | include a > flash:x',
      'show version | include',
      'show $(reload)',
      'show `x`',
      'show version && reload',
      'show ?',
      'show version\treload',
      ...['show key chain', 'show crypto isakmp key', 'show cry isa k', 'show snmp community', 'show snmp comm'],
    ],
  ])('does not let %j be run', (command) => {
    expect(platform.readOnly?.test(command)).toBe(false);
  });

  test('reads nothing out of nothing', () => {
    for (const kind of factKinds) expect(platform.parse(kind, {})).toEqual({});
  });

  test('reads nothing out of what it does not understand, and invents no host', () => {
    const commands = Object.values(platform.commands).flat();
    const text = fc.stringMatching(/^[\w .:/|[\]()<>%,*-]{0,80}\n[\w .:/]{0,80}$/);
    fc.assert(
      fc.property(text, (said) => {
        const outputs = Object.fromEntries(commands.map((command) => [command, `~${said}`]));
        for (const kind of factKinds) {
          const { hostname, model, serials, neighbours = [] } = platform.parse(kind, outputs);
          expect({ hostname, model, serials, neighbours }).toEqual({ neighbours: [] });
        }
      }),
      { numRuns: 200 },
    );
  });

  const models = readdirSync(join(folder, name));
  test.each(models)('reads what is whole of outputs that were cut: %s', async (model) => {
    const { answers } = await readRecording(join(folder, name, model));
    const parts = [0.1, 0.37, 0.5, 0.73, 0.95];
    for (const kind of factKinds) {
      const commands = platform.commands[kind] ?? [];
      const outputs = (part: number): Outputs =>
        Object.fromEntries(
          commands.flatMap((command) => {
            const output = answers.get(command)?.output;
            return output === undefined ? [] : [[command, output.slice(0, output.length * part)]];
          }),
        );
      const whole = JSON.stringify(platform.parse(kind, outputs(1)));
      for (const part of parts) {
        const { interfaces = [], vlans = [] } = platform.parse(kind, outputs(part));
        for (const one of [...interfaces.slice(0, -1), ...vlans.slice(0, -1)]) expect(whole).toContain(one.name);
      }
    }
  });

  test('has secrets that are the same when taken out twice', async () => {
    for (const model of models) {
      const { answers } = await readRecording(join(folder, name, model));
      for (const { output } of answers.values()) {
        const strip = (text: string) => platform.secrets.reduce((rest, [from, to]) => rest.replace(from, to), text);
        expect(strip(strip(output))).toBe(strip(output));
      }
    }
  });

  test('is recognised by what it says of its version, and the others are not', async () => {
    const others = Object.entries(platforms).filter(([other]) => other !== name);
    for (const model of models) {
      const { answers } = await readRecording(join(folder, name, model));
      const version = answers.get('show version')?.output ?? '';
      expect(platform.signs.probe?.some((sign) => sign.test(version))).toBe(true);
      for (const [, other] of others) expect(other.signs.probe?.some((sign) => sign.test(version))).toBe(false);
    }
  });
});

test('EOS, which hands what stands behind a pipe to its shell, gets no filter but its own', () => {
  for (const filter of ['find / -delete', 'match x', 'tee a', 'awk x']) {
    expect(arista.readOnly?.test(`show version | ${filter}`)).toBe(false);
  }
});

test.each([
  [ios, "       ^\n% Invalid input detected at '^' marker.\n", true],
  [ios, '% Incomplete command.\n', true],
  [ios, '% Ambiguous command:  "show v"\n', true],
  [ios, 'Command authorization failed.\n', true],
  [ios, '% LLDP is not enabled\n', true],
  [ios, 'CDP neighbors\nProxy ARP is not enabled on this port\n', false],
  [nxos, "         ^\n% Invalid command at '^' marker.\n", true],
  [nxos, '% Permission denied for the role\n', true],
  [arista, '% Invalid input (at token 2: "xyz")\n', true],
  [arista, '% Unavailable command (not supported on this hardware platform)\n', true],
  [ruijie, "         ^\n% Unrecognized command found at '^' position.\n", true],
  [ruijie, "% User doesn't have sufficient privilege to execute this command.\n", true],
  [junos, '            ^\nsyntax error, expecting <command>.\n', true],
  [junos, '     ^\nunknown command.\n', true],
  [junos, 'error: command is not valid on the ex3400-48p\n', true],
  [junos, 'error: the lldp subsystem is not running\n', true],
  [junos, 'Hostname: error\n', false],
])('%# a refusal is told from an answer', (platform, output, refused) => {
  expect(platform.shell?.refusals.some((refusal) => refusal.test(output))).toBe(refused);
});

test.each([
  [ios, 'core-1>', true],
  [ios, 'core-1# ', true],
  [ios, 'core-1(config-if)#', true],
  [nxos, 'leaf-1# ', true],
  [arista, 'sw.10:11:12#', true],
  [ruijie, '核心交换机>', true],
  [junos, 'ops@mx-1> ', true],
  [junos, 'ops@mx-1# ', true],
  [ios, ' --More-- ', false],
  [ios, 'Password: ', false],
  [junos, '---(more 45%)---', false],
])('%# a prompt is told from other lines', (platform, line, isPrompt) => {
  expect(platform.shell?.prompt.test(line)).toBe(isPrompt);
});

test.each([
  'Your password is too weak. Change it now? [Y/N]:',
  'Would you like to change the password?(y/n)',
  'Modify password [yes/no]: ',
])('RGOS is answered n to %j', (question) => {
  expect(ruijie.shell?.questions.find(([pattern]) => pattern.test(question))?.[1]).toBe('n');
});

test.each([
  [ios, 'Building configuration...', true],
  [ios, 'Current configuration : 5824 bytes', true],
  [ios, '! Last configuration change at 15:01:09 CST Mon Aug 25 2025 by wangwei', true],
  [ios, '! NVRAM config last updated at 15:01:22 CST Mon Aug 25 2025 by wangwei', true],
  [ios, 'ntp clock-period 22518417', true],
  [ios, 'ntp server 10.0.0.1', false],
  [ios, '!', false],
  [nxos, '!Command: show running-config', true],
  [nxos, '!Running configuration last done at: Thu Jul 10 10:10:10 2025', true],
  [nxos, '!Time: Fri Jul 11 12:02:18 2025', true],
  [nxos, 'version 9.3(8) Bios:version 07.69', false],
  [arista, '! Startup-config last modified at Thu Jul 10 10:10:10 2025 by ops', true],
  [arista, '! device: tj-leaf-1 (DCS-7050SX3-48YC8, EOS-4.28.3M)', true],
  [arista, '! boot system flash:/EOS-4.28.3M.swi', false],
  [ruijie, 'Current configuration : 6122 bytes', true],
  [junos, '## Last commit: 2025-07-01 10:00:00 CST by ops', true],
  [junos, 'version 18.4R2-S4.3;', false],
])('%# a line that is no change is told from others: %j', (platform, line, noise) => {
  expect(platform.noise.some((pattern) => pattern.test(line))).toBe(noise);
});

describe('older versions', () => {
  test('IOS 12 leaves prefix lengths out where all subnets have the same, and breaks long lines', () => {
    const text = [
      'Codes: C - connected, S - static, R - RIP, O - OSPF',
      '',
      'Gateway of last resort is not set',
      '',
      '     172.16.0.0/24 is subnetted, 2 subnets',
      'C       172.16.1.0 is directly connected, FastEthernet0/0',
      'O E2    172.16.2.0 [110/20] via 172.16.1.2, 00:10:20, FastEthernet0/0',
      'O IA 192.168.100.0/24',
      '           [110/11] via 172.16.1.2, 2d03h, FastEthernet0/0',
    ];
    expect(ios.parse('routes', { 'show ip route': text.join('\n') }).routes).toEqual([
      { prefix: '172.16.1.0/24', interface: 'FastEthernet0/0', protocol: 'connected' },
      { prefix: '172.16.2.0/24', via: '172.16.1.2', interface: 'FastEthernet0/0', protocol: 'ospf' },
      { prefix: '192.168.100.0/24', via: '172.16.1.2', interface: 'FastEthernet0/0', protocol: 'ospf' },
    ]);
  });

  test('a router with IOS 12 is told by its board', () => {
    const text = [
      'Cisco IOS Software, 2800 Software (C2800NM-ADVSECURITYK9-M), Version 12.4(24)T5, RELEASE SOFTWARE (fc3)',
      'old-r1 uptime is 3 weeks, 2 days, 1 hour, 5 minutes',
      'Cisco 2811 (revision 53.51) with 249856K/12288K bytes of memory.',
      'Processor board ID FTX1145A0BC',
    ];
    expect(ios.parse('system', { 'show version': text.join('\n') })).toEqual({
      ...{ hostname: 'old-r1', vendor: 'Cisco', model: '2811', serials: ['FTX1145A0BC'], os: 'IOS' },
      ...{ version: '12.4(24)T5', uptime: 1_991_100, memory: { total: 262_144 * 1024 } },
    });
  });

  test('IOS XE 3 tells its own version apart from that of IOS', () => {
    const text =
      'Cisco IOS Software, IOS-XE Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 15.3(2)S1, RELEASE SOFTWARE\n\nIOS XE Version: 03.09.01.S\n';
    expect(ios.parse('system', { 'show version': text })).toEqual({
      vendor: 'Cisco',
      os: 'IOS XE',
      version: '03.09.01.S',
    });
  });

  test('Junos 12 tells its version in brackets, lists VLANs without instances and neighbours without parents', () => {
    const version =
      'Hostname: ex-old\nModel: ex2200-24t-4g\nJUNOS Base OS boot [12.3R12.4]\nJUNOS Base OS Software Suite [12.3R12.4]\n';
    expect(junos.parse('system', { 'show version': version })).toEqual({
      ...{ hostname: 'ex-old', vendor: 'Juniper', model: 'EX2200-24T-4G', os: 'Junos', version: '12.3R12.4' },
    });
    const vlans =
      'Name           Tag     Interfaces\ndefault        \n                       None\nvoice          30      \n                       ge-0/0/1.0*\n';
    expect(junos.parse('vlans', { 'show vlans': vlans }).vlans).toEqual([{ id: 30, name: 'voice' }]);
    const lldp =
      'Local Interface    Chassis Id        Port info     System Name\nge-0/0/1.0         2c:6b:f5:a1:c2:c0 ge-0/0/9.0    core-9\n';
    expect(junos.parse('neighbours', { 'show lldp neighbors': lldp }).neighbours).toEqual([
      { interface: 'ge-0/0/1', host: 'core-9', port: 'ge-0/0/9.0', protocol: 'lldp' },
    ]);
  });
});
