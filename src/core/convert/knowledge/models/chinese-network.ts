import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** Network gear of Chinese makers other than Huawei and H3C. */
export const chineseNetworkModels: readonly VendorModels[] = [
  makes(
    'Ruijie',
    { usually: ['switch', 0.4] },
    {
      switch: raw`!RGS\d !RGN\d{2,5} S[1-9]\d{2,4} N18\d{3} N[67]\d{3} !RGCS\d !RGES\d !RGIS\d !RGNBS\d !RGSF\d !RGMF NBS\d ES\d{3} !RGIES !RGSW !STARS\d CS8\d !RGB\d{4} IS2\d !XS\d{4} !RGXS`,
      router: raw`!RGRSR RSR\d !RGNPE NPE\d !RGNBR NBR\d !RGEG\d EG\d{3,4} !RGR\d{4} !RGER EW\d{4} !RGEW !RGMTB !RGR6 !RGNBRE`,
      firewall: raw`!RGWALL WALL\d !RGWG !RGRGWALL !RGZ\d{4} Z\d{4} !RGWAF !RGSSL`,
      ips: raw`!RGIDP !RGIPS !RGIDS`,
      'wireless-controller': raw`!RGWS\d !RGEWS WS\d{4} !RGAC\d !RGM\d+WS`,
      'wireless-ap': raw`!RGAP !RGRAP !RGEAP AP\d{3,4} RAP\d MAP\d{3} !RGMAP !RGMACC !RGAM\d !RGEST EST\d{3} AM5\d !RGIAP`,
      server: raw`!RGRCD !RGSERVER !RGCT\d !RGRCM !RGUDS\dSERVER !RGONE`,
      storage: raw`!RGUDS !RGISTOR !RGSTOR`,
      other: raw`!RGUAC UAC\d !RGACE ACE\d !RGSAM !RGRIIL !RGBDS !RGOAS !RGESS !RGSMP !RGSNC !RGDDP !RGSCAN !RGPOE !RGTCL !RGLOG !RGRAIN !RGRG?OLT !RGONU`,
    },
  ),
  makes(
    'ZTE',
    { usually: ['switch', 0.35] },
    {
      switch: raw`!ZXR10[25689]\d{3} !ZXR10S 59\d{2} 5[0-8]\d{2} 29\d{2} 28\d{2} 3[29]\d{2} 8[89]\d{2} 99\d{2} 69\d{2} 5960 !ZXR10 S\d{3,4}ZTE !ZXCNE !ZXCTNS ES\d{4}[A-Z] 1160 ZXDSLSWITCH`,
      router: raw`!ZXR10M6000 !ZXR10T\d !ZXR10ZSR !ZXR10GER !ZXR10ZXR !ZXR10[13]8\d\d M6000 T8000 T600 T1200 ZSR\d GER\d GAR\d !ZXR10GAR !ZXCTN 6[1-3]\d0 9008 !ZXHN H\d{3}[A-Z]? ZXV10H !ZXDSL8 ZXDSL MF\d{2,3} ADSL`,
      firewall: raw`!ZXSECUS !ZXSG !ZXR10US !ZXSEC US\d{4}`,
      'wireless-ap': raw`!ZXV10W W\d{3}A !ZXSDR`,
      'wireless-controller': raw`!ZXV10AC !ZXWLAC W9\d{2}`,
      server: raw`R[58][0-9]\d{2}G\d R5\d00 R8\d00 E90\d0 !ZXCLOUD !ZXRACK RS\d4`,
      storage: raw`KS\d{4,5} KU\d{4,5} KF\d{4} !ZXCLOUDKS !ZXCLOUDKU`,
      power: raw`!ZXDU !ZXDUPA !ZXUPS ZXEPS`,
      phone: raw`!ZXV10T !ZXMVC`,
      other: raw`!ZXA10 C[236]00 C220 C610 C620 C650 !ZXMP !ZXONE !ZXDSLAM F6\d{2} !ZXCTN9 !ZXUN`,
    },
  ),
  makes(
    'Maipu',
    { usually: ['switch', 0.4] },
    {
      switch: raw`!MYPOWERS !MYPOWER S\d{4} NSS\d{4} !NSS !SM\d{4} !IS2\d{2} MP1[0-9]S S4\d{2}M !INSPURSM`,
      router: raw`!MP\d{3,5} MP[1-9]\d{3}[A-Z]? !NSR\d !MYPOWERMP !MYPOWERVR !MYPOWERMP7 !NSM !IGW`,
      firewall: raw`!MYPOWERMPSEC !MPSEC MSG\d{4} ISG\d !VPN\d NSFW MPSECMSG`,
      'wireless-controller': raw`!WNC\d !MYPOWERWNC !WAC\d`,
      'wireless-ap': raw`!IAP\d !SA\d{4} !WAP\d AP\d`,
      other: raw`!MASS !MPNMS OLT`,
    },
  ),
  makes(
    'DCN',
    { usually: ['switch', 0.5] },
    {
      switch: raw`!DCRS !CS\d{4} S\d{4} !DCS\d !DCN?S !SOHO\d !IS\d{4} !ES\d{3} CS6\d{3} !YUNKES`,
      router: raw`!DCR\d !DCME !DCFR`,
      firewall: raw`!DCFW !DCFOS !DCWAF`,
      'wireless-controller': raw`!DCWS !DCWLAC WS6\d{3}`,
      'wireless-ap': raw`!DCWL !WL8\d{3} !WL\d{4}`,
      ips: raw`!DCFIPS !DCIPS`,
      other: raw`!DCBI !DCSM !DCNETLOG`,
    },
  ),
  makes(
    'BDCOM',
    { usually: ['switch', 0.5] },
    {
      switch: raw`S\d{4} !BDCOMS IES\d{3,4} !IES\d`,
      router: raw`!BDCOMBSR BSR\d !BDCOM[27]\d{3} R\d{4}`,
      'wireless-ap': raw`WAP\d{4}`,
      'wireless-controller': raw`WSC\d WAC\d`,
      other: raw`GP3\d{3} P3\d{3} GP\d{4} OLT EPON`,
    },
  ),
  makes(
    'Sundray',
    { usually: ['wireless-ap', 0.4] },
    {
      switch: raw`RS\d{4} !SUNDRAYRS S\d{4} !XS\d{3} SS\d{4} !RS[3-9]\d00`,
      'wireless-controller': raw`NAC\d !NAC WAC\d NMC\d AC\d !SUNDRAYNAC SANGFORNAC`,
      'wireless-ap': raw`NAP !NAP\d !SUNDRAYNAP AP[SN]?\d XAP SAP\d WAP`,
      router: raw`ROUTER XMG\d NR\d`,
    },
  ),
  makes(
    'FiberHome',
    { usually: ['switch', 0.35] },
    {
      server: raw`!FITSERVER R[124]\d{3}[A-Z]?\d? R2\d{3}V\d R\d{4}V\d FITCLOUD`,
      switch: raw`S\d{4} !CITRANSS FENGINES !FENGINE`,
      router: raw`!CITRANS R8\d{3} FENGINER`,
      storage: raw`FITSTOR !OS\d{4}`,
      'wireless-ap': raw`AP\d`,
      other: raw`AN\d{4} !AN55 HG\d{4} !FONST IBAS`,
    },
  ),
  makes(
    'TP-Link',
    { usually: ['switch', 0.4] },
    {
      switch: raw`!TLS[EGHFLX]\d !TLSG !TLSF !TLSH !TLSE !TLSL !TLSX !T[12]\d{3}G? !T\d{4}G SG\d{3,4} !JETSTREAM TLST\d SF\d{4} SH\d{4} SX\d{4} T3\d{3} T1[56]\d{2} SE\d{4} !TLST\d !TLIES !LS\d{3,4}`,
      router: raw`!TLR\d !TLER\d !TLWVR !TLWAR !TLXVR !TLXTR !TLWR WR\d{3,4} !TLXDR !TLWDR !TLR4 !TLMR ER\d{3,4} !ARCHER !TDW?\d TD[WV]?\d SAFESTREAM !TLXAR R\d{3}VPN TOUTER WIRELESS.*ROUTER DECO !TLBE !TLWTR !TLTR !TLMH`,
      'wireless-ap': raw`!TLAP !TLXAP !EAP\d !TLWA WA\d{3} !CPE\d WBS\d !TLCPE !TLEAP WR7\d\dN RE\d{3} !TLWAP AP\d{3,4} XAP\d !TLHYFI !TLBAP TLWA`,
      'wireless-controller': raw`!TLAC !OC\d00 AC\d{3} !OMADA !TLNAC !TLRAC`,
      camera: raw`!TLIPC !TLNC !TAPOC TLSC\d IPC VIGI NC\d{3}`,
      firewall: raw`!TLFW !TLFR`,
      other: raw`!TLNVR !TLPOE !TLVMS !TLFC TLMC`,
    },
  ),
  makes(
    'Mercury',
    { usually: ['switch', 0.4], like: ['TP-Link'] },
    {
      switch: raw`!MCS S\d{3}G? SG\d{3} MSG?\d !MS\d\dC SE\d{3} !MERCURYS !MERCURYSG`,
      router: raw`MW\d{3}R !MVR\d MR\d{3} !MWR MER\d MAC\d{3}R X\d{2}G? !D\d{2,3}G? M\d{2,3}G? !MVR`,
      'wireless-ap': raw`MCAP !MCAP\d MAP\d AP\d MWAP`,
      'wireless-controller': raw`MAC\d{2,3}$ AC\d`,
      camera: raw`MIPC !MIPC`,
    },
  ),
  makes(
    'FAST',
    { usually: ['router', 0.4], like: ['TP-Link', 'Mercury'] },
    {
      switch: raw`FS\d{2} FSG\d{3}`,
      router: raw`FW\d{3}R FER\d FVR\d FAC\d{3,4}R`,
      'wireless-ap': raw`FAP\d{3}`,
    },
  ),
  makes(
    'Tenda',
    { usually: ['router', 0.4] },
    {
      switch: raw`TEG\d !TEG\d TEF\d !TEF\d SG\d{3} S\d{3} TEH\d`,
      router: raw`AC\d{1,2} F\d W\d{2}E G\d !TENDAAC`,
      'wireless-ap': raw`AP\d !W\d{2}AP I\d{1,2} O\d W\d{1,2}AP W15`,
      'wireless-controller': raw`M\d G1 AC\d{4}`,
    },
  ),
  makes(
    'Raisecom',
    { usually: ['switch', 0.4] },
    {
      switch: raw`ISCOM[23]\d{3} !ISCOM S\d{4} GAZELLE !GAZELLE !RAXS`,
      router: raw`RAX\d !RAX7 MSG\d R3\d{3}`,
      other: raw`ISCOM5\d{3} ISCOM6\d{3} ISCOMHT RC\d{3,4}`,
    },
  ),
  makes('Utstarcom', { usually: ['other', 0.3] }, { other: raw`!NETRING !SYNCRING`, switch: raw`UTS` }),
  makes(
    'Bell',
    { usually: ['router', 0.4], like: ['Nokia'] },
    { router: raw`7[27]50 7705`, switch: raw`7[42]50ESS 7210 OS\d{4}` },
  ),
  makes(
    'UTT',
    { usually: ['router', 0.6] },
    {
      router: raw`NV\d{4} [A-Z]?\d{3,4}G? HIPER ER\d{4}`,
      switch: raw`ST\d{4} S\d{4} SG\d{4}`,
      'wireless-ap': raw`WA\d{4} AP\d`,
    },
  ),
  makes(
    'iKuai',
    { usually: ['router', 0.6] },
    { router: raw`IK[A-Z]?\d A\d{3} !IKR E\d{2}`, 'wireless-ap': raw`IKQ\d !IKX\d IKAP`, switch: raw`IKS\d IKJ\d` },
  ),
  makes('Centec', { usually: ['switch', 0.6] }, { switch: raw`V\d{3} E\d{3} S\d{4}` }),
  makes('Asterfusion', { usually: ['switch', 0.6] }, { switch: raw`CX\d{3} !CX5\d{2} CX8\d{2}` }),
  makes('Kyland', { usually: ['switch', 0.6] }, { switch: raw`!SICOM SICOM\d OPAL KIEN AQUAM` }),
  makes('Three One', { usually: ['switch', 0.5] }, { switch: raw`IES\d IPS\d ICS\d`, 'console-server': raw`NP\d{3}` }),
];
