import type { LineRule } from '../types.ts';

/** Rules for lines of which there is one, undone by these words alone: `description`, `port default vlan`. */
export function singles(...heads: readonly string[]): readonly LineRule[] {
  return heads.map((head) => ({ line: new RegExp(`^(${head})(?= |$)`) }));
}

/** What VRP and Comware, which come from one system, say alike. */
export const ofVrpAndComware: readonly LineRule[] = [
  { line: /^(ip(?:v6)? route-static .+?)(?= (?:preference|tag|description|track|permanent|bfd)\b|$)/, redo: true },
  { line: /^(info-center loghost \S+)/, redo: true },
  { line: /^(ntp-service unicast-server \S+)/, redo: true },
  { line: /^(snmp-agent sys-info (?:contact|location))\b/ },
  { line: /^(stp instance \d+ priority)\b/ },
  { line: /^(peer \S+ as-number)\b/, redo: true },
  { line: /^(peer \S+ (?:description|connect-interface|password|ebgp-max-hop|group|preferred-value|timer))\b/ },
  { line: /^(peer \S+ route-policy) \S+ (import|export)$/, name: '$1 $2', whole: true },
];
