import type { Facts } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { hardwareOfJunos } from './junos-hardware.ts';
import { find, serials, some } from './text.ts';
import { bytes, number, seconds } from './units.ts';

/** What Junos is, of its version, chassis, uptime and routing engine; of a virtual chassis or cluster the first member's. */
export function systemOfJunos(outputs: Outputs): Partial<Facts> {
  const { 'show version': text, 'show system uptime': uptime, 'show chassis routing-engine': engine } = outputs;
  if (text === undefined) return {};
  const idle = number(find(engine, /^ *Idle +(\d+) percent/m));
  const used = number(find(engine, /^ *Memory utilization +(\d+) percent/m, /memory [^\n]*used \( *(\d+) percent\)/));
  const total = bytes(find(engine, /^ *(?:DRAM|Total memory) +(\d+ MB)/m));
  return {
    hostname: find(text, /^Hostname: *(\S+)/m),
    vendor: 'Juniper',
    ...chassis(outputs['show chassis hardware'], find(text, /^Model: *(\S+)/m)),
    os: 'Junos',
    version: find(text, /^Junos: *(\S+)/m, /^JUNOS (?:Software Release|Base OS|OS)[^[\n]*\[([^\]\n]+)\]/m),
    uptime: seconds(find(uptime, /^System booted:[^(\n]*\(([^)\n]*) ago\)/m)),
    cpu: some({ model: undefined, load: idle === undefined ? undefined : 100 - idle }),
    memory: some({
      total,
      free: total === undefined || used === undefined ? undefined : Math.round(total * (1 - used / 100)),
    }),
  };
}

/** A virtual chassis is told by its members, which are its FPCs; `JNP204 [MX204]` is sold as what stands in brackets. */
function chassis(inventory: string | undefined, model: string | undefined): Pick<Facts, 'model' | 'serials'> {
  const parts = hardwareOfJunos(inventory);
  const cases = parts.filter(({ name }) => /^Chassis$/.test(name));
  const virtual = cases.some(({ description = '' }) => /virtual chassis/i.test(description));
  const members = parts.filter(({ name }) => virtual && /^FPC \d+$/.test(name));
  const described = (virtual ? members[0] : cases[0])?.description;
  return {
    model: find(described, /\[([^\]]+)\]/) ?? described ?? model?.toUpperCase(),
    serials: serials(...[...cases, ...members].map(({ serial }) => serial)),
  };
}
