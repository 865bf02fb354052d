import type { Neighbour } from '../../collect/types.ts';
import { longName } from './ports.ts';
import { blocks, find, known } from './text.ts';
import { ip, mac } from './values.ts';

/** Where one neighbour begins, and what `port` calls the local interface. */
interface LldpShape {
  readonly head: RegExp;
  /** Whose first group is the local interface, within the block. */
  readonly local: RegExp;
  readonly channel?: string;
}

const told = (key: string) => new RegExp(`^[ \\t-]*${key}[ \\t]*:[ \\t]*"?([^\\n"]*?)"?[ \\t]*$`, 'im');
const names = told('System Name');
const chassis = told('Chassis ID');
const ports = told('Port ID');
const descriptions = told('Port Description');
const addresses = [told('Management Address(?:es)?'), /^ *(?:IP|IPv4|Address) *: *([0-9a-f.:]+) *$/im];
const absent = /not advertised|^-$|^null$|^\(none\)$/i;

/**
 * LLDP neighbours in detail, one a block. A neighbour that does not tell its name is known by its chassis id; one that
 * tells neither, or whose local interface is not there, is left out.
 */
export function lldpNeighbours(text: string | undefined, shape: LldpShape): readonly Neighbour[] {
  return blocks(text ?? '', shape.head).flatMap(({ text: body }) => {
    const port = find(body, shape.local);
    const host = real(find(body, names)) ?? hardware(find(body, chassis));
    if (port === undefined || host === undefined) return [];
    const neighbour: Neighbour = {
      interface: longName(port, shape.channel),
      host,
      port: portOf(real(find(body, ports)), real(find(body, descriptions))),
      address: addresses.map((pattern) => ip(find(body, pattern))).find((found) => found !== undefined),
      platform: real(
        find(
          body,
          /^[ \t-]*System Description *: *"?([^\n"]+)/im,
          /^[ \t-]*System Description *: *\n(?! *[\w ()-]{1,40}: ) *([^\n]+)/im,
        ),
      ),
      protocol: 'lldp',
    };
    return [known(neighbour)];
  });
}

function real(value: string | undefined): string | undefined {
  return value === undefined || absent.test(value) ? undefined : value;
}

/** A port's id; one that is only a number (locally assigned) says less than its description. */
function portOf(id: string | undefined, description: string | undefined): string | undefined {
  return id !== undefined && /^\d+$/.test(id) ? (description ?? id) : hardware(id);
}

/** An id that is a MAC address in its usual form, others as they are. */
function hardware(value: string | undefined): string | undefined {
  return real(value) === undefined ? undefined : (mac(value) ?? value);
}

/** `show cdp neighbors detail` of IOS, IOS XE and NX-OS. A device id's serial number in brackets is left out. */
export function cdpNeighbours(text: string | undefined): readonly Neighbour[] {
  return blocks(text ?? '', /^Device ID: *(\S.*)$/i).flatMap(({ head, text: body }) => {
    const local = find(body, /^Interface: *([^,\n]+),/im);
    const host = find(body, /^System Name: *(\S+)/im) ?? head[1]?.replace(/\([^()]*\)\s*$/, '').trim();
    if (local === undefined || !host) return [];
    const neighbour: Neighbour = {
      interface: longName(local),
      host,
      port: find(body, /Port ID \(outgoing port\): *(\S.*)$/im),
      address: ip(find(body, /^ +(?:IP|IPv4) address: *(\S+)/im)),
      platform: find(body, /^Platform: *([^,\n]+),/im),
      protocol: 'cdp',
    };
    return [known(neighbour)];
  });
}
