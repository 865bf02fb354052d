import { makes, type VendorModels } from './family.ts';

const raw = String.raw;

/** Cisco with what it bought: Meraki, Linksys' small business line, Aironet, IronPort, Tandberg. */
export const ciscoModels: readonly VendorModels[] = [
  makes(
    'Cisco',
    { usually: ['switch', 0.4] },
    {
      switch: raw`!WSC\d{4} !WSC\d WSX\d{4} !CATALYST C9[2-6]\d{2} !C9[2-6]00C?X?L? !C9200 !C9300 !C9400 !C9500 !C9600 !C1000 !C1[23]00 !CBS[1-3]\d0 !CATALYSTC?9[2-6]
      !NEXUS !N[1-9]KC? !N\dK !N77\d{2} !N5\d{3} !IE[1-5]\d{3} !SG[1-5]\d{2} !SF[1-5]\d{2} !SX[3-5]\d{2} !SLM\d !SRW\d !ESS\d{4} !ME[234]\d{3} !C2960 !C2950 !C3[57][56]0
      !C3[68]50 !C4[59]\d\d !C6[58]\d\d [23]9[3-7]0 29[2-7]0 35[0-6]0 36[56]0 37[5]0 38[56]0 4[59]0[0-9] 494\d 65\d{2} 68\d{2} 9[2-6]00 !MERAKIMS MS[1-4]\d{2}
      !CDB !29[67]0 !3[57][56]0 !3[68]50 !450[367] !65[01][0369] !49[04]8 !IE\dK !SNRF !WSCBS !CGS\d !N2[02]\d{2} !UCS6[1-5]\d{2} !UCSFI !ESW\d !WSCE500 CE500 !SWITCH 8[46]00SWITCH NCS1010SWITCH`,
      router: raw`!ISR !ASR !C8[0-9]\d{2} !C8[2-5]00 !CISCO[1-9]\d{2,3} !C11\d{2} !C9[2-6]14P !C111\d !NCS !CRS !GSR XR12\d{3} !CSR1000 !CATALYST8[0-9]{3} !CATALYSTC?8[2-5]
      7[26]\d{2} !C7[26]0\d C?[12][6-9]\d{2} C?[12]9[0-4][0-9] 3[678][0-4]\d 39[24]5 4[234][23-6]1 8[0-9]\d [0-9]\d{2} C1[789]\d{2} C26\d{2} C28\d{2} C29[0-5]1 C3[78]\d{2}R C88\d C89\d C86\d
      12\d{3} 25\d{2} 26\d{2} 28[0-5]1 18[0-4]1 17\d{2} 19[0-4]1 29[0-5]1 10\d{3} 8[0128]\d{2} !IR[18]\d{2,3} !IR\d{4} !RV\d{3} !MERAKIZ !VEDGE !IOSXE !IOSXR !UBR\d !CGR\d !ENCS !C8K !MERAKIMG CGW WRP
      !ME36 !28[0125]1 !29[0125]1 !38[24]5 !39[24]5 !18[0124]1 !19[24]1 !720[46] !760[349] !75[01][357] !VG[23]\d\d !C81\d{2} !C1121 !C1161 !C927 !PWR4 !XRV ASR9K`,
      firewall: raw`!ASA !FIREPOWER !FPR !PIX !FTD !SECUREFIREWALL !CSF[1-4]\d{3} !MERAKIMX MX[6-9]\d !FWSM !C4[12]\d\dFPR !ISA3000 !ESA\d !WSA\d !IRONPORT !VPN3\d{3} VPN30 !NGFW CSF\d !FMC SA5\d\d ADAPTIVE`,
      ips: raw`!IPS[4]\d !IDS4\d !IPS\d{4} !NGIPS`,
      'load-balancer': raw`!ACE4710 !ACE\d !CSS11 !CSM !LOCALDIRECTOR`,
      'wireless-controller': raw`!AIRCT\d !C98\d{2} !AIRWLC !WLC !CT\d{4} 55\d{2}WLC [258]5[02][048]WLC !CATALYSTC?98\d\d 98[0-9]0 !AIRC?T?55 55[02]\d 35[0-9]{2}WLC !WIRELESS(?:LAN)?CONTROLLER 44\d{2}WLC [28]5[0-9][0-9]WIRELESS !WISM !MOBILITYEXPRESS 2504 [58]5[024][08]$`,
      'wireless-ap': raw`!AIR(?!CT|WLC|WLCT) !AIRONET !AIRAP !AIRCAP !AIRLAP !AIRSAP !C91\d{2} !CATALYSTC?91 9[1]\d{2}AX !MERAKIMR MR\d{2} !CW9\d{3} !WAP\d{3} 9[1]\d{2}(?:AX|I|E) !AP\d{4} !AIROAP !CBW\d
      [1-4][5-8]0[0-2][IE] !IW\d{4} !ESW6300 !AIRBR BR3\d\d`,
      server: raw`!UCSC? !UCSB !UCSC\d !UCSSP !UCSS !APIC !HX[2C]\d{2} !HYPERFLEX !C2[0-9]0M\d !C4[0-9]0M\d !B[24]\d0M\d !MCS78 !CVA !SNS3\d !CMS1000 !C2[24]0 !B200 !WAVE !NAC33 !N20B !UCSX !WAE`,
      'san-switch': raw`!MDS !DSC9\d !DSC !9[1237]\d{2}(?:S|T|I|V)?MDS 9[1]32 9148 9[1]24 9222I 95\d{2} 9250I 9396[STV] 97[01]\d !MDS9\d{3}`,
      power: raw`!RPS\d !PWRRPS !RPPDU !RP2`,
      phone: raw`!CP[1-9]\d !CP\d{4} !SPA\d{0,4} 7[89]\d{2} 6[89]\d{2} 88\d{2} 99[57]1 79[0-9]{2}G? !ATA\d !INTERNETPHONE !IPPHONE !UNIFIEDIPPHONE !WIP\d !CTS\d !TTC !CSDX !VG2 !CUCM !WEBEX !UNIFIEDCALL !ROOMKIT !CTI`,
      camera: raw`!CIVS !MERAKIMV MV\d{2} !VC\d{3} !PVC\d !WVC\d`,
      'console-server': raw`!CAB?OCTAL !NM16A !NM32A`,
      other: raw`!ISE !PRIME !DNAC !DN\dHW !CISCOWORKS !ACS\d !ONS15 !TES TELEPRESENCESERVER`,
    },
  ),
  makes(
    'Meraki',
    { usually: ['wireless-ap', 0.4], like: ['Cisco'] },
    {
      switch: raw`MS\d{2,3}`,
      firewall: raw`MX\d{2,3}`,
      'wireless-ap': raw`MR\d{2} CW9\d{3}`,
      camera: raw`MV\d{1,2}`,
      router: raw`Z[1-4]C? MG\d{2}`,
    },
  ),
  makes(
    'Linksys',
    { usually: ['router', 0.5], like: ['Cisco'] },
    {
      'wireless-ap': raw`WRT\d{2} WAP\d WET\d EA\d{4} WAG\d`,
      phone: raw`RT31 PAP2 SPA WRTP RTP3`,
      router: raw`BEF WRV RV\d{3} AG\d{3} E\d{4}`,
      switch: raw`SRW SLM LGS SE\d{4}`,
      camera: raw`WVC`,
      storage: raw`NSLU NAS\d`,
    },
  ),
];
