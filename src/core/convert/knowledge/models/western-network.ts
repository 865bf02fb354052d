import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** Switches, routers and wireless gear of makers outside China, for companies and carriers. */
export const westernNetworkModels: readonly VendorModels[] = [
  makes(
    'Juniper',
    { usually: ['switch', 0.4] },
    {
      switch: raw`!EX\d{4} !QFX !QFABRIC OCX\d !EX\d{3} JNPQFX JNP5\d{3} WLSWITCH`,
      router: raw`!MX\d{1,5} !ACX !PTX !JNP10\d{3} !CTP M[1-3]\d{1,2}I? T\d{3,4} J\d{4} M7I !SSR\d !NFX BX7\d{3} ERX E\d{3} LN\d{4} WX[CT]?\d{2,4} SA\d{4} MAG\d JUNOSV? !VMX CSO VRR`,
      firewall: raw`!SRX !VSRX !SSG !NETSCREEN NS\d{1,4} ISG\d{4} NSM`,
      ips: raw`IDP\d{2,4}`,
      'wireless-ap': raw`WLA\d{3} AP\d{2}[A-Z]? MIST AP[1-9]\d MP\d{3}`,
      'wireless-controller': raw`WLC\d{1,4} MX[R]?[28]R`,
      phone: raw`PHONE`,
    },
  ),
  makes(
    'Arista',
    { usually: ['switch', 0.8] },
    {
      switch: raw`!DCS7 7\d{3} CCS7 !CCS 7[0-9]{2}[XP]`,
      'wireless-ap': raw`C\d{3} O\d{3} W\d{3}`,
      router: raw`AWE`,
    },
  ),
  makes(
    'Brocade',
    { usually: ['switch', 0.4] },
    {
      'san-switch': raw`!BR\d !SAN\d G[67][1-9]\d !DCX X[67][48] [3-8]\d0 65[0-2]\d 51\d0 5[345]\d0 4[189]00 G\d20 48000 DS\d{3,4}B !SILKWORM 78[14]\d BRG 300 7[57]00 FABRICOS`,
      switch: raw`!BIGIRON !FASTIRON !TURBOIRON !FES[X]?\d ICX\d{4} !ICX FCX\d FGS\d FLS\d !VDX !NETIRONC !NETIRON !MLX FWS\d SX\d{3,4} .*SANSWITCH EDGEIRON RX\d`,
      router: raw`MLXE? CER\d VYATTA NETIRONX?M`,
      'load-balancer': raw`!SERVERIRON ADX\d`,
      'wireless-ap': raw`MOBILITYAP`,
    },
  ),
  makes(
    'Foundry',
    { usually: ['switch', 0.6], like: ['Brocade'] },
    { 'load-balancer': raw`SERVERIRON`, 'wireless-ap': raw`IRONPOINT` },
  ),
  makes(
    'Ruckus',
    { usually: ['wireless-ap', 0.6], like: ['Brocade'] },
    {
      'wireless-ap': raw`R[1-9]\d{2} T[2-9]\d{2}[A-Z]? H[2-6]\d{2} ZF\d{4} !ZONEFLEX E\d{3} M510`,
      'wireless-controller': raw`!ZD\d{4} !ZONEDIRECTOR !SMARTZONE SZ\d{2,3} VSZ SCG`,
      switch: raw`ICX`,
    },
  ),
  makes(
    'Aruba',
    { usually: ['wireless-ap', 0.4] },
    {
      'wireless-ap': raw`!AP\d{2,3} !IAP !RAP\d INSTANTON APINSTANT APINST JZ\d{3}A JW\d{3}A Q9H\d R[2-9][A-Z]\d{2} ARUBAIAP ARUBAAP MST\d`,
      'wireless-controller': raw`7[02]\d{2} [36][0246]\d{2}CONTROLLER 3[246]00 6000C? 65[01] 620 9[02]\d{2}GATEWAY MOBILITYCONTROLLER 9[012]\d{2} MM?HW .*CAPTIVEPORTAL MCVA 92\d\d`,
      switch: raw`[1-8]\d{3}[FMA-Z]? 29[23]0[FM]? 25[34]0 38[12]0M? 54\d{2}R? 6[0-4]\d{2} 8[34]\d{2}X? CX\d{4} S\d{4} JL\d{3} J9\d{3} AOS 1[89][36]0 10000 ARUBA\d{4} 6300 6405 R0X`,
      other: raw`CLEARPASS AIRWAVE CPPM`,
    },
  ),
  makes(
    'Extreme',
    { usually: ['switch', 0.6] },
    {
      switch: raw`!SUMMIT !BLACKDIAMOND !ALPINE X[2-8]\d{2} [1-9]\d{3} !VSP\d !ERS\d 5[3-7]20 SLX\d EXOS S[348] B5 C5 D2 A4 V400 210 220`,
      'wireless-ap': raw`AP\d{3,4} WSAP WIRELESSAP ALTITUDE WMAP`,
      'wireless-controller': raw`WSC\d NX\d{4} RFS\d{4} WM\d{2,4} SUMMITWM`,
      router: raw`SLX9[58]\d{2}R XSR`,
    },
  ),
  makes(
    'Avaya',
    { usually: ['phone', 0.35], like: ['Nortel'] },
    {
      switch: raw`!ERS !ETHERNETROUTINGSWITCH !VSP P1[13]\d P3[36]\d P\d{3} CAJUN WS P8\d{2} ETHERNET .*SWITCH C3[46]\d`,
      phone: raw`46XX 46\d{2} 96\d{2} 16\d{2} [12]4\d{2} J1\d{2} DEFINITY IPOFFICE G[347]\d{2} E1\d{2} S8\d{3} B1\d{2} ONEX MEDIA COMMUNICATION CM\d 10\d0 VANTAGE`,
      'wireless-ap': raw`AP\d WLAN8\d .*WIRELESS WAP\d WIRELESS.*`,
      router: raw`SR\d{4} SECUREROUTER X\d{3}`,
      'wireless-controller': raw`WC8\d{3}`,
    },
  ),
  makes(
    'Nortel',
    { usually: ['switch', 0.4] },
    {
      switch: raw`!BAYSTACK !PASSPORT8 !ERS [2-5]\d{2,3}T? 4[57]0 8[136]\d{2} 55[123]0 ETHERNETROUTINGSWITCH CENTILLION ACCELAR BPS 30[0-9] 2[58]\d\dT`,
      router: raw`1[0-9]{3} 3120 CONTIVITY VPNROUTER PASSPORT ARN ASN BCN BLN SECUREROUTER CES\d 7[24]\d{2} BAYRS`,
      phone: raw`CS1000 MERIDIAN I20\d{2} 1[12]\d0E BCM SUCCESSION CS2 IPPHONE OPTION11`,
      'load-balancer': raw`2424 ALTEON AAS ACEDIRECTOR 2[2-4][0-9]{2} 3408 184`,
      'wireless-ap': raw`2330 WLANAP 22[0-9]{2}AP`,
      firewall: raw`SWITCHEDFIREWALL NSF`,
    },
  ),
  makes(
    'Alcatel-Lucent',
    { usually: ['switch', 0.4], like: ['Nokia'] },
    {
      switch: raw`!OMNISWITCH !OMNISTACK OS[6-9]\d{3} OS\d{4} OMNI 7210`,
      router: raw`77[05]0 7705 7450 OMNIACCESS5 SPEEDTOUCH 7[27]50`,
      phone: raw`OMNIPCX IPTOUCH 40[0-9]{2} 80[0-9]{2} OXE OXO OMNITOUCH`,
      'wireless-ap': raw`AP\d{3,4} OAWAP OAWAP !OAW OMNIACCESSSTELLAR OMNIACCESSAP`,
      'wireless-controller': raw`OAW[46]\d{3}`,
    },
  ),
  makes(
    'Nokia',
    { usually: ['router', 0.4] },
    {
      router: raw`77[05]0 7705 7450 7950 7220 7250 SR\d SRA BEACON SAR IXR FP\d 7[27]30IXR`,
      switch: raw`7210 SASM? 72[12]0SAS 6450 ESB`,
      firewall: raw`IP\d{2,4} IPSO`,
      other: raw`ISAM 73[0-9]{2} G\d{3}[GW] 1830`,
    },
  ),
  makes(
    'Ericsson',
    { usually: ['router', 0.4] },
    { router: raw`SE\d{3,4} SMARTEDGE R6\d{3} REDBACK`, switch: raw`ECN`, phone: raw`MD110` },
  ),
  makes(
    'ADTRAN',
    { usually: ['router', 0.6] },
    {
      router: raw`!NETVANTA TA\d ATLAS TOTALACCESS IQ\d EXPRESS TSU`,
      switch: raw`NETVANTA1[2-7]\d{2}`,
      'wireless-ap': raw`BLUESOCKET NETVANTA1[59]\dWAP`,
    },
  ),
  makes(
    'Allied Telesis',
    { usually: ['switch', 0.5] },
    {
      switch: raw`!AT\d ATX ATGS ATFS X\d{3} SBX ATIE GS\d{3} FS\d{3} X\d{3} CENTRECOM 8[0-9]{3} ATI?\d{4}`,
      router: raw`ATAR AR\d{3} AR[3-7]`,
      'wireless-ap': raw`ATTQ ATWA ATWL TQ\d`,
    },
  ),
  makes(
    'D-Link',
    { usually: ['switch', 0.35] },
    {
      switch: raw`!DGS !DES !DXS !DQS DIS\d DSS`,
      router: raw`!DSL !DIR !DSR DI\d{3} DVA DWR EBR COVR`,
      'wireless-ap': raw`!DAP !DWL DBA AQUILA`,
      'wireless-controller': raw`DWC DNH DNC`,
      camera: raw`!DCS`,
      storage: raw`DNS\d DSN`,
      firewall: raw`DFL DBG`,
      phone: raw`DPH DVG`,
      printer: raw`DPR? DP\d{3}`,
      kvm: raw`DKVM KVM`,
      other: raw`DNR`,
    },
  ),
  makes(
    'Netgear',
    { usually: ['switch', 0.5] },
    {
      switch: raw`!GS[MST]?\d{3,4} !GSM\d FS[M]?\d{3} XS[M]?\d{3} M\d{4} S3300 JGS !PROSAFE MS\d{3} X[CS][MW]\d SM\d FSM\d GC\d{3} JFS DS\d{3}`,
      router: raw`DG\d{3} [CRD]\d{4}[A-Z]?V?\d? WN[DR]R? WGR CG\d{3} DM\d{3} FVS FVX NIGHTHAWK ORBI RBR RAX XR\d{3} CBVG CM\d DGN?D? MR\d{3} RP\d{3} RT\d{3} LB\d`,
      'wireless-ap': raw`WAC\d WAX\d WG\d{3} WN[AD]P WNCE ME\d{3} EX\d{4} WPN? WN\d{4}RP WNDAP`,
      'wireless-controller': raw`WC\d{4} WMS`,
      storage: raw`READY RN\d{3,5} RND SC\d{3} STORA RNRX`,
      firewall: raw`UTM\d STM FVS318 SRX5308`,
      printer: raw`PS1\d\d`,
    },
  ),
  makes(
    'Zyxel',
    { usually: ['switch', 0.4] },
    {
      switch: raw`!GS\d{4} !XGS !XS\d{3,4} !XMG !ES\d{3,4} !MES !MGS XSG DIMENSION GS1\d{3} IES`,
      router: raw`!PRESTIGE P\d{3} VMG NBG EMG AMG NR\d LTE SBG DX\d P6\d{2} ZYWALL2W? KEENETIC VFG USG20W? VMG`,
      'wireless-ap': raw`NWA WAC WAX WRE NWD B\d{4} G\d{4} WBE`,
      'wireless-controller': raw`NXC`,
      firewall: raw`USG !ZYWALL ATP\d VPN\d{2,3} USGFLEX`,
      storage: raw`NSA NAS\d`,
      phone: raw`P2002`,
    },
  ),
  makes(
    'Cabletron',
    { usually: ['switch', 0.7] },
    { switch: raw`\dE\d{2} 6000 ELS SSR SMARTSWITCH MMAC`, router: raw`SSR8\dROUTER CYBERSWITCH` },
  ),
  makes(
    'Enterasys',
    { usually: ['switch', 0.6], like: ['Cabletron', 'Extreme'] },
    {
      switch: raw`[ABCDNSGX]\d MATRIX SECURESTACK VERTICAL V2H D2G`,
      router: raw`XSR XP`,
      'wireless-ap': raw`ROAMABOUT AP\d`,
      'wireless-controller': raw`C\d{4} HIPATH`,
    },
  ),
  makes(
    'Yamaha',
    { usually: ['router', 0.4] },
    { switch: raw`!SWX`, router: raw`RTX? RT[XV]?\d NVR\d{3} FWX SRT`, 'wireless-ap': raw`WLX`, phone: raw`VOIP` },
  ),
  makes('Datacom', { usually: ['switch', 0.6] }, { switch: raw`DM\d{4} DMSWITCH`, router: raw`DM70\d` }),
  makes(
    'FS',
    { usually: ['switch', 0.5] },
    {
      switch: raw`S\d{4} N\d{4} IES`,
      power: raw`PDU .*PDU`,
      'wireless-ap': raw`AP\w`,
      'wireless-controller': raw`AC\d{3,4}`,
    },
  ),
  makes(
    'EnGenius',
    { usually: ['wireless-ap', 0.4] },
    {
      switch: raw`E[WGC]S\d{2,4} EGS`,
      'wireless-ap': raw`E[CWAN][APHS]\w?\d{3,4} EAP ENH ENS EOA ECB EWS[36]\d{2}`,
      phone: raw`DURAFON FREESTYL`,
      camera: raw`EDS`,
    },
  ),
  makes('Nexans', { usually: ['switch', 0.6] }, { switch: raw`GIGASWITCH FIBERSWITCH` }),
  makes(
    'Moxa',
    { usually: ['switch', 0.4] },
    {
      switch: raw`EDS IKS ICS PT\d SDS TSN`,
      'console-server': raw`NPORT CN\d{4} NP\d MGATE UPORT`,
      'wireless-ap': raw`AWK`,
      router: raw`EDR ONCELL`,
      server: raw`UC\d DA\d`,
    },
  ),
  makes(
    'Hirschmann',
    { usually: ['switch', 0.7] },
    {
      switch: raw`RS\d{2} MACH MS\d{2} RSP GRS BOBCAT RAIL SPIDER OCTOPUS GREYHOUND`,
      'wireless-ap': raw`BAT`,
      firewall: raw`EAGLE`,
    },
  ),
  makes('GarrettCom', { usually: ['switch', 0.4] }, { switch: raw`MAGNUM S?\d{1,2}K`, router: raw`DYNASTAR` }),
  makes(
    'RuggedCom',
    { usually: ['switch', 0.6] },
    { switch: raw`RS[GTL]?\d`, router: raw`RX\d`, 'wireless-ap': raw`WIN` },
  ),
  makes(
    'Siemens',
    { usually: ['switch', 0.3], like: ['RuggedCom'] },
    {
      switch: raw`!SCALANCEX !SCALANCE X\d{3}`,
      phone: raw`OPTIPOINT OPENSTAGE HIPATH3 4[12]0 GIGASET HICOM`,
      'wireless-ap': raw`W7\d{2} SCALANCEW GE C2\d AP\d HIPATHWIRELESS`,
      router: raw`SCALANCEM 7950 SPEEDSTREAM SANTIS GIGASETSE`,
      firewall: raw`SCALANCES`,
    },
  ),
  makes(
    'Edgecore',
    { usually: ['switch', 0.7] },
    {
      switch: raw`AS\d{4} ECS\d{4} DCS\d ES\d{4} CSR`,
      'wireless-ap': raw`EAP ECW OAP`,
      'wireless-controller': raw`EWS`,
    },
  ),
  makes(
    'SMC',
    { usually: ['switch', 0.4] },
    {
      switch: raw`SMC\d{4}L2 SMC[68]\d{3} SMCGS TIGER`,
      router: raw`SMC7 BARRICADE SMCD3`,
      'wireless-ap': raw`SMC2\d{3}W SMCW`,
    },
  ),
  makes(
    'Eltex',
    { usually: ['switch', 0.4] },
    {
      switch: raw`MES\d`,
      router: raw`ESR\d ME\d{4} RG\d NTU NTP TAU`,
      'wireless-ap': raw`W[EO]P\d`,
      other: raw`LTP LTE MA4000`,
    },
  ),
  makes(
    'QTECH',
    { usually: ['switch', 0.6] },
    { switch: raw`QSW`, router: raw`QSR`, 'wireless-ap': raw`QWO QWP`, power: raw`QPDU` },
  ),
  makes(
    'SNR',
    { usually: ['switch', 0.6] },
    { switch: raw`SNRS\d S\d{4}`, power: raw`SNRPDU SNRUPS .*PDU ERD`, 'wireless-ap': raw`CPEAP` },
  ),
  makes('Ciena', { usually: ['switch', 0.5] }, { switch: raw`3[9]\d{2} 51\d{2} 8700 TRAVERSE LE311` }),
  makes('Calix', { usually: ['router', 0.4] }, { router: raw`8\d{2}G GIGA`, switch: raw`E[3-9]` }),
  makes('Cumulus', { usually: ['switch', 0.8] }, { switch: raw`VX CUMULUS` }),
  makes(
    'Ubiquiti',
    { usually: ['wireless-ap', 0.5] },
    {
      switch: raw`!US\d !USW !UNIFISWITCH !EDGESWITCH ES\d{1,2} EPS\d TSW?\d TOUGHSWITCH USPRO ECS`,
      'wireless-ap': raw`!UAP !U[67] !NANO !UNIFIAP !AIRMAX ROCKET POWERBEAM LITEBEAM LITEAP NANOBEAM NANOSTATION BULLET PICOSTATION INWALL AC(?:MESH|LITE|LR|PRO|HD|EDU|IW) AIRCUBE AIRFIBER AF\d{1,2} AIRGRID NBE LBE PBE ISOSTATION PRISM SWISSARMY FLEXHD BEACONHD NANOHD UNIFI6 UNIFIAC UBB WAVE UWB UDB E7
      GIGABEAM POWERBRIDGE LOCOM AMPLIFI HD LR ACCESSPOINT LTUROCKET LTU`,
      router: raw`!ER[0-9X]\w* !EDGEROUTER !USG UNIFISECURITYGATEWAY ERLITE ERPOE UXG ULTE EDGEPOINTR`,
      firewall: raw`!UDM !UDR UCG !UDW DREAM EFG`,
      'wireless-controller': raw`!CLOUDKEY UCK UNIFICLOUDKEY UCKG2`,
      camera: raw`!UVC AIRCAM UPCAM G[345](?:BULLET|DOME|FLEX|PRO|DOMEPRO) AI(?:360|BULLET|PRO|THETA|DSLR)`,
      phone: raw`UVP UTP UTTALK UNIFITALK`,
      server: raw`UNIFIAPPLICATION UAS XGSERVER`,
      power: raw`USPPDU USPRPS USP UPS PDU EDGEPOWER EP54 SMARTPOWER`,
      storage: raw`UNAS`,
      other: raw`UNVR UFIBER UAHUB`,
    },
  ),
  makes(
    'MikroTik',
    { usually: ['router', 0.6] },
    {
      switch: raw`!CRS !CSS FIBERBOX NETPOWER`,
      router: raw`!RB\d{3,4} !CCR !HEX RB[A-Z] RBSXT L009 ROUTEROS CHR ROUTERBOARD !CLOUDCORE POWERBOX`,
      'wireless-ap': raw`!HAP !CAP !WAP !SXT !LHG !MANTBOX BASEBOX NETMETAL NETBOX AUDIENCE MAP OMNITIK GROOVE METAL DISC QRT DYNADISH RBWAP RBCAP RBLHG WIREWIREL CUBE KNOT LTAP CHATEAU`,
    },
  ),
  makes(
    'Cambium',
    { usually: ['wireless-ap', 0.5] },
    {
      'wireless-ap': raw`!EPMP !CNPILOTE XV X[EV]\d E\d{3}[A-Z]? PMP PTP FORCE CNPILOTE WLANAP CNWAVE XE`,
      router: raw`R\d{3} CNPILOTR NSE\d`,
      switch: raw`EX\d{4} CNMATRIX TX\d{4} EX[123]`,
      'wireless-controller': raw`CNMAESTRO NX`,
    },
  ),
  makes(
    'Motorola',
    { usually: ['wireless-ap', 0.5], like: ['Extreme'] },
    {
      'wireless-ap': raw`AP\d{2,4} SB\d{4}G CANOPY MR\d`,
      'wireless-controller': raw`RFS\d WS\d{4} NX\d{4} WIRELESSSWITCH`,
      router: raw`NVG VIP SBG? SVG 2210 3347 BSR`,
    },
  ),
  makes(
    'Symbol',
    { usually: ['wireless-ap', 0.6], like: ['Motorola'] },
    { 'wireless-ap': raw`AP\d SPECTRUM24`, 'wireless-controller': raw`WS\d{4}` },
  ),
  makes(
    'Aerohive',
    { usually: ['wireless-ap', 0.7], like: ['Extreme'] },
    { 'wireless-ap': raw`AP\d HIVEAP`, switch: raw`SR\d{4}`, router: raw`BR\d{3}` },
  ),
  makes('Meru', { usually: ['wireless-ap', 0.5] }, { 'wireless-ap': raw`AP\d`, 'wireless-controller': raw`MC\d` }),
  makes(
    'Teldat',
    { usually: ['router', 0.7] },
    { router: raw`RS\d M\d ATLAS REGESTA H1 ARES`, 'wireless-ap': raw`APR?\d` },
  ),
];
