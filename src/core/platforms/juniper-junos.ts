import type { FactKind, Facts } from '../collect/types.ts';
import { definePlatform, type Outputs } from './define.ts';
import { hardwareOfJunos, licencesOfJunos } from './parse/junos-hardware.ts';
import { interfacesOfJunos } from './parse/junos-interfaces.ts';
import { neighboursOfJunos, routesOfJunos, vlansOfJunos } from './parse/junos-network.ts';
import { secretsOfJunos } from './parse/junos-secrets.ts';
import { systemOfJunos } from './parse/junos-system.ts';
import { configOf, listed, onlyShowOfJunos, onlyShowOfJunosRule, together } from './parse/shared.ts';
import { known } from './parse/text.ts';

/** Junos on EX, QFX, MX and SRX, also as virtual chassis or cluster. */
export default definePlatform({
  title: { en: 'Juniper Junos', zh: '瞻博 Junos' },
  transport: 'shell',
  sessions: 4,
  shell: {
    prompt: /^[\w.-]{1,64}@[\w.-]{1,128}[>#]\s*$/,
    setup: ['set cli screen-length 0', 'set cli screen-width 511'],
    more: /---\(more(?: \d{1,3}%)?\)---/,
    moreAnswer: ' ',
    questions: [],
    refusals: [
      /^[ \t]*(?:syntax error|unknown command|invalid (?:command|interface)|missing argument)\b/im,
      /^error: (?:command is not valid|permission denied|syntax error|unrecognized command|.*\bnot (?:running|supported|valid|available)\b)/im,
    ],
    leave: 'exit',
    clean: (text) =>
      text.replace(/^\{(?:master|backup|primary|secondary|linecard|disabled|local)[^}\n]{0,40}\}[ \t]*\r?\n/gm, ''),
  },
  commands: {
    system: ['show version', 'show chassis hardware', 'show system uptime', 'show chassis routing-engine'],
    interfaces: ['show interfaces'],
    neighbours: ['show lldp neighbors detail', 'show lldp neighbors'],
    hardware: ['show chassis hardware'],
    licences: ['show system license'],
    routes: ['show route'],
    vlans: ['show vlans'],
    config: ['show configuration'],
  },
  parse: (kind, outputs) => known(readers[kind]?.(outputs) ?? {}),
  readOnly: onlyShowOfJunos,
  readOnlyRule: onlyShowOfJunosRule,
  secrets: secretsOfJunos,
  noise: [/^## Last (?:commit|changed)/],
  signs: { greeting: [/^--- JUNOS /m], probe: [/^Junos: /m, /^JUNOS .*\[/m] },
});

const readers: Readonly<Partial<Record<FactKind, (outputs: Outputs) => Partial<Facts>>>> = {
  system: (outputs) => systemOfJunos(outputs),
  interfaces: ({ 'show interfaces': text }) => ({ interfaces: listed(text, interfacesOfJunos(text)) }),
  neighbours: ({ 'show lldp neighbors detail': detail, 'show lldp neighbors': table }) => ({
    neighbours: listed(
      together(detail, table),
      neighboursOfJunos(detail, table),
      /^\s*(?:Local Interface [^\n]*\s*)?$/,
    ),
  }),
  hardware: ({ 'show chassis hardware': text }) => ({ hardware: listed(text, hardwareOfJunos(text)) }),
  licences: ({ 'show system license': text }) => ({
    licences: listed(text, licencesOfJunos(text), /^\s*$|^Licen[sc]e usage:/im),
  }),
  routes: ({ 'show route': text }) => ({ routes: listed(text, routesOfJunos(text)) }),
  vlans: ({ 'show vlans': text }) => ({ vlans: listed(text, vlansOfJunos(text)) }),
  config: ({ 'show configuration': text }) => configOf(text),
};
