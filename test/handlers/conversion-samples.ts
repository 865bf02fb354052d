import type { Conversion } from '../../src/core/convert/index.ts';
import type { ColumnSummary, Summary } from '../../src/core/convert/summary.ts';

const reason = { en: 'header "IP" is known for address', zh: '表头“IP”是已知的地址表头' };

export function sampleColumn(more: Partial<ColumnSummary> = {}): ColumnSummary {
  return {
    letter: 'A',
    header: '设备名称',
    key: '设备名称',
    field: 'name',
    confidence: 0.95,
    reason,
    example: 'SW-01',
    ...more,
  };
}

/** A conversion of a sheet with a header in row 3; what `summary` gives stands in place of the usual. */
export function sampleConversion(summary: Partial<Summary> = {}, more: Partial<Conversion> = {}): Conversion {
  return {
    id: '261127-153000-k3f9',
    file: { ref: 'F0SHEET', name: '机房设备台账.xlsx' },
    by: 'U0ENGINEER',
    channel: 'C0CHANGES',
    at: 1_795_000_000_000,
    changedAt: 1_795_000_000_000,
    choices: {},
    seconds: 1.25,
    peakMemory: 120e6,
    log: [{ at: 1_795_000_000_000, by: 'U0ENGINEER', what: 'converted', detail: '' }],
    summary: { ...sampleSummary(), ...summary },
    ...more,
  };
}

function sampleSummary(): Summary {
  const columns = [
    sampleColumn(),
    sampleColumn({ letter: 'B', header: '管理IP', key: '管理ip', field: 'address', example: '10.0.0.1' }),
    sampleColumn({
      letter: 'C',
      header: '上联端口',
      key: '上联端口',
      field: 'label',
      label: '上联端口',
      confidence: 0.5,
    }),
    sampleColumn({ letter: 'D', header: '登录密码', key: '登录密码', field: 'password', example: undefined }),
  ];
  const table = { index: 0, signature: 'f'.repeat(32), headerRows: [3], rows: 4, inventory: true, columns };
  const host = {
    name: 'SW-01',
    address: '10.0.0.1',
    type: 'switch',
    platform: 'huawei-vrp',
    sheet: '交换机',
    row: 4,
  } as const;
  return {
    file: '机房设备台账.xlsx',
    kind: 'xlsx',
    notes: [],
    sheets: [{ name: '交换机', hidden: false, tables: [table], notData: { title: '1-2', header: '3' } }],
    sheetNames: ['交换机'],
    counts: { rows: 7, accepted: 3, quarantined: 1, filtered: 0, notData: { title: 2, header: 1 }, hosts: 3 },
    types: { switch: 3 },
    sites: { 北京: 3 },
    platforms: { 'huawei-vrp': 3 },
    first: [
      {
        ...host,
        fields: { vendor: 'Huawei', model: 'S5735-L48T4X-A1', site: '北京' },
        labels: { 上联端口: 'GE0/0/1' },
      },
    ],
    quarantine: [
      {
        sheet: '交换机',
        row: 6,
        reasons: [{ code: 'address-missing', text: { en: 'It has no address.', zh: '没有地址。' }, cell: 'B6' }],
      },
    ],
    joined: [],
    unsure: { count: 0, names: [] },
    ambiguous: undefined,
    secrets: [{ sheet: '交换机', header: '登录密码' }],
    rules: {},
  };
}
