import type { DeviceType } from '../../settings/device-types.ts';

/**
 * Platforms by the words of sheets and tools: driver names of Netmiko, NAPALM, Ansible (`network_os`), Nornir, pyATS and
 * Oxidized, and usual names of systems. `_ - . /` and blanks do not count, nor does case.
 */
export const platformWords: Readonly<Record<string, string>> = {
  linux:
    'linux | linux_ssh | generic linux | ubuntu | centos | debian | rhel | unix | ansible.builtin.linux | gnu linux',
  windows: 'windows | winrm | windows server | win | microsoft windows',
  'huawei-vrp':
    'huawei | vrp | huawei_vrp | huawei vrp | huawei_vrpv8 | huawei vrpv8 | ce | cloudengine | community.network.ce | ansible.netcommon.ce | huawei_telnet | hce | ne_router | yunshan | huawei yunshan | huawei_yunshan',
  'h3c-comware':
    'h3c | comware | hp_comware | h3c_comware | hpe comware | comware5 | comware7 | comware9 | hpe_comware | hp_comware_telnet | hpcomware',
  'cisco-ios':
    'ios | cisco_ios | cisco ios | ios-xe | iosxe | cisco_xe | cisco iosxe | cisco.ios.ios | cisco_ios_telnet | cisco_iosxe | cisco catos | cisco ios-xe | catalyst | cisco',
  'cisco-nxos': 'nxos | nx-os | cisco_nxos | cisco.nxos.nxos | nexus | nxos_ssh | cisco nexus',
  'cisco-iosxr': 'iosxr | ios-xr | cisco_xr | cisco_iosxr | cisco.iosxr.iosxr | iosxr_netconf | cisco_xr_telnet',
  'cisco-asa': 'asa | cisco_asa | cisco.asa.asa | ftd | cisco_ftd | cisco ftd | cisco firepower',
  'cisco-wlc': 'cisco_wlc | wlc | aireos | cisco_wlc_ssh | airos cisco',
  'juniper-junos':
    'junos | juniper | juniper_junos | junipernetworks.junos.junos | junos evolved | juniper_junos_telnet',
  'juniper-screenos': 'screenos | juniper_screenos',
  'ruijie-os': 'ruijie | ruijie_os | rgos | ruijie_os_telnet | ruijie rgos',
  'arista-eos': 'eos | arista | arista_eos | arista.eos.eos',
  'zte-zxros': 'zte | zxros | zte_zxros | zte zxr10 | zxr10 | zte_zxros_telnet',
  'maipu-mypower': 'maipu | mypower | maipu_mypower',
  'dptech-conplat': 'dptech | conplat',
  'fortinet-fortios': 'fortios | fortinet | fortinet.fortios.fortios | fortigate | fortinet_fortios',
  'paloalto-panos': 'panos | pan-os | paloalto | paloalto_panos | paloaltonetworks.panos | palo alto',
  'hillstone-stoneos': 'stoneos | hillstone | hillstone_stoneos',
  'checkpoint-gaia': 'gaia | checkpoint | checkpoint_gaia | check_point.mgmt.checkpoint',
  'sangfor-os': 'sangfor | sangforos',
  'f5-tmos': 'tmos | bigip | f5 | f5_tmsh | f5_ltm | f5_linux | f5networks.f5_modules.bigip | big-ip',
  'a10-acos': 'a10 | acos',
  'citrix-netscaler': 'netscaler | citrix netscaler',
  'dell-os10': 'dellos10 | dell_os10 | os10 | dellemc.os10.os10 | smartfabric os10',
  'dell-os6': 'dellos6 | dell_os6 | dellemc.os6.os6 | dell_powerconnect | powerconnect',
  'dell-os9': 'dellos9 | dell_os9 | dell_force10 | dellemc.os9.os9 | force10 | ftos',
  'hpe-procurve': 'procurve | hp_procurve | aruba_procurve | arubaos-switch | aruba_os_switch | provision',
  'aruba-os': 'arubaos | aruba_os | aruba | arubanetworks.aos',
  'aruba-aoscx': 'aoscx | aruba_aoscx | aos-cx | arubanetworks.aoscx.aoscx | arubaos-cx | aruba_os_cx',
  'brocade-fos': 'fos | fabric os | brocade_fos | fabricos',
  'brocade-fastiron': 'fastiron | brocade_fastiron | ruckus_fastiron | icx | community.network.icx',
  'extreme-exos': 'exos | extreme | extreme_exos | community.network.exos | extremexos',
  'mikrotik-routeros': 'routeros | mikrotik | mikrotik_routeros | community.routeros.routeros',
  'ubiquiti-edgeos': 'edgeos | ubiquiti_edge | edgerouter | ubiquiti_edgerouter | community.network.edgeos',
  vyos: 'vyos | vyos.vyos.vyos',
  'nokia-sros': 'sros | nokia_sros | alcatel_sros | timos | sr os | community.network.sros',
  'nvidia-cumulus': 'cumulus | cumulus linux | nvidia_cumulus',
  sonic: 'sonic | dell_sonic | sonic-os',
  'netapp-ontap': 'ontap | netapp ontap | netapp_cdot | data ontap | netapp.ontap',
  'vmware-esxi': 'esxi | esx | vmware esxi | vmware_esxi | vmware esx | vsphere | vmkernel',
  aix: 'aix | ibm aix',
  solaris: 'solaris | sunos | oracle solaris',
  'hp-ux': 'hpux | hp-ux',
  freebsd: 'freebsd',
};

const networkGear: readonly DeviceType[] = [
  'switch',
  'router',
  'firewall',
  'load-balancer',
  'wireless-controller',
  'wireless-ap',
  'ips',
];

/** A platform, a regular expression, and the types that it says so of, where not of all. */
export type PlatformSystem = readonly [platform: string, pattern: string, of?: readonly DeviceType[]];

/** Systems by what stands in the column of operating systems: regular expressions on its text in small letters, the first that fits. */
export const platformSystems: readonly PlatformSystem[] = [
  ['vmware-esxi', String.raw`\besxi?\b|vmware[ _-]?esx|vsphere|vmkernel`],
  ['windows', String.raw`windows|\bwin ?(?:server|20\d\d|7|10|11)\b|视窗|hyper-?v`],
  ['cisco-iosxr', 'ios[ _-]?xr'],
  ['cisco-nxos', 'nx[ _-]?os'],
  [
    'cisco-ios',
    String.raw`ios[ _-]?xe|cisco ios|\bios\b|\bcat(?:3k|9k|4k|4500|2960)|c\d{3,4}[a-z0-9]*-(?:universal|ipbase|advip|lanbase|ipserv)`,
  ],
  ['cisco-asa', String.raw`\basa\b|adaptive security|\bftd\b|firepower threat`],
  ['cisco-wlc', 'aireos'],
  ['juniper-junos', 'junos'],
  ['juniper-screenos', 'screenos'],
  ['huawei-vrp', String.raw`\bvrp\b|versatile routing|yunshan`],
  // Huawei numbers the versions of storage, servers and power so too.
  ['huawei-vrp', String.raw`\bv[1-8]00r0\d{2}`, [...networkGear, 'other']],
  ['h3c-comware', 'comware'],
  ['ruijie-os', String.raw`\brgos\b|rg[- ]?os|锐捷`],
  ['zte-zxros', 'zxros|zxr10'],
  ['arista-eos', String.raw`arista|\beos\b`],
  ['fortinet-fortios', 'fortios'],
  ['paloalto-panos', 'pan-?os'],
  ['hillstone-stoneos', 'stoneos'],
  ['checkpoint-gaia', String.raw`\bgaia\b`],
  ['f5-tmos', String.raw`\btmos\b|big-?ip`],
  ['a10-acos', String.raw`\bacos\b`],
  ['mikrotik-routeros', 'routeros'],
  ['aruba-aoscx', 'aos-?cx|arubaos-?cx'],
  ['aruba-os', 'arubaos'],
  ['brocade-fos', String.raw`fabric ?os|\bfos\b`],
  ['netapp-ontap', 'ontap'],
  ['dell-os10', String.raw`\bos10\b`],
  ['extreme-exos', String.raw`\bexos\b`],
  ['nvidia-cumulus', 'cumulus'],
  ['sonic', String.raw`\bsonic\b`],
  ['vyos', String.raw`\bvyos\b`],
  ['aix', String.raw`\baix\b`],
  ['solaris', 'solaris|sunos'],
  ['hp-ux', 'hp-?ux'],
  ['freebsd', 'freebsd'],
  [
    'linux',
    String.raw`linux|cent ?os|red ?hat|\brhel|ubuntu|debian|suse|\bsles|fedora|kylin|麒麟|统信|\buos\b|euler|欧拉|anolis|龙蜥|rocky|\balma|deepin|深度|tencentos|alios|bclinux|红旗|凝思|中标|方德|proxmox|\bpve\b|xenserver|\bnfs-?china|asianux|普华|中科方德|中兴新支点|\bkvm\b|amazon ami|\bphoton|coreos|openwrt|alpine|oracle ?ol`,
  ],
];

const wired: readonly DeviceType[] = ['switch', 'router', 'firewall'];

/** What runs on a vendor's gear of these types, where the model says nothing else; `model` is a pattern on its key. */
export interface PlatformRule {
  readonly vendor: string;
  readonly platform: string;
  readonly types: readonly DeviceType[];
  readonly model?: string;
}

/** The first rule that fits counts: those with a model stand before those without. */
export const platformRules: readonly PlatformRule[] = [
  {
    vendor: 'Cisco',
    platform: 'cisco-nxos',
    types: ['switch', 'san-switch'],
    model: 'NEXUS|N[1-9]K|N77|N5\\d{3}|MDS|DSC9|9148|9250I|9396|9[1237]\\d\\d[ST]',
  },
  {
    vendor: 'Cisco',
    platform: 'cisco-iosxr',
    types: ['router'],
    model: 'ASR9|NCS(?:1|4|5|6)|CRS|XR12|8[128]0\\dC?|ASR-?9|IOSXR|XRV',
  },
  {
    vendor: 'Cisco',
    platform: 'cisco-asa',
    types: ['firewall', 'ips'],
    model: 'ASA|PIX|FPR|FIREPOWER|FTD|SECUREFIREWALL|CSF|ISA3|FWSM',
  },
  { vendor: 'Cisco', platform: 'cisco-ios', types: ['wireless-controller'], model: 'C?98\\d\\d|CATALYSTC?98' },
  { vendor: 'Cisco', platform: 'cisco-wlc', types: ['wireless-controller'] },
  {
    vendor: 'Cisco',
    platform: 'unknown',
    types: networkGear,
    model: 'MERAKI|M[SRX]\\d|S[GFX][1-5]\\d\\d|CBS|SPA|RV\\d|WAP|VEDGE|UCS|ESA|WSA|IRONPORT|CE500',
  },
  { vendor: 'Cisco', platform: 'cisco-asa', types: ['firewall'] },
  { vendor: 'Cisco', platform: 'cisco-ios', types: ['switch', 'router', 'wireless-ap'] },
  {
    vendor: 'Huawei',
    platform: 'huawei-vrp',
    types: ['switch', 'router', 'firewall', 'wireless-controller', 'wireless-ap', 'ips'],
  },
  { vendor: 'H3C', platform: 'h3c-comware', types: networkGear },
  {
    vendor: '3Com',
    platform: 'h3c-comware',
    types: ['switch', 'router'],
    model: '4[5-9]00G|S?5500|S?7[59]|S?79|MSR|S\\d{4}E',
  },
  {
    vendor: 'HPE',
    platform: 'h3c-comware',
    types: wired,
    model:
      'FLEX|A?5[15]\\d0|A?[13]100|A?5[89]\\d\\d|A?7[59]\\d\\d|1[05]\\d{3}|12\\d{3}|MSR|HSR|V1910|A6[68]|HP[0-9]{4}',
  },
  {
    vendor: 'HPE',
    platform: 'hpe-procurve',
    types: ['switch'],
    model: 'PROCURVE|2[0569]\\d0|54\\d\\d|38\\d0|J[49]|ARUBA2|82\\d\\d|29[23]0',
  },
  {
    vendor: 'HPE',
    platform: 'aruba-aoscx',
    types: ['switch'],
    model: '(?:ARUBA)?(?:CX)?6[1-4]\\d\\d|(?:ARUBA)?(?:CX)?8[34]\\d\\d|CX10000',
  },
  {
    vendor: 'Aruba',
    platform: 'aruba-aoscx',
    types: ['switch'],
    model: '(?:CX)?6[0-4]\\d\\d|(?:CX)?8[34]\\d\\d|CX|AOSCX|10000',
  },
  { vendor: 'Aruba', platform: 'hpe-procurve', types: ['switch'], model: '2[459]\\d0|38\\d0|54\\d\\d' },
  { vendor: 'Aruba', platform: 'aruba-os', types: ['wireless-controller', 'wireless-ap'] },
  { vendor: 'Juniper', platform: 'juniper-screenos', types: ['firewall'], model: 'SSG|NETSCREEN|ISG|NS\\d' },
  { vendor: 'Juniper', platform: 'juniper-junos', types: wired },
  {
    vendor: 'Ruijie',
    platform: 'ruijie-os',
    types: ['switch', 'router', 'firewall', 'wireless-controller', 'wireless-ap'],
  },
  { vendor: 'Arista', platform: 'arista-eos', types: ['switch', 'router'] },
  { vendor: 'ZTE', platform: 'zte-zxros', types: wired },
  { vendor: 'Maipu', platform: 'maipu-mypower', types: ['switch', 'router'] },
  { vendor: 'DPtech', platform: 'dptech-conplat', types: networkGear },
  {
    vendor: 'Fortinet',
    platform: 'fortinet-fortios',
    types: ['firewall'],
    model: 'FORTIGATE|FORTIWIFI|FGT?\\d|FG|FWF|FORTIOS',
  },
  { vendor: 'Palo Alto', platform: 'paloalto-panos', types: ['firewall'] },
  { vendor: 'Hillstone', platform: 'hillstone-stoneos', types: ['firewall', 'ips', 'router'] },
  { vendor: 'Check Point', platform: 'checkpoint-gaia', types: ['firewall'] },
  { vendor: 'F5', platform: 'f5-tmos', types: ['load-balancer', 'firewall'] },
  { vendor: 'A10', platform: 'a10-acos', types: ['load-balancer', 'firewall', 'ips'] },
  { vendor: 'Citrix', platform: 'citrix-netscaler', types: ['load-balancer'] },
  { vendor: 'Brocade', platform: 'brocade-fos', types: ['san-switch'] },
  { vendor: 'Brocade', platform: 'brocade-fastiron', types: ['switch'], model: 'ICX|FCX|FES|FASTIRON|FWS|FLS|FGS' },
  { vendor: 'Ruckus', platform: 'brocade-fastiron', types: ['switch'] },
  { vendor: 'Extreme', platform: 'extreme-exos', types: ['switch'], model: 'SUMMIT|BLACKDIAMOND|X[2-8]\\d\\d|EXOS' },
  { vendor: 'MikroTik', platform: 'mikrotik-routeros', types: ['router', 'switch', 'wireless-ap'] },
  { vendor: 'Ubiquiti', platform: 'ubiquiti-edgeos', types: ['router'], model: 'ER|EDGEROUTER|USG|UNIFISECURITY' },
  { vendor: 'Nokia', platform: 'nokia-sros', types: ['router', 'switch'], model: '7[27]\\d\\d|7450|7950|SAS' },
  { vendor: 'Dell', platform: 'dell-os10', types: ['switch'], model: '(?:POWERSWITCH)?(?:S[45]\\d{3}|Z9[2-9]|MX[59])' },
  {
    vendor: 'Dell',
    platform: 'dell-os6',
    types: ['switch'],
    model: '(?:POWERSWITCH|POWERCONNECT|NETWORKING)?(?:N[1-4]\\d{3}|[5-8]\\d{3})',
  },
  { vendor: 'NetApp', platform: 'netapp-ontap', types: ['storage'], model: 'FAS|AFF|A\\d|C\\d' },
  { vendor: 'NVIDIA', platform: 'nvidia-cumulus', types: ['switch'], model: 'S?N[2-5]\\d{3}|MSN' },
  { vendor: 'Cumulus', platform: 'nvidia-cumulus', types: ['switch'] },
];
