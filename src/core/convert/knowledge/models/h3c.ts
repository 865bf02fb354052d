import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** H3C, and 3Com, from which it came and which sold the same devices. */
export const h3cModels: readonly VendorModels[] = [
  makes(
    'H3C',
    { usually: ['switch', 0.4] },
    {
      switch: raw`S[1-9]\d{2,4} !S10\d00 !S105\d\d !S125\d\d !S5130 !S5120 !S5560 !S6520 !S6800 !S6805 !S6850 !S7[05]\d\d[EX] !S98\d\d !LS\d{4} !LSU !E\d{3}
      !IE4\d{3} !IE\d{4} !ES5\d{3} !MS4\d{3} !MINIS\d !SMARTMC !US\d{2,3} !UIS\d*SW BS\d{3} LSWM !IS\d{3} !SOHO !S1\d{2}`,
      router: raw`!MSR !SR\d{2,4} !CR\d{5} !ER\d{4} !AR\d{2} !RTMSR !RTSR !RTMSR !RTCR !ICG !RA\d00 !MER\d{4} !GR\d{4} !RX\d{4} !NX\d{2} !VSR !ERG2 !MINIGR !CR16 !TN\d{4} !RE\d{4}`,
      firewall: raw`!SECPATHF !SECPATH !SECBLADE !F\d{3,4} !F50\d0 !F10\d0 !F1000 !F100[A-Z] !NSF?F?\d{4} !U200 !M9\d{3} !VFW !WAF !W20\d0 !V\d00SSL !NSSECPATH !NSF`,
      ips: raw`!T[1-9]\d{3} !T200 !SECPATHT !IPS !SECPATHIPS !AFC !SECPATHAFC !SECPATHD !NSSECPATHT`,
      'load-balancer': raw`!L\d{4} !SECPATHL !LB\d !VLB !NSSECPATHL !SECBLADELB`,
      'wireless-controller': raw`!WX\d{4} !WX35 !WX55 !WAC\d{3} !LSWX !LSQMWX !EWPWX !BR\d{3} !VAC !MSGWX !WBC\d{3} !MSG360`,
      'wireless-ap': raw`!WA\d{4} !WA\d !WAP\d{3} !WTU\d !WT\d{4} !EWPWA A1100 !UAP\d AX\d{2} !H\d+AP !AP`,
      server: raw`!UNISERVER !FLEXSERVER R\d{4}G\d R[2-9]\d00 R4\d{3} B5[78]\d0 B16000 B7800 !HDM !UIS\d* H3CUIS DL\d{3} !RX4 !X10000SERVER ARCGRAY !UNISYSTEM BX\d{3}`,
      storage: raw`!UNISTOR !CF\d{4,5} !ONESTOR !CX\d{4} !X10\d00 !CB\d{4,5} !NEOCEAN !IV5\d{3} IX\d{4} EX\d{4} !AFA !P4\d{3}`,
      'san-switch': raw`!SN\d{4}B? !UNISTORSN !B6\d{3}`,
      phone: raw`!VCX`,
      camera: raw`!HIC IPC !QC`,
      other: raw`!ACG D20\d0 !SECPATHACG !A2\d{3} !SECPATHA2\d{3} !A20\d0 !SECPATHA\d !CSAP !SECPATHD IMC$ !SECCENTER !DLP !GAP !SECPATHG !ADDC !ACLOUD !SYSSCAN !SECPATHSYS
      !EIA !UCENTER !S5\d+OLT !OLT !EPON !ONU !ET\d{3} !CSMP !ESM SECPATHESM`,
    },
  ),
  makes(
    '3Com',
    { usually: ['switch', 0.6], like: ['H3C'] },
    {
      switch: raw`SUPERSTACK LINKSWITCH COREBUILDER OFFICECONNECT LANPLEX BASELINE SWITCH \d{4} LINKBUILDER CELLPLEX`,
      router: raw`ROUTER NETBUILDER OFFICECONNECT(?:REMOTE|ADSL|WIRELESS.*ROUTER|CABLE) WIRELESS11 WIRELESS.*ROUTER HOMECONNECT`,
      'wireless-ap': raw`AP\d{4} WIRELESS AIRCONNECT AIRPROTECT WL\d{3}`,
      phone: raw`NBX VCX 31\d{2}PHONE`,
      firewall: raw`SUPERSTACK3FIREWALL OFFICECONNECTINTERNETFIREWALL X\d{3} TIPPINGPOINT`,
      'wireless-controller': raw`WX\d{3,4}`,
    },
  ),
];
