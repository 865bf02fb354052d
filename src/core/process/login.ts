import { quoted, unclear } from './steps.ts';
import type { Step } from './types.ts';

/** A TCP port: `22`, `22/tcp`, `SSH:22`, `22端口` → `22`. */
export const port: Step = (value) => {
  const [, written] =
    /^(?:(?:ssh|telnet|tcp|udp|https?|rdp|端口|port) ?[:/]? ?)?(\d{1,5})(?: ?\/ ?(?:tcp|udp)|端口)?$/i.exec(value) ??
    [];
  const number = Number(written);
  if (written !== undefined && number >= 1 && number <= 65_535) {
    return String(number) === value ? undefined : { value: String(number), rules: ['port-number'] };
  }
  return unclear(value, {
    en: `${quoted(value)} is no port: a number from 1 to 65535.`,
    zh: `${quoted(value)} 不是端口：应为 1 到 65535 的数字。`,
  });
};

/** Spellings of one protocol, without spaces, dashes and dots. */
const protocols: readonly (readonly [string, RegExp])[] = [
  ['ssh', /^(?:open)?ssh(?:v?[12]|v?20)?$/],
  ['telnet', /^telnet$/],
  ['snmp', /^snmp(?:v?[123]c?)?$/],
  ['https', /^(?:https|web\(https\))$/],
  ['http', /^http$/],
  ['netconf', /^netconf(?:overssh)?$/],
  ['rdp', /^(?:rdp|mstsc|远程桌面)$/],
  ['winrm', /^winrm$/],
  ['vnc', /^vnc$/],
  ['serial', /^(?:serial|console|串口)$/],
];

/** The login protocol by its usual name: `SSH2`, `SSHv2`, `ssh 协议` → `ssh`; others in lower case, as written. */
export const protocol: Step = (value) => {
  const lower = value.toLowerCase().replace(/ ?(?:协议|protocol)$/, '');
  const bare = lower.replace(/[\s._-]+/g, '');
  const name = protocols.find(([, pattern]) => pattern.test(bare))?.[0] ?? lower;
  return name === value ? undefined : { value: name, rules: ['protocol-name'] };
};
