import type { FactKind, Facts } from '../collect/types.ts';
import { definePlatform, type Outputs } from './define.ts';
import { readHardware } from './linux/hardware.ts';
import { readInterfaces } from './linux/interfaces.ts';
import { readNeighbours } from './linux/neighbours.ts';
import { readPackages } from './linux/packages.ts';
import { readRoutes } from './linux/routes.ts';
import { readServices } from './linux/services.ts';
import { readSystem } from './linux/system.ts';
import { readVlans } from './linux/vlans.ts';

const readers: Readonly<Partial<Record<FactKind, (outputs: Outputs) => Partial<Facts>>>> = {
  system: readSystem,
  interfaces: readInterfaces,
  neighbours: readNeighbours,
  hardware: readHardware,
  services: readServices,
  routes: readRoutes,
  vlans: readVlans,
  packages: readPackages,
};

/** Linux hosts: one script (linux/facts.sh) answers all kinds at once; `commands` names its sections that a kind is read from. */
export default definePlatform({
  title: { en: 'Linux', zh: 'Linux' },
  transport: 'exec',
  // sshd's MaxSessions is 10.
  sessions: 8,
  commands: {
    system: ['files', 'mounts', 'df'],
    interfaces: ['files', 'addresses'],
    neighbours: ['neighbours'],
    hardware: ['files'],
    services: ['services', 'ports'],
    routes: ['routes'],
    vlans: ['vlans'],
    packages: ['packages'],
  },
  parse: (kind, outputs) => readers[kind]?.(outputs) ?? {},
  secrets: [],
  noise: [],
  signs: {
    greeting: [
      /^Welcome to (?:Ubuntu|Alpine|openEuler|EulerOS|Alibaba Cloud)/m,
      /^Linux \S+ \d+\.\d+/m,
      /\[\w[\w.-]*@\S+ [^\]\n]*\][#$] ?$/,
    ],
    probe: [/^(?:-|\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k|)sh: (?:.*: )?(?:command )?not found(?:$|: )/m],
  },
});
