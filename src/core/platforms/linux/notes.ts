import type { Text } from '../../text.ts';
import type { Answer } from './sections.ts';

/** What facts.sh notes, as people are told it. */
const texts: Readonly<Record<string, Text>> = {
  'hardware no-dmi': {
    en: 'Vendor, model and serial number are not known: the kernel shows no DMI table (a container, or a board without one).',
    zh: '无法得知厂商、型号和序列号：内核没有提供 DMI 表（容器，或主板没有该表）。',
  },
  'serial not-root': {
    en: 'The serial number is not known: only root can read it. Let the host’s entry become root, or log in as root.',
    zh: '无法得知序列号：只有 root 能读取。请在主机条目中配置 become 提权，或以 root 登录。',
  },
  'addresses no-tool': {
    en: 'IPv4 addresses are not known: the host has neither ip nor ifconfig.',
    zh: '无法得知 IPv4 地址：主机上既没有 ip 也没有 ifconfig。',
  },
  'routes no-tool': {
    en: 'Only IPv4 routes are known, without their protocol: the host has no ip.',
    zh: '只能得知 IPv4 路由且不含协议：主机上没有 ip 命令。',
  },
  'vlans no-tool': {
    en: 'VLANs are not known: the host has no ip.',
    zh: '无法得知 VLAN：主机上没有 ip 命令。',
  },
  'ports no-tool': {
    en: 'The programs behind listening ports are not known, and no more than 60 of each kind are told: the host has neither ss nor netstat.',
    zh: '无法得知监听端口对应的程序，且每类最多列出约 60 个：主机上既没有 ss 也没有 netstat。',
  },
  'filesystems no-tool': {
    en: 'Sizes of file systems are not known: the host has no df.',
    zh: '无法得知文件系统的大小：主机上没有 df。',
  },
  'services no-tool': {
    en: 'The host has neither systemd nor OpenRC: its daemons are listed in place of services, failed ones are not known.',
    zh: '主机上既没有 systemd 也没有 OpenRC：以守护进程代替服务列出，无法得知失败的服务。',
  },
  'packages no-tool': {
    en: 'Packages are not known: the host has none of dpkg, rpm, apk and pacman.',
    zh: '无法得知软件包：主机上没有 dpkg、rpm、apk、pacman 中的任何一个。',
  },
  'neighbours no-tool': {
    en: 'Neighbours are not known: the host runs no lldpd.',
    zh: '无法得知邻居：主机上没有运行 lldpd。',
  },
  'neighbours not-running': {
    en: 'Neighbours are not known: lldpd is installed but not running.',
    zh: '无法得知邻居：已安装 lldpd 但未运行。',
  },
  'neighbours not-root': {
    en: 'Neighbours are not known: lldpd answers only root and the members of its group.',
    zh: '无法得知邻居：lldpd 只应答 root 及其所属组的成员。',
  },
  'ports not-root': {
    en: 'The programs behind some listening ports are not known: only root sees those of other users.',
    zh: '部分监听端口对应的程序无法得知：只有 root 能看到其他用户的程序。',
  },
};

/** What could not be told, as warnings. */
export function warningsOf({ notes, cut, unfinished }: Answer): readonly Text[] {
  return [
    ...notes.flatMap((note) => texts[note] ?? []),
    ...cut.map((section) => ({
      en: `The output on ${section} was too long: its end is missing.`,
      zh: `${section} 的输出过长：缺少末尾部分。`,
    })),
    ...(unfinished === undefined ? [] : [stoppedAt(unfinished)]),
  ];
}

function stoppedAt(section: string): Text {
  return {
    en: `The host stopped answering while telling of ${section}: that, and what would have followed, is missing.`,
    zh: `主机在返回 ${section} 时停止应答：该部分及其后的内容缺失。`,
  };
}
