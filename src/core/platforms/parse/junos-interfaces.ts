import type { Interface } from '../../collect/types.ts';
import { withAddresses } from './interfaces.ts';
import { blocks, find, known } from './text.ts';
import { mbits, number } from './units.ts';
import { mac, withPrefix } from './values.ts';

const head = /^(?:Physical interface: ([^\s,]+)\s*,|\s+Logical interface (\S+) )/;
/** Interfaces that every Junos has within itself, whatever is configured. */
const within =
  /^(?:bme|cbp|demux|dsc|esi|fti|gre|ipip|jsrv|lsi|lsq|lt|mt|mtun|pd|pe|pfe|pfh|pime|pimd|pip|pp0|rbeb|sp|tap|vt|vtep)(?:$|[\d.-])/;

/**
 * `show interfaces`: the physical ones, and of the logical ones those that have an address or a description. Link-local
 * addresses are left out.
 */
export function interfacesOfJunos(text: string | undefined): readonly Interface[] {
  return blocks(text ?? '', head).flatMap(({ head: [line, physical, logical], text: body }) => {
    const name = physical ?? logical ?? '';
    if (within.test(name)) return [];
    if (physical !== undefined) return [readPhysical(name, body)];
    const unit = readLogical(name, body.slice(line.length));
    return unit.addresses || unit.description ? [unit] : [];
  });
}

function readPhysical(name: string, body: string): Interface {
  const [first = ''] = body.split('\n', 1);
  const up = /Physical link is Up/i.test(first) ? 'up' : 'down';
  return known({
    name,
    state: /Administratively down/i.test(first) ? 'disabled' : up,
    speed: mbits(find(body, /\bSpeed: (\d+ ?[kmg]bps)/i)),
    mac: mac(find(body, /\bCurrent address: ([0-9a-f:]{17})/i)),
    description: find(body, /^ +Description: *(.*)$/m),
    mtu: number(find(body, /\bMTU: (\d+)/)),
  });
}

function readLogical(name: string, body: string): Interface {
  const flags = find(body, /^ +Flags: ([^\n]*?)(?: +Encapsulation:.*)?$/m);
  const unit: Interface = {
    name,
    state: flags === undefined ? undefined : /Down/.test(flags) ? 'down' : 'up',
    speed: mbits(find(body, /^ +Bandwidth: (\d+ ?[kmg]bps)/im)),
    mac: mac(find(body, /^ +MAC: ([0-9a-f:]{17})/im)),
    description: find(body, /^ +Description: *(.*)$/m),
    mtu: number(find(body, /^ +Protocol inet6?, MTU: (\d+)/m)),
  };
  const told = [...body.matchAll(/^ +(?:Destination: ([^,\n]+), )?Local: ([0-9a-f.:]+)/gim)];
  return withAddresses(
    known(unit),
    told.map(([, net = '', local = '']) => address(net, local)),
  );
}

/** The network is shortened (`10.0.0/24`); only its length counts. One that is alone in its network tells none. */
function address(net: string, local: string): string | undefined {
  if (/^fe80:/i.test(local)) return undefined;
  return withPrefix(local, /\/(\d{1,3})$/.exec(net)?.[1] ?? (local.includes(':') ? '128' : '32'));
}
