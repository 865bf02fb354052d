import type { Text } from '../../text.ts';
import { verbatim } from '../../text.ts';
import type { Json } from '../types.ts';

/** What members and fields of facts are called, one of them. */
const names: Readonly<Record<string, Text>> = {
  hostname: { en: 'host name', zh: '主机名' },
  vendor: { en: 'vendor', zh: '厂商' },
  model: { en: 'model', zh: '型号' },
  serials: { en: 'serial number', zh: '序列号' },
  serial: { en: 'serial number', zh: '序列号' },
  os: { en: 'operating system', zh: '操作系统' },
  version: { en: 'version', zh: '版本' },
  cpu: { en: 'CPU', zh: 'CPU' },
  memory: { en: 'memory', zh: '内存' },
  disks: { en: 'disk', zh: '磁盘' },
  filesystems: { en: 'file system', zh: '文件系统' },
  interfaces: { en: 'interface', zh: '接口' },
  neighbours: { en: 'neighbour', zh: '邻居' },
  hardware: { en: 'part', zh: '部件' },
  licences: { en: 'licence', zh: '许可证' },
  services: { en: 'service', zh: '服务' },
  ports: { en: 'listening port', zh: '监听端口' },
  packages: { en: 'package', zh: '软件包' },
  routes: { en: 'route', zh: '路由' },
  vlans: { en: 'VLAN', zh: 'VLAN' },
  config: { en: 'config', zh: '配置' },
  files: { en: 'config file', zh: '配置文件' },
  content: { en: 'content', zh: '内容' },
  path: { en: 'path', zh: '路径' },
  state: { en: 'state', zh: '状态' },
  speed: { en: 'speed', zh: '速率' },
  mac: { en: 'MAC address', zh: 'MAC 地址' },
  addresses: { en: 'addresses', zh: '地址' },
  address: { en: 'address', zh: '地址' },
  description: { en: 'description', zh: '描述' },
  mtu: { en: 'MTU', zh: 'MTU' },
  count: { en: 'count', zh: '数量' },
  total: { en: 'size', zh: '容量' },
  size: { en: 'size', zh: '容量' },
  type: { en: 'type', zh: '类型' },
  device: { en: 'device', zh: '设备' },
  name: { en: 'name', zh: '名称' },
  expires: { en: 'end', zh: '到期' },
  process: { en: 'process', zh: '进程' },
  protocol: { en: 'protocol', zh: '协议' },
  via: { en: 'next hop', zh: '下一跳' },
  interface: { en: 'interface', zh: '接口' },
  port: { en: 'port', zh: '端口' },
  platform: { en: 'platform', zh: '平台' },
  part: { en: 'part number', zh: '部件号' },
};

/** What a member or field is called; one that is not ours by its own name. */
export function nameOf(field: string): Text {
  return Object.hasOwn(names, field) ? (names[field] ?? verbatim(field)) : verbatim(field);
}

const longest = 80;

/** A value as people read it: sizes in GiB, speeds in Mbit/s or Gbit/s, lists by commas, cut at 80 characters. */
export function shownAs(field: string, value: Json): Text {
  if (typeof value === 'number' && (field === 'size' || field === 'total')) return verbatim(bytes(value));
  if (typeof value === 'number' && field === 'speed') return verbatim(speed(value));
  if (Array.isArray(value)) return verbatim(cut(value.map(plain).join(', ')));
  return verbatim(cut(plain(value)));
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1).toWellFormed()}…` : text;
}

function bytes(value: number): string {
  const power = Math.min(5, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
  const unit = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'][power];
  return `${Math.round((value / 1024 ** power) * 100) / 100} ${unit}`;
}

function speed(value: number): string {
  return value >= 1000 ? `${value / 1000} Gbit/s` : `${value} Mbit/s`;
}
