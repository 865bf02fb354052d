import { expect, test } from 'vitest';
import { readHeader } from '../../../../src/core/convert/tables/header-text.ts';

test.each([
  ['*内存(GB)', { text: '内存', unit: 'GB', required: true }],
  ['内存（G）', { text: '内存', unit: 'G' }],
  ['管理IP\n地址', { text: '管理IP地址' }],
  ['Management\nIP  address', { text: 'Management IP address' }],
  ['设备名称（必填）', { text: '设备名称', required: true }],
  ['主机名 *', { text: '主机名', required: true }],
  ['序列号（设备出厂编号）', { text: '序列号（设备出厂编号）' }],
  ['额定功率 [W]（选填）', { text: '额定功率', unit: 'W' }],
  ['#name', { text: 'name' }],
  ['#', { text: '#' }],
  ['名  称', { text: '名称' }],
  ['', { text: '' }],
])('%j reads %j', (raw, wanted) => {
  expect(readHeader(raw, 3)).toEqual({ column: 3, raw, ...wanted });
});
