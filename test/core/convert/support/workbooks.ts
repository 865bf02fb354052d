import fc from 'fast-check';
import type { Merge, Sheet, Workbook } from '../../../../src/core/convert/types.ts';

const nasty = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    '=cmd|"/c calc"!A1',
    '+1',
    '-1',
    '@SUM(A1)',
  ],
  ...[
    "'=1",
    '\ta',
    'a\r\nb',
    'a\u0000b',
    '\ud800',
    'a\udc00b',
    '😀',
    '👩‍👩‍👧',
    'שלום',
    'مرحبا',
    '\u202eevil',
    '\u200b',
    '\ufeff',
  ],
  ...[
    '#',
    '# x',
    '//',
    '合计',
    '备注：',
    '示例',
    'all',
    'list',
    'on',
    '-',
    'N/A',
    '无',
    '待定',
    '12345.0',
    '1e99',
    '2023-02-30',
  ],
  ...[
    '2024-03-05',
    '45292',
    '10.0.0.1',
    '10.0.0.1/24',
    '10.1.1.29/30',
    '6.40.5.73-76',
    '6.40.8.*',
    '0.0.0.0',
    '::1',
    'fe80::1%eth0',
  ],
  ...[
    '10.0.0.1、10.0.0.2',
    'L1：10.0.0.1 L2：10.0.0.2',
    '999.1.1.1',
    'http://10.0.0.1:8080/x?y=1',
    'a.example',
    '10.0.0.0/8',
  ],
  ...[
    'x'.repeat(40_000),
    '设'.repeat(3_000),
    `${'a '.repeat(2_000)}`,
    '('.repeat(2_000),
    '1.'.repeat(2_000),
    '-'.repeat(4_000),
  ],
];

/** Headers as ledgers have them, of fields and of none, in three languages. */
const headers = [
  ...[
    '设备名称',
    '主机名',
    'hostname',
    'Name',
    'nombre',
    '管理IP',
    'IP地址',
    'mgmt ip',
    'IP',
    '业务IP',
    '带外IP',
    'BMC IP',
  ],
  ...[
    '子网掩码',
    '网关',
    'VLAN',
    'MAC地址',
    '端口',
    '登录方式',
    '设备类型',
    'device_type',
    'role',
    'platform',
    '厂商',
    '厂家型号',
  ],
  ...[
    '型号',
    'model',
    '序列号',
    'SN',
    '资产编号',
    '操作系统',
    'OS version',
    '机房',
    'site',
    '机柜',
    'U位',
    '位置',
    'CPU',
    '内存(GB)',
  ],
  ...[
    '硬盘',
    '状态',
    '环境',
    '业务系统',
    '部门',
    '负责人',
    '账号',
    '采购日期',
    '维保到期',
    '备注',
    '序号',
    '*上联端口',
    '备用',
  ],
  ...['__proto__', 'constructor', 'name', 'label:name', 'x/y', '=1+1', ''],
];
/** Headers of what must never get out. */
const secretHeaders = [
  ...[
    '密码',
    '登录密码',
    '管理口令',
    'root密码',
    'password',
    'Passwd',
    'PWD',
    'enable secret',
    'Enable密码',
    'community',
  ],
  ...['snmp community', 'SNMP团体字', '读团体名', 'RO community', 'contraseña', 'API Token', '密钥', '*密码(必填)'],
];

const octet = fc.integer({ min: 0, max: 255 });
const value = fc.oneof(
  fc.constantFrom('-', '/', 'N/A', '无', '待定', ''),
  fc
    .tuple(fc.constantFrom('sw', 'WEB', '核心交换机', 'fw'), fc.integer({ min: 1, max: 12 }))
    .map(([a, b]) => `${a}-${b}`),
  fc.tuple(octet, fc.integer({ min: 1, max: 6 })).map(([a, b]) => `10.0.${a}.${b}`),
  fc.constantFrom(
    '华为 S5735-L48T4X-A1',
    'Cisco',
    'H3C',
    'S5735',
    '交换机',
    'server',
    'cisco_ios',
    '北京',
    '上海',
    'prod',
    '张三',
  ),
  fc.constantFrom(
    '22',
    'ssh',
    '64',
    '64GB',
    '00:1b:44:11:3a:b7',
    '2102351234567890',
    '12345.0',
    'GE0/0/1',
    '2023-02-30',
    '12U',
  ),
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const name = (at: number) =>
  fc.constantFrom(`sw-${at}`, `sw-${at}`, `sw-${at}`, 'sw-1', 'SW-1', '', '待定', `sw-${at}/sw-${at}b`);
const address = (at: number) =>
  fc.constantFrom(
    `10.9.${at >> 8}.${at & 255}`,
    `10.9.0.${at}`,
    '10.9.0.1',
    '',
    '无',
    '10.1.1.29/30',
    '10.9.1.1-3',
    '10.9.2.1、10.9.2.2',
  );
const secret = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcdefghkmnpqrstuvwxyzABCDEFGH23456789'), minLength: 16, maxLength: 24 }),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 20, maxLength: 32 }),
  fc
    .string({ unit: fc.constantFrom(...'abcdef0123456789@#!$%'), minLength: 16, maxLength: 20 })
    .map((text) => `P${text}z`),
  fc
    .tuple(
      fc.constantFrom('Password', '登录密码', 'admin-', 'community '),
      fc.string({ unit: fc.constantFrom(...'abcXYZ0123456789'), minLength: 16, maxLength: 18 }),
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 16, maxLength: 18 }),
  fc.string({ unit: fc.constantFrom(...'密码口令防火墙很长交换机'), minLength: 16, maxLength: 18 }),
);

/** A ledger with a name, an address, other columns and columns of secrets, and the secrets in it. */
export interface Ledger {
  readonly rows: readonly (readonly string[])[];
  readonly secrets: readonly string[];
}

/** Ledgers as people keep them, with what goes wrong in them. */
export const ledgers: fc.Arbitrary<Ledger> = fc
  .record({
    titled: fc.boolean(),
    gap: fc.nat({ max: 12 }),
    names: fc.constantFrom('设备名称', 'hostname', '主机名'),
    addresses: fc.constantFrom('管理IP', 'IP地址', 'mgmt ip'),
    more: fc.uniqueArray(fc.constantFrom(...headers), { maxLength: 6 }),
    hidden: fc.uniqueArray(fc.constantFrom(...secretHeaders), { minLength: 1, maxLength: 3 }),
    count: fc.integer({ min: 1, max: 12 }),
    order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  })
  .chain(({ titled, gap, names, addresses, more, hidden, count, order }) => {
    const columns = [names, addresses, ...more, ...hidden];
    const places = columns.map((_, at) => at).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
    const row = (at: number) =>
      fc.tuple(
        name(at),
        address(at),
        ...more.map(() => value),
        ...hidden.map(() => fc.oneof(secret, secret, fc.constant(''))),
      );
    return fc.tuple(...Array.from({ length: count }, (_, at) => row(at + 1))).map((rows) => ({
      rows: [
        ...(titled ? [['机房设备台账']] : []),
        ...[columns, ...rows].flatMap((cells, at) => [
          ...(at > 0 && at === gap ? [[]] : []),
          places.map((place) => cells[place] ?? ''),
        ]),
      ],
      secrets: rows.flatMap((cells) => cells.slice(-hidden.length)).filter((cell) => cell !== ''),
    }));
  });

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: value },
  { weight: 2, arbitrary: fc.constantFrom(...headers, ...secretHeaders) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
);
const grid = fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 14 });
const merge: fc.Arbitrary<Merge> = fc
  .tuple(...[14, 9, 5, 5].map((max) => fc.nat({ max })))
  .map(([top = 0, left = 0, down = 0, right = 0]) => ({ top, left, bottom: top + down, right: left + right }));
const sheetName = fc.oneof(
  fc.constantFrom('Sheet1', '交换机', '填写说明', '__proto__', 'constructor', '=1'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 31 }),
);

/** A sheet's cells as our reader gives them: they end at the last that is not empty, and merged ones are filled. */
export function sheetOf(name: string, cells: readonly (readonly string[])[], merges: readonly Merge[] = []): Sheet {
  const filled = cells.map((row) => [...row]);
  for (const { top, left, bottom, right } of merges) {
    for (let row = top; row <= bottom; row++) {
      const into = filled[row];
      if (into) for (let column = left; column <= right; column++) into[column] = cells[top]?.[left] ?? '';
    }
  }
  const rows = filled.map((row) => Array.from(row, (text) => text ?? '').slice(0, lastFilled(row) + 1));
  return { name, hidden: false, rows: rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1), merges };
}

function lastFilled(row: readonly (string | undefined)[]): number {
  return row.findLastIndex((text) => text !== undefined && text !== '');
}

/** Any workbook: cells of every kind anywhere, merges over them, tables among them. */
export const workbooks: fc.Arbitrary<Workbook> = fc
  .uniqueArray(
    fc.record({
      name: sheetName,
      cells: fc.oneof(
        grid,
        fc.tuple(grid, ledgers, grid).map(([above, ledger, below]) => [...above.slice(0, 4), ...ledger.rows, ...below]),
      ),
      merges: fc.array(merge, { maxLength: 4 }),
      hidden: fc.boolean(),
    }),
    { selector: ({ name: each }) => each, minLength: 1, maxLength: 3 },
  )
  .map((sheets) => ({
    kind: 'xlsx',
    notes: [],
    sheets: sheets.map(({ name: each, cells, merges, hidden }) => ({ ...sheetOf(each, cells, merges), hidden })),
  }));
