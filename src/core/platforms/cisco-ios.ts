import type { FactKind, Facts } from '../collect/types.ts';
import { configureIos } from './cisco-ios/configure.ts';
import { definePlatform, type Outputs } from './define.ts';
import { addFromIpInterface, interfacesLikeIos } from './parse/interfaces.ts';
import { inventoryOfCisco } from './parse/inventory.ts';
import { cdpNeighbours, lldpNeighbours } from './parse/neighbours.ts';
import { noRoutes, routesLikeIos } from './parse/routes.ts';
import { secretsLikeIos } from './parse/secrets.ts';
import { configOf, listed, noiseLikeIos, onlyShow, onlyShowRule, shellLikeIos, together } from './parse/shared.ts';
import { blocks, find, findAll, known, serials, some } from './parse/text.ts';
import { bytes, number, seconds } from './parse/units.ts';
import { vlansLikeIos } from './parse/vlans.ts';

const cpu = 'show processes cpu | include CPU utilization';
const memory = 'show processes memory | include Pool|Total';
const secondary = 'show ip interface | include line protocol|address';
const v6 = 'show ipv6 interface | include line protocol|subnet is';

/** Cisco IOS and IOS XE. */
export default definePlatform({
  title: { en: 'Cisco IOS and IOS XE', zh: '思科 IOS 与 IOS XE' },
  transport: 'shell',
  sessions: 2,
  shell: {
    ...shellLikeIos,
    setup: ['terminal length 0', 'terminal width 511'],
    questions: [[/initial configuration dialog\? \[yes\/no\]: ?$/i, 'no']],
  },
  commands: {
    system: ['show version', 'show inventory', cpu, memory],
    interfaces: ['show interfaces', secondary, v6],
    neighbours: ['show lldp neighbors detail', 'show cdp neighbors detail'],
    hardware: ['show inventory'],
    licences: ['show license summary', 'show license'],
    routes: ['show ip route', 'show ipv6 route'],
    vlans: ['show vlan brief'],
    config: ['show running-config'],
  },
  parse: (kind, outputs) => known(readers[kind]?.(outputs) ?? {}),
  readOnly: onlyShow,
  readOnlyRule: onlyShowRule,
  secrets: secretsLikeIos,
  noise: noiseLikeIos,
  signs: { probe: [/Cisco IOS(?:[ -]XE)? Software|Cisco Internetwork Operating System Software/] },
  configure: configureIos,
});

const readers: Readonly<Partial<Record<FactKind, (outputs: Outputs) => Partial<Facts>>>> = {
  system: (outputs) => system(outputs),
  interfaces: (outputs) => interfaces(outputs),
  neighbours: (outputs) => neighbours(outputs),
  hardware: ({ 'show inventory': text }) => ({ hardware: listed(text, inventoryOfCisco(text)) }),
  licences: (outputs) => licences(outputs),
  routes: (outputs) => routes(outputs),
  vlans: ({ 'show vlan brief': text }) => ({ vlans: listed(text, vlansLikeIos(text)) }),
  config: ({ 'show running-config': text }) => configOf(text),
};

function system(outputs: Outputs): Partial<Facts> {
  const { 'show version': text } = outputs;
  if (text === undefined) return {};
  const xe = /\bIOS[ -]XE\b/.test(text);
  const uptime = /^(\S+) uptime is (.*)$/m.exec(text);
  return {
    hostname: uptime?.[1],
    vendor: 'Cisco',
    model: find(text, /^Model Number *: *(\S+)/im, /^cisco (\S+) \([^()\n]*\)[^\n]*(?:processor|with)\b/im),
    serials: serialsOf(text, outputs['show inventory']),
    os: xe ? 'IOS XE' : find(text, /(IOS)\b/),
    version: find(
      text,
      /^IOS XE Version: *(\S+)/m,
      /IOS[ -]XE Software, Version ([^\s,]+)/,
      /Software[^\n]*, Version ([^\s,]+)/,
    ),
    uptime: seconds(uptime?.[2]),
    cpu: some({ load: number(find(outputs[cpu], /one minute: (\d+)%/)) }),
    memory: memoryOf(text, outputs[memory]),
  };
}

/** A stack tells the serial number of every member; others tell the chassis' in the inventory, and at least the board's. */
function serialsOf(version: string, inventory: string | undefined): Facts['serials'] {
  const members = findAll(version, /^System serial number *: *(\S+)/gim);
  if (members.length > 0) return serials(...members);
  const chassis = inventoryOfCisco(inventory).find(({ name }) => /chassis|^switch (?:system|1)$|^1$/i.test(name));
  return serials(chassis?.serial ?? find(version, /^Processor board ID (\S+)/m));
}

/** Of the processor's pool, where free memory is told too; else what the version says, processor and I/O together. */
function memoryOf(version: string, pools: string | undefined): Facts['memory'] {
  const pool = /^ *Processor Pool Total: *(\d+) +Used: *\d+ +Free: *(\d+)/im.exec(pools ?? '');
  if (pool) return { total: Number(pool[1]), free: Number(pool[2]) };
  const [, processor, io = '0'] = /\bwith (\d+)K(?:\/(\d+)K)? bytes of memory/.exec(version) ?? [];
  return some({ total: bytes(processor === undefined ? undefined : `${Number(processor) + Number(io)}K`) });
}

function interfaces(outputs: Outputs): Partial<Facts> {
  const { 'show interfaces': text } = outputs;
  const told = addFromIpInterface(interfacesLikeIos(text ?? ''), outputs[secondary], outputs[v6]);
  return { interfaces: listed(text, told) };
}

function neighbours(outputs: Outputs): Partial<Facts> {
  const { 'show lldp neighbors detail': lldp, 'show cdp neighbors detail': cdp } = outputs;
  const both = [
    ...lldpNeighbours(lldp, { head: /^Local (?:Intf|Interface): /i, local: /^Local (?:Intf|Interface): *(\S+)/im }),
    ...cdpNeighbours(cdp),
  ];
  return { neighbours: listed(together(lldp, cdp), both, /^\s*$|Total (?:cdp )?entries displayed ?: ?0/i) };
}

function licences({ 'show license summary': smart, 'show license': classic }: Outputs): Partial<Facts> {
  const used = [...(smart ?? '').matchAll(/^ +(\S.*?) +\([^()\n]+\) +\d+ +(\S.*?) *$/gm)];
  const features = blocks(classic ?? '', /^ *Index \d+ Feature: *(\S+)/).map(({ head, text }) =>
    known({ name: head[1] ?? '', state: find(text, /^ *License State: *(\S.*)$/m) }),
  );
  const all = [...used.map(([, name = '', state]) => known({ name, state })), ...features];
  return { licences: listed(together(smart, classic), all, /^\s*$|No licenses in use/i) };
}

function routes(outputs: Outputs): Partial<Facts> {
  const { 'show ip route': v4, 'show ipv6 route': v6 } = outputs;
  return { routes: listed(together(v4, v6), [...routesLikeIos(v4), ...routesLikeIos(v6)], noRoutes) };
}
