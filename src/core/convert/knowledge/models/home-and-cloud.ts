import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** Routers and access points for homes and small offices, and virtual machines by their platform or instance type. */
export const homeAndCloudModels: readonly VendorModels[] = [
  makes(
    'Xiaomi',
    { usually: ['router', 0.5] },
    { router: raw`AX\d AC\d R\d MI .*ROUTER`, camera: raw`MJSXJ`, 'wireless-ap': raw`.*AP` },
  ),
  makes('AVM', { usually: ['wireless-ap', 0.5] }, { 'wireless-ap': raw`FRITZ` }),
  makes(
    'DrayTek',
    { usually: ['router', 0.7] },
    { router: raw`VIGOR\d* V2\d`, 'wireless-ap': raw`VIGORAP AP\d`, switch: raw`VIGORSWITCH`, firewall: raw`VIGORPRO` },
  ),
  makes('Technicolor', { usually: ['router', 0.7] }, { router: raw`TG\d TC\d DPC C\d{4}`, phone: raw`TA\d` }),
  makes('Thomson', { usually: ['router', 0.6] }, { router: raw`TG\d ST\d SPEEDTOUCH TWG`, phone: raw`ST20\d{2}` }),
  makes(
    'Netopia',
    { usually: ['router', 0.5] },
    { router: raw`22\d\dN?\w* R\d{4} CAYMAN`, 'wireless-ap': raw`33\d{2}N?W` },
  ),
  makes(
    'Linux',
    { usually: ['server', 0.4] },
    { 'wireless-ap': raw`KAMIKAZE DDWRT OPENWRT WHITERUSSIAN BACKFIRE`, router: raw`TOMATO` },
  ),
  makes('OpenWrt', { usually: ['wireless-ap', 0.5] }, {}),
  makes('Tomato', { usually: ['router', 0.8] }, {}),
  makes(
    'Apple',
    { usually: ['other', 0.4] },
    { 'wireless-ap': raw`AIRPORT TIMECAPSULE`, server: raw`XSERVE MACMINISERVER`, printer: raw`LASERWRITER` },
  ),
  makes('Deutsche Telekom', { usually: ['wireless-ap', 0.5] }, { 'wireless-ap': raw`SPEEDPORT` }),
  makes(
    'LANCOM',
    { usually: ['router', 0.4] },
    {
      'wireless-ap': raw`L[NW]?\d{2,3} OAP LN`,
      router: raw`17\d{2} 18\d{2} 19\d{2} ISG WLC1`,
      switch: raw`[GX]S\d`,
      firewall: raw`UF`,
    },
  ),
  makes('Airties', { usually: ['wireless-ap', 0.6] }, {}),
  makes('Belkin', { usually: ['wireless-ap', 0.5] }, { kvm: raw`OMNIVIEW F1D`, 'wireless-ap': raw`F5D F7D F9K` }),
  makes(
    'Araknis',
    { usually: ['router', 0.3] },
    { router: raw`AN\d{3}RT`, switch: raw`AN\d{3}SW`, 'wireless-ap': raw`AN\d{3}AP` },
  ),
  makes(
    'Datto',
    { usually: ['wireless-ap', 0.4] },
    {
      'wireless-ap': raw`A[PM]\d`,
      switch: raw`DSW L\d E\d{2} DN[A]?SW`,
      router: raw`DNA .*NETWORKINGAPPLIANCE`,
      power: raw`P\d{4}`,
      storage: raw`SIRIS ALTO`,
    },
  ),
  makes('Mimosa', { usually: ['wireless-ap', 0.8] }, { 'wireless-ap': raw`[ABC]\d` }),
  makes('Proxim', { usually: ['wireless-ap', 0.7] }, { 'wireless-ap': raw`ORINOCO TSUNAMI AP` }),
  makes(
    'Peplink',
    { usually: ['router', 0.6] },
    { router: raw`BALANCE MAX B\d SURF`, 'wireless-ap': raw`AP`, switch: raw`SD` },
  ),
  makes('Comtrend', { usually: ['router', 0.7] }, {}),
  makes('Conexant', { usually: ['router', 0.6] }, {}),
  makes('Billion', { usually: ['router', 0.6] }, {}),
  makes('Sagemcom', { usually: ['router', 0.7] }, {}),
  makes('Arris', { usually: ['router', 0.7] }, {}),
  makes('Tasman Networks', { usually: ['router', 0.7] }, {}),
  makes('FreshTomato', { usually: ['router', 0.8] }, {}),
  makes('Clipcomm', { usually: ['router', 0.4] }, {}),
  makes('Calient', { usually: ['switch', 0.6] }, {}),
  makes('AirMagnet', { usually: ['wireless-controller', 0.5] }, {}),
  makes('Raspberry Pi', { usually: ['server', 0.3] }, {}),
  makes(
    'VMware',
    { usually: ['vm', 0.6] },
    { vm: raw`!VMWARE\d* VIRTUAL VM`, server: raw`ESXI? VSPHERE`, router: raw`EDGE[67]\d{2} VELOCLOUD` },
  ),
  makes('Microsoft', { usually: ['vm', 0.4] }, { vm: raw`!VIRTUALMACHINE HYPERV STANDARD[ABDEFGHLMN] VIRTUAL` }),
  makes('Azure', { usually: ['vm', 0.7] }, { vm: raw`!STANDARD[ABDEFGHLMN][A-Z]*\d BASICA\d` }),
  makes('QEMU', { usually: ['vm', 0.9] }, { vm: raw`!STANDARDPC KVM QEMU PC` }),
  makes('Red Hat', { usually: ['vm', 0.4] }, { vm: raw`KVM RHEV OVIRT !RHEL OPENSTACK` }),
  makes('OpenStack', { usually: ['vm', 0.8] }, { vm: raw`!OPENSTACK NOVA` }),
  makes(
    'Alibaba Cloud',
    { usually: ['vm', 0.6] },
    {
      vm: raw`!ECS[A-Z]\w* ALIBABACLOUDECS`,
      'load-balancer': raw`!SLB ALB NLB CLB`,
      other: raw`!RDS OSS REDIS POLARDB EIP NAT`,
    },
  ),
  makes(
    'Tencent Cloud',
    { usually: ['vm', 0.6] },
    {
      vm: raw`!CVM !SA?\d+(?:SMALL|MEDIUM|LARGE|\d+X?LARGE) !C[1-9]\d?[A-Z]*(?:MEDIUM|LARGE|\d+X?LARGE) !M[1-9]\d?[A-Z]*(?:MEDIUM|LARGE|\d+X?LARGE) (?:IT|D|GN|S[NAK])\d+[A-Z]*(?:SMALL|MEDIUM|LARGE|\d+X?LARGE) S\d`,
      'load-balancer': raw`CLB`,
      other: raw`CDB COS`,
    },
  ),
  makes(
    'Huawei Cloud',
    { usually: ['vm', 0.6] },
    {
      vm: raw`!(?:S|C|M|T|AC|KC|KM|AT|X|H[CI]?|D|I)\d+[A-Z]*(?:SMALL|MEDIUM|LARGE|\d*XLARGE) ECS`,
      'load-balancer': raw`ELB`,
      other: raw`RDS DCS`,
    },
  ),
  makes(
    'AWS',
    { usually: ['vm', 0.7] },
    {
      vm: raw`!(?:[TMCRXIDGPZHF]|IM|IS|INF|TRN)\d+[A-Z]*(?:NANO|MICRO|SMALL|MEDIUM|LARGE|METAL|\d*XLARGE) EC2 AMAZONEC2`,
      'load-balancer': raw`ELB ALB`,
      other: raw`RDS S3`,
    },
  ),
  makes(
    'Google Cloud',
    { usually: ['vm', 0.7] },
    { vm: raw`(?:[NECMATG]\d+D?)(?:STANDARD|HIGHMEM|HIGHCPU|MICRO|SMALL|MEDIUM|MEGAMEM)\d* GOOGLECOMPUTE` },
  ),
  makes('JD Cloud', { usually: ['vm', 0.6] }, {}),
  makes('Tianyi Cloud', { usually: ['vm', 0.6] }, {}),
  makes('Proxmox', { usually: ['vm', 0.4] }, { server: raw`PVE`, vm: raw`QEMU` }),
  makes('Xen', { usually: ['vm', 0.7] }, { vm: raw`!HVMDOMU` }),
  makes('SmartX', { usually: ['server', 0.6] }, { server: raw`HALO SMTX`, vm: raw`VM` }),
  makes('Nutanix', { usually: ['server', 0.6] }, { server: raw`NX\d XC HX AHVHOST`, vm: raw`AHV` }),
  makes('VirtualBox', { usually: ['vm', 0.9] }, { vm: raw`!VIRTUALBOX` }),
];
