import type { FactKind, Facts, Interface, Neighbour } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { rows } from '../parse/rows.ts';
import { configOf, readList } from '../parse/shared.ts';
import { blocks, find, findAll, isTold, known, serials } from '../parse/text.ts';
import { mbits, number, seconds } from '../parse/units.ts';
import { ip, mac, withPrefix } from '../parse/values.ts';

/** Reads Comware's outputs, of version 7 and of version 5. Their shapes: H3C's and HPE's command references. */
export function parseComware(kind: FactKind, outputs: Outputs): Partial<Facts> {
  return known(readers[kind]?.(outputs) ?? {});
}

type Reader = (outputs: Outputs) => Partial<Facts>;

const readers: Readonly<Partial<Record<FactKind, Reader>>> = {
  system: (outputs) => ({ ...version(outputs['display version'] ?? ''), ...state(outputs) }),
  interfaces: ({ 'display interface': text }) => ({ interfaces: readList(text, readInterfaces) }),
  neighbours: (outputs) => {
    const long = outputs['display lldp neighbor-information verbose'];
    return { neighbours: readList(long ?? outputs['display lldp neighbor-information'], readNeighbours, /^/) };
  },
  hardware: ({ 'display device manuinfo': text }) => ({ hardware: readList(text, readHardware) }),
  licences: ({ 'display license feature': text }) => ({ licences: readList(text, readLicences, /^/) }),
  routes: ({ 'display ip routing-table': text }) => ({ routes: readList(text, readRoutes) }),
  vlans: ({ 'display vlan all': text }) => ({ vlans: readList(text, readVlans) }),
  config: ({ 'display current-configuration': text }) => configOf(text),
};

function version(text: string): Partial<Facts> {
  const [, maker = '', name, up] = /^(H3C|HPE?|3Com|UNIS)\s+(\S.{0,80}?)\s+uptime is\s+(.+)$/im.exec(text) ?? [];
  const [, number = '', release] = /Comware (?:Platform )?Software, Version ([\d.]+)(?:, (\w+ \w+))?/i.exec(text) ?? [];
  return known({
    vendor: /^HPE?$/i.test(maker) ? 'HPE' : maker || undefined,
    os: number ? 'Comware' : undefined,
    version: number ? [number, release].filter(Boolean).join(' ') : undefined,
    model: name?.replace(/\s+(?:Switch|Router)$/i, ''),
    uptime: seconds(up),
  });
}

function state(outputs: Outputs): Partial<Facts> {
  const load = number(find(outputs['display cpu-usage'], /\b(\d{1,3})%\s{1,4}in last 1 minute/i));
  return {
    hostname: find(outputs['display current-configuration | include sysname'], /^[ \t]*sysname[ \t]+(\S.*)$/m),
    serials: numbers(outputs['display device manuinfo'] ?? ''),
    cpu: load === undefined ? undefined : { load },
    memory: memory(outputs['display memory'] ?? ''),
  };
}

/** Of the chassis first, then of the boards; fans and power supplies are not the device. */
function numbers(text: string): readonly string[] | undefined {
  const parts = readHardware(text).filter(({ slot = '' }) => !/\b(?:fan|power|subslot)\b/i.test(slot));
  const [whole, boards] = [true, false].map((is) =>
    parts.filter(({ slot = '' }) => /^(?:Chassis \d+)?$/i.test(slot) === is),
  );
  return serials(...[...(whole ?? []), ...(boards ?? [])].map(({ serial }) => serial));
}

function memory(text: string): Facts['memory'] {
  const [, total, , free] = /^Mem:\s+(\d+)\s+(\d+)\s+(\d+)/m.exec(text) ?? [];
  if (total !== undefined) return { total: Number(total) * 1_024, free: Number(free) * 1_024 };
  const all = number(find(text, /System Total Memory\(bytes\)\s{0,8}:\s{0,8}(\d+)/i));
  const used = number(find(text, /Total Used Memory\(bytes\)\s{0,8}:\s{0,8}(\d+)/i));
  return all === undefined ? undefined : known({ total: all, free: used === undefined ? undefined : all - used });
}

/** Version 7 has an interface's name in a line of its own, version 5 in front of its state. */
function readInterfaces(text: string): readonly Interface[] {
  const one = text.replace(/^(\S+)\n\s?Current state\s?:/gm, '$1 current state:');
  return blocks(one, /^(\S+) current state\s?:\s?(.*)$/).map(({ head: [, name = '', now = ''], text: about }) => {
    const description = find(about, /^\s?Description\s?:(.*)$/m);
    const addresses = findAll(about, /Internet address(?: is|:) (\d[\d.]+\/\d+)/gi);
    return known({
      name,
      state: /admin/i.test(now) ? 'disabled' : /^UP/i.test(now) ? 'up' : 'down',
      speed: mbits(find(about, /^\s?(\d[\d.]*[KMG]bps)-speed mode/im)),
      mac: mac(find(about, /hardware address\s?(?::|is) ?([0-9a-f-]{14})/i)),
      addresses: addresses.length > 0 ? addresses.flatMap((each) => withPrefix(each) ?? []) : undefined,
      description: description === `${name} Interface` ? undefined : description,
      mtu: number(find(about, /Maximum Transmi(?:t|ssion) Unit(?: is|:) (\d+)/i)),
    });
  });
}

function readNeighbours(text: string): readonly Neighbour[] {
  return blocks(text, /^LLDP neighbor-information of port \d+\s?\[(\S+)\]/).flatMap(
    ({ head: [, port = ''], text: all }) =>
      blocks(all, /^\s{0,4}(?:LLDP )?Neighbor index\s{0,8}:/i).flatMap(({ text: one }) => {
        const field = (name: string) => told(find(one, new RegExp(`^\\s{0,4}${name}\\s{0,40}:(.*)$`, 'm')));
        const host = field('System name') ?? field('Chassis ID');
        if (host === undefined) return [];
        const address = ip(field('Management address'));
        const platform = field('System description');
        return known({ interface: port, host, port: field('Port ID'), address, platform, protocol: 'lldp' as const });
      }),
  );
}

/** Chassis, slots, fans and power supplies: headings, below each of them names and values. */
function readHardware(text: string): NonNullable<Facts['hardware']> {
  let chassis = '';
  const heading = /^\s{0,4}((?:Chassis|Slot|Subslot|Fan|Power)\b[^:\n]{0,40}):?\s*$/i;
  return blocks(text, heading).flatMap(({ head: [, title = ''], text: part }) => {
    if (/^chassis \d+$/i.test(title)) chassis = title;
    const field = (name: string) => told(find(part, new RegExp(`^\\s{0,8}${name}\\s{0,40}:(.*)$`, 'm')));
    const name = field('DEVICE_NAME');
    if (name === undefined) return [];
    const own = /^chassis self$/i.test(title) ? '' : title;
    return [known({ slot: [chassis, own].filter(Boolean).join(' '), name, serial: field('DEVICE_SERIAL_NUMBER') })];
  });
}

/** `Feature  Licensed  State`; what is not licensed is left out. */
function readLicences(text: string): NonNullable<Facts['licences']> {
  return rows(text, /^\s*(\S.{0,60}?)\s{2,}Y\s+(\S.*)$/).map(([name = '', now = '']) =>
    known({ name, state: told(now) }),
  );
}

/** `Destination/Mask Proto Pre Cost NextHop Interface`; of several ways to one network only the first names it. */
function readRoutes(text: string): NonNullable<Facts['routes']> {
  let prefix = '';
  const way = /^\s*(?:(\d[\d.]+\/\d+)\s+)?([A-Za-z_]\w*)\s+\d+\s+\d+\s+(\d[\d.]+)\s+(\S+)\s*$/;
  return rows(text, way).flatMap(([to = '', protocol = '', via = '', port = '']) => {
    prefix = to || prefix;
    if (/^(?:127\.|255\.255\.255\.255|224\.0\.0\.0|0\.0\.0\.0\/32)/.test(prefix)) return [];
    return [{ prefix, via, interface: port, protocol: protocol.toLowerCase() }];
  });
}

function readVlans(text: string): NonNullable<Facts['vlans']> {
  return blocks(text, /^\s*VLAN ID:\s*(\d+)/).map(({ head: [, id], text: about }) => {
    const names = [find(about, /^\s{0,4}Name:(.*)$/m), find(about, /^\s{0,4}Description:(.*)$/m)];
    return known({ id: Number(id), name: names.find((name) => name && !/^VLAN \d{4}$/.test(name)) });
  });
}

function told(value: string | undefined): string | undefined {
  return isTold(value) ? value : undefined;
}
