import { makes, type VendorModels } from './family.ts';

const raw = String.raw;
const cameras = (vendor: string, patterns = '', sure = 0.8): VendorModels =>
  makes(vendor, { usually: ['camera', sure] }, { camera: patterns });

/** Cameras; recorders, decoders and platforms are `other`. */
export const cameraModels: readonly VendorModels[] = [
  makes(
    'Hikvision',
    { usually: ['camera', 0.7] },
    {
      camera: raw`!DS2[A-Z]{2} !IDS2[A-Z]{2} !DS2 !IDS2 !DSI !DSU IPC !IDS[T2] !DS1 T[12]\dH DSTP DSTV`,
      switch: raw`!DS3[EDTV] !DS3E DS3`,
      'wireless-ap': raw`!DS3W[AF]`,
      server: raw`DSVE DSVM DSIE SERVER !DSVD`,
      storage: raw`!DSA[78] DSCVR !DSAT !DSA\d`,
      other: raw`!DS[789]\d !DS[6789]\d{2,4}[NHDU] !IDS[789]\d !DS6\d !DSK !DSD\d !DSB\d !DSC\d !DS[KHMP]\w* IVMS NVR DS9[06] DSTRAFFIC`,
    },
  ),
  makes(
    'Dahua',
    { usually: ['camera', 0.7] },
    {
      camera: raw`!(?:DH)?IPC !(?:DH)?SD\d !DHHAC HAC !DHPTZ PTZ !DHTPC !DHITC !DHP !DHCA !DHI?PC`,
      switch: raw`!(?:DH)?(?:S|PFS)\d{4} !DHS !DHPFS PFS\d DHAS`,
      storage: raw`!DHEVS EVS !DHESS ESS`,
      server: raw`DHDSS DHIVSS`,
      'wireless-ap': raw`DHPFWB PFM88`,
      other: raw`!(?:DHI?)?NVR !(?:DHI?)?(?:XVR|HCVR|DVR|ASC|ASI|VTO|VTH|NVD|NVS|IVSS|DSS|ASG|ITSE) DHNVR DHDSS`,
    },
  ),
  makes(
    'Uniview',
    { usually: ['camera', 0.7] },
    {
      camera: raw`!IPC !HIC !IPCB !IPCD IPC[A-Z\d]+ TIC`,
      switch: raw`NSW\d IOT SW\d`,
      storage: raw`VX\d VS\dSTOR UVX CX\d{4}`,
      other: raw`!NVR DVR VM\d VMS DM\d ECR ISC DC\d EC\d VS\d NVRB TS\d ADU DX`,
    },
  ),
  makes(
    'Tiandy',
    { usually: ['camera', 0.7] },
    { camera: raw`!TC(?!R|NR|NVR)\w* TC[ACH]\d TCC TCH IPC`, other: raw`!TC[N]?R[0-9] NVR TCNVR TCR\d` },
  ),
  makes(
    'Kedacom',
    { usually: ['camera', 0.5] },
    { camera: raw`IPC`, other: raw`NVR KDM H\d{3} SVR`, phone: raw`KDV SKY` },
  ),
  makes('EZVIZ', { usually: ['camera', 0.8], like: ['Hikvision'] }, { camera: raw`CS C\d`, other: raw`.*NVR` }),
  cameras('Axis', raw`[MPQAFV]\d{4} 2\d{2}[A-Z]* \d{3,4}`),
  cameras('Avigilon', raw`\d\w+ H\d`),
  makes(
    'Bosch',
    { usually: ['camera', 0.6] },
    { camera: raw`N[BDTEIU][NECISPV]? AUTODOME FLEXIDOME DINION VIP MIC`, storage: raw`DIP DSA` },
  ),
  makes('Sony', { usually: ['camera', 0.5] }, { camera: raw`SNC IPELA`, other: raw`VPL BRAVIA`, phone: raw`PCS` }),
  cameras('Hanwha', raw`X?[QNP][NVBD][BDVOFP]?`),
  cameras('Vivotek', raw`IP\d F[DE]\d SD\d IB\d`),
  cameras('Mobotix'),
  cameras('Foscam'),
  cameras('IQinVision'),
  cameras('Truen'),
  cameras('Steinsvik'),
  cameras('ANNKE'),
  cameras('Reolink'),
  cameras('Pelco'),
  cameras('Geovision'),
  cameras('ACTi'),
  cameras('Arecont'),
  cameras('Infinova'),
  cameras('Jovision'),
];
