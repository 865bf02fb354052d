import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** Firewalls, IPS and load balancers of makers outside China. */
export const securityModels: readonly VendorModels[] = [
  makes(
    'Fortinet',
    { usually: ['firewall', 0.6] },
    {
      firewall: raw`!FORTIGATE !FORTIWIFI FGT? !FG\d{2,4} FWF FORTIWEB FORTIDDOS FGVM FORTIPROXY FORTIOS FORTIWEB`,
      switch: raw`!FORTISWITCH FSW? FS\d{3,4}`,
      'wireless-ap': raw`!FORTIAP FAP FP\d{3} FORTIAP`,
      'load-balancer': raw`!FORTIADC FAD`,
      ips: raw`FORTIIPS`,
      'wireless-controller': raw`FORTIWLC FORTIWIRELESS`,
      phone: raw`FORTIFON`,
      camera: raw`FORTICAM`,
      other: raw`!FORTIANALYZER !FORTIMANAGER FAZ FMG FORTIMAIL FORTISANDBOX FORTIAUTHENTICATOR FORTISIEM FORTINAC FORTIVOICE`,
    },
  ),
  makes(
    'Palo Alto',
    { usually: ['firewall', 0.8] },
    { firewall: raw`!PA\d{3,4} !PAVM VM\d{2,4} CN`, router: raw`ION`, other: raw`M\d{3} PANORAMA WF` },
  ),
  makes(
    'Check Point',
    { usually: ['firewall', 0.8] },
    {
      firewall: raw`\d{3,5} SMART1? UTM !QUANTUM CPAP POWER1 VSX IP\d{3,4} SAFEOFFICE VPN1 EDGE MAESTRO GAIA SPLAT`,
      other: raw`SMART1\d{2,4} SMARTEVENT`,
    },
  ),
  makes(
    'SonicWall',
    { usually: ['firewall', 0.7] },
    {
      firewall: raw`TZ NSA? NSV SM\d PRO\d SOHO SUPERMASSIVE NSSP SRA SMA`,
      'wireless-ap': raw`SONICPOINT SONICWAVE`,
      switch: raw`SWS`,
      other: raw`ESA EMAILSECURITY`,
    },
  ),
  makes(
    'WatchGuard',
    { usually: ['firewall', 0.7] },
    { firewall: raw`FIREBOX XTM X\d{2,4} T\d{2} M\d{3,4} SOHO`, 'wireless-ap': raw`AP\d{2,3}` },
  ),
  makes(
    'Sophos',
    { usually: ['firewall', 0.7] },
    { firewall: raw`XGS?\d SG\d ASG UTM RED`, 'wireless-ap': raw`AP[X]?\d{2,3}`, switch: raw`CS\d{3}` },
  ),
  makes(
    'Barracuda',
    { usually: ['firewall', 0.6] },
    { firewall: raw`F\d WAF NG`, 'load-balancer': raw`LB ADC LOADBALANCER`, other: raw`BACKUP BBS SPAM ESG MESSAGE` },
  ),
  makes('Stormshield', { usually: ['firewall', 0.8] }, { firewall: raw`SN` }),
  makes('Forcepoint', { usually: ['firewall', 0.6] }, { firewall: raw`N\d STONEGATE`, ips: raw`IPS` }),
  makes(
    'Symantec',
    { usually: ['firewall', 0.5] },
    { firewall: raw`RAPTOR GATEWAYSECURITY VELOCIRAPTOR ENTERPRISEFIREWALL`, other: raw`PROXYSG SG\d NETBACKUP` },
  ),
  makes('Blue Coat', { usually: ['other', 0.5] }, { other: raw`SG\d PROXYSG AV\d` }),
  makes('Imperva', { usually: ['firewall', 0.6] }, { firewall: raw`X\d V\d M\d` }),
  makes('Netgate', { usually: ['firewall', 0.6] }, { firewall: raw`SG\d XG\d PFSENSE \d{4}` }),
  makes(
    'McAfee',
    { usually: ['ips', 0.5] },
    { ips: raw`NS\d M\d{4} NSP INTRUSHIELD I\d{4}`, firewall: raw`FIREWALL SIDEWINDER S\d{4}` },
  ),
  makes('TippingPoint', { usually: ['ips', 0.8] }, { ips: raw`.` }),
  makes('Darktrace', { usually: ['ips', 0.5] }, { ips: raw`DCIP` }),
  makes('Arbor', { usually: ['ips', 0.6] }, { ips: raw`TMS APS AED SP` }),
  makes(
    'F5',
    { usually: ['load-balancer', 0.7] },
    {
      'load-balancer': raw`!BIGIP BIG I\d{4,5} VIPRION R\d{4,5} LTM F5 [1-9]\d{3,4}[SV]? C\d{4} VE`,
      firewall: raw`.*ASM$ .*AWAF`,
      other: raw`BIGIQ`,
    },
  ),
  makes(
    'A10',
    { usually: ['load-balancer', 0.8] },
    {
      'load-balancer': raw`!THUNDER AX\d TH\d VTHUNDER`,
      firewall: raw`THUNDER.*CFW TH\d+CFW`,
      ips: raw`THUNDER.*TPS TH\d+TPS`,
    },
  ),
  makes(
    'Radware',
    { usually: ['load-balancer', 0.6] },
    {
      'load-balancer': raw`!ALTEON ODS APPDIRECTOR LINKPROOF ALTEONVA`,
      ips: raw`DEFENSEPRO DP\d`,
      firewall: raw`APPWALL`,
    },
  ),
  makes(
    'Citrix',
    { usually: ['load-balancer', 0.5] },
    { 'load-balancer': raw`!NETSCALER MPX VPX SDX ADC`, server: raw`XENSERVER HYPERVISOR` },
  ),
  makes('Kemp', { usually: ['load-balancer', 0.8] }, { 'load-balancer': raw`LM VLM LOADMASTER` }),
  makes('Alteon', { usually: ['load-balancer', 0.7], like: ['Radware'] }, { 'load-balancer': raw`ACE AD\d` }),
  makes(
    'Riverbed',
    { usually: ['other', 0.4] },
    { other: raw`STEELHEAD CX\d EX\d`, 'load-balancer': raw`STINGRAY STEELAPP` },
  ),
];
