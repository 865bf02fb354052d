import { longName } from './ports.ts';
import type { Route } from './routes.ts';
import { blocks, known } from './text.ts';
import { ip, withPrefix } from './values.ts';

const via = /^ +\*via (?<words>.*), \[\d+\/\d+\], (?:[^,\s]+, )?(?<protocol>[a-z0-9]+)/;
const usual: Readonly<Record<string, string>> = { direct: 'connected', ospfv3: 'ospf' };
/** Hosts that are in the table because they were seen (adjacency manager, host mobility): they come and go. */
const seen = new Set(['am', 'hmm']);

/** `show ip route` and `show ipv6 route` of NX-OS: one route for every best next hop. */
export function routesOfNxos(text: string | undefined): readonly Route[] {
  return blocks(text ?? '', /^([0-9a-fA-F.:]+\/\d{1,3}), ubest\/mbest:/).flatMap(({ head, text: body }) => {
    const prefix = withPrefix(head[1]);
    return prefix === undefined ? [] : body.split('\n').flatMap((line) => hop(prefix, line));
  });
}

function hop(prefix: string, line: string): readonly Route[] {
  const { words = '', protocol = '' } = via.exec(line)?.groups ?? {};
  if (words === '' || seen.has(protocol)) return [];
  const parts = words.split(',').map((word) => word.trim());
  const attached = protocol === 'direct' || protocol === 'local';
  const address = attached ? undefined : ip(parts[0]?.replace(/%.*$/, ''));
  const out = parts.find((part) => /^[A-Za-z][\w/.-]*\d$/.test(part));
  const name = out && longName(out, 'port-channel').replace(/^Loopback/, 'loopback');
  return [known({ prefix, via: address, interface: name, protocol: usual[protocol] ?? protocol })];
}
