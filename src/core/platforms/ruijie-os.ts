import type { FactKind, Facts } from '../collect/types.ts';
import { definePlatform, type Outputs } from './define.ts';
import { interfacesLikeIos } from './parse/interfaces.ts';
import { type Part, partOf } from './parse/inventory.ts';
import { lldpNeighbours } from './parse/neighbours.ts';
import { noRoutes, routesLikeIos } from './parse/routes.ts';
import { secretsLikeIos } from './parse/secrets.ts';
import { configOf, listed, noiseLikeIos, onlyShow, onlyShowRule, shellLikeIos, together } from './parse/shared.ts';
import { blocks, find, known, serials, some } from './parse/text.ts';
import { bytes, number, seconds } from './parse/units.ts';
import { vlansLikeIos } from './parse/vlans.ts';

const hostname = 'show running-config | include hostname';

/** Ruijie RGOS 10 to 12, on switches and routers. */
export default definePlatform({
  title: { en: 'Ruijie RGOS', zh: '锐捷 RGOS' },
  transport: 'shell',
  sessions: 2,
  shell: {
    ...shellLikeIos,
    setup: ['terminal length 0', 'terminal width 256'],
    // A password that is too simple or too old is asked to be changed, at login or after `enable`.
    questions: [[/(?:change|modify)[^\n]{0,100}[[(](?:y(?:es)?\/no?)[\])][ :?]*$/i, 'n']],
  },
  commands: {
    system: ['show version', hostname, 'show cpu', 'show memory'],
    interfaces: ['show interfaces'],
    neighbours: ['show lldp neighbors detail'],
    hardware: ['show version'],
    routes: ['show ip route', 'show ipv6 route'],
    vlans: ['show vlan'],
    config: ['show running-config'],
  },
  parse: (kind, outputs) => known(readers[kind]?.(outputs) ?? {}),
  readOnly: onlyShow,
  readOnlyRule: onlyShowRule,
  secrets: secretsLikeIos,
  noise: noiseLikeIos,
  signs: { probe: [/by Ruijie Networks/i, /\bRGOS \d/, /\bRG-[A-Z]/] },
});

const readers: Readonly<Partial<Record<FactKind, (outputs: Outputs) => Partial<Facts>>>> = {
  system: (outputs) => system(outputs),
  interfaces: ({ 'show interfaces': text }) => ({ interfaces: listed(text, interfacesLikeIos(text ?? '')) }),
  neighbours: ({ 'show lldp neighbors detail': text }) => ({
    neighbours: listed(
      text,
      lldpNeighbours(text, { head: /^LLDP neighbor-information of port \[/i, local: /^LLDP .* port \[([^\]\n]+)\]/i }),
    ),
  }),
  hardware: ({ 'show version': text }) => ({ hardware: listed(text, modules(text)) }),
  routes: ({ 'show ip route': v4, 'show ipv6 route': v6 }) => ({
    routes: listed(together(v4, v6), [...routesLikeIos(v4), ...routesLikeIos(v6)], noRoutes),
  }),
  vlans: ({ 'show vlan': text }) => ({ vlans: listed(text, vlansLikeIos(text)) }),
  config: ({ 'show running-config': text }) => configOf(text),
};

function system(outputs: Outputs): Partial<Facts> {
  const { 'show version': text, 'show cpu': load, 'show memory': memory } = outputs;
  if (text === undefined) return {};
  const parts = modules(text);
  const members = parts.filter(({ slot = '' }) => /^(?:\d+\/)?0$|^Device/.test(slot));
  return {
    hostname: find(outputs[hostname], /^hostname (\S+)/im),
    vendor: 'Ruijie',
    model: find(members[0]?.name, /^(RG-.*)$/) ?? find(text, /^System description *:.*\(([^()\n]+)\) *by Ruijie/im),
    serials: serials(find(text, /^System serial number *: *(\S+)/im), ...members.map(({ serial }) => serial)),
    os: 'RGOS',
    version: find(text, /^System software version *:[^\n]*?RGOS (\S.*)$/im),
    uptime: seconds(find(text, /^System uptime *(?::|is) *(.*)$/im)),
    cpu: some({ load: number(find(load, /utilization (?:in|for) one minute *: *([\d.]{1,10}) ?%/i)) }),
    memory: some({
      total: bytes(find(memory, /^ *System Memory *: *(\d+KB) total/im, /System Total Memory *: *(\d+ ?[KMG]B)/i)),
      free: bytes(find(memory, /(\d{1,15}KB) free\b/i, /Current Free Memory *: *(\d+ ?[KMG]B)/i)),
    }),
  };
}

/** `Slot 1/0 : RG-S6120-…` of RGOS 11 and later; `Device-1` of a stack with RGOS 10, which does not tell its model. */
function modules(text: string | undefined): readonly Part[] {
  const heads = /^ +(?:Slot ([\w/-]+) *: *(\S.*?)|(Device-\d+)) *:?$/i;
  return blocks(text ?? '', heads).map(({ head: [, slot, model, device], text: body }) => {
    const version = find(body, /^ *Hardware version *: *(\S+)/im);
    const description = version === undefined ? undefined : `hardware version ${version}`;
    const serial = find(body, /^ *Serial number *: *(\S+)/im);
    return partOf({ slot: slot ?? device, name: model ?? device ?? '', description, serial });
  });
}
