import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** Huawei, and xFusion, which took over its x86 servers. */
export const huaweiModels: readonly VendorModels[] = [
  makes(
    'Huawei',
    { usually: ['switch', 0.4] },
    {
      switch: raw`S[1-9]\d{2,4} !S57[0-3]\d !S67[23]\d !S127\d\d !S167\d\d !CE\d{4,5} !CLOUDENGINE XH\d{4} FM\d{4} CX[39]\d{2} !QUIDWAY
      !LS[25]\d{4} !LSS?\d{4} !CLOUDCAMPUS !EKITENGINES ESW MZ\d{3}SWITCH`,
      router: raw`!NE\d{2} !NE\d{4} !NETENGINE !AR\d{2,4} !ME60 !SRG\d{4} !CX6\d{2} !ATN\d{3} MT8\d{2} !HG\d{3} B\d{3}S? HN8\d{3} EG8\d{3} R\d{2}00
      !QUIDWAYAR !QUIDWAYNE !BRAS !S380 HOMEGATEWAY ECHOLIFE`,
      firewall: raw`!USG\d !USG[2569]\d{3} !EUDEMON !E\d{3,4}E !HISECENGINEUSG !HISECENGINE !SECOSPACEUSG !SECOSPACE !USG SVN\d{4} !WAF\d{4} !NGFW`,
      ips: raw`!NIP\d{4} !HISECENGINENIP !HISECENGINEIPS !IPS\d{4} !HISECENGINEANTIDDOS ANTIDDOS !AD\d{4} FIREHUNTER`,
      'wireless-controller': raw`!AC6\d{3} !ACU\d? !AC60 !AIRENGINE9[67]\d{2} !AC650 !WS6\d{2} !WLANAC`,
      'wireless-ap': raw`!AP\d{4} !AIRENGINE !AP\d{3} !AD94\d{2} !AT8\d{2} !WA\d{3} R[24][45]\d[DEW]? !AP7 !AP362 !AP661 !RU5`,
      storage: raw`!OCEANSTOR !DORADO \d{4}V[3567] S[25]\d00T !S5500T !S2600T !S5600T !S5800T !S6800T !FUSIONSTORAGE !OCEANPROTECT !OCEANDISK !N[89]\d00
      18[58]00F? !HVS !VIS6 !N2000 !VTL6900 !CSS PACIFIC !FUSIONCUBE\d*STOR OCEANSTORPACIFIC [256][2356]00V[3-7] D\d000V[36] D[3568]V[36]`,
      'san-switch': raw`!SNS\d{4} !OCEANSTORSNS`,
      server: raw`!FUSIONSERVER !RH\d{4} !TAISHAN !TECAL ![12]\d88H !5288 !5885H !8100V !XH\d{3} !DH\d{3} !CH\d{3} !E9000 !X[68]\d00 !X\d000 !BH\d{3} !KUNLUN !ATLAS
      !G\d{4}V !G560 !KUNPENG !FUSIONCUBE !MM9\d0 !MH\d{3} !KUNTAI [12]\d80V?2?`,
      power: raw`!UPS\d !UPS5000 !UPS2000 !SMARTLI !ETP\d !TP48 !FUSIONPOWER !SMU\d{2} !PDU NETPOWER POWERCUBE SUN2000 !PAC\d IPOWER`,
      camera: raw`!IPC\d !HOLOSENS !M[1-9]\d{3} !X[1-57]\d{3} !C[1-9]\d{3} !D\d{4} !IPC`,
      phone: raw`!ESPACE !ESPACE7\d{3} !ESPACE8\d{3} !IAD\d !79\d{2} !U19\d{2} !EGW\d !TE\d{2} !VP9 !DP300 !RP\d00 !BOX\d00 !CLOUDLINK !IDEAHUB !SOFTCO`,
      printer: raw`PIXLAB`,
      other: raw`!MA5\d{3} !SMARTAX !MA58 !OSN\d !OPTIX !PTN\d !NETCOL !FUSIONCOL !FUSIONMODULE !IVS\d !VCN\d !NVR !HOLOSENSNVR !HOLOSENSIVS !ECC\d00 !UMA
      !ESIGHT !IMASTER !LOGCENTER !AGILECONTROLLER !HISECINSIGHT !CIS !SECOMANAGER !ASG\d{4} !OPTIXSTAR !EA5800 DC\d{3} !OPTIXTRANS
      !HECS !ITSERVER !POLICYCENTER !OP\dSTAR`,
    },
  ),
  makes(
    'xFusion',
    { usually: ['server', 0.8], like: ['Huawei'] },
    {
      server: raw`!FUSIONSERVER [12]\d88H? 2288H 1288H 5288 5885H 1158H 1258H 2258 2488H XH\d{3} G\d{4} DH\d{3} CH\d{3} E9000 X\d{3,4} RH\d{4} FUSIONPOD`,
      storage: raw`FUSIONSTOR`,
    },
  ),
];
