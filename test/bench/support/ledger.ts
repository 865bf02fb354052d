import { utils, write } from 'xlsx';

const vendors = [
  ['华为', 'S5735-L48T4X-A1', 'V200R021C00'],
  ['新华三', 'S5130S-52S-EI', 'Comware 7'],
  ['锐捷', 'RG-S6120-20XS4VS2QXS', 'RGOS 11.4'],
  ['Cisco', 'WS-C2960X-48TS-L', 'IOS 15.2'],
  ['浪潮', 'NF5280M5', 'CentOS 7.9'],
] as const;
const sites = ['北京亦庄', '上海嘉定', '广州南沙', '成都天府'];

/** The 15 headers of `ledger`. */
const headers = [
  ...['序号', '设备名称', '管理IP', '子网掩码', '网关', '厂商', '型号', '序列号'],
  ...['MAC地址', '机房', '机柜', 'U位', '软件版本', '购置日期', '责任人'],
];

/** An .xlsx of `count` devices and 15 columns, as Excel stores it (shared strings, dates as numbers), from a seed. */
export function ledger(count: number, seed = 1): Buffer {
  const rows = Array.from({ length: count }, (_, index) => device(index, seed));
  const sheet = utils.aoa_to_sheet([['设备台账'], headers, ...rows], { cellDates: false });
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '设备');
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Buffer;
}

function device(index: number, seed: number): (string | number | Date)[] {
  const [a, b, c] = [index >> 16, (index >> 8) & 255, index & 255];
  const [vendor, model, version] = vendors[(index * 7 + seed) % vendors.length] ?? vendors[0];
  const hex = (index + seed * 0x10000).toString(16).padStart(8, '0');
  return [
    ...[index + 1, `DEV-${String(index).padStart(6, '0')}`, `10.${a + 8}.${b}.${c}`, '255.255.0.0', `10.${a + 8}.0.1`],
    ...[vendor, model, `2102${String(351_000_000_000 + index * 13 + seed)}`, `00e0-${hex.slice(0, 4)}-${hex.slice(4)}`],
    ...[sites[index % sites.length] ?? '', `A${(index % 40) + 1}`, (index % 42) + 1, version],
    new Date(Date.UTC(2015 + (index % 9), index % 12, (index % 28) + 1)),
    `员工${index % 300}`,
  ];
}
