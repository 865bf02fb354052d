import type { FactKind, Facts } from '../collect/types.ts';
import { definePlatform, type Outputs } from './define.ts';
import { addFromIpInterface, interfacesLikeIos } from './parse/interfaces.ts';
import { type Part, partOf } from './parse/inventory.ts';
import { lldpNeighbours } from './parse/neighbours.ts';
import { noRoutes, routesLikeIos } from './parse/routes.ts';
import { secretsLikeIos } from './parse/secrets.ts';
import { configOf, listed, noiseLikeIos, onlyShow, shellLikeIos, together } from './parse/shared.ts';
import { tables } from './parse/tables.ts';
import { blocks, find, isTold, known, serials, some } from './parse/text.ts';
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
  secrets: secretsLikeIos,
  noise: noiseLikeIos,
  signs: { probe: [/^Arista \S+/m, /Arista Networks EOS/] },
  configure: { enter: ['configure terminal'], leave: ['end'], save: ['write memory'] },
});

const readers: Readonly<Partial<Record<FactKind, (outputs: Outputs) => Partial<Facts>>>> = {
  system: (outputs) => system(outputs),
  interfaces: (outputs) => interfaces(outputs),
  neighbours: ({ 'show lldp neighbors detail': text }) => ({
    neighbours: listed(text, neighbours(text), /^(?![\s\S]*detected [1-9])/),
  }),
  hardware: ({ 'show inventory': text }) => ({ hardware: listed(text, inventory(text)) }),
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

const parts: readonly (readonly [section: RegExp, name: string])[] = [
  [/information/i, 'Chassis'],
  [/power supply/i, 'Power supply'],
  [/fan/i, 'Fan'],
  [/transceiver/i, 'Transceiver'],
  [/card|module/i, 'Module'],
  [/storage/i, 'Storage'],
];

/** Tables under headings such as `System has 2 power supply slots`; a slot without model and serial number is empty. */
function inventory(text: string | undefined): readonly Part[] {
  return blocks(text ?? '', /^System (?:information|has \d+ (.*))$/i).flatMap(({ head, text: body }) => {
    const name = parts.find(([section]) => section.test(head[0]))?.[1];
    const found =
      name === undefined ? [] : tables(body).flatMap((table) => table.rows.map((row) => named(table.headings, row)));
    if (name === 'Chassis') return [partOf({ name, ...chassis(found) })];
    return found
      .filter(({ Model: model, 'Serial Number': serial }) => isTold(model) || isTold(serial))
      .map((row) => {
        const slot = row.Slot ?? row.Module ?? row.Port ?? row.Mount;
        return partOf({
          slot,
          name: name ?? '',
          description: row.Manufacturer,
          part: row.Model,
          serial: row['Serial Number'],
        });
      });
  });
}

type Row = Readonly<Record<string, string>>;

function named(headings: readonly string[], row: readonly string[]): Row {
  return Object.fromEntries(headings.map((heading, at) => [heading, row[at] ?? '']));
}

/** Two tables tell of the chassis: model and description, then its serial number. */
function chassis(rows: readonly Row[]): Omit<Part, 'name'> {
  const all: Row = Object.assign({}, ...rows);
  return { description: all.Description, part: all.Model, serial: all['Serial Number'] };
}
