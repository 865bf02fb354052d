import type { FactKind, Facts } from '../collect/types.ts';
import { definePlatform, type Outputs } from './define.ts';
import { inventoryOfEos } from './parse/eos-inventory.ts';
import { addFromIpInterface, interfacesLikeIos } from './parse/interfaces.ts';
import { lldpNeighbours } from './parse/neighbours.ts';
import { noRoutes, routesLikeIos } from './parse/routes.ts';
import { secretsLikeIos } from './parse/secrets.ts';
import { configOf, listed, noiseLikeIos, onlyShow, onlyShowRule, shellLikeIos, together } from './parse/shared.ts';
import { blocks, find, known, serials, some } from './parse/text.ts';
import { bytes, number, seconds } from './parse/units.ts';
import { vlansLikeIos } from './parse/vlans.ts';

const load = 'show processes top once | include Cpu';

/** Arista EOS. */
export default definePlatform({
  title: { en: 'Arista EOS', zh: 'Arista EOS' },
  transport: 'shell',
  sessions: 4,
  shell: { ...shellLikeIos, setup: ['terminal length 0', 'terminal width 32767'], questions: [] },
  commands: {
    system: ['show version', 'show hostname', load],
    interfaces: ['show interfaces', 'show ip interface', 'show ipv6 interface'],
    neighbours: ['show lldp neighbors detail'],
    hardware: ['show inventory'],
    routes: ['show ip route', 'show ipv6 route'],
    vlans: ['show vlan'],
    config: ['show running-config'],
  },
  parse: (kind, outputs) => known(readers[kind]?.(outputs) ?? {}),
  readOnly: onlyShow,
  readOnlyRule: onlyShowRule,
  secrets: secretsLikeIos,
  noise: noiseLikeIos,
  signs: { probe: [/^Arista \S+/m, /Arista Networks EOS/] },
});

const readers: Readonly<Partial<Record<FactKind, (outputs: Outputs) => Partial<Facts>>>> = {
  system: (outputs) => system(outputs),
  interfaces: (outputs) => interfaces(outputs),
  neighbours: ({ 'show lldp neighbors detail': text }) => ({
    neighbours: listed(text, neighbours(text), /^(?![\s\S]*detected [1-9])/),
  }),
  hardware: ({ 'show inventory': text }) => ({ hardware: listed(text, inventoryOfEos(text)) }),
  routes: ({ 'show ip route': v4, 'show ipv6 route': v6 }) => ({
    routes: listed(together(v4, v6), [...routesLikeIos(v4), ...routesLikeIos(v6)], noRoutes),
  }),
  vlans: ({ 'show vlan': text }) => ({ vlans: listed(text, vlansLikeIos(text)) }),
  config: ({ 'show running-config': text }) => configOf(text),
};

function system(outputs: Outputs): Partial<Facts> {
  const { 'show version': text } = outputs;
  if (text === undefined) return {};
  const idle = number(find(outputs[load], /([\d.]{1,10})[ %]{0,3}id\b/));
  return {
    hostname: find(outputs['show hostname'], /^Hostname: *(\S+)/im),
    vendor: 'Arista',
    model: find(text, /^Arista (\S+)/m),
    serials: serials(find(text, /^Serial number: *(\S+)/im)),
    os: 'EOS',
    version: find(text, /^Software image version: *(\S+)/im),
    uptime: seconds(find(text, /^Uptime: *(.*)$/im)),
    cpu: some({ load: idle === undefined ? undefined : Math.round((100 - idle) * 100) / 100 }),
    memory: some({
      total: bytes(find(text, /^Total memory: *(.*)$/im)),
      free: bytes(find(text, /^Free memory: *(.*)$/im)),
    }),
  };
}

function interfaces(outputs: Outputs): Partial<Facts> {
  const { 'show interfaces': text, 'show ip interface': v4, 'show ipv6 interface': v6 } = outputs;
  return { interfaces: listed(text, addFromIpInterface(interfacesLikeIos(text ?? ''), v4, v6)) };
}

/** The interface is told once for all its neighbours. */
function neighbours(text: string | undefined): NonNullable<Facts['neighbours']> {
  return blocks(text ?? '', /^Interface (\S+) detected/i).flatMap(({ head, text: body }) => {
    const marked = body.replace(/^ +Neighbor .*$/gm, () => `Neighbor on ${head[1]}`);
    return lldpNeighbours(marked, { head: /^Neighbor on /, local: /^Neighbor on (\S+)/m });
  });
}
