import type { Interface } from '../../collect/types.ts';
import { type Block, blocks, find, findAll, known } from './text.ts';
import { mbits, number } from './units.ts';
import { mac, withPrefix } from './values.ts';

/** `Vlan10 is administratively down, line protocol is down`, `Ethernet1/1 is down (SFP not inserted)`, `GigabitEthernet 0/1 is UP  , …`. */
const head =
  /^([A-Za-z][\w.:/-]{0,60}(?: \d[\w.:/-]{0,30})?) is (administratively (?:down|up)|up|down|disabled|deleted|reset|standby mode|monitoring)\b(.*)$/i;
const bundle = /^(?:port-channel|aggregateport|bundle)/i;
const speed =
  /(?:\bduplex,|\boper(?:ating)? speed is|link mode:) *(\d[\d.]* ?[kmgt](?:b(?:it)?s?(?:ps|\/s)?|bps)?)(?!\w|\/s)/i;
const address =
  /^\s*(?:internet|secondary|interface|ipv6|global unicast)[\w ()-]{0,40}\b(?:address|is)\b[ :]*(?:is:?|:)? *([0-9a-f.:]+\/\d{1,3})/gim;

/** `show interfaces` as IOS writes it, and all that were modelled on it: NX-OS, EOS, RGOS. */
export function interfacesLikeIos(text: string): readonly Interface[] {
  return blocks(text, head).map(readOne);
}

function readOne({ head: [, name = '', state = '', rest = ''], text }: Block): Interface {
  const told = find(text, /\bBW (\d+ ?k(?:bit)?)/i);
  const up = stateOf(state, rest, text);
  const addresses = [...findAll(text, address), ...findAll(text, /^\s+([0-9a-f]{0,4}:[0-9a-f:.]+\/\d{1,3})\b/gim)];
  return withAddresses(
    known({
      name,
      state: up,
      speed: bundle.test(name) && up === 'up' ? mbits(told) : mbits(find(text, speed)),
      mac: mac(find(text, /\baddress(?: is|:) +([0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})\b/i)),
      description: find(text, /^ *Description: *(.*)$/im, /^ *Port description is (.*)$/im),
      mtu: number(find(text, /\bMTU (\d+)(?: bytes|,)/i)),
    }),
    addresses,
  );
}

function stateOf(state: string, rest: string, text: string): Interface['state'] {
  const admin = find(text, /^ *admin state is (\w+)/im);
  if (/administratively down|disabled/i.test(state) || /administratively down/i.test(rest) || admin === 'down')
    return 'disabled';
  return /^up$/i.test(state) && !/line protocol is down/i.test(rest) ? 'up' : 'down';
}

/** The interface with more addresses, each once, those that are none left out. */
export function withAddresses(one: Interface, more: readonly (string | undefined)[]): Interface {
  const usual = more.map((text) => withPrefix(text)).filter((text) => text !== undefined);
  const all = [...new Set([...(one.addresses ?? []), ...usual])];
  return all.length === 0 ? one : { ...one, addresses: all };
}

/** Interfaces with the addresses that `text` tells of them: `head` names an interface, `address` (global) its addresses in the block. */
export function addAddresses(
  interfaces: readonly Interface[],
  text: string | undefined,
  head: RegExp,
  address: RegExp,
): readonly Interface[] {
  const told = new Map<string, string[]>();
  for (const { head: found, text: body } of blocks(text ?? '', head)) {
    const name = found[1] ?? '';
    told.set(name, [...(told.get(name) ?? []), ...findAll(body, address)]);
  }
  return interfaces.map((one) => withAddresses(one, told.get(one.name) ?? []));
}

/** A block of `show ip interface`, `show ipv6 interface`. */
const subject = /^(\S+) is .*line protocol is/;

/**
 * Interfaces with what IOS and EOS tell of them in `show ip interface` (secondary addresses) and `show ipv6 interface`
 * (`2001:DB8::1, subnet is 2001:DB8::/64`). Link-local addresses are left out.
 */
export function addFromIpInterface(interfaces: readonly Interface[], v4?: string, v6?: string): readonly Interface[] {
  const more = addAddresses(interfaces, v4, subject, /^ +(?:Internet|Secondary) address (?:is )?(\S+)/gim);
  const subnets = v6?.replace(/^( +[0-9A-F:]+), subnet is [0-9A-F:]+(\/\d+).*$/gim, '$1$2');
  return addAddresses(more, subnets, subject, /^ +([0-9A-F:]+\/\d+)/gim);
}
