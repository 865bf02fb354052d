import { quoted, unclear } from './steps.ts';
import type { Outcome } from './types.ts';

/** `aa:bb:cc:dd:ee:ff`, with `-`, spaces, also `a:b:c:d:e:f`; `aabb.ccdd.eeff`, with `-` `:`; `aabbcc-ddeeff`; none at all. */
const notations = [
  ...['[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}', '[0-9a-f]{2}(?:-[0-9a-f]{2}){5}', '[0-9a-f]{2}(?: [0-9a-f]{2}){5}'],
  ...['[0-9a-f]{4}(?:[.:-][0-9a-f]{4}){2}', '[0-9a-f]{6}[-:][0-9a-f]{6}', '[0-9a-f]{12}'],
];
const mac = new RegExp(`(?<![0-9a-z])(?<![0-9a-f][:.-])(?:${notations.join('|')})(?![0-9a-z]|[:.-][0-9a-f])`, 'gi');
const title = /^mac(?: ?地址| ?address)? ?: ?/i;
const canonical = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
const edges = /^[\s,;、/|:()]+/;

/** A cell with MAC addresses → all of them, joined by `, `; words beside them go to the extra `note`. */
export function readMacs(value: string): Outcome | undefined {
  if (canonical.test(value)) return undefined;
  const bare = value.replace(title, '');
  const found = bare.match(mac) ?? [];
  const rest = bare
    .replace(mac, ' ')
    .replace(/[\s,;、/|]+/g, ' ')
    .trim();
  if (found.length === 0 || /\d[\d:.-]{4}|[0-9a-f]{2}[:-][0-9a-f]{2}/i.test(rest)) return unclear(value, notOne(value));
  const macs = [...new Set(found.map(usual))].join(', ');
  const note = rest.replace(edges, '').replace(/[:)]$/, '').trim();
  const rules = macs === value ? [] : (['mac-canonical'] as const);
  if (note === '') return { value: macs, rules };
  return { value: macs, rules: [...rules, 'mac-words-apart'], extra: { note } };
}

function usual(written: string): string {
  const octets = written.split(':');
  const hex =
    octets.length === 6 ? octets.map((octet) => octet.padStart(2, '0')).join('') : written.replace(/[^0-9a-f]/gi, '');
  return hex.toLowerCase().replace(/(?<=.)(?=(?:..)+$)/g, ':');
}

function notOne(value: string) {
  return {
    en: `${quoted(value)} is no MAC address: it has 12 hexadecimal digits, such as 00:1b:44:11:3a:b7.`,
    zh: `${quoted(value)} 不是 MAC 地址：应为 12 位十六进制数字，如 00:1b:44:11:3a:b7。`,
  };
}
