import { definePlatform } from './define.ts';
import { configureComware } from './h3c-comware/configure.ts';
import { parseComware } from './h3c-comware/parse.ts';
import { onlyDisplay, onlyDisplayRule } from './huawei-vrp/read-only.ts';
import { secretsLikeVrp } from './huawei-vrp/secrets.ts';

/** Switches and routers of H3C and of HPE that run Comware 5 or 7. */
export default definePlatform({
  title: { en: 'H3C Comware', zh: 'H3C Comware（新华三）' },
  transport: 'shell',
  sessions: 5,
  shell: {
    prompt: /^<[^<>\n]{1,64}>\s*$/,
    setup: ['screen-length disable', 'undo terminal monitor'],
    more: /^\s*-{2,5}\s*More\s*-{2,5}\s*$/i,
    moreAnswer: ' ',
    questions: [
      [/press (?:any key|enter|return)[^\n]{0,40}$/i, ''],
      [/\[Y(?:es)?\/N(?:o)?\]\s*[:：]?\s*$/i, 'n'],
    ],
    refusals: [
      /^[ \t]*%\s?(?:Unrecognized|Incomplete|Ambiguous|Wrong|Too many|Unknown)\b/im,
      /^[ \t]*(?:%\s?)?Permission denied/im,
      /^[ \t]*\^[ \t]*$/m,
    ],
    leave: 'quit',
  },
  commands: {
    system: [
      ...['display version', 'display device manuinfo', 'display current-configuration | include sysname'],
      ...['display cpu-usage', 'display memory'],
    ],
    interfaces: ['display interface'],
    neighbours: ['display lldp neighbor-information verbose', 'display lldp neighbor-information'],
    hardware: ['display device manuinfo'],
    licences: ['display license feature'],
    routes: ['display ip routing-table'],
    vlans: ['display vlan all'],
    config: ['display current-configuration'],
  },
  parse: parseComware,
  readOnly: onlyDisplay,
  readOnlyRule: onlyDisplayRule,
  secrets: secretsLikeVrp,
  noise: [/^#?\s*(?:Last|Current) configuration .{0,40}\b(?:saved|changed|updated)\b.{0,80}$/i],
  signs: {
    greeting: [
      /\bH3C\b.{0,40}\bTech/i,
      /\bHewlett Packard Enterprise Development LP\b.{0,80}\n.{0,80}\bwritten consent\b/i,
    ],
    probe: [/\bComware (?:Platform )?Software\b/i],
  },
  configure: configureComware,
});
