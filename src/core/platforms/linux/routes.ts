import type { Facts } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { addressIn } from './ports.ts';
import { known, linesOf } from './values.ts';

type Route = NonNullable<Facts['routes']>[number];

/** Facts of the kind `routes`: `ip route show` of IPv4 and, after a line `inet6`, of IPv6; else /proc/net/route. */
export function readRoutes(outputs: Outputs): Partial<Facts> {
  if (outputs.routes === undefined) return {};
  const routes: Route[] = [];
  let bits = 32;
  for (const line of linesOf(outputs.routes)) {
    if (line === 'inet6') bits = 128;
    else routes.push(...(byProc(line) ?? nextHop(line, routes) ?? byIp(line, bits)));
  }
  return { routes: routes.filter(({ prefix }) => !/^fe80:/.test(prefix)) };
}

const kinds = new Set(['unreachable', 'blackhole', 'prohibit', 'throw']);

/** `default via 10.0.0.1 dev eth0 proto dhcp metric 100`, `10.9.0.0/16 dev eth0 proto kernel scope link src 10.9.0.5`. */
function byIp(line: string, bits: number): readonly Route[] {
  const words = line.trim().split(/\s+/);
  const target = (kinds.has(words[0] ?? '') ? words[1] : words[0]) ?? '';
  if (target !== 'default' && !/^[0-9a-f.:]+(?:\/\d+)?$/.test(target)) return [];
  const prefix =
    target === 'default' ? (bits === 32 ? '0.0.0.0/0' : '::/0') : target.includes('/') ? target : `${target}/${bits}`;
  return [known({ prefix, ...hopIn(words), protocol: after(words, 'proto') })];
}

/** A route over several hops has a line for each: `	nexthop via 10.0.0.1 dev eth0 weight 1`; the route's own line has none. */
function nextHop(line: string, routes: Route[]): readonly Route[] | undefined {
  const words = line.trim().split(/\s+/);
  if (words[0] !== 'nexthop') return undefined;
  const last = routes.at(-1);
  if (!last) return [];
  if (last.via === undefined && last.interface === undefined) routes.pop();
  return [{ ...last, ...hopIn(words) }];
}

function hopIn(words: readonly string[]): Pick<Route, 'via' | 'interface'> {
  const via = after(words, 'via');
  return known({ via: via === 'inet6' || via === 'inet' ? after(words, via) : via, interface: after(words, 'dev') });
}

function after(words: readonly string[], word: string): string | undefined {
  const at = words.indexOf(word);
  return at < 0 ? undefined : words[at + 1];
}

/** `/proc/net/route:eth0	0000000A	0100000A	0003	0	0	100	00FFFFFF …`: interface, target, hop, …, mask (8th column). */
function byProc(line: string): readonly Route[] | undefined {
  if (!line.startsWith('/proc/net/route:')) return undefined;
  const [name, target = '', hop = '', , , , , mask = ''] = line.slice(16).split('\t');
  if (!/^[0-9A-F]{8}$/.test(target)) return [];
  const length = Number.parseInt(mask, 16).toString(2).replaceAll('0', '').length;
  const via = addressIn(hop);
  return [
    known({ prefix: `${addressIn(target)}/${length}`, via: via === '0.0.0.0' ? undefined : via, interface: name }),
  ];
}
