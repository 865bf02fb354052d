import type { Facts } from '../../collect/types.ts';
import { known } from './text.ts';
import { ip, withPrefix } from './values.ts';

export type Route = NonNullable<Facts['routes']>[number];

/** The first letter of a code, as the legend over the table says; `D EX` and `O IA` are by their first letter. */
const protocols: Readonly<Record<string, string>> = {
  ...{ C: 'connected', L: 'local', S: 'static', R: 'rip', B: 'bgp', D: 'eigrp', O: 'ospf', i: 'isis', I: 'isis' },
  ...{ K: 'kernel', H: 'nhrp', U: 'static', o: 'odr', M: 'mobile', A: 'aggregate' },
};

const subnetted = /^\s+[0-9.]+(?:\/(\d{1,2}))? is (?:variably )?subnetted/;
const row = /^\s?([A-Za-z])(?:[*%+> ]|[A-Za-z0-9]{1,2}\b){0,8}\s+([0-9a-fA-F.:]+(?:\/\d{1,3})?)(?=\s|$)(.*)$/;
const hop =
  /\bvia (?<via>[0-9a-fA-F.:]+)(?:%\S+)?(?:,|\s|$)(?<after>.*)$|\bvia (?<out>[A-Z][\w./: -]*\d), (?:directly connected|receive)|is (?:directly connected|a summary)(?<direct>.*)$/;

/** A table in which no route stands. */
export const noRoutes = /^(?![\s\S]*(?:\bvia\b|directly connected))/;

/**
 * `show ip route` and `show ipv6 route` as IOS writes them, and EOS and RGOS after it: one route for every next hop.
 * Old versions leave the length out under a line `10.0.0.0/24 is subnetted`. The legend and what is no route is left out.
 */
export function routesLikeIos(text: string | undefined): readonly Route[] {
  const routes: Route[] = [];
  let length: string | undefined;
  let current: Pick<Route, 'prefix' | 'protocol'> | undefined;
  for (const line of body(text ?? '').split('\n')) {
    const parent = subnetted.exec(line);
    if (parent) length = parent[1];
    const found = parent ? null : row.exec(line);
    const prefix = found ? withPrefix(found[2], length) : undefined;
    if (parent || (found && prefix === undefined)) current = undefined;
    if (found && prefix !== undefined) current = { prefix, protocol: protocols[found[1] ?? ''] };
    const next = hop.exec(found ? (found[3] ?? '') : line);
    if (current && next) routes.push(through(current, next));
  }
  return routes;
}

/** Without the legend, in which `C - connected` and the like stand. */
function body(text: string): string {
  return text.replace(/^[ \t]*Codes:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*/gm, '');
}

function through(route: Pick<Route, 'prefix' | 'protocol'>, { groups = {} }: RegExpExecArray): Route {
  const { via, after, out, direct } = groups;
  const words = (after ?? direct ?? '').split(',').map((word) => word.trim());
  const last = out ?? words.findLast((word) => /^[A-Za-z][\w./: -]*\d/.test(word) && !isAge(word));
  return known({ ...route, via: ip(via), interface: last });
}

/** `1d02h`, `2w1d`, `00:10:20`: how long a route has been there. */
function isAge(text: string): boolean {
  return /^(?:\d+[ywdhms])+$|^\d+:\d+/.test(text);
}
