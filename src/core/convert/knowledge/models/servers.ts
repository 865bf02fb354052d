import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** Makers of servers and storage, Chinese and others. */
export const serverModels: readonly VendorModels[] = [
  makes(
    'Inspur',
    { usually: ['server', 0.5] },
    {
      server: raw`!NF\d{4} !NX\d{4} !NP\d{4} !TS\d{3,5} !SA\d{4}[A-Z]?\d? !NE\d{4}M\d AGX I24 I48 !AIS NC\d{4}M !INCLOUDRAIL !ORS\d SN\d{4}M K1 NF[358] !INMERGE CS\d{4}[HK] TP\d{3}`,
      storage: raw`!AS\d{3,5} !HF\d{4,5} !MF\d{4,5} !SS\d{4} G\d{4}M\d AS13 AS2 AS5`,
      switch: raw`!CN\d{4,5} !S\d{4} !INSPURCN SC\d{4} CN61 CN85 CN125 IN\d{4}`,
      'san-switch': raw`!FS\d{4} SFC`,
      firewall: raw`SSRF`,
      other: raw`SSR`,
    },
  ),
  makes(
    'Sugon',
    { usually: ['server', 0.6] },
    {
      server: raw`!I\d{3}G\d+ !A\d{3}G\d+ !TC\d{4} !W\d{3}G\d+ !X\d{3}G\d+ !H\d{3}G\d !R\d{3}G\d I\d{3,4} A\d{3,4}R? TC\d{3,4} CX\d{2} CB\d{2} !R6\d{3}H !R[34]\d{3} X\d{3,4} TIANKUO`,
      storage: raw`DS\d{3,4} !DS\d{3}G\d{2} !PARASTOR !FLASHNEXUS DS\d DBSTOR S650`,
      switch: raw`S\d{4}`,
      firewall: raw`TLFW`,
    },
  ),
  makes(
    'Great Wall',
    { usually: ['server', 0.6] },
    {
      server: raw`RF\d{4} RK\d{4} EF\d{3} !QINGTIAN DF\d{3} !GREATWALL RM\d{3,4} RH\d{3}`,
      printer: raw`GWP`,
      power: raw`GW\d{4}UPS`,
    },
  ),
  makes(
    'PowerLeader',
    { usually: ['server', 0.7] },
    {
      server: raw`PR\d{4}[A-Z]? !PLSTRONG PT\d{4} PS[A-Z]?\d{4} PL\d{4} !POWERLEADER PR\d{3}K`,
      storage: raw`PR\dSTOR DCSTOR`,
    },
  ),
  makes('Tongfang', { usually: ['server', 0.6] }, { server: raw`CHAOXIANG CHAOQIANG K\d{3} TF\d TR\d{4} !CHAOYUE` }),
  makes('KunTai', { usually: ['server', 0.7] }, { server: raw`KUNTAI R\d{3}K? R\d{3} A\d{3}`, switch: raw`S\d{4}` }),
  makes('Huaqin', { usually: ['server', 0.6] }, { server: raw`P\d{4} R\d{4}` }),
  makes('Nettrix', { usually: ['server', 0.7] }, { server: raw`R\d{3}G\d+ X\d{3}G\d+ I\d{3}G\d+` }),
  makes(
    'Lenovo',
    { usually: ['server', 0.5], like: ['IBM'] },
    {
      server: raw`!THINKSYSTEM(?:S[RTDNE]) !THINKSYSTEM !THINKSERVER S[RTDNE]\d{3} !SR\d{3}V?\d? R[DQ]\d{3} RS\d{3} T[DS]\d{3} !THINKAGILE !WENTIAN !X3\d{3} X3[0-9]50M\d WR\d{4}G\d WA\d{4}G\d !WENTIANWR HR\d{3} HG\d{3} FLEXSYSTEM SUGON`,
      storage: raw`!THINKSYSTEMD[EGMS] D[EMG]\d{4}[HFN] !STORWIZE !LENOVOSTORAGE S[23]200 V[37]\d00 DS\d{4} D\d{4}STORAGE`,
      switch: raw`!THINKSYSTEMNE NE\d{4} G8\d{3} RACKSWITCH CE\d{4}`,
      'san-switch': raw`!THINKSYSTEMDB DB\d{3} B300SAN 3873`,
      vm: raw`VIRTUALMACHINE`,
      printer: raw`LJ\d{4} M\d{4} CS\d{4} CM\d{4} LENOVOM[123]`,
      other: raw`!THINKPAD !THINKCENTRE !THINKSTATION M\d{3}[TQES]`,
    },
  ),
  makes(
    'IBM',
    { usually: ['server', 0.5] },
    {
      server: raw`!SYSTEMX !X3\d{3} X3[0-9]50 !POWER[S5-9]\d* POWER !PSERIES !XSERIES P[5-7]\d\d S8\d{2}[LS]? E8\d{2} S9\d{2} E9\d{2} 8[2-4]\d{2} 9[01]\d{2} 82\d{2}E 9117 9119 7[0-9]{3} H[CSX]\d2 PS\d{3} BLADECENTER !NETFINITY !RS6000
      POWERSYSTEM !AS400 !ISERIES Z1[0-9] FLEXSYSTEM 8[67]\d{2} LINUXONE HC[15]`,
      storage: raw`!STORWIZE !FLASHSYSTEM !DS[3-8]\d{3} V[3579]\d00 V9000 !SVC !XIV !TS[1-9]\d{3} FS\d{4} !TOTALSTORAGE !SYSTEMSTORAGE 2145 2076 2072 DCS3\d00 EXP\d{3} N[3-7]\d00 TS76 TS3[1-5]\d0 ELASTIC SPECTRUM FAS`,
      'san-switch': raw`!SAN\d{2,3} 2498 2499 2005 249[89][BR] SYSTEMNETWORKINGSAN 8960`,
      switch: raw`RACKSWITCH G8\d{3} 8[23]\d{2}HUB 82\d\dETHERNET`,
      printer: raw`\d{4}.*PRINTER INFOPRINT 6400 64\d\d 4[0-9]{3}PRINT NETWORKPRINTER`,
      kvm: raw`GLOBALCONSOLE GCM LCM`,
      power: raw`UPS PDU`,
    },
  ),
  makes(
    'Dell',
    { usually: ['server', 0.5] },
    {
      server: raw`!POWEREDGE R[1-9]\d{2,3}(?:XD|XS|XA)?\d? !R[2-9][1-9]0XD\d? T[1-6]\d0 M[46-9]\d0[A-Z]? !C[46]\d{3} MX\d{3}C !VXRAIL XR\d FX2 !XE\d{4} VRTX R[67]\d[12]5 M1000E MX7000 C6\d{3} PE\d{4} XC\d{3} NX\d{4} !FX2S`,
      storage: raw`!POWERVAULT !POWERSTORE !POWERMAX !POWERSCALE !EQUALLOGIC !COMPELLENT !EMC !UNITY !VNX !VMAX MD\d{4} ME[45]\d{3} PS\d{4} SC[VS]?\d{4} !DATADOMAIN DD\d{4} !ISILON !XTREMIO ML3 TL\d{4} NX3 1[13]\dT !DR4\d{3} CX[34]?\d ME4 !AVAMAR !POWERFLEX SCV CX\d{3} DL[34]\d{3} 1[23]\dT`,
      switch: raw`!POWERSWITCH !POWERCONNECT !FORCE10 N[1-4]\d{3} S[3-6]\d{3}[A-Z]? Z9\d{3} S\d{4}[FONT]? X[14]\d{3} MXL M[86]\d{3}K? !NETWORKINGN !NETWORKINGS !NETWORKING C\d00 E\d00 MX[59]\d{3}N S\d{2}[NPV] Z\d{4} VEP OS10 IOA N\d{4}`,
      'san-switch': raw`!CONNECTRIX DS6\d{3}B? DS\d{3}B BROCADE EDDCX`,
      firewall: raw`SONICWALL`,
      printer: raw`[1-9]\d{3}(?:CN|CDN|DN|CNW|N|D|CND|W)+ [BCES]\d{4}(?:DN|DW|CDN|CNW)\w* LASERPRINTER [CBEHS]\d{3,4}D[NWT]`,
      kvm: raw`DAV DMPU KVM DKVM 2161DS 1082DS 4322DS 2162DS 180AS`,
      power: raw`UPS PDU RPDU H9\d{2} K7\d{2}`,
      'wireless-ap': raw`WAP WIAP WAP TRUEMOBILE`,
      'wireless-controller': raw`W[367]\d{3}`,
      other: raw`OPTIPLEX LATITUDE PRECISION VOSTRO WYSE`,
    },
  ),
  makes(
    'EMC',
    { usually: ['storage', 0.7], like: ['Dell'] },
    {
      storage: raw`!VNX !VMAX !CLARIION CX\d{1,3} AX[14]\d !SYMMETRIX !CENTERA NS\d{2,3} VPLEX !ISILON DATADOMAIN X\d{2,3} !CELERRA UNITY D[DM]\d{2,4} RECOVERPOINT S2\d{2} NX4 XTREMIO ECS`,
      'san-switch': raw`DS\d{4}[BM]? ED\d{3,4} MP\d{4} CONNECTRIX`,
    },
  ),
  makes(
    'HPE',
    { usually: ['server', 0.35], like: ['Aruba', 'H3C'] },
    {
      server: raw`!PROLIANT !DL\d{2,3} ML\d{2,3} BL\d{3}C? !SUPERDOME !INTEGRITY RX\d{4} !SYNERGY !APOLLO SY\d{3} !CLOUDLINE !EDGELINE !BLADESYSTEM C7000 C3000 !MOONSHOT !ALLETRASERVER XL\d{3} CL\d{4} DL3\d0 HP9000 ONBOARD !NONSTOP ILO !MICROSERVER RP\d{4} R[PX][2-8]\d{3} COMPUTE`,
      storage: raw`!3PAR !STOREVIRTUAL !STORESERV !STOREONCE !STOREEASY !STOREEVER !MSA !NIMBLE !PRIMERA !ALLETRA P[24]\d00 P6\d00 P9\d00 !EVA\d{4} EVA MSL XP\d{2,5} AF\d0 HF\d{2} CS\d{3,4} !SIMPLIVITY D[36]\d{3} 20[45]\d 84\d0STOR STORAGEWORKS.*(?:LIBRARY|MSA|MSL|EVA) ESL AUTOLOADER 18G\dTAPE MSL.*
      LEFTHAND X[13591]\d00STORAGE ULTRIUM [48]\d00P?STORESERV MEDIAVAULT P2000 20[456]0 1040 1050 1060`,
      switch: raw`!PROCURVE !FLEXNETWORK !FLEXFABRIC !OFFICECONNECT [AE]?[1235-9]\d{3}[A-Z]?\d{0,2} A\d{4} V19\d{2} !J[4-9]\d{3}[A-Z]? !JG\d{3}[A-Z] !JH\d{3}[A-Z] !JL\d{3}[A-Z] !JE\d{3}A !JD\d{3}A JC\d{3}A 25\d{2} 19\d{2} 51[23]0 55[0-9]0 59\d{2} 12[59]\d{2} 75\d{2} 10500 VIRTUALCONNECT 6120 GBE2 BLADESYSTEMSWITCH
      HP[1-9]\d{3} CX\d{4} HP(?:PRO|FLEX) 3CB 5[14]\d\dR? ETHERNETSWITCH`,
      'san-switch': raw`!SN[2368]\d{3}[BCQ]? STOREFABRIC SANSWITCH STORAGEWORKS.*SWITCH 8(?:8|24|40|80)SAN 824 840SAN 4\d{3}SAN FABRICSWITCH`,
      router: raw`MSR\d A6[68]\d{2} HSR\d{4} 66\d{2} 68\d{2}ROUTER 7102 7[12]02DL 8[02]\d{2}ROUTER AMSR ROUTER A8[08]\d{2} MSR`,
      'wireless-ap': raw`MSM[1-4]\d{2} MAP\d{3} J8[12345]\d{2}[AB]AP J8986 J8987 J91[34]1 M[12]\d{2}AP INSTANT IAP\d AP\d{3} J93[56]\d APMSM PROCURVE.*ACCESSPOINT ARUBA.*AP`,
      'wireless-controller': raw`MSM7\d{2} WX50 8[35]0UNIFIED ARUBA7\d{3}`,
      printer: raw`!LASERJET !OFFICEJET !DESKJET !DESIGNJET !PAGEWIDE !COLORLASER !JETDIRECT !PHOTOSMART LJ\d{3,4} M1\d{3} P1\d{3} M[1-8]\d{2}[A-Z]{1,3} MFPM PSC !LASERMFP !SMARTTANK !COLORLASERJET !LASERJETPRO INKTANK`,
      kvm: raw`AF6\d{2} SERVERCONSOLE KVM IPCONSOLE AF65\d AF64\d CONSOLESWITCH`,
      power: raw`UPS R\d{4}XR T\d{4}XR R\d{3,4}UPS PDU RT3000 R12000 RT\d000 H8B G2PDU`,
      firewall: raw`TIPPINGPOINTFW F\d{4} S\d00F F50\d0`,
      ips: raw`TIPPINGPOINT S\d{3,4}N`,
      other: raw`ELITEBOOK PROBOOK PRODESK ELITEDESK ZBOOK THINPRO PROCURVENAC`,
      phone: raw`41[1-3]0PHONE`,
    },
  ),
  makes(
    'Compaq',
    { usually: ['server', 0.5], like: ['HPE'] },
    { server: raw`ALPHA`, kvm: raw`SERVERCONSOLE .*CONSOLESWITCH` },
  ),
  makes(
    'Supermicro',
    { usually: ['server', 0.8] },
    { server: raw`SYS\d AS\d SSG X\d{1,2}[DS] SUPERSERVER SC\d{3} H1\dSS`, switch: raw`SSE[A-Z]?\d MBM` },
  ),
  makes(
    'Fujitsu',
    { usually: ['server', 0.4] },
    {
      server: raw`!PRIMERGY RX\d{3,4} TX\d{3} !PRIMEQUEST CX\d{3,4} BX\d{3} SPARC M1[02] PRIMEPOWER`,
      storage: raw`!ETERNUS DX\d{2,4} AF\d{3} LT\d{2} JX40`,
      switch: raw`PSWITCH SRS SRX SR\d{3}`,
      router: raw`SIR`,
      printer: raw`DPK FI\d DL\d{4}`,
    },
  ),
  makes(
    'Oracle',
    { usually: ['server', 0.5] },
    {
      server: raw`!SPARC !SUNFIRE !SUNSERVER T[2-8]\d? X[2-9]\d M\d{4} !EXADATA !NETRA !EXALOGIC ODA X\dL? V\d{3} T\d{4} SUN ENTERPRISE BLADE ULTRA`,
      storage: raw`!ZFS ZS\d !STORAGETEK !STOREDGE SL\d{3,4} PILLAR ST\d{4} S7000 FS1`,
    },
  ),
  makes(
    'Intel',
    { usually: ['server', 0.5] },
    {
      server: raw`[HRSP][1-4]\d{3} R\d{4} S\d{4} M\d{2}`,
      switch: raw`EXPRESS\d{3}T .*SWITCH`,
      printer: raw`NETPORT`,
      'wireless-ap': raw`PROWIRELESS`,
      router: raw`EXPRESSROUTER`,
    },
  ),
  makes(
    'QCT',
    { usually: ['server', 0.7] },
    { server: raw`QUANTA(?:GRID|PLEX|STOR) D\d{2}`, switch: raw`QUANTAMESH T\d{4} LY\d` },
  ),
  makes(
    'ASUS',
    { usually: ['wireless-ap', 0.4] },
    {
      server: raw`RS\d{3} ESC\d TS\d{3}`,
      'wireless-ap': raw`RT[A-Z]{1,2}\d{2} AC\d{4} BRT WL\d{3} RP[A-Z]{1,2}\d GT[A-Z]{2} DSLA?[CN]\d{2} TUF LYRA ZENWIFI`,
      router: raw`ASUSWRT WL\d{3}GE SL\d{4}`,
    },
  ),
  makes('Gigabyte', { usually: ['server', 0.6] }, { server: raw`[RGHST]\d{3}` }),
  makes(
    'NVIDIA',
    { usually: ['server', 0.5] },
    {
      server: raw`DGX HGX`,
      switch: raw`S?N[2-5]\d{3} QM[89]\d{3} MQM[89] MSN\d SB\d{4} MSB\d{4} MSX\d QM\d SX\d{4} SPECTRUM IS5\d{3}`,
    },
  ),
  makes(
    'Hitachi',
    { usually: ['storage', 0.7] },
    {
      storage: raw`!VSP !HUS !USP !HNAS !AMS WMS DF\d{3} E\d{3,4}H? G\d{3} F\d{3} HCP NAS`,
      server: raw`HA\d{4} DS\d{3} CB\d{3}`,
    },
  ),
  makes(
    'NetApp',
    { usually: ['storage', 0.8] },
    {
      storage: raw`!FAS !AFF E\d{4} EF\d{3} A\d{3,4}K? C\d{3} !STORAGEGRID !SOLIDFIRE DS\d{4} ALTAVAULT V\d{4}`,
      switch: raw`CN1610 BES53`,
      server: raw`H[456]\d{2}[CES]`,
    },
  ),
  makes(
    'Pure Storage',
    { usually: ['storage', 0.9] },
    { storage: raw`!FLASHARRAY !FLASHBLADE FA[CXM]\d M\d{2} X\d{2}R C\d{2}R` },
  ),
  makes('MacroSAN', { usually: ['storage', 0.8] }, { storage: raw`MS\d{4} !MS[2357]\d{3}G\d` }),
  makes('Toyou', { usually: ['storage', 0.7] }, { storage: raw`NETSTOR ACS\d IS?TOR`, server: raw`TY\d` }),
  makes(
    'Synology',
    { usually: ['storage', 0.9] },
    {
      storage: raw`DS\d{3,4} RS\d{3,4} !RS\d{3,4}XS DISKSTATION RACKSTATION FS\d{4} SA\d{4}`,
      router: raw`RT\d{4} MR\d{4}`,
    },
  ),
  makes('QNAP', { usually: ['storage', 0.9] }, { storage: raw`TS\d? TVS ES\d TES TBS`, switch: raw`QSW` }),
  makes('Western Digital', { usually: ['storage', 0.8] }, { storage: raw`MYCLOUD MYBOOK WDMY` }),
  makes(
    'Buffalo',
    { usually: ['storage', 0.4] },
    {
      storage: raw`TERASTATION LINKSTATION TS\d LS\d LSC`,
      'wireless-ap': raw`W[HZX]R AIRSTATION WAPM WLA`,
      switch: raw`BSG LSW\d`,
    },
  ),
  makes('Quantum', { usually: ['storage', 0.8] }, { storage: raw`SCALAR DXI SUPERLOADER` }),
  makes('DDN', { usually: ['storage', 0.7] }, { storage: raw`S[FC]A?\d{3,5} ES\d EXASCALER`, server: raw`WOS` }),
  makes('Infortrend', { usually: ['storage', 0.9] }, { storage: raw`ESDS EONSTOR GS\d DS\d` }),
  makes('Enginetech', { usually: ['server', 0.7] }, { server: raw`EG\d{3}` }),
  makes('Sitonholy', { usually: ['server', 0.7] }, { server: raw`IW\d{4} IR\d{4}` }),
  makes('Baixin', { usually: ['server', 0.6] }, { server: raw`HENGSHAN TS\d{2}` }),
  makes('Huakun', { usually: ['server', 0.7] }, { server: raw`TG\d{3} HUAKUN` }),
  makes('Huanghe', { usually: ['server', 0.7] }, { server: raw`[12]\d80` }),
  makes('Keycontrol', { usually: ['server', 0.7] }, { server: raw`R\d{4}H` }),
  makes('AISHU', { usually: ['storage', 0.6] }, { storage: raw`ANYBACKUP` }),
  makes('SCUTECH', { usually: ['storage', 0.6] }, { storage: raw`DBACKUP INFOKIST` }),
  makes('XSKY', { usually: ['storage', 0.8] }, { storage: raw`X\d{4} XE\d{4} XC\d{4}` }),
];
