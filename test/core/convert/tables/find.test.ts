import { describe, expect, test } from 'vitest';
import { countRows, findTables } from '../../../../src/core/convert/tables/find.ts';
import { sheetOf, told } from './sheets.ts';

interface Case {
  readonly lines: readonly string[];
  readonly merges?: readonly string[];
  readonly name?: string;
  readonly told: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'a header in the first row': {
    lines: ['主机名|管理IP|型号', 'sw-1|10.0.0.1|S5735', 'sw-2|10.0.0.2|S5735'],
    told: ['header 1: 2 3', '1 header'],
  },
  'a merged title, a line about the sheet and a blank row above the header': {
    lines: [
      '机房设备台账|||',
      '制表人：张三|日期：2024-05-01||',
      '',
      '|序号|设备名称|管理IP',
      '|1|sw-1|10.0.0.1',
      '|2|sw-2|10.0.0.2',
    ],
    merges: ['A1:D1'],
    told: ['header 4: 5 6', '1 title', '2 title', '4 header'],
  },
  'groups merged over their parts': {
    lines: [
      '台账||||',
      '名称|管理||位置|',
      '|IP|掩码|机房|机柜',
      'sw-1|10.0.0.1|24|北京|A01',
      'sw-2|10.0.0.2|24|北京|A02',
    ],
    merges: ['A1:E1', 'A2:A3', 'B2:C2', 'D2:E2'],
    told: ['header 2,3: 4 5', '1 title', '2 header', '3 header'],
  },
  'groups over their parts in a text file, where nothing is merged': {
    lines: ['名称|管理||位置|', '|IP|掩码|机房|机柜', 'sw-1|10.0.0.1|24|北京|A01', 'sw-2|10.0.0.2|24|北京|A02'],
    told: ['header 1,2: 3 4', '1 header', '2 header'],
  },
  'no header': {
    lines: ['web-01|10.0.0.1|switch|Huawei', 'web-02|10.0.0.2|switch|Huawei', 'web-03|10.0.0.3|router|Cisco'],
    told: ['header none: 1 2 3'],
  },
  'no header, with words that could be one': {
    lines: ['server|web-01|10.0.0.1|active', 'switch|sw-01|10.0.0.2|active', 'switch|sw-02|10.0.0.3|offline'],
    told: ['header none: 1 2 3'],
  },
  'one row without a header': { lines: ['web-01|10.0.0.1|Huawei'], told: ['header none: 1'] },
  'a header of words that nobody knows': {
    lines: ['Gizmo|Whatsit|Thingy', 'abc-01|10.0.0.1|77', 'abc-02|10.0.0.2|78', 'abc-03|10.0.0.3|79'],
    told: ['header 1: 2 3 4', '1 header'],
  },
  'a header that is printed again on every page': {
    lines: ['名称|IP', 'a-1|10.0.0.1', '名称|IP', 'a-2|10.0.0.2'],
    told: ['header 1: 2 4', '1 header', '3 header'],
  },
  sections: {
    lines: ['序号|名称|IP', '一、核心设备||', '1|hx-1|10.0.0.1', '2|hx-2|10.0.0.2', '接入设备||', '3|jr-1|10.0.1.1'],
    merges: ['A2:C2', 'A5:C5'],
    told: ['header 1: 3 4 6', '1 header', '2 section', '5 section'],
  },
  'a total, subtotals and notes': {
    lines: [
      ...[
        '名称|IP|功率',
        'a-1|10.0.0.1|200',
        'a-2|10.0.0.2|300',
        '小计||500',
        'b-1|10.0.1.1|100',
        '合计：3台||600',
        '备注：功率为额定值||',
      ],
      ...['2、以现场为准||', 'Total|3|600'],
    ],
    told: ['header 1: 2 3 5', '1 header', '4 total', '6 total', '7 note', '8 note', '9 total'],
  },
  'a host called total, or with a name like a note': {
    lines: ['name|ip|model', 'total|10.0.0.1|S1', 'note-01|10.0.0.2|S1', 'example-web|10.0.0.3|S1'],
    told: ['header 1: 2 3 4', '1 header'],
  },
  'long text in one merged cell below': {
    lines: ['名称|IP', 'a-1|10.0.0.1', '本表由信息中心网络科于每季度末更新，如有变动请及时通知管理员修改。|'],
    merges: ['A3:B3'],
    told: ['header 1: 2', '1 header', '3 note'],
  },
  'sample rows': {
    lines: ['序号|名称|IP', '示例|SW-DEMO|192.0.2.1', '例：1|SW-DEMO|192.0.2.2', '1|sw-1|10.0.0.1'],
    told: ['header 1: 4', '1 header', '2 sample', '3 sample'],
  },
  comments: {
    lines: ['# kept by the network team', 'name,|ip|model', 'a-1|10.0.0.1|S1', '#a-2|10.0.0.2|S1', '# end'],
    told: ['header 2: 3', '1 comment', '2 header', '4 comment', '5 comment'],
  },
  'a number with # before it, where the others have none': {
    lines: ['Nr|name|ip', '1|a-1|10.0.0.1', '#2|a-2|10.0.0.2', '3|a-3|10.0.0.3'],
    told: ['header 1: 2 4', '1 header', '3 comment'],
  },
  'numbers that all have # before them': {
    lines: ['Nr|name|ip', '#1|a-1|10.0.0.1', '#2|a-2|10.0.0.2', '#3|a-3|10.0.0.3'],
    told: ['header 1: 2 3 4', '1 header'],
  },
  'a made-up record below the header': {
    lines: ['name|ip|site', 'EXAMPLE-SW01|192.0.2.1|XXX', 'a-1|10.0.0.1|HAM', 'a-2|192.0.2.2|HAM'],
    told: ['header 1: 3 4', '1 header', '2 sample'],
  },
  'three rows above the data: the last two are the header': {
    lines: ['资产|||网络|', '名称|型号|SN|管理|', '|||IP|掩码', 'a-1|S5735|2102ABC0001|10.0.0.1|24'],
    merges: ['A1:C1', 'D1:E1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2'],
    told: ['header 2,3: 4', '1 title', '2 header', '3 header'],
  },
  'a header that begins with #': {
    lines: ['#name|ip|model', 'a-1|10.0.0.1|S1', 'a-2|10.0.0.2|S1'],
    told: ['header 1: 2 3', '1 header'],
  },
  'a second table below with a title of its own': {
    lines: [
      '交换机',
      '名称|IP|型号',
      'a-1|10.0.0.1|S1',
      'a-2|10.0.0.2|S1',
      '',
      '服务器',
      '主机名|业务IP|操作系统',
      'web-1|10.1.0.1|CentOS 7',
    ],
    told: ['header 2: 3 4', 'header 7: 8', '1 title', '2 header', '6 title', '7 header'],
  },
  'a second table below of words that nobody knows': {
    lines: ['name|ip', 'a-1|10.0.0.1', 'a-2|10.0.0.2', '', 'Gizmo|Whatsit', 'x-1|55', 'x-2|56', 'x-3|57'],
    told: ['header 1: 2 3', 'header 5: 6 7 8', '1 header', '5 header'],
  },
  'two tables side by side': {
    lines: ['名称|IP||名称|IP', 'a-1|10.0.0.1||b-1|10.0.1.1', 'a-2|10.0.0.2||b-2|10.0.1.2', '|||b-3|10.0.1.3'],
    told: ['header 1: 2 3', 'header 1: 2 3 4', '1 header'],
  },
  'one table with an empty column in it': {
    lines: ['名称|IP||型号|序列号', 'a-1|10.0.0.1||S5735|2102ABC0001', 'a-2|10.0.0.2||S5735|2102ABC0002'],
    told: ['header 1: 2 3', '1 header'],
  },
  'blank rows between records': {
    lines: ['名称|IP', 'a-1|10.0.0.1', '', 'a-2|10.0.0.2', '', '', 'a-3|10.0.0.3'],
    told: ['header 1: 2 4 7', '1 header'],
  },
  'a record of which only the name is filled in': {
    lines: ['名称|IP|型号', 'sw-01|10.0.0.1|S1', 'sw-02||', 'sw-03|10.0.0.3|S1'],
    told: ['header 1: 2 3 4', '1 header'],
  },
  'a column of addresses': { lines: ['IP', '10.0.0.1', '10.0.0.2'], told: ['header 1: 2 3', '1 header'] },
  'a column of addresses without a header': { lines: ['10.0.0.1', '10.0.0.2'], told: ['header none: 1 2'] },
  'a sheet of instructions': {
    name: '填写说明',
    lines: ['填写说明', '1、本表用于设备交维，请如实填写。', '2、带*的列为必填项。', '3、管理IP格式如 10.1.1.1。'],
    told: ['1 instructions', '2 instructions', '3 instructions', '4 instructions'],
  },
  'instructions in a sheet that is not called so': {
    name: 'Sheet3',
    lines: ['字段|是否必填|说明', '设备名称|是|主机名，与设备上一致', '管理IP|是|点分十进制', '厂商|否|从下拉列表选择'],
    told: ['1 instructions', '2 instructions', '3 instructions', '4 instructions'],
  },
  'a sheet of what may be chosen': {
    name: '下拉选项',
    lines: ['设备类型|厂商|状态', '交换机|华为|在用', '路由器|华三|停用', '防火墙|锐捷|', '|思科|'],
    told: ['1 instructions', '2 instructions', '3 instructions', '4 instructions', '5 instructions'],
  },
  'a dictionary of which all lists are as long': {
    name: '数据字典',
    lines: ['状态|类型', '在用|交换机', '停用|路由器', '库存|防火墙'],
    told: ['1 instructions', '2 instructions', '3 instructions', '4 instructions'],
  },
  'an inventory in a sheet that is called a list': {
    name: 'Server list',
    lines: ['name|model', 'web-1|R740', 'web-2|R750', 'web-3|R760'],
    told: ['header 1: 2 3 4', '1 header'],
  },
  'how to fill in each column, below the header': {
    lines: ['主机名|管理IP|机房', '必填，与设备一致|必填，格式如 x.x.x.x|下拉选择', 'a-1|10.0.0.1|北京'],
    told: ['header 1: 3', '1 header', '2 note'],
  },
  'signatures at the end': {
    lines: ['名称|IP|型号|机房', 'a-1|10.0.0.1|S1|北京', 'a-2|10.0.0.2|S1|北京', '', '编制：张三||审核：李四|'],
    told: ['header 1: 2 3', '1 header', '5 note'],
  },
  'a sheet in Spanish': {
    lines: [
      'Inventario de red',
      'Nº|Nombre del equipo|Dirección IP|Marca|Modelo',
      '1|sw-mad-01|10.0.0.1|Huawei|S5735',
      '2|sw-mad-02|10.0.0.2|Huawei|S5735',
      'Total|2|||',
    ],
    told: ['header 2: 3 4', '1 title', '2 header', '5 total'],
  },
  nothing: { lines: [], told: [] },
  'blanks only': { lines: ['  | ', ''], told: [] },
  'a title and nothing else': { lines: ['机房设备台账'], told: ['1 title'] },
  'a header and nothing else': { lines: ['名称|IP|型号'], told: ['header 1: ', '1 header'] },
};

describe('the tables of a sheet', () => {
  test.each(Object.entries(cases))('%s', (_, { lines, merges = [], name = '设备', told: wanted }) => {
    const sheet = sheetOf(lines, { merges, name });
    const found = findTables(sheet);
    expect(told(found)).toEqual(wanted);
    const parts = found.tables.reduce((sum, table) => sum + table.rows.length, 0) + found.notData.length;
    expect(countRows(sheet, found)).toBe(parts);
  });
});

describe('a header of 120 columns, of which a name and an address are known', () => {
  const wide = (cell: (column: number) => string, [name, ip]: readonly [string, string]) =>
    [name, ip, ...Array.from({ length: 118 }, (_, at) => cell(at))].join('|');
  const letters = (at: number) => `q${String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26))}z`;
  const headers: Readonly<Record<string, (at: number) => string>> = {
    words: letters,
    'words with numbers': (at) => `Attribute ${at + 1}`,
    'codes as values have': (at) => `CUSTOM${at + 10}`,
    'words in Chinese, some of them twice': (at) => `自定义项${at % 110}`,
  };
  const values: Readonly<Record<string, (row: number, at: number) => string>> = {
    words: (row, at) => letters(at + row),
    codes: (row, at) => `VALUE${row}${at}`,
    'the same everywhere': () => 'x',
  };
  const pairs = Object.entries(headers).flatMap(([header, head]) =>
    Object.entries(values).map(([below, value]) => [header, below, head, value] as const),
  );

  test.each(pairs)('is found: %s over %s', (_, __, head, value) => {
    const data = [1, 2, 3].map((row) => wide((at) => value(row, at), [`sw-${row}`, `10.0.0.${row}`]));
    const sheet = sheetOf(['设备台账', wide(head, ['name', 'ip']), ...data]);
    expect(told(findTables(sheet))).toEqual(['header 2: 3 4 5', '1 title', '2 header']);
  });

  test('is found where they stand last', () => {
    const turned = (line: string) => line.split('|').toReversed().join('|');
    const data = [1, 2].map((row) => wide((at) => letters(at + row), [`sw-${row}`, `10.0.0.${row}`]));
    const sheet = sheetOf([wide(letters, ['name', 'ip']), ...data].map(turned));
    expect(told(findTables(sheet))).toEqual(['header 1: 2 3', '1 header']);
  });

  test('is no header where a cell is an address', () => {
    const lines = [1, 2].map((row) => wide((at) => letters(at + row), [`sw-${row}`, `10.0.0.${row}`]));
    expect(told(findTables(sheetOf(lines)))).toEqual(['header none: 1 2']);
  });
});

describe('the header of a table', () => {
  const texts = (lines: readonly string[], merges: readonly string[] = []) =>
    findTables(sheetOf(lines, { merges })).tables.map(({ headers }) => headers.map(({ text }) => text));

  test('has the group before a part where that tells it apart or completes it, and not where it says nothing', () => {
    const lines = [
      '基本信息||管理||带外||上联|',
      '名称|型号|IP|掩码|IP|用户名|设备|端口',
      'a-1|S1|10.0.0.1|24|10.9.0.1|admin|core|GE1/0/1',
    ];
    const merges = ['A1:B1', 'C1:D1', 'E1:F1', 'G1:H1'];
    expect(texts(lines, merges)).toEqual([
      ['名称', '型号', '管理 IP', '管理 掩码', '带外 IP', '带外 用户名', '上联 设备', '上联 端口'],
    ]);
  });

  test('names every column that has a header or a value, and no other', () => {
    const [headers] = texts(['名称|IP||备用', 'a-1|10.0.0.1|x|', 'a-2|10.0.0.2||']);
    expect(headers).toEqual(['名称', 'IP', '', '备用']);
  });

  test('is one where cells are merged over two columns from the header down', () => {
    const lines = ['名称||IP', 'a-1||10.0.0.1', 'a-2||10.0.0.2'];
    expect(texts(lines, ['A1:B1', 'A2:B2', 'A3:B3'])).toEqual([['名称', 'IP']]);
    expect(texts(['名称||IP', 'a-1|x|10.0.0.1'], ['A1:B1'])).toEqual([['名称', '名称', 'IP']]);
  });

  test('gives each row the nearest title or section above it', () => {
    const { tables } = findTables(
      sheetOf(['交换机台账', '名称|IP', 'a-1|10.0.0.1', '二、接入层|', 'a-2|10.0.0.2'], { merges: ['A1:B1', 'A4:B4'] }),
    );
    expect([...(tables[0]?.titles ?? [])]).toEqual([
      [2, '交换机台账'],
      [4, '二、接入层'],
    ]);
  });
});
