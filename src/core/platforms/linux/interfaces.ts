import type { Facts, Interface } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { type Files, known, lineOf, linesOf, macOf, numberIn, readFiles } from './values.ts';

/** Facts of the kind `interfaces`: links from /sys/class/net, addresses from ip, ifconfig or /proc/net/if_inet6. */
export function readInterfaces(outputs: Outputs): Partial<Facts> {
  const files = readFiles(outputs.files);
  const addresses = readAddresses(outputs.addresses);
  const links = [...files.keys()].flatMap((path) => /^\/sys\/class\/net\/([^/]+)\//.exec(path)?.[1] ?? []);
  const names = [...new Set([...links, ...addresses.keys()])];
  return names.length === 0 ? {} : { interfaces: names.map((name) => readLink(files, name, addresses.get(name))) };
}

function readLink(files: Files, name: string, addresses: readonly string[] | undefined): Interface {
  const value = (file: string) => lineOf(files, `/sys/class/net/${name}/${file}`);
  const speed = numberIn(value('speed'));
  return known({
    name,
    state: stateOf(value('flags'), files.get(`/sys/class/net/${name}/operstate`)?.[0]),
    // -1, or as an unsigned number, where it is not known.
    speed: speed !== undefined && speed > 0 && speed < 2 ** 31 ? speed : undefined,
    mac: macOf(value('address')),
    addresses,
    description: value('ifalias'),
    mtu: numberIn(value('mtu')),
  });
}

/** RFC 2863 states as Linux has them; `unknown` is what devices without a carrier to watch say (lo, tunnels). */
const operational: Readonly<Record<string, Interface['state']>> = {
  up: 'up',
  unknown: 'up',
  down: 'down',
  lowerlayerdown: 'down',
  dormant: 'down',
  testing: 'down',
  notpresent: 'down',
};

/** The lowest flag, IFF_UP, is what an administrator sets. */
function stateOf(flags: string | undefined, operstate = ''): Interface['state'] {
  const bits = flags === undefined ? Number.NaN : Number(flags);
  return Number.isInteger(bits) && (bits & 1) === 0 ? 'disabled' : operational[operstate];
}

function readAddresses(text: string | undefined): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let block = '';
  for (const line of linesOf(text)) {
    // ifconfig names the interface at the start of a block.
    block = /^(\S+?):? /.exec(line)?.[1] ?? block;
    const one = byIp(line) ?? byProc(line) ?? byIfconfig(block, line);
    if (!one) continue;
    const [name, address] = one;
    const list = found.get(name) ?? [];
    if (!list.includes(address)) list.push(address);
    found.set(name, list);
  }
  return found;
}

type Addressed = readonly [name: string, address: string];

/** `2: eth0    inet 10.0.0.5/24 brd …`, of a tunnel `inet 10.0.0.1 peer 10.0.0.2/32 …`. */
function byIp(line: string): Addressed | undefined {
  const found = /^\d+:\s+(\S+)\s+inet6?\s+([0-9a-f.:]+)(?:\s+peer\s+[0-9a-f.:]+)?\/(\d+)/.exec(line);
  return found ? [bare(found[1]), `${found[2]}/${found[3]}`] : undefined;
}

/** `/proc/net/if_inet6:fe80…(32 digits) 02 40 20 80     eth0`: address, index, prefix length, scope, flags in hexadecimal. */
function byProc(line: string): Addressed | undefined {
  const found = /^\/proc\/net\/if_inet6:([0-9a-f]{32}) \S+ ([0-9a-f]{2}) \S+ \S+\s+(\S+)$/.exec(line);
  return found ? [found[3] ?? '', `${shortened(found[1] ?? '')}/${Number.parseInt(found[2] ?? '', 16)}`] : undefined;
}

/** net-tools 1.60 and busybox `inet addr:10.0.0.5  …Mask:255.255.255.0`, net-tools 2 `inet 10.0.0.5  netmask 255.255.255.0`. */
function byIfconfig(block: string, line: string): Addressed | undefined {
  const four = /\binet (?:addr:)?([\d.]+)\b.*?\b(?:[Mm]ask:|netmask )([\d.]+)/.exec(line);
  if (four) return [bare(block), `${four[1]}/${bitsIn(four[2] ?? '')}`];
  const six = /\binet6 (?:addr: ?)?([0-9a-f:]+)(?:\/| +prefixlen )(\d+)/.exec(line);
  return six ? [bare(block), `${six[1]}/${six[2]}`] : undefined;
}

/** Without what a device sits on (`eth0.5@eth0`) and without a label (`eth0:1`). */
function bare(name = ''): string {
  return name.replace(/[@:].*$/, '');
}

function bitsIn(mask: string): number {
  const bits = mask.split('.').map((octet) => Number(octet).toString(2).replaceAll('0', ''));
  return bits.join('').length;
}

/** 32 hexadecimal digits in the form of RFC 5952. */
export function shortened(digits: string): string {
  const url = new URL(`http://[${digits.match(/.{4}/g)?.join(':')}]`);
  return url.hostname.slice(1, -1);
}
