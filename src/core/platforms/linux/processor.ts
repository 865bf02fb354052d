import type { Facts } from '../../collect/types.ts';
import { type Files, known, lineOf, numberIn, told } from './values.ts';

/**
 * ARM processors by implementer and part, where the kernel tells no name; after util-linux's lscpu-arm.c, with the names
 * of the products for those that are in one product only.
 */
const armParts: Readonly<Record<string, string>> = {
  '0x41 0xd03': 'ARM Cortex-A53',
  '0x41 0xd07': 'ARM Cortex-A57',
  '0x41 0xd08': 'ARM Cortex-A72',
  '0x41 0xd0b': 'ARM Cortex-A76',
  '0x41 0xd0c': 'ARM Neoverse-N1',
  '0x41 0xd40': 'ARM Neoverse-V1',
  '0x41 0xd49': 'ARM Neoverse-N2',
  '0x41 0xd4f': 'ARM Neoverse-V2',
  '0x48 0xd01': 'HiSilicon Kunpeng-920',
  '0x48 0xd02': 'HiSilicon Kunpeng-920B',
  '0x70 0x660': 'Phytium FTC660',
  '0x70 0x661': 'Phytium FTC661',
  '0x70 0x662': 'Phytium FTC662',
  '0x70 0x663': 'Phytium FTC663',
  '0x70 0x664': 'Phytium FTC664',
  '0x70 0x862': 'Phytium FTC862',
  '0xc0 0xac3': 'Ampere-1',
};

/** Model, count of logical ones that are on, and the load of the last minute: processes that run or wait, per processor, in percent. */
export function processorOf(files: Files): Facts['cpu'] {
  const lines = files.get('/proc/cpuinfo') ?? [];
  const value = (...keys: readonly string[]) => {
    const found = lines.find((line) => keys.includes(line.split(':')[0]?.trim().toLowerCase() ?? ''));
    return told(found?.slice(found.indexOf(':') + 1));
  };
  const arm = armParts[`${value('cpu implementer')} ${value('cpu part')}`];
  const count = countOf(lineOf(files, '/sys/devices/system/cpu/online')) ?? countIn(lines);
  const load = numberIn(files.get('/proc/loadavg')?.[0]);
  return known({
    model: value('model name') ?? arm ?? value('cpu model', 'cpu', 'hardware'),
    count,
    load: load === undefined || !count ? undefined : Math.round((load / count) * 100),
  });
}

/** `0-3,8` are five. */
function countOf(ranges: string | undefined): number | undefined {
  if (ranges === undefined || !/^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/.test(ranges)) return undefined;
  const counts = ranges.split(',').map((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return to - from + 1;
  });
  return counts.reduce((sum, one) => sum + one, 0);
}

/** The script reads 64 lines of a file: what fills them may go on. */
function countIn(lines: readonly string[]): number | undefined {
  const found = lines.filter((line) => /^processor\s*:/.test(line)).length;
  return found > 0 && lines.length < 64 ? found : undefined;
}
