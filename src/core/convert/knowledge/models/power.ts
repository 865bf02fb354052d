import { makes, type VendorModels } from './family.ts';

const raw = String.raw;
/** Names of products that several makers use. */
const kinds = { power: raw`UPS PDU EPDU ATS STS RPDU`, other: raw`CRAC AIRCONDITION PRECISIONAIR` } as const;

/** UPS, PDU, rectifiers; console servers and KVM switches. */
export const powerModels: readonly VendorModels[] = [
  makes(
    'APC',
    { usually: ['power', 0.7] },
    {
      power: raw`AP[4789]\d{3} !AP8[4-9]\d{2} !AP7[89]\d{2} !AP44\d{2} !AP9[2-6]\d{2} !SMARTUPS !SM[TXC]\d{3,5} SU[ARM]?\d{3,5} !SUA\d !SURT !SRT\d !SRV\d !SURTD? !SYMMETRA SY\d{1,3}K !BACKUPS B[ERKXNG]\d{3,4} BE\d GALAXY !EASYUPS !SRTG !SPM\d SP\d{1,2}K SPRM !APDU EPDU !RACKATS MGE G3HT G55T BVX? BR\d SMV\d SCL? AP88 RACKPDU ATS AUTOMATIC .*UPS.* SMTL SRC\d SRYL? SURTA SUVT G7T`,
      kvm: raw`KVM AP5[2-8]\d{2} .*KVM.* APKVM`,
      'console-server': raw`AP92\d\dCON AP93\d\dCON`,
      other: raw`NETBOTZ NBRK NBWL ACRC ACRD ACR[PC] INROW AP9[35]\d{2}TH UNIFLAIR ACSC NBPD AR\d{4}`,
    },
  ),
  makes(
    'Schneider',
    { usually: ['power', 0.6], like: ['APC'] },
    { power: raw`GALAXY EASY CONEXT MGE .*UPS`, other: raw`UNIFLAIR TDA SUCV MODICON ECOSTRUXURE` },
  ),
  makes(
    'Vertiv',
    { usually: ['power', 0.4], like: ['Avocent'] },
    {
      power: raw`!LIEBERT(?:GXT|ITA|EXM|NXR|NXL|APM|PSI|S600|NX|UPS|EXL|EPM|CROSS)? GXT\d GXE UHA[13]?R ITA2? APM\d* NXR\w* NXC? EXS EXM EXL EPM PSI\d NETSURE PDU RPDU MPH2? MPX GEIST VP\d{4} VRA?\d PS48\d{2,3} PS\d{3,5} UL33 HIPULSE PM\d{4} VR[TC] DPA ADAPT UH31 U[0-9]{2}K CROSS I[MNR]?[0-9]{2,3}[A-Z]+PDU PS4850 ITAU`,
      'console-server': raw`!ACS\d`,
      kvm: raw`AUTOVIEW MERGEPOINT MPU\d LRA DSR HMX SV\d{3} .*KVM.*`,
      other: raw`!LIEBERT(?:PEX|CRV|PCW|DSE|PDX|DM|DME|SDC|CCD|XD|PDW|VRC|HPC) PEX\d* CRV\d* PCW DM[EC]?\d{2,3} DATAMATE DSE SDC\d PDX CSX SMARTAISLE SMARTROW P\d{4}[UFD]A[0-9A-Z]* RDU ENVIRO VCRV SITEWEB SCC PACC`,
    },
  ),
  makes(
    'Kehua',
    { usually: ['power', 0.7] },
    {
      power: raw`KR\d{3,6} YTR\d{4} YTG MR\d{3,4} FR UK\d{3} KR[0-9A-Z]* MYKR KELONG YT[RG] KH\d`,
      other: raw`KL?AC WISECOOL`,
    },
  ),
  makes(
    'Kstar',
    { usually: ['power', 0.7] },
    {
      power: raw`YDC\d{3,5} YDE\d{4} YMK\d{4} HPMS EPI UB\d MEMOPOWER YDC GP8\d{2}[HL] KS[ET]\d PDU E?POWER YM[KC]`,
      other: raw`ST\d{3}[A-Z]{2} KA\d STORMCOOL`,
    },
  ),
  makes(
    'Santak',
    { usually: ['power', 0.8] },
    {
      power: raw`C\d{1,2}K[RS]? 3C3? 3[AC]\d{1,3} CASTLE TG\d{3,4} MT\d{3,4} K500 ARRAY PT\d{4} BOX .*KS? ARRAY3A`,
    },
  ),
  makes(
    'Eaton',
    { usually: ['power', 0.7] },
    {
      power: raw`!9(?:PX|SX|E|PXM|3PM|395|3E|155|355|390|130|135|170) !5(?:PX|P|SX|E|SC) 9[1-9]\d{2} 93 DX\d EVOLUTION POWERWARE EPDU EMA EVSP? DXRT TRIPPLITE(?:PDU|SMART|SU|UPS|AVR|BC) PDU[MV]? ELLIPSE ATS EATS TRIPPLITE STS PW\d{4} EX\d{4} .*UPS.*`,
      'console-server': raw`TRIPPLITEB09[2-9] B09[2-9]\d* TRIPPLITEB064.*`,
      kvm: raw`TRIPPLITEB0[0-7]\d TRIPPLITEB02 B0[2-7]\d NETDIRECTOR TRIPPLITENETDIRECTOR`,
    },
  ),
  makes(
    'Delta',
    { usually: ['power', 0.5] },
    {
      power: raw`!GES\d HPH NH\d* RT\d? N[0-9]+K MX DPS ULTRON AMPLON MODULON NHPLUS HIFT VX\d{3,4} GES .*UPS SG\d* PDU`,
      other: raw`HCH[0-9]* ROOMCOOL ROWCOOL INFRASUITE RCU`,
      switch: raw`DVS`,
    },
  ),
  makes(
    'CyberPower',
    { usually: ['power', 0.9] },
    { power: raw`OR\d PDU\d CP\d PR\d OLS? CPS\d UT\d BU\d PP\d HSTP OL\d SM\d RT\d` },
  ),
  makes('MGE', { usually: ['power', 0.8], like: ['APC'] }, { power: raw`GALAXY COMET PULSAR EVOLUTION` }),
  makes('INVT', { usually: ['power', 0.6] }, { power: raw`HT\d{2,4} RM\d{2,3} UPS HR\d{2}`, other: raw`ICY NETCOL` }),
  makes('EAST', { usually: ['power', 0.7] }, { power: raw`EA\d{3,5}[A-Z]* UPS` }),
  makes('Zhicheng Champion', { usually: ['power', 0.7] }, { power: raw`SC\d* CP\d* ZC\d` }),
  makes('Riello', { usually: ['power', 0.8] }, { power: raw`DLD SEN SDH MHT MPT NXE` }),
  makes('Socomec', { usually: ['power', 0.8] }, { power: raw`MASTERYS DELPHYS MODULYS ITYS NETYS` }),
  makes('Powerware', { usually: ['power', 0.9], like: ['Eaton'] }, { power: raw`CONNECTUPS \d{4}` }),
  makes(
    'Tripp Lite',
    { usually: ['power', 0.6], like: ['Eaton'] },
    { power: raw`PDU SMART SU\d BC INTERNETOFFICE POWERALERT`, 'console-server': raw`B09\d`, kvm: raw`B0[0-7]\d` },
  ),
  makes(
    'Server Technology',
    { usually: ['power', 0.9] },
    { power: raw`C[WXLBSP12]\w+ CW CS SENTRY SMART SWITCHED STV PRO[234]X? CDU` },
  ),
  makes(
    'Raritan',
    { usually: ['power', 0.5] },
    {
      power: raw`!PX[234]?(?:TS)?\d{0,4} PXC PXE PXO DPXR DPCR RPX`,
      'console-server': raw`!DSX\d? DOMINIONSX SX2 DSX2`,
      kvm: raw`!DKX\d? DOMINION(?!SX) DLX LX CCSG COMMANDCENTER T1700 SWITCHMAN MCC MCCAT DKXIV KX[234]? KVM PARAGON UMT MASTERCONSOLE KXIV LXII`,
    },
  ),
  makes(
    'Avocent',
    { usually: ['kvm', 0.4] },
    {
      power: raw`PM\d{1,4}I? SPC\d DIRECTPDU`,
      'console-server': raw`!ACS\d* !CYCLADES CPS\d{3} CCM ACSV ALTERPATHACS`,
      kvm: raw`DSR\d{3,4} AUTOVIEW AV\d{4} MERGEPOINT MPU\d{3,4} AMX SWITCHVIEW HMX LV LONGVIEW SV OUTLOOK ALTERPATHKVM`,
    },
  ),
  makes('Opengear', { usually: ['console-server', 0.95] }, { 'console-server': raw`OM\d IM\d CM\d ACM\d KCS SD4` }),
  makes(
    'Lantronix',
    { usually: ['console-server', 0.6] },
    {
      'console-server': raw`SLC SLB LM\d ETS\d{1,2} SCS MSS UDS XPORT EDS XCHIP SLS?8 WIBOX`,
      printer: raw`EPS LPS\d MPS\d XPRINT`,
      kvm: raw`SPIDER`,
      router: raw`SGX E2\d{2} G5\d{2} M11\d`,
    },
  ),
  makes(
    'Digi',
    { usually: ['console-server', 0.4] },
    {
      'console-server': raw`CM\d{2} DIGICM CONNECTIT PASSPORT PORTSERVER TS\d{1,2} ONESP ETHERLITE CONNECTPORTLTS CONNECTPORTTS DIGIONE EL\d`,
      router: raw`TX\d{2} WR\d{2} EX\d{2} IX\d{2} TRANSPORT CONNECTPORTX CONNECTWAN LR54 DIGITRANSPORT CONNECTPORT DIGICONNECT 6330 6350 54\d{2}`,
      'wireless-ap': raw`XBEE`,
    },
  ),
  makes(
    'ZPE',
    { usually: ['console-server', 0.8] },
    { 'console-server': raw`NSC NSR NODEGRID`, router: raw`(?:NODEGRID)?(?:GATE|BOLD|LINK)SR` },
  ),
  makes(
    'Perle',
    { usually: ['console-server', 0.7] },
    { 'console-server': raw`IOLAN SCS SCG SCR STS`, router: raw`IRG`, switch: raw`IDS` },
  ),
  makes(
    'WTI',
    { usually: ['power', 0.5] },
    { power: raw`!REM !CPM !VMR NPS NBB RPC IPS RPB MPC RSP VMX? NBR`, 'console-server': raw`!DSM RSM TSM CMS CYSM` },
  ),
  makes('Uplogix', { usually: ['console-server', 0.9] }, { 'console-server': raw`LM\d \d{3,4}` }),
  makes(
    'ATEN',
    { usually: ['kvm', 0.7] },
    {
      kvm: raw`!K[NHLMAE]\d{4} !CS\d{2,4} !CL\d{4} CN\d{4} KVM ALTUSEN CE\d CM\d CCKM RCM`,
      power: raw`!PE\d{4} PG\d ECO OL\d`,
      'console-server': raw`!SN\d{4}`,
    },
  ),
  makes('Adder', { usually: ['kvm', 0.8] }, { kvm: raw`AV ADDERVIEW ALIF X\d` }),
  makes('Rextron', { usually: ['kvm', 0.8] }, { kvm: raw`.` }),
  makes('KinAn', { usually: ['kvm', 0.8] }, { kvm: raw`X?[LKHM][A-Z]\d{3,4} KVM`, 'console-server': raw`SN` }),
  makes('Rose', { usually: ['kvm', 0.7] }, { kvm: raw`ULTRA VISTA CRYSTALVIEW` }),
  makes(
    'TrendNet',
    { usually: ['switch', 0.3] },
    {
      switch: raw`TEG\d TE100 TPE TIP?G TL2`,
      camera: raw`TVIP TVNVR`,
      'wireless-ap': raw`TEW[^-]*AP TEWAP TEW`,
      kvm: raw`TK\d{3}I`,
      'console-server': raw`TK\d{3}R`,
      router: raw`TWG TW100 TEW\w*BRP`,
      printer: raw`TE100PS`,
    },
  ),
  makes('Panduit', { usually: ['power', 0.5] }, { power: raw`P\d{2}[A-Z] CMRPS SMARTZONE` }),
  makes('Geist', { usually: ['power', 0.9], like: ['Vertiv'] }, { power: raw`.` }),
  makes('Gude', { usually: ['power', 0.8] }, { power: raw`EXPERT EPC \d{4}`, other: raw`EXPERTNETCONTROLSENSOR` }),
  makes('Bachmann', { usually: ['power', 0.8] }, { power: raw`.` }),
  makes('Clever', { usually: ['power', 0.7] }, { power: raw`MPDU PDU CLEVER` }),
  makes('PowerTek', { usually: ['power', 0.8] }, { power: raw`.` }),
  makes('Certa', { usually: ['power', 0.8] }, { power: raw`C\d{3}R` }),
  makes('Rectifier Technologies', { usually: ['power', 0.9] }, {}),
  makes('Digital Loggers', { usually: ['power', 0.9] }, {}),
  makes('Alentis', { usually: ['power', 0.8] }, {}),
  makes('Canatal', { usually: ['other', 0.7] }, kinds),
  makes('Envicool', { usually: ['other', 0.7] }, kinds),
  makes('Stulz', { usually: ['other', 0.7] }, kinds),
  makes('Hairf', { usually: ['other', 0.6] }, kinds),
];
