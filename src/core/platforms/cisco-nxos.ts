import type { FactKind, Facts } from '../collect/types.ts';
import { definePlatform, type Outputs } from './define.ts';
import { addAddresses, interfacesLikeIos } from './parse/interfaces.ts';
import { inventoryOfCisco } from './parse/inventory.ts';
import { cdpNeighbours, lldpNeighbours } from './parse/neighbours.ts';
import { routesOfNxos } from './parse/routes-nxos.ts';
import { secretsLikeIos } from './parse/secrets.ts';
import { configOf, listed, noiseLikeIos, onlyShow, onlyShowRule, shellLikeIos, together } from './parse/shared.ts';
import { blocks, find, known, serials, some } from './parse/text.ts';
import { bytes, number, seconds } from './parse/units.ts';
import { vlansLikeIos } from './parse/vlans.ts';

const { enable: _, ...shell } = shellLikeIos;

/** Cisco NX-OS on Nexus 3000 to 9000. */
export default definePlatform({
  title: { en: 'Cisco NX-OS', zh: '思科 NX-OS' },
  transport: 'shell',
  sessions: 2,
  shell: { ...shell, setup: ['terminal length 0', 'terminal width 511'], questions: [] },
  commands: {
    system: ['show version', 'show inventory', 'show system resources'],
    interfaces: ['show interface', 'show ip interface vrf all', 'show ipv6 interface vrf all'],
    neighbours: ['show lldp neighbors detail', 'show cdp neighbors detail'],
    // Older versions do not know `all`, and then list the modules only.
    hardware: ['show inventory all', 'show inventory'],
    licences: ['show license usage'],
    routes: ['show ip route', 'show ipv6 route'],
    vlans: ['show vlan brief'],
    config: ['show running-config'],
  },
  parse: (kind, outputs) => known(readers[kind]?.(outputs) ?? {}),
  readOnly: onlyShow,
  readOnlyRule: onlyShowRule,
  secrets: secretsLikeIos,
  noise: noiseLikeIos,
  signs: { probe: [/Cisco Nexus Operating System/] },
});

const readers: Readonly<Partial<Record<FactKind, (outputs: Outputs) => Partial<Facts>>>> = {
  system: (outputs) => system(outputs),
  interfaces: (outputs) => interfaces(outputs),
  neighbours: (outputs) => neighbours(outputs),
  hardware: (outputs) => hardware(outputs),
  licences: (outputs) => licences(outputs),
  routes: ({ 'show ip route': v4, 'show ipv6 route': v6 }) => ({
    routes: listed(together(v4, v6), [...routesOfNxos(v4), ...routesOfNxos(v6)], /^(?![\s\S]*ubest)/),
  }),
  vlans: ({ 'show vlan brief': text }) => ({ vlans: listed(text, vlansLikeIos(text)) }),
  config: ({ 'show running-config': text }) => configOf(text),
};

function system(outputs: Outputs): Partial<Facts> {
  const { 'show version': text, 'show inventory': inventory, 'show system resources': resources } = outputs;
  if (text === undefined) return {};
  const chassis = inventoryOfCisco(inventory).find(({ name }) => /^chassis$/i.test(name));
  const usage = /^Memory usage: *(\d+K) total, *\d+K used, *(\d+K) free/im.exec(resources ?? '');
  const idle = number(find(resources, /^CPU states *:[^\n]*?([\d.]{1,10})% idle/m));
  return {
    hostname: find(text, /^ *Device name: *(\S+)/im),
    vendor: 'Cisco',
    model: chassis?.part ?? find(text, /^ *cisco (Nexus ?\S+(?: C\S+)?) .*chassis/im),
    serials: serials(chassis?.serial ?? find(text, /^ *Processor Board ID (\S+)/im)),
    os: 'NX-OS',
    version: find(text, /^ *(?:NXOS|system): +version (\S+)/im),
    uptime: seconds(find(text, /^Kernel uptime is (.*)$/m)?.replaceAll('(s)', 's')),
    cpu: some({
      model: find(text, /^ *(\S.*?) with \d+ kB of memory/m)?.replace(/\s+/g, ' '),
      count: resources?.match(/^ *CPU\d+ states/gm)?.length,
      load: idle === undefined ? undefined : Math.round((100 - idle) * 100) / 100,
    }),
    memory: some({ total: bytes(usage?.[1] ?? find(text, / with (\d+ kB) of memory/)), free: bytes(usage?.[2]) }),
  };
}

function interfaces(outputs: Outputs): Partial<Facts> {
  const { 'show interface': text } = outputs;
  const subject = /^(\S+), Interface status:/;
  const v4 = outputs['show ip interface vrf all']?.replace(
    /^ +IP address: (\S+), IP subnet: [\d.]+(\/\d+).*$/gm,
    ' $1$2',
  );
  const more = addAddresses(interfacesLikeIos(text ?? ''), v4, subject, /^ ([\d.]+\/\d+)$/gm);
  const v6 = outputs['show ipv6 interface vrf all'];
  return { interfaces: listed(text, addAddresses(more, v6, subject, /^ +([0-9a-f:]+\/\d+)(?= |$)/gim)) };
}

function neighbours({ 'show lldp neighbors detail': lldp, 'show cdp neighbors detail': cdp }: Outputs): Partial<Facts> {
  const shape = { head: /^Chassis id: /i, local: /^Local Port id: *(\S+)/im, channel: 'port-channel' };
  const both = [...lldpNeighbours(lldp, shape), ...cdpNeighbours(cdp)];
  return { neighbours: listed(together(lldp, cdp), both, /^\s*$|Total entries displayed: 0/i) };
}

function hardware({ 'show inventory all': all, 'show inventory': some }: Outputs): Partial<Facts> {
  const text = all ?? some;
  return { hardware: listed(text, inventoryOfCisco(text)) };
}

/** The table of older versions (`Ins`: installed), and the blocks of those with smart licensing. */
function licences({ 'show license usage': text }: Outputs): Partial<Facts> {
  const rows = [...(text ?? '').matchAll(/^(\S+) +(Yes|No) +\S+ +(Unused|In use) *(\d{1,2} \w{3} \d{4})?/gim)];
  const installed = rows
    .filter(([, , yes, state]) => yes === 'Yes' || state === 'In use')
    .map(([, name = '', , state, expires]) => known({ name, state, expires }));
  const smart = blocks(text ?? '', /^\(([^()]+)\):/).map(({ head, text: body }) =>
    known({ name: head[1] ?? '', state: find(body, /^ *Status: *(\S.*)$/m) }),
  );
  const none = rows.length > 0 ? /^/ : /^\s*$|no license(?:s)? in use/i;
  return { licences: listed(text, [...installed, ...smart], none) };
}
