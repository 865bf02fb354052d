import type { DeviceType } from '../../settings/device-types.ts';
import type { Text } from '../../text.ts';

/** What device types are called in texts for people: English, Chinese. */
const typeNames: Readonly<Record<DeviceType, Text>> = {
  switch: { en: 'switch', zh: '交换机' },
  router: { en: 'router', zh: '路由器' },
  firewall: { en: 'firewall', zh: '防火墙' },
  'load-balancer': { en: 'load balancer', zh: '负载均衡' },
  'wireless-controller': { en: 'wireless controller', zh: '无线控制器' },
  'wireless-ap': { en: 'wireless access point', zh: '无线接入点' },
  server: { en: 'server', zh: '服务器' },
  storage: { en: 'storage', zh: '存储' },
  'san-switch': { en: 'SAN switch', zh: '光纤交换机' },
  vm: { en: 'virtual machine', zh: '虚拟机' },
  power: { en: 'power supply', zh: '电源设备' },
  'console-server': { en: 'console server', zh: '串口服务器' },
  kvm: { en: 'KVM switch', zh: 'KVM 切换器' },
  camera: { en: 'camera', zh: '摄像机' },
  printer: { en: 'printer', zh: '打印机' },
  phone: { en: 'phone', zh: '电话' },
  ips: { en: 'IPS', zh: '入侵防御' },
  other: { en: 'another kind of device', zh: '其他设备' },
};

/** Why a type was found, by what told it; `what` is quoted from the sheet or names a vendor. */
export const because = {
  typeWord: (what: string): Text => ({ en: `the sheet's type says "${what}"`, zh: `表中类型写的是“${what}”` }),
  family: (what: string, vendor: string): Text => ({
    en: `the model "${what}" is of a product line of ${vendor}`,
    zh: `型号“${what}”属于 ${vendor} 的产品系列`,
  }),
  modelWord: (what: string): Text => ({ en: `the model's text says "${what}"`, zh: `型号文字中有“${what}”` }),
  ports: (what: string): Text => ({
    en: `the model "${what}" counts ports as switches do`,
    zh: `型号“${what}”带有交换机式的端口数`,
  }),
  name: (what: string): Text => ({ en: `the name has "${what}"`, zh: `名称中有“${what}”` }),
  title: (what: string): Text => ({
    en: `the sheet or its section is called "${what}"`,
    zh: `工作表或分组标题中有“${what}”`,
  }),
  role: (what: string): Text => ({ en: `the role says "${what}"`, zh: `用途写的是“${what}”` }),
  system: (what: string): Text => ({ en: `the operating system is "${what}"`, zh: `操作系统是“${what}”` }),
  vendor: (what: string): Text => ({ en: `what ${what} usually makes`, zh: `按厂商 ${what} 的常见产品推断` }),
  nothing: { en: 'nothing tells what it is', zh: '没有任何信息能说明它是什么设备' } as Text,
};

/** `reason`, and what it won against: the type that weaker evidence spoke for. */
export function against(reason: Text, other: Text, type: DeviceType): Text {
  const named = typeNames[type];
  return {
    en: `${reason.en}; this counts more than another hint (${other.en}: ${named.en})`,
    zh: `${reason.zh}；优先于另一线索（${other.zh}：${named.zh}）`,
  };
}
