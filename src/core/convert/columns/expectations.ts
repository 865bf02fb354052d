import type { Text } from '../../text.ts';
import type { Field } from '../fields.ts';
import type { Shape } from './shapes.ts';

/** What the values of a field look like, and how much that counts. */
export interface Expectation {
  /** A value with one of these fits. None: any text fits. */
  readonly fits: readonly Shape[];
  /** A value with one of these does not, whatever else it looks like. */
  readonly unlike?: readonly Shape[];
  /** What is left of the header's confidence where no value fits, 0 to 1. */
  readonly without: number;
  /** How well a value fits that looks like nothing in particular, 0 to 1; 0 where left out. */
  readonly open?: number;
  /** Confidence of a column without any header word for it, where every value fits; 0: values alone say nothing. */
  readonly alone: number;
  /** A header known whole holds, however badly the column is filled in, unless half of the values are one of these. */
  readonly elsewhere?: readonly Shape[];
  /** Taken instead of `fits` and `unlike` where the values stand alone. */
  readonly aloneFits?: readonly Shape[];
  readonly aloneUnlike?: readonly Shape[];
  /** They say so only where there is no header at all. */
  readonly headless?: true;
  /** What the values are called. */
  readonly called?: Text;
}

const ips: Text = { en: 'IP addresses', zh: 'IP 地址' };
const dates: Text = { en: 'dates', zh: '日期' };
const figures: Text = { en: 'numbers', zh: '数字' };
/** What is no address, and no slip in writing one either. */
const noAddress: readonly Shape[] = [
  ...(['mac', 'dottedMask', 'driver', 'interface', 'protocol', 'email', 'url', 'yesNo', 'prose', 'os', 'cpu'] as const),
  ...(['vendor', 'vendorModel', 'type', 'place', 'postal', 'building', 'department', 'person'] as const),
];
const places: Text = { en: 'places', zh: '地点' };

/** By field. Fields that are missing take any value. */
export const expectations: Readonly<Partial<Record<Field, Expectation>>> = {
  name: {
    fits: ['hostname', 'code', 'dns'],
    unlike: [
      'ip',
      'mac',
      'date',
      'sequence',
      'plainType',
      'prose',
      'interface',
      'few',
      'vendor',
      'email',
      'quantity',
      'number',
      'person',
      'department',
      'os',
    ],
    without: 0.5,
    open: 0.6,
    alone: 0.5,
    aloneFits: ['hostname'],
    aloneUnlike: [
      'serialOnly',
      'few',
      'vendorModel',
      'type',
      'prose',
      'interface',
      'os',
      'department',
      'cpu',
      'quantity',
      'rackUnit',
      'version',
      'driver',
      'unit',
      'place',
      'email',
    ],
    called: { en: 'host names', zh: '主机名' },
  },
  address: {
    fits: ['ip', 'ipv6', 'dns'],
    unlike: ['mac', 'mask', 'driver'],
    without: 0.2,
    alone: 0.7,
    elsewhere: noAddress,
    called: ips,
  },
  service_ip: { fits: ['ip', 'ipv6'], unlike: ['mask'], without: 0.2, alone: 0.45, called: ips },
  oob_ip: { fits: ['ip', 'ipv6'], unlike: ['mask'], without: 0.2, alone: 0, called: ips },
  mask: { fits: ['mask'], without: 0.3, alone: 0.6, aloneFits: ['dottedMask'], called: { en: 'masks', zh: '掩码' } },
  gateway: { fits: ['ip', 'ipv6'], unlike: ['mask'], without: 0.3, alone: 0, called: ips },
  vlan: { fits: ['vlan'], without: 0.7, alone: 0, called: { en: 'VLAN numbers', zh: 'VLAN 号' } },
  mac: { fits: ['mac'], without: 0.4, alone: 0.85, called: { en: 'MAC addresses', zh: 'MAC 地址' } },
  port: { fits: ['port'], unlike: ['interface'], without: 0.25, alone: 0, called: figures },
  protocol: { fits: ['protocol'], without: 0.45, alone: 0.6, called: { en: 'protocols', zh: '协议' } },
  type: {
    fits: ['type'],
    unlike: ['driver', 'uniqueMany'],
    without: 0.5,
    open: 0.6,
    alone: 0.55,
    called: { en: 'types of devices', zh: '设备类型' },
  },
  role: { fits: [], unlike: ['ip', 'date', 'number'], without: 0.3, alone: 0 },
  platform: {
    fits: ['driver'],
    without: 0.5,
    alone: 0.6,
    aloneFits: ['driver'],
    called: { en: 'platforms', zh: '平台' },
  },
  vendor: {
    fits: ['vendor'],
    unlike: ['number'],
    without: 0.5,
    open: 0.7,
    alone: 0.6,
    called: { en: 'vendors', zh: '厂商' },
  },
  model: {
    fits: ['vendorModel', 'model', 'code'],
    unlike: ['ip', 'mac', 'date', 'driver', 'sequence', 'interface'],
    without: 0.55,
    alone: 0.5,
    aloneFits: ['vendorModel', 'model'],
    aloneUnlike: [
      'unique',
      'serialOnly',
      'ip',
      'mac',
      'date',
      'driver',
      'interface',
      'number',
      'quantity',
      'unit',
      'rackUnit',
      'place',
      'version',
      'os',
      'cpu',
      'vlan',
      'rack',
    ],
    called: { en: 'models', zh: '型号' },
  },
  serial: {
    fits: ['serial', 'code'],
    unlike: ['ip', 'date', 'sequence', 'few'],
    without: 0.55,
    alone: 0.4,
    aloneFits: ['serialOnly'],
    aloneUnlike: ['few', 'date', 'mac', 'phone'],
    called: { en: 'serial numbers', zh: '序列号' },
  },
  asset_tag: {
    fits: ['code', 'serial', 'number'],
    unlike: ['ip', 'date', 'sequence', 'few'],
    without: 0.6,
    alone: 0,
    called: { en: 'asset numbers', zh: '资产编号' },
  },
  os: {
    fits: ['os'],
    unlike: ['ip', 'number', 'driver'],
    without: 0.6,
    alone: 0.6,
    called: { en: 'operating systems', zh: '操作系统' },
  },
  os_version: {
    fits: ['version', 'os', 'number', 'code'],
    unlike: ['ip', 'date'],
    without: 0.6,
    alone: 0,
    called: { en: 'versions', zh: '版本' },
  },
  site: {
    fits: ['place'],
    unlike: ['ip', 'date', 'number', 'unit', 'rackUnit'],
    without: 0.5,
    open: 0.9,
    alone: 0.42,
    called: places,
  },
  building: {
    fits: ['building', 'place'],
    unlike: ['ip', 'date', 'rackUnit'],
    without: 0.5,
    open: 0.7,
    alone: 0,
    called: places,
  },
  room: {
    fits: ['place'],
    unlike: ['ip', 'date', 'rackUnit', 'unit'],
    without: 0.5,
    open: 0.9,
    alone: 0,
    called: places,
  },
  rack: {
    fits: ['rack', 'rackUnit', 'code', 'int'],
    unlike: ['ip', 'date', 'place', 'unit'],
    without: 0.45,
    open: 0.5,
    alone: 0,
    called: { en: 'racks', zh: '机柜' },
  },
  rack_unit: { fits: ['unit'], without: 0.3, alone: 0.3, called: { en: 'rack units', zh: 'U 位' } },
  cpu: {
    fits: ['cpu', 'int'],
    unlike: ['ip', 'date'],
    without: 0.6,
    alone: 0.55,
    aloneFits: ['cpu'],
    called: { en: 'processors', zh: 'CPU' },
  },
  memory: {
    fits: ['quantity', 'number', 'memory'],
    unlike: ['ip', 'date'],
    without: 0.6,
    alone: 0,
    called: { en: 'quantities', zh: '容量' },
  },
  disk: {
    fits: ['quantity', 'number', 'disk'],
    unlike: ['ip', 'date'],
    without: 0.6,
    alone: 0,
    called: { en: 'quantities', zh: '容量' },
  },
  status: {
    fits: ['status', 'yesNo'],
    unlike: ['ip', 'date', 'uniqueMany'],
    without: 0.5,
    open: 0.7,
    alone: 0.5,
    aloneFits: ['status'],
    called: { en: 'states', zh: '状态' },
  },
  environment: {
    fits: ['environment'],
    unlike: ['ip', 'date'],
    without: 0.5,
    open: 0.6,
    alone: 0.55,
    called: { en: 'environments', zh: '环境' },
  },
  business_system: {
    fits: [],
    unlike: ['ip', 'date', 'number', 'mac', 'os', 'interface', 'code'],
    without: 0.5,
    alone: 0,
  },
  department: { fits: [], unlike: ['ip', 'date', 'number', 'mac'], without: 0.5, alone: 0 },
  owner: {
    fits: ['person', 'email', 'department'],
    unlike: ['ip', 'date', 'number', 'phone'],
    without: 0.5,
    open: 0.7,
    alone: 0.4,
    called: { en: 'people', zh: '人名' },
  },
  username: {
    fits: ['login', 'code'],
    unlike: ['ip', 'person', 'date'],
    without: 0.6,
    alone: 0,
    called: { en: 'login names', zh: '登录名' },
  },
  purchase_date: { fits: ['date', 'dateNumber'], without: 0.4, alone: 0.3, called: dates },
  warranty_end: { fits: ['date', 'dateNumber'], unlike: ['yesNo'], without: 0.5, alone: 0, called: dates },
  remark: { fits: [], unlike: ['ip', 'mac'], without: 0.7, alone: 0 },
  row_no: {
    fits: ['sequence', 'int'],
    unlike: ['serial'],
    without: 0.2,
    alone: 0.7,
    aloneFits: ['sequence'],
    headless: true,
    called: { en: 'row numbers', zh: '行号' },
  },
};
