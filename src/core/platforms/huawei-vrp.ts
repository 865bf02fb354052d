import { definePlatform } from './define.ts';
import { configureVrp } from './huawei-vrp/configure.ts';
import { parseVrp } from './huawei-vrp/parse.ts';
import { onlyDisplay, onlyDisplayRule } from './huawei-vrp/read-only.ts';
import { secretsLikeVrp } from './huawei-vrp/secrets.ts';

/** Switches, routers and firewalls of Huawei: VRP 5 (S, AR, USG) and VRP 8 (CloudEngine, NE). */
export default definePlatform({
  title: { en: 'Huawei VRP', zh: '华为 VRP' },
  transport: 'shell',
  sessions: 5,
  shell: {
    prompt: /^<[^<>\n]{1,246}>\s*$/,
    setup: ['screen-length 0 temporary', 'undo terminal monitor'],
    more: /^\s*-{2,5}\s*More\s*-{2,5}\s*$/i,
    moreAnswer: ' ',
    questions: [
      [/press (?:any key|enter|return)[^\n]{0,40}$/i, ''],
      [/\[Y(?:es)?\/N(?:o)?\]\s*[:：]?\s*$/i, 'n'],
    ],
    refusals: [/^[ \t]*Error\s?:/m, /^[ \t]*\^[ \t]*$/m],
    leave: 'quit',
    // Firewalls in a hot-standby pair show their role, which changes, before the prompt.
    clean: (text) => text.replace(/^HRP_[A-Z]{1,2}(?=[<[])/gm, ''),
  },
  commands: {
    system: [
      ...['display version', 'display device', 'display esn', 'display current-configuration | include sysname'],
      ...['display cpu-usage', 'display cpu', 'display memory-usage', 'display memory'],
    ],
    interfaces: ['display interface'],
    neighbours: ['display lldp neighbor'],
    hardware: ['display device', 'display device manufacture-info'],
    licences: ['display license verbose', 'display license'],
    routes: ['display ip routing-table'],
    vlans: ['display vlan'],
    config: ['display current-configuration'],
  },
  parse: parseVrp,
  readOnly: onlyDisplay,
  readOnlyRule: onlyDisplayRule,
  secrets: secretsLikeVrp,
  noise: [/^!Last configuration was (?:updated|saved) at .{0,80}$/, /^!(?:Time|Date)\b.{0,80}$/],
  signs: {
    greeting: [/\bHuawei\b.{0,40}\bTechnologies\b/i, /The current login time is \d{4}-\d\d-\d\d/],
    probe: [/\bHuawei Versatile Routing Platform\b/i, /\bVRP \(R\) software\b/],
  },
  configure: configureVrp,
});
