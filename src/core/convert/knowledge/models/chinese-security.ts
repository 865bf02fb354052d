import { makes, type VendorModels } from './family.ts';

const raw = String.raw;
/** Lines most Chinese makers of security gear name alike, after their products' kinds. */
const usual = {
  firewall: raw`NGFW FW\d{2,5} FIREWALL WAF VPN SSLVPN UTM NGW`,
  ips: raw`NIPS NIDS IPS IDS IDP ADS DDOS APT`,
  'load-balancer': raw`ADX? ADC LB\d`,
  other: raw`OSM OMA LAS? AUDIT SOC DLP GAP LOG DAS DBAUDIT BASTION HOSTAUDIT SCAN NAC`,
} as const;

const more = (
  own: Partial<
    Record<
      keyof typeof usual | 'server' | 'storage' | 'switch' | 'router' | 'wireless-controller' | 'wireless-ap',
      string
    >
  >,
) => {
  const kinds = new Set([...Object.keys(own), ...Object.keys(usual)]) as Set<keyof typeof own>;
  return Object.fromEntries(
    [...kinds].map((kind) => [kind, `${own[kind] ?? ''} ${usual[kind as keyof typeof usual] ?? ''}`]),
  );
};

/** Security and delivery gear of Chinese makers. */
export const chineseSecurityModels: readonly VendorModels[] = [
  makes(
    'DPtech',
    { usually: ['firewall', 0.4] },
    more({
      firewall: raw`FW1000 !FW1000 FW\d{4} !DPX\d{4,5} !DPXFW !UTM2000 WAF3000 SSLVPN2000`,
      ips: raw`IPS2000 !IPS2000 IDS2000 PROBE3000 GUARD3000 !DPXIPS APT3000`,
      'load-balancer': raw`ADX3000 !ADX3000 ADX\d{4}`,
      switch: raw`LSW\d{4} !LSW3\d{3} !LSW5600 !LSW6600 DPXSWITCH`,
      'wireless-controller': raw`WAC\d`,
      'wireless-ap': raw`WAP\d`,
      other: raw`UAG3000 !UAG3000 UAG\d SCANNER1000 !DAC3000 UMC UMS DSP OMS`,
    }),
  ),
  makes(
    'Topsec',
    { usually: ['firewall', 0.5] },
    more({
      firewall: raw`!NGFW4000 !NGFW TG\d{4,6} !TOPGATE !TOPVPN !TOPWAF TOPFW !TG[0-9A-F]{4} !NG\d{5} NG\d{5} TOPNGFW TOPGUARD VONE`,
      ips: raw`!TOPIDP !TOPSENTRY !TOPIDS TI\d{4} !TOPADS !TOPAPT !TI5\d{4} TS\d{5}`,
      'load-balancer': raw`!TOPAPPLB TOPAPPLB !TOPAD`,
      other: raw`!TOPAUDIT !TOPSAG !TOPRULES !TOPFLOW !TOPACM TOPSCANNER !TOPANALYZER TOPDLP TA\d{5} TOPEDR TOPHC TOPUEM TOPAPP TOPSECLA TOPLAS`,
    }),
  ),
  makes(
    'Sangfor',
    { usually: ['firewall', 0.4] },
    more({
      firewall: raw`AF\d !AF[12]000 !NGAF AF VPN\d SSL SSLVPN !MIG ATRUST AFC\d M[4-8]\d{3} MTR WOC VPN[A-Z]`,
      ips: raw`SIP\d IPS STA NDS`,
      'load-balancer': raw`AD\d !AD[12]000 AD`,
      server: raw`!ASERVER ASERV HCI ADESK VDS ACLOUD VDSS`,
      storage: raw`EDS\d !EDS ASTOR EDS`,
      switch: raw`XS\d RS\d{4} ASW`,
      other: raw`AC\d AC !AC[12]000 !SANGFORAC BA\d !IAM OSM LAS DAS SG\d BBC EDR ATRUSTIAM WANO WANACC ADESKTERMINAL`,
    }),
  ),
  makes(
    'Hillstone',
    { usually: ['firewall', 0.6] },
    more({
      firewall: raw`!SG6000 SG\d{4} E\d{4} A\d{3,4} X\d{4,5} K\d{4} T\d{4} !CLOUDEDGE SA\d{4} C\d{4} M\d{4} G\d{4} W\d{4} !SG6000W !SG6000VM CLOUDHIVE`,
      ips: raw`!SG6000S\d S\d{3,4} !SG6000NIPS BDS !SG6000I\d !SG6000D S\d !SG6000P I\d{4} D\d{4}`,
      'load-balancer': raw`!SG6000AX AX\d{3,4} !SG6000ADC`,
      other: raw`HSA\d !SG6000HSA HSM !SG6000HSM !SG6000ISOURCE ISOURCE !SG6000OM !SG6000BDS`,
    }),
  ),
  makes(
    'NSFOCUS',
    { usually: ['firewall', 0.35] },
    more({
      firewall: raw`NF[GDH]?\d NF !NFNX !NFG NFNX !WAFNX WAFNX WAFP NSFOCUSWAF SG\d SASSSL`,
      ips: raw`NIPS !NIPSNX NIDS ADS !ADSNX NTA TAC UTS IDSNX`,
      'load-balancer': raw`ADNX`,
      other: raw`RSAS !RSAS SASH? OSMS BVSS? DAS SASNX ISOP BSA ESPC DLP WVSS WSM SASNX LASNX HOSTGUARD`,
    }),
  ),
  makes(
    'QiAnXin',
    { usually: ['firewall', 0.5] },
    more({
      firewall: raw`!SECGATE NSG\d !NSG USG\d{4} !SECWAF LEGENDSECFW SECSSL NGSOCFW SECVPN`,
      ips: raw`!SECIPS !SECIDS NIPS SKYEYE !SKYEYE TSS`,
      'load-balancer': raw`SECAD SECADC`,
      other: raw`!SECFOX !SECSIS ICG NGSOC TIANQING SECBASTION LAS\d SECLOG SECVSS SECDAS`,
    }),
  ),
  makes(
    'Venustech',
    { usually: ['firewall', 0.4] },
    more({
      firewall: raw`USG\d !USGFW VENUSENSE T\d{4} !VENUSENSEUTM WAG !VENUSENSEWAF V\d{4} FW USG SSLVPN`,
      ips: raw`NGIPS NS\d{3,4} NT\d{3,4} !NGIDS APTDS IDSNT ADM NT\d`,
      'load-balancer': raw`ADC\d`,
      other: raw`CA\d{3,4} OSM TSOC ACM DLP SCANNER CSVS TA CSCAN 4A VENUSOSM`,
    }),
  ),
  makes(
    'DBAPPSecurity',
    { usually: ['firewall', 0.4] },
    more({
      firewall: raw`DASWAF DASNGFW !DASWAF DASTGFW DASGATEWAY !TGFW WAF\d TGFW DASFW MINGYUWAF MINGYUFW`,
      ips: raw`DASIPS DASAPT APT DASIDS MINGYUAPT MINGYUIPS`,
      other: raw`DAS !DASUSM USM MINGYU AILPHA DASLOG DASDB AISOC DASEDR DASLAS MYUSM`,
    }),
  ),
  makes(
    'Westone',
    { usually: ['firewall', 0.4] },
    more({
      firewall: raw`SJW\d SJJ\d IPSECVPN WESTONEFW !ZWFW SJ[JW] ZHWF`,
      other: raw`SJK SJL SRJ SZT KMS`,
    }),
  ),
  makes(
    'Neusoft',
    { usually: ['firewall', 0.5] },
    more({ firewall: raw`NETEYE NISG !NISG !NETEYEFW FW\d{4}`, ips: raw`NETEYEIPS NETEYEIDS NTARS` }),
  ),
  makes(
    'Leadsec',
    { usually: ['firewall', 0.5] },
    more({ firewall: raw`POWERV !POWERV KINGGUARD SUPERV UTM KGFW`, ips: raw`NIPS SAGIPS`, other: raw`SIS OSM` }),
  ),
  makes('ANYSEC', { usually: ['firewall', 0.5] }, more({ firewall: raw`M\d{3,4} NGFW` })),
  makes('ABT', { usually: ['firewall', 0.5] }, more({ firewall: raw`ABT NGW F\d{3}` })),
  makes(
    'Netentsec',
    { usually: ['firewall', 0.4] },
    more({ firewall: raw`NSG\d NSNGFW NFW`, other: raw`NSICG ICG NICG NPM NI\d{3,4} ITM` }),
  ),
  makes('Zhongxin', { usually: ['firewall', 0.4] }, more({ firewall: raw`JDFW ZXFW`, ips: raw`JDFW` })),
  makes(
    'Chaitin',
    { usually: ['firewall', 0.5] },
    more({ firewall: raw`SAFELINE SL\d WAF`, other: raw`XRAY DS\d COSMOS` }),
  ),
  makes('QZSEC', { usually: ['other', 0.5] }, { other: raw`RIS OSM QZ SHTERM` }),
  makes(
    'Array',
    { usually: ['load-balancer', 0.6] },
    {
      'load-balancer': raw`APV\d !APV !VAPV AVX\d ADC ASF\dLB TMX ARRAYAPV`,
      firewall: raw`AG\d{4} VXAG SPX ASF\d !AG1\d00 VPN`,
    },
  ),
  makes(
    'Infosec',
    { usually: ['load-balancer', 0.4] },
    { 'load-balancer': raw`NETADC NSAE NETSIGN? ADC`, other: raw`NETSIGN NETAUTH NETPASS` },
  ),
  makes('Panabit', { usually: ['other', 0.5] }, { other: raw`PA[A-Z]\d TANG PANALOG` }),
  makes('Koal', { usually: ['other', 0.4] }, { other: raw`KOAL SSLVPN` }),
];
