import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { platformRules, platformSystems, platformWords } from '../../../src/core/convert/knowledge/platforms.ts';
import { type PlatformEvidence, recognisePlatform } from '../../../src/core/convert/platform.ts';

const platformOf = (evidence: PlatformEvidence) => recognisePlatform(evidence).platform;

describe('the platform', () => {
  it.each([
    ['cisco_ios', 'cisco-ios'],
    ['cisco_xe', 'cisco-ios'],
    ['cisco.nxos.nxos', 'cisco-nxos'],
    ['cisco_xr', 'cisco-iosxr'],
    ['cisco_asa', 'cisco-asa'],
    ['huawei', 'huawei-vrp'],
    ['huawei_vrpv8', 'huawei-vrp'],
    ['community.network.ce', 'huawei-vrp'],
    ['hp_comware', 'h3c-comware'],
    ['junos', 'juniper-junos'],
    ['juniper_junos', 'juniper-junos'],
    ['ruijie_os', 'ruijie-os'],
    ['arista_eos', 'arista-eos'],
    ['zte_zxros', 'zte-zxros'],
    ['fortinet', 'fortinet-fortios'],
    ['paloalto_panos', 'paloalto-panos'],
    ['huawei-vrp', 'huawei-vrp'],
    ['linux', 'linux'],
  ])('follows a driver name: %s is %s', (platformWord, platform) => {
    expect(platformOf({ platformWord, vendor: 'Dell', type: 'server', os: 'Windows' })).toBe(platform);
  });

  it.each([
    ['CentOS 7.9', 'linux'],
    ['Red Hat Enterprise Linux 8', 'linux'],
    ['Ubuntu 22.04', 'linux'],
    ['银河麒麟V10', 'linux'],
    ['统信UOS 20', 'linux'],
    ['openEuler 22.03', 'linux'],
    ['SUSE 12 SP5', 'linux'],
    ['Debian 12', 'linux'],
    ['Windows Server 2019', 'windows'],
    ['VMware ESXi 7.0', 'vmware-esxi'],
    ['AIX 7.2', 'aix'],
    ['IOS-XE 16.9', 'cisco-ios'],
    ['Cisco IOS XR 6.5', 'cisco-iosxr'],
    ['NX-OS 9.3', 'cisco-nxos'],
    ['VRP V200R019C00', 'huawei-vrp'],
    ['Comware Software, Version 7.1', 'h3c-comware'],
    ['PAN-OS 10.1', 'paloalto-panos'],
  ])('follows the operating system: %s is %s', (os, platform) => {
    expect(platformOf({ os, vendor: 'Inspur', type: 'server' })).toBe(platform);
  });

  it('follows a version of Huawei on network gear, and on storage and servers not, whose versions look the same', () => {
    expect(platformOf({ os: 'V200R019C10SPC500', type: 'switch' })).toBe('huawei-vrp');
    expect(platformOf({ os: 'V200R019C10SPC500' })).toBe('huawei-vrp');
    expect(platformOf({ os: 'V500R007C60SPC300', vendor: 'Huawei', type: 'storage' })).toBe('unknown');
    expect(platformOf({ os: 'V100R003C00', vendor: 'Huawei', type: 'server' })).toBe('unknown');
  });

  const gear: readonly [PlatformEvidence, string][] = [
    [{ vendor: '华为', model: 'S5735', type: 'switch' }, 'huawei-vrp'],
    [{ vendor: 'Huawei', model: 'USG6330', type: 'firewall' }, 'huawei-vrp'],
    [{ vendor: 'Huawei', model: 'AirEngine 5761', type: 'wireless-ap' }, 'huawei-vrp'],
    [{ vendor: 'Huawei', model: 'OceanStor 5300', type: 'storage' }, 'unknown'],
    [{ vendor: 'Huawei', model: 'UPS5000', type: 'power' }, 'unknown'],
    [{ vendor: 'Huawei', model: '2288H V5', type: 'server' }, 'unknown'],
    [{ vendor: 'H3C', model: 'S5130', type: 'switch' }, 'h3c-comware'],
    [{ vendor: 'H3C', model: 'UniServer R4900', type: 'server' }, 'unknown'],
    [{ vendor: 'HP', model: '5130-24G', type: 'switch' }, 'h3c-comware'],
    [{ vendor: 'Cisco', model: 'WS-C2960X', type: 'switch' }, 'cisco-ios'],
    [{ vendor: 'Cisco', model: 'N9K-C93180YC-EX', type: 'switch' }, 'cisco-nxos'],
    [{ vendor: 'Cisco', model: 'MDS 9148S', type: 'san-switch' }, 'cisco-nxos'],
    [{ vendor: 'Cisco', model: 'ASR-9010', type: 'router' }, 'cisco-iosxr'],
    [{ vendor: 'Cisco', model: 'ASR1001-X', type: 'router' }, 'cisco-ios'],
    [{ vendor: 'Cisco', model: 'ASA5525-X', type: 'firewall' }, 'cisco-asa'],
    [{ vendor: 'Juniper', model: 'SRX345', type: 'firewall' }, 'juniper-junos'],
    [{ model: 'RG-S2910', type: 'switch' }, 'ruijie-os'],
    [{ vendor: '山石网科', model: 'SG-6000-E1600', type: 'firewall' }, 'hillstone-stoneos'],
    [{ vendor: 'Fortinet', model: 'FortiGate 60F', type: 'firewall' }, 'fortinet-fortios'],
    [{ vendor: 'Dell', model: 'R740', type: 'server' }, 'unknown'],
    [{ type: 'vm' }, 'unknown'],
    [{}, 'unknown'],
  ];

  it.each(gear)('follows vendor, model and type: %o is %s', (evidence, platform) => {
    expect(platformOf(evidence)).toBe(platform);
  });

  it('is unknown without confidence where nothing tells, and says so', () => {
    expect(recognisePlatform({ vendor: 'APC', type: 'power' })).toMatchObject({
      confidence: 0,
      reason: { en: 'nothing tells what runs on it' },
    });
  });

  it('can be told by other knowledge', () => {
    const knowledge = {
      words: platformWords,
      systems: platformSystems,
      rules: platformRules.filter(({ vendor }) => vendor !== 'Huawei'),
    };
    expect(recognisePlatform({ vendor: '华为', type: 'switch' }, knowledge).platform).toBe('unknown');
  });
});

it.each(['spreadsheets.md', 'spreadsheets.zh-CN.md'])('docs/%s names every platform that can come out', (name) => {
  const text = readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8').replaceAll('```', '');
  const named = new Set([...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/\s+/)));
  const known = new Set([
    ...Object.keys(platformWords),
    ...platformSystems.map(([platform]) => platform),
    ...platformRules.map(({ platform }) => platform),
  ]);
  expect([...known].filter((platform) => !named.has(platform))).toEqual([]);
});
