import type { FactKind, Facts, Interface, Neighbour } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { rows } from '../parse/rows.ts';
import { configOf, readList } from '../parse/shared.ts';
import { blocks, find, findAll, isTold, known, serials } from '../parse/text.ts';
import { bytes, mbits, number, seconds } from '../parse/units.ts';
import { ip, mac, withPrefix } from '../parse/values.ts';

/** Reads VRP's outputs. Their shapes: Huawei's command references of S, CloudEngine, AR and USG. */
export function parseVrp(kind: FactKind, outputs: Outputs): Partial<Facts> {
  return known(readers[kind]?.(outputs) ?? {});
}

type Reader = (outputs: Outputs) => Partial<Facts>;

const readers: Readonly<Partial<Record<FactKind, Reader>>> = {
  system: (outputs) => ({ ...version(outputs['display version'] ?? ''), ...state(outputs) }),
  interfaces: ({ 'display interface': text }) => ({ interfaces: readList(text, readInterfaces) }),
  neighbours: ({ 'display lldp neighbor': text }) => ({ neighbours: readList(text, readNeighbours, /^/) }),
  hardware: ({ 'display device': text, 'display device manufacture-info': made = '' }) => ({
    hardware: readList(text, (devices) => readHardware(devices, made)),
  }),
  licences: ({ 'display license verbose': long, 'display license': short }) => ({
    licences: readList(long ?? short, readLicences, /no license|not activated/i),
  }),
  routes: ({ 'display ip routing-table': text }) => ({ routes: readList(text, readRoutes) }),
  vlans: ({ 'display vlan': text }) => ({ vlans: readList(text, readVlans) }),
  config: ({ 'display current-configuration': text }) => configOf(text),
};

function version(text: string): Partial<Facts> {
  const [, name, up] = /^(?:(?:Huawei|Quidway)\s+)?(\S.{0,80}?)\s+uptime is\s+(.+)$/im.exec(text) ?? [];
  const vrp = /VRP \(R\) software/i.test(text);
  return known({
    vendor: vrp ? 'Huawei' : undefined,
    os: vrp ? 'VRP' : undefined,
    version: find(
      text,
      /VRP \(R\) software, Version [\d.]+ \(.{0,60}?(V\d{3}R\d{3}\w*)\)/i,
      /software, Version ([\d.]+)/i,
    ),
    model: name?.replace(/\s+(?:(?:Terabit )?Routing Switch|Router|Switch|Firewall)$/i, ''),
    uptime: seconds(up),
  });
}

function state(outputs: Outputs): Partial<Facts> {
  const cpu = `${outputs['display cpu-usage'] ?? ''}\n${outputs['display cpu'] ?? ''}`;
  const load = number(
    find(cpu, /^CPU Usage\s{0,40}:\s*([\d.]+)\s?%/im, /System CPU Using Percentage\s{0,40}:\s*([\d.]+)\s?%/i),
  );
  return {
    hostname: find(outputs['display current-configuration | include sysname'], /^[ \t]*sysname[ \t]+(\S+)/m),
    serials: serials(...findAll(outputs['display esn'], /ESN of [^:\n]{1,40}:\s*(\w+)/gi)),
    cpu: load === undefined ? undefined : { load },
    memory: memory(`${outputs['display memory-usage'] ?? ''}\n${outputs['display memory'] ?? ''}`),
  };
}

function memory(text: string): Facts['memory'] {
  const total = bytes(find(text, /System Total Memory(?: Is)?\s{0,40}:\s*(\d+ \w+)/i));
  const used = bytes(find(text, /Total Memory Used(?: Is)?\s{0,40}:\s*(\d+ \w+)/i));
  if (total === undefined) return undefined;
  return known({ total, free: used === undefined ? undefined : total - used });
}

function readInterfaces(text: string): readonly Interface[] {
  return blocks(text, /^(\S+) current state\s?:\s?(.*)$/).map(({ head: [, name = '', now = ''], text: about }) => {
    const description = find(about, /^Description\s?:(.*)$/m);
    const addresses = findAll(about, /Internet Address is (?:negotiated, )?(\d[\d.]+\/\d+)/g);
    return known({
      name,
      state: /admin/i.test(now) ? 'disabled' : /^UP/i.test(now) ? 'up' : 'down',
      speed:
        number(find(about, /^\s{0,8}Speed\s{0,8}:\s{0,40}(\d+)\b/m)) ??
        mbits(find(about, /^(\d+ ?[MG])b\/s-speed mode/m)),
      mac: mac(find(about, /Hardware address is ([0-9a-f-]{14})/i)),
      addresses: addresses.length > 0 ? addresses.flatMap((one) => withPrefix(one) ?? []) : undefined,
      description: description && /^HUAWEI, .{0,80}Interface$/i.test(description) ? undefined : description,
      mtu: number(find(about, /Maximum Transmit Unit is (\d+)/)),
    });
  });
}

function readNeighbours(text: string): readonly Neighbour[] {
  return blocks(text, /^(\S+) has \d+ neighbor/).flatMap(({ head: [, port = ''], text: all }) =>
    blocks(all, /^\s{0,4}Neighbor index\s{0,40}:/).flatMap(({ text: one }) => {
      const field = (name: string) => told(find(one, new RegExp(`^\\s{0,4}${name}\\s{0,40}:(.*)$`, 'm')));
      const host = field('System name') ?? field('Chassis ID');
      if (host === undefined) return [];
      const address = ip(field('Management address'));
      const platform = field('System description');
      return known({ interface: port, host, port: field('Port ID'), address, platform, protocol: 'lldp' as const });
    }),
  );
}

/** `Slot Sub Type Online Power Register Status Role`; a card's line leaves the slot to the line above. */
function readHardware(devices: string, made: string): NonNullable<Facts['hardware']> {
  const numbers = new Map<string, string>();
  let slot = '';
  const place = (own: string, sub: string) => {
    slot = own || slot;
    return /^-?$/.test(sub) ? slot : `${slot}/${sub}`;
  };
  const maker = /^(\S*)\s+(\S+)\s+(?:\S+\s+)?([0-9A-Z]{10,32})\s+\d{4}-\d\d-\d\d\s*$/;
  for (const [own = '', sub = '', serial = ''] of rows(made, maker)) numbers.set(place(own, sub), serial);
  return rows(devices, /^(\S*)\s+(\S+)\s+(\S+)\s+Present\s/).map(([own = '', sub = '', name = '']) => {
    const where = place(own, sub);
    return known({ slot: where, name, serial: numbers.get(where) });
  });
}

function readLicences(text: string): NonNullable<Facts['licences']> {
  const field = (part: string, name: string) => told(find(part, new RegExp(`^\\s{0,4}${name}\\s{0,40}:(.*)$`, 'im')));
  const items = blocks(text, /^\s{0,4}Item name\s{0,40}:\s*(\S+)/i).map(({ head: [, name = ''], text: part }) =>
    known({ name, state: field(part, 'Item state'), expires: field(part, 'Item expired date') }),
  );
  const file = field(text, 'Active license');
  if (items.length > 0 || file === undefined) return items;
  return [known({ name: file, state: field(text, 'License state'), expires: field(text, 'Expired date') })];
}

/** `Destination/Mask Proto Pre Cost [Flags] NextHop Interface`; of several ways to one network only the first names it. */
function readRoutes(text: string): NonNullable<Facts['routes']> {
  let prefix = '';
  const way = /^\s*(?:(\d[\d.]+\/\d+)\s+)?([A-Za-z_]\w*)\s+\d+\s+\d+\s+(?:[A-Z]{1,4}\s+)?(\d[\d.]+)\s+(\S+)\s*$/;
  return rows(text, way).flatMap(([to = '', protocol = '', via = '', port = '']) => {
    prefix = to || prefix;
    if (/^(?:127\.|255\.255\.255\.255)/.test(prefix)) return [];
    return [{ prefix, via, interface: port, protocol: protocol.toLowerCase() }];
  });
}

function readVlans(text: string): NonNullable<Facts['vlans']> {
  const names = new Map<number, string | undefined>();
  const types = /^\s*(\d{1,4})\s+(?:common|super|mux|sub|principal|group|separate)\b/;
  for (const [id] of rows(text, types)) names.set(Number(id), undefined);
  const about = /^\s*(\d{1,4})\s+(?:[a-z]+\s+)?(?:enable|disable)\s+\S+\s+\S+\s+\S+\s+(?:(?:FWD|DSD)\s+){0,3}(\S.*)$/;
  for (const [id, name] of rows(text, about)) {
    names.set(Number(id), name && /^VLAN \d{4}$/.test(name) ? undefined : name);
  }
  return [...names].map(([id, name]) => known({ id, name }));
}

function told(value: string | undefined): string | undefined {
  return isTold(value) ? value : undefined;
}
