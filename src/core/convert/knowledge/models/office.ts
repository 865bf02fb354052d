import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** A maker whose networked devices are nearly all of one kind. */
const printers = (vendor: string, patterns = '', sure = 0.8): VendorModels =>
  makes(vendor, { usually: ['printer', sure] }, { printer: patterns });
const phones = (vendor: string, patterns = '', sure = 0.8): VendorModels =>
  makes(vendor, { usually: ['phone', sure] }, { phone: patterns });

/** Printers and phones. */
export const officeModels: readonly VendorModels[] = [
  makes('HP', { usually: ['printer', 0.3], like: ['HPE', 'Aruba', 'H3C'] }, {}),
  printers('Brother', raw`!HL\d !MFC !DCP !HLL QL\d{3,4}NW TD\d PT ADS\d`),
  printers('Kyocera', raw`!ECOSYS !TASKALFA FS\d{4} KM\d{4} M\d{4} P\d{4} FSC\d{4} CS\d`),
  printers(
    'Ricoh',
    raw`!AFICIO MPC? !SPC?\d IMC? M[PC]?\d{3,4} PRO\d \d{4} GESTETNER NRG P\d{3} IM\d MP[WC]?\d SP\d{4}`,
  ),
  makes(
    'Canon',
    { usually: ['printer', 0.7] },
    {
      printer: raw`!IR[AC]? !LBP MF\d !IMAGERUNNER !IMAGECLASS G\d{4} TS\d IX\d MG\d MX\d IPF LASERSHOT PIXMA W\d{4} IRADV C\d{4} IR\d{4} IPR`,
      camera: raw`VB[A-Z]\d`,
    },
  ),
  makes(
    'Epson',
    { usually: ['printer', 0.8] },
    {
      printer: raw`!LQ\d !WORKFORCE WF\d !ALC? L\d{3,4} TM\w\d LPS M\d{4} STYLUS !ECOTANK XP\d{3} SC[TPF]\d !DLQ EPL ET\d`,
      other: raw`(?:EB|EH|CB|EMP)\d`,
    },
  ),
  printers(
    'Xerox',
    raw`!PHASER !WORKCENTRE !VERSALINK !ALTALINK !DOCUTECH !DOCUCENTRE !DOCUPRINT !COLORQUBE DC\d{3} APEOS C\d{3} B\d{3}`,
  ),
  printers('Fuji Xerox', raw`!DOCUCENTRE !APEOSPORT !APEOS !DOCUPRINT DP DC CM\d{3} CP\d{3} SC\d{4}`),
  printers('Lexmark', raw`[MBCXTE][SXBC]?\d{3,4} OPTRA`),
  printers('Konica Minolta', raw`!BIZHUB MAGICOLOR PAGEPRO C\d{3,4}I? DI\d{3,4} ACCURIO`),
  makes(
    'Sharp',
    { usually: ['printer', 0.6] },
    { printer: raw`!MX[A-Z0-9] AR[A-Z0-9] BP\d SF\d DX\d`, other: raw`PN` },
  ),
  makes('Toshiba', { usually: ['printer', 0.4] }, { printer: raw`!ESTUDIO BEX B(?:FV|SA|EV)\d` }),
  printers('Savin', raw`\d{3,4}`),
  printers('Lanier', raw`LD MP LP`),
  printers('Oki', raw`B\d{3} C\d{3} MC\d MB\d ML\d{4}`),
  printers('Oce', ''),
  printers('Tally', ''),
  printers('Printronix', ''),
  printers('TSC', ''),
  printers('Kodak', '', 0.6),
  printers('Source Technologies', ''),
  printers('Unisys', '', 0.3),
  makes(
    'Zebra',
    { usually: ['printer', 0.7] },
    {
      printer: raw`!Z[TDMQ]\d{3} !GK\d GX\d{3} ZD ZQ QL[N]?\d 1\d{2}X[IL] S4M TLP LP\d LP28 ZEBRANET 10[05]SL ZXP`,
      'wireless-controller': raw`NX\d{4} RFS`,
      'wireless-ap': raw`AP\d{4}`,
      other: raw`TC\d MC\d`,
    },
  ),
  printers('Pantum', raw`!P\d{4}[A-Z]* !M\d{4}[A-Z]* !CM\d CP\d !BM\d BP\d`),
  printers('Deli', raw`DL\d{3} P\d{4} M\d{4} D[BE]\d{3} GE\d`),
  printers('Jolimark', raw`FP\d LQ BP\d CFP`),
  printers('Start', raw`AR\d{3} NX\d BP`, 0.6),
  printers('Founder', raw`.`, 0.4),
  printers('Postek', ''),
  makes(
    'Samsung',
    { usually: ['printer', 0.4] },
    {
      printer: raw`!ML\d !SCX !CLP !CLX SL[MCKJX]\d XPRESS PROXPRESS MULTIXPRESS`,
      camera: raw`SN[BDVO]\w* SC[BOV]`,
      phone: raw`OFFICESERV SMT`,
    },
  ),
  phones('Yealink', raw`!SIPT\d !T[2-5]\d !CP\d{3} !VP\d !W\d{2} !MVC !MP\d EXP VC\d`, 0.85),
  makes(
    'Grandstream',
    { usually: ['phone', 0.7] },
    {
      phone: raw`!GXP !GRP !GXV3[1-4] !GXW !HT\d !DP\d{3} UCM\d GAC BT\d WP\d{3} GVC`,
      camera: raw`GXV3[5-9] GSC36 GSC37`,
      router: raw`GWN7[0]\d{2}`,
      switch: raw`GWN7[78]\d{2}`,
      'wireless-ap': raw`GWN76\d{2}`,
    },
  ),
  phones(
    'Polycom',
    raw`!VVX !SOUNDPOINT !SOUNDSTATION !REALPRESENCE TRIO CCX IP\d GROUP\d HDX EDGE OBI ROVE STUDIO VSX`,
  ),
  phones('Fanvil', raw`!X\d C\d{2} I\d{2} H\d`),
  phones('Snom', raw`\d{3} D\d{3} M\d{3} PA1`, 0.9),
  phones('Mitel', raw`5\d{3} 6[789]\d{2} MIVOICE 3300 SX`),
  phones('Aastra', ''),
  phones('Sangoma', raw`S\d{3} VEGA FREEPBX P\d{3}`),
  phones('Digium', ''),
  phones('Escene', ''),
  phones('Htek', ''),
  phones('New Rock', raw`OM\d MX\d{1,3} HX\d`, 0.8),
  phones('Dinstar', raw`DAG MTG UC\d SBC IAD`, 0.7),
  phones('ShoreTel', ''),
  phones('AudioCodes', raw`MP\d MEDIANT \d{3}HD C\d{3}HD`, 0.7),
  phones('Jabra', ''),
  phones('Vtech', ''),
  makes(
    'NEC',
    { usually: ['phone', 0.3] },
    {
      phone: raw`SV\d{4} UNIVERGES[VL] NEAX DT\d{3} SL\d{4} IPK`,
      router: raw`UNIVERGEIX IX\d ATERM`,
      server: raw`EXPRESS58 NX77 R1\d{2}`,
      storage: raw`M\d{3} ISTORAGE`,
      switch: raw`QX PF\d{4}`,
    },
  ),
  makes(
    'Panasonic',
    { usually: ['phone', 0.4] },
    {
      phone: raw`KX(?:NS|TD|NT|HT|UT|TG|HDV|NCP|T) NS\d{3}`,
      printer: raw`KX(?:P|MB|FL) DP`,
      camera: raw`W[VJ][A-Z]\w* BBH BLC`,
    },
  ),
  makes('Vonage', { usually: ['phone', 0.7] }, {}),
];
