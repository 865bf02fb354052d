import { describe, expect, test } from 'vitest';
import { shippedIndex } from '../../../../src/core/convert/columns/header-index.ts';
import {
  type Correction,
  correctionKey,
  headerSignature,
  recogniseColumns,
} from '../../../../src/core/convert/columns/recognise.ts';
import { fields } from '../../../../src/core/convert/fields.ts';
import { findTables } from '../../../../src/core/convert/tables/find.ts';
import type { Column, Table } from '../../../../src/core/convert/types.ts';
import { sheetOf } from '../tables/sheets.ts';

function columnsOf(lines: readonly string[], corrections?: ReadonlyMap<string, Correction>): readonly Column[] {
  const sheet = sheetOf(lines);
  const table = findTables(sheet).tables[0];
  if (!table) throw new Error('no table');
  return recogniseColumns(table, sheet, corrections ? { corrections } : {});
}

/** Fields by column, `label:NAME` for labels, `model+vendor` for both in one. */
function said(lines: readonly string[], corrections?: ReadonlyMap<string, Correction>): readonly string[] {
  return columnsOf(lines, corrections).map(
    ({ field, label, split }) => split ?? (field === 'label' ? `label:${label}` : field),
  );
}

const cases: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  'device_type with Netmiko drivers is a platform': [
    ['name|ip|device_type', 'a-1|10.0.0.1|cisco_ios', 'a-2|10.0.0.2|huawei_vrpv8'],
    ['name', 'address', 'platform'],
  ],
  'device_type with types is a type': [
    ['name|ip|device_type', 'a-1|10.0.0.1|switch', 'a-2|10.0.0.2|router'],
    ['name', 'address', 'type'],
  ],
  'device_type with models is a model': [
    ['name|ip|device_type', 'a-1|10.0.0.1|C9300-48P', 'a-2|10.0.0.2|ISR4331/K9'],
    ['name', 'address', 'model'],
  ],
  'platform with drivers is a platform': [
    ['name|ip|platform', 'a-1|10.0.0.1|ios', 'a-2|10.0.0.2|junos'],
    ['name', 'address', 'platform'],
  ],
  '厂家型号 with both is split': [
    ['名称|IP|厂家型号', 'a-1|10.0.0.1|华为 S5735-L48', 'a-2|10.0.0.2|H3C S6520X'],
    ['name', 'address', 'vendor+model'],
  ],
  '厂家型号 with models is not': [
    ['名称|IP|厂家型号', 'a-1|10.0.0.1|S5735-L48', 'a-2|10.0.0.2|S6520X'],
    ['name', 'address', 'model'],
  ],
  'a vendor column with both is split': [
    ['名称|IP|厂商', 'a-1|10.0.0.1|Huawei S5735-L48', 'a-2|10.0.0.2|Cisco C9300-48P'],
    ['name', 'address', 'vendor+model'],
  ],
  'SN with serial numbers': [
    ['SN|名称|IP', '2102351NKT10N7000018|a-1|10.0.0.1', '210235A1VRH19B000041|a-2|10.0.0.2'],
    ['serial', 'name', 'address'],
  ],
  'SN with row numbers': [
    ['SN|Hostname|IP', '1|a-1|10.0.0.1', '2|a-2|10.0.0.2', '3|a-3|10.0.0.3'],
    ['row_no', 'name', 'address'],
  ],
  '编号 with row numbers': [
    ['编号|名称|IP', '1|a-1|10.0.0.1', '2|a-2|10.0.0.2'],
    ['row_no', 'name', 'address'],
  ],
  '设备编号 with asset numbers beside a name': [
    ['设备编号|设备名称|IP', 'GD0024001|sw-1|10.0.0.1', 'GD0024002|sw-2|10.0.0.2'],
    ['asset_tag', 'name', 'address'],
  ],
  '设备编号 as the only name': [
    ['设备编号|IP地址|型号', 'HX-SW-01|10.0.0.1|S5735', 'HX-SW-02|10.0.0.2|S5735'],
    ['name', 'address', 'model'],
  ],
  '位置 with places': [
    ['名称|IP|位置', 'a-1|10.0.0.1|北京机房', 'a-2|10.0.0.2|上海机房'],
    ['name', 'address', 'site'],
  ],
  '位置 with racks and units': [
    ['名称|IP|机房|位置', 'a-1|10.0.0.1|北京|A03-12U', 'a-2|10.0.0.2|北京|A04-1U'],
    ['name', 'address', 'site', 'rack'],
  ],
  '端口 with a login port': [
    ['名称|IP|端口', 'a-1|10.0.0.1|22', 'a-2|10.0.0.2|2222'],
    ['name', 'address', 'port'],
  ],
  '端口 with interfaces': [
    ['名称|IP|端口', 'a-1|10.0.0.1|GE0/0/1', 'a-2|10.0.0.2|GE0/0/2'],
    ['name', 'address', 'label:端口'],
  ],
  'IP beside 管理IP is a service address': [
    ['名称|管理IP|IP', 'a-1|10.0.0.1|10.1.0.1', 'a-2|10.0.0.2|10.1.0.2'],
    ['name', 'address', 'service_ip'],
  ],
  'several MACs and disks share their fields': [
    ['名称|IP|MAC1|MAC2|SSD|SATA', 'a-1|10.0.0.1|00:11:22:33:44:55|00:11:22:33:44:56|480GB|2TB'],
    ['name', 'address', 'mac', 'mac', 'disk', 'disk'],
  ],
  '用户 with people is the owner, with login names the login': [
    ['名称|IP|用户', 'a-1|10.0.0.1|张三', 'a-2|10.0.0.2|李四'],
    ['name', 'address', 'owner'],
  ],
  '用户 with login names is the login': [
    ['名称|IP|用户', 'a-1|10.0.0.1|root', 'a-2|10.0.0.2|ops_admin'],
    ['name', 'address', 'username'],
  ],
  '机房 is the site, and the room where a finer column is the site': [
    ['名称|IP|数据中心|机房', 'a-1|10.0.0.1|北京亦庄|301机房', 'a-2|10.0.0.2|北京亦庄|302机房'],
    ['name', 'address', 'site', 'room'],
  ],
  '资产名称 with types is the type beside a host name': [
    ['主机名|资产名称|IP', 'a-1|交换机|10.0.0.1', 'a-2|交换机|10.0.0.2', 'a-3|路由器|10.0.0.3', 'a-4|交换机|10.0.0.4'],
    ['name', 'type', 'address'],
  ],
  'typing errors are forgiven': [
    [
      'hostnmae|ip adress|manufactuer|serail number',
      'a-1|10.0.0.1|Cisco|FOC1234X0AB',
      'a-2|10.0.0.2|Cisco|FOC1234X0AC',
    ],
    ['name', 'address', 'vendor', 'serial'],
  ],
  'traditional signs': [
    ['設備名稱|管理IP位址|廠商|型號', 'a-1|10.0.0.1|Cisco|C9300', 'a-2|10.0.0.2|Cisco|C9300'],
    ['name', 'address', 'vendor', 'model'],
  ],
  'camelCase and snake_case': [
    ['deviceName|mgmtIpAddress|serial_number|rackUnit', 'a-1|10.0.0.1|FOC1234X0AB|12', 'a-2|10.0.0.2|FOC1234X0AC|13'],
    ['name', 'address', 'serial', 'rack_unit'],
  ],
  'headers nobody knows over values that speak for themselves': [
    [
      'Gizmo|Whatsit|Foo|Bar|Baz',
      'abc-01|10.0.0.1|Huawei|00:11:22:33:44:55|交换机',
      'abc-02|10.0.0.2|Cisco|00:11:22:33:44:56|交换机',
      'abc-03|10.0.0.3|Cisco|00:11:22:33:44:57|路由器',
    ],
    ['name', 'address', 'vendor', 'mac', 'type'],
  ],
  'no header at all': [
    ['abc-01|10.0.0.1|Huawei|zzz', 'abc-02|10.0.0.2|Cisco|yyy'],
    ['name', 'address', 'vendor', 'label:column_D'],
  ],
  'columns that are not known': [
    ['名称|IP|上联端口|NTP服务器|对端IP|联系电话', 'a-1|10.0.0.1|GE0/0/1|10.9.9.9|10.8.8.8|13800000000'],
    ['name', 'address', 'label:上联端口', 'label:NTP服务器', 'label:对端IP', 'label:联系电话'],
  ],
  'a hostname column with addresses is the address': [
    ['hostname|sysName|os', '10.0.0.1|core-1|ios', '10.0.0.2|core-2|nxos'],
    ['address', 'name', 'platform'],
  ],
  'a header in two languages': [
    ['序号No.|主机名Hostname|IP', '1|a-1|10.0.0.1', '2|a-2|10.0.0.2'],
    ['row_no', 'name', 'address'],
  ],
  'codes without a header that is known or an address are no names': [
    ['Toner|In stock', 'CF259A-1|4', 'CF259A-2|2', 'CF259A-3|1'],
    ['label:Toner', 'label:In_stock'],
  ],
  'an AWS key pair is no secret': [
    ['Name|Private IP|Key pair', 'a-1|10.0.0.1|prod-key', 'a-2|10.0.0.2|prod-key'],
    ['name', 'service_ip', 'label:Key_pair'],
  ],
  'a column that holds nothing': [
    ['名称|IP|备用|型号', 'a-1|10.0.0.1||-', 'a-2|10.0.0.2||'],
    ['name', 'address', 'ignored', 'ignored'],
  ],
  'IP is the address though no cell holds one': [
    ['名称|IP|序列号', 'a-1|nowhere|2102351234561', 'a-2|10.0.0|2102351234562', 'a-3|10.1.2|2102351234563'],
    ['name', 'address', 'serial'],
  ],
  'IP is the address though few cells hold one': [
    ['name|ip', 'a-1|x1', 'a-2|x2', 'a-3|x3', 'a-4|10.0.0.4', 'a-5|x5', 'a-6|x6', 'a-7|x7', 'a-8|x8'],
    ['name', 'address'],
  ],
  'IP is the address though it is empty, where no other column is': [
    ['name|ip|serial', 'a-1||2102351234561', 'a-2|-|2102351234562'],
    ['name', 'address', 'serial'],
  ],
  'an empty 管理IP leaves the address to 业务IP': [
    ['名称|管理IP|业务IP', 'a-1||10.0.0.1', 'a-2||10.0.0.2'],
    ['name', 'ignored', 'service_ip'],
  ],
  '管理IP that is badly filled in stays the address beside 业务IP': [
    ['名称|管理IP|业务IP', 'a-1|nowhere|10.0.0.1', 'a-2|10.0.0|10.0.0.2'],
    ['name', 'address', 'service_ip'],
  ],
  '业务IP that is badly filled in is the only address': [
    ['名称|业务IP', 'a-1|nowhere', 'a-2|10.0.0'],
    ['name', 'service_ip'],
  ],
  'an address with MACs is the MAC': [
    ['name|address|ip', 'a-1|00:11:22:33:44:55|10.0.0.1', 'a-2|00:11:22:33:44:56|10.0.0.2'],
    ['name', 'mac', 'address'],
  ],
  'an address of letters is no address of hosts': [
    ['name|address|业务IP', 'a-1|100 Main Street|10.0.0.1', 'a-2|12 High Road|10.0.0.2'],
    ['name', 'label:address_2', 'service_ip'],
  ],
  '地址 with streets is no address of hosts': [
    ['名称|地址|业务IP', 'a-1|海淀区中关村大街1号|10.0.0.1', 'a-2|朝阳路12号|10.0.0.2'],
    ['name', 'label:地址', 'service_ip'],
  ],
  'labels have names that a label can have': [
    ['name|ip|a b/c|a_b_c|Type of bolt (x)|__proto__', 'a-1|10.0.0.1|u|v|w|x'],
    ['name', 'address', 'label:a_b_c', 'label:a_b_c_2', 'label:Type_of_bolt_x', 'label:proto'],
  ],
};

describe('columns', () => {
  test.each(Object.entries(cases))('%s', (_, [lines, wanted]) => {
    expect(said(lines)).toEqual(wanted);
  });

  test('say why, with the header and the values', () => {
    const [, address] = columnsOf(['名称|管理地址', 'a-1|10.0.0.1', 'a-2|10.0.0.2']);
    expect(address?.reason).toEqual({
      en: 'header "管理地址" is known for management address; values look like IP addresses (2 of 2)',
      zh: '表头“管理地址”是“管理地址”的常用名称；值像IP 地址（2 个中有 2 个）',
    });
    expect(address?.confidence).toBeGreaterThan(0.9);
  });
});

describe('the names of the fields', () => {
  test.each(fields)('%s is a header that is known for it', (field) => {
    expect(shippedIndex.guess(field)[0]).toMatchObject({ field, how: 'known' });
  });
});

describe('secrets', () => {
  test.each([
    ...[
      '密码',
      '登录口令',
      'root密码',
      'Password',
      'passwrod',
      'ssh_pass',
      'PWD',
      '用户名/密码',
      'API Token',
      '密钥',
      'Access Key',
      'Contraseña',
      '密碼',
    ],
    ...[
      'enable密码',
      '特权口令',
      'Enable Secret',
      'SNMP团体字',
      'snmp_community',
      'RO Community',
      '只读团体名',
      '授权码',
      '账号密码',
      'Clave',
    ],
  ])('%s is one', (header) => {
    const [, , column] = columnsOf([`名称|IP|${header}`, 'a-1|10.0.0.1|abc', 'a-2|10.0.0.2|def']);
    expect(['password', 'enable_secret', 'snmp']).toContain(column?.field);
  });

  test.each(['SSH enabled', '管理员', 'Keyboard', 'passenger count', '用户名'])('%s is none', (header) => {
    const [, , column] = columnsOf([`名称|IP|${header}`, 'a-1|10.0.0.1|yes', 'a-2|10.0.0.2|no']);
    expect(['password', 'enable_secret', 'snmp']).not.toContain(column?.field);
  });

  test.each(['SNMP版本号', 'SNMP版本', 'SNMP version', 'snmp_version', 'snmpVersion', 'SNMP Ver', 'Versión SNMP'])(
    '%s is none, and neither the version of the software nor the login protocol',
    (header) => {
      const [, , column] = columnsOf([`名称|IP|${header}`, 'a-1|10.0.0.1|SNMPv2c', 'a-2|10.0.0.2|SNMPv3']);
      expect(column?.field).toBe('label');
    },
  );

  test.each(['SNMP', 'SNMP版本/团体字', 'SNMP community version'])('%s is still one', (header) => {
    const [, , column] = columnsOf([`名称|IP|${header}`, 'a-1|10.0.0.1|abc', 'a-2|10.0.0.2|def']);
    expect(['password', 'snmp']).toContain(column?.field);
  });

  test('are told by values too, where no header says what a column is', () => {
    expect(said(['a-1|10.0.0.1|Huawei@123', 'a-2|10.0.0.2|Admin#2024'])).toEqual(['name', 'address', 'password']);
  });

  test('stay secrets even where a person calls them a label', () => {
    expect(said(['名称|IP|密码', 'a-1|10.0.0.1|abc'], new Map([['密码', 'label']]))).toEqual([
      'name',
      'address',
      'password',
    ]);
  });
});

describe('corrections', () => {
  const lines = ['名称|IP|Foo Bar|型号', 'a-1|10.0.0.1|x1|S5735', 'a-2|10.0.0.2|x2|S5735'];

  test('win over what would be found, and free the field they take', () => {
    const corrections = new Map<string, Correction>([
      ['foobar', 'asset_tag'],
      ['型号', 'ignored'],
      ['ip', 'service_ip'],
    ]);
    expect(said(lines, corrections)).toEqual(['name', 'service_ip', 'asset_tag', 'ignored']);
    expect(said(lines, new Map<string, Correction>([['foobar', 'name']]))).toEqual([
      'label:名称',
      'address',
      'name',
      'model',
    ]);
  });

  test('find the next file with the same headers by its signature, in whatever order and case', () => {
    const table = (header: string): Table => findTables(sheetOf([header, 'a-1|10.0.0.1|x|y'])).tables[0] as Table;
    const signature = headerSignature(table('名称|IP|Foo Bar|型号'));
    expect(headerSignature(table('ip|名称|型号|foo_bar'))).toBe(signature);
    expect(headerSignature(table('ip|名称|型号|foo_baz'))).not.toBe(signature);
    expect(correctionKey({ column: 5, text: '', raw: '' })).toBe('column_F');
  });
});
