import type { Facts, Neighbour } from '../../collect/types.ts';
import { lldpNeighbours } from './neighbours.ts';
import type { Route } from './routes.ts';
import { blocks, known } from './text.ts';
import { ip, mac, withPrefix } from './values.ts';

/** `show lldp neighbors detail` where the version knows it, else the table. */
export function neighboursOfJunos(detail: string | undefined, table: string | undefined): readonly Neighbour[] {
  const shape = {
    head: /^Local Interface *:/,
    local: /^Local Interface *: *(\S+?)(?:\.0)?$/m,
  };
  const told = lldpNeighbours(detail, shape);
  return told.length > 0 ? told : fromTable(table ?? '');
}

const row = /^(\S+) +(?:(?:-|ae\d\S*) +)?((?:[0-9a-f]{2}:){5}[0-9a-f]{2}|\d\S*) +(\S.*)$/i;

/** `ge-0/0/1  -  2c:6b:f5:a1:c2:c0  ge-0/0/1  name`; older versions have no column of the parent interface. */
function fromTable(text: string): readonly Neighbour[] {
  const [, rows = ''] = text.split(/^Local Interface .*$/m);
  return rows.split('\n').flatMap((line) => {
    const [, local, chassis = '', rest = ''] = row.exec(line) ?? [];
    const [port, name] = rest.trim().split(/ {2,}/);
    if (local === undefined) return [];
    const host = name ?? mac(chassis) ?? chassis;
    return [known<Neighbour>({ interface: local.replace(/\.0$/, ''), host, port, protocol: 'lldp' })];
  });
}

const usual: Readonly<Record<string, string>> = { direct: 'connected', 'access-internal': 'access' };

/** `show route`: the active routes of inet.0 and inet6.0, one for every next hop that is taken; no multicast. */
export function routesOfJunos(text: string | undefined): readonly Route[] {
  const main = blocks(text ?? '', /^(\S+): \d+ destinations/).filter(({ head }) => /^inet6?\.0$/.test(head[1] ?? ''));
  return main.flatMap(({ text: body }) => {
    const destinations = blocks(body, /^([0-9a-f.:]+\/\d{1,3})(?:\s|$)/i);
    return destinations.flatMap(({ head, text: lines }) => active(head[1] ?? '', lines));
  });
}

function active(destination: string, lines: string): readonly Route[] {
  const prefix = withPrefix(destination);
  const [, protocol = '', rest = ''] =
    /\*\[([A-Za-z-]+)[^\]\n]*\]([^\n]*(?:\n(?![^\n]*\[[A-Z])[^\n]*)*)/.exec(lines) ?? [];
  if (prefix === undefined || protocol === '') return [];
  const name = protocol.toLowerCase();
  const hops = [...rest.matchAll(/^ *(?:> +|)(?:to ([0-9a-f.:]+) |Local )?via (\S+?),?(?: |$)/gim)];
  return hops.map(([, via, out]) => known({ prefix, via: ip(via), interface: out, protocol: usual[name] ?? name }));
}

/** `show vlans`, of ELS (`Routing instance` first) and of older switches. VLANs without a tag are left out. */
export function vlansOfJunos(text: string | undefined): NonNullable<Facts['vlans']> {
  const els = /^Routing instance +VLAN name/m.test(text ?? '');
  const rows = (text ?? '').matchAll(els ? /^\S+ +(\S+) +(\d{1,4})(?: |$)/gm : /^(\S+) +(\d{1,4})(?: |$)/gm);
  return [...rows].map(([, name, id]) => known({ id: Number(id), name }));
}
