import type { Verb } from './device.ts';
import { flag, value, whole } from './verbs.ts';

/** What is on as delivered: only its undoing shows. */
const on = (words: string): Verb => ({ ...flag(`(${words})`), on: true });

/** One value for each word behind `words`, `ssh user ops service-type …` for instance. */
const each = (words: string, keys = '\\S+'): Verb => ({
  set: new RegExp(`^${words} (${keys})(?: .*)?$`),
  undo: new RegExp(`^${words} (${keys})(?: .*)?$`),
});

type Views = Readonly<Record<string, readonly Verb[]>>;

/** What else an access switch of Huawei is told, by view. */
export const vrpEdge: Views = {
  system: [
    value('clock timezone'),
    on('telnet server enable|telnet ipv6 server enable|http server enable|http secure-server enable'),
    whole('stp (?:enable|bpdu-protection|tc-protection)|lldp enable|dhcp snooping enable|stelnet server enable'),
    whole('error-down auto-recovery cause bpdu-protection interval \\d+'),
    whole('ntp-service (?:ipv6 )?server disable'),
    value('ntp-service source-interface'),
    each('ntp-service unicast-server'),
    each('ssh server', 'cipher|hmac|key-exchange|dh-exchange min-len'),
    value('ssh server-source -i'),
    each('ssh user', '\\S+(?: authentication-type| service-type)?'),
    { set: /^user-interface (con 0)$/, opens: 'kept-lines' },
  ],
  'kept-vlan': [flag('dhcp snooping enable')],
  port: [flag('dhcp snooping trusted'), flag('stp edged-port enable')],
};

/** What else an access switch of Cisco is told, by view. */
export const iosEdge: Views = {
  system: [
    each('service timestamps', 'debug|log'),
    whole('service password-encryption|aaa new-model|lldp run|spanning-tree extend system-id|login on-failure log'),
    on('service pad|logging console|ip source-route|ip http secure-server|ip dhcp snooping information option'),
    value('logging buffered'),
    value('logging source-interface'),
    each('aaa authentication', 'login default'),
    each('aaa authorization', 'exec default|console'),
    value('clock timezone'),
    value('login block-for'),
    value('ip domain name'),
    value('ip default-gateway'),
    value('vtp mode'),
    value('ip dhcp snooping vlan'),
    flag('ip dhcp snooping'),
    each('errdisable recovery', 'cause|interval'),
    each('ip ssh', 'time-out|version|dh min size|server algorithm mac|server algorithm encryption'),
    each('ntp', 'source|server \\S+'),
    { set: /^interface (Vlan1)$/, opens: 'kept-vlan1' },
    { set: /^line (con 0)$/, opens: 'kept-lines' },
  ],
  'kept-vlan1': [on('ip address'), flag('shutdown')],
  port: [
    flag('switchport nonegotiate'),
    value('switchport voice vlan'),
    value('storm-control broadcast level'),
    value('ip dhcp snooping limit rate'),
    whole('ip dhcp snooping trust|spanning-tree portfast|spanning-tree bpduguard enable'),
  ],
  'kept-lines': [flag('logging synchronous')],
};

/** Views with more commands in them, which go before those that are there. */
export function withMore(views: Views, more: Views): Views {
  const names = [...new Set([...Object.keys(views), ...Object.keys(more)])];
  return Object.fromEntries(names.map((name) => [name, [...(more[name] ?? []), ...(views[name] ?? [])]]));
}
