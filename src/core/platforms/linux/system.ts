import type { Facts } from '../../collect/types.ts';
import { recogniseVendor } from '../../convert/vendors.ts';
import type { Outputs } from '../define.ts';
import { filesystemsOf } from './filesystems.ts';
import { processorOf } from './processor.ts';
import { releaseOf } from './release.ts';
import { type Files, known, lineOf, numberIn, readFiles } from './values.ts';

/** Facts of the kind `system`. */
export function readSystem(outputs: Outputs): Partial<Facts> {
  const files = readFiles(outputs.files);
  const uptime = numberIn(files.get('/proc/uptime')?.[0]);
  const cpu = processorOf(files);
  const memory = memoryOf(files);
  return known({
    hostname: lineOf(files, '/proc/sys/kernel/hostname'),
    ...productOf(files),
    ...releaseOf(files),
    kernel: lineOf(files, '/proc/sys/kernel/osrelease'),
    uptime: uptime === undefined ? undefined : Math.floor(uptime),
    cpu: emptyIsAbsent(cpu),
    memory: emptyIsAbsent(memory),
    filesystems: filesystemsOf(outputs),
  });
}

const dmi = '/sys/class/dmi/id';
/** What Lenovo adds to the name: `ThinkSystem SR650 -[7X06CTO1WW]-`. */
const machineType = / ?-\[.*\]-$/;

function productOf(files: Files): Partial<Facts> {
  const named = lineOf(files, `${dmi}/sys_vendor`);
  const vendor = named && (recogniseVendor(named)?.vendor ?? named);
  const value = (file: string) => lineOf(files, `${dmi}/${file}`)?.replace(machineType, '');
  const version = value('product_version');
  // Lenovo writes the machine type for the product, and the name people know for its version.
  const model = vendor === 'Lenovo' && /^Think/.test(version ?? '') ? version : value('product_name');
  const serial = lineOf(files, `${dmi}/product_serial`);
  return { vendor, model, serials: serial === undefined ? undefined : [serial] };
}

/** Kernels before 3.14 tell no MemAvailable: there, what is free or can be let go at once. */
function memoryOf(files: Files): Facts['memory'] {
  const lines = files.get('/proc/meminfo') ?? [];
  const bytes = (key: string) => {
    const kib = numberIn(lines.find((line) => line.startsWith(`${key}:`))?.slice(key.length + 1));
    return kib === undefined ? undefined : kib * 1024;
  };
  const free = bytes('MemFree');
  const loose = free === undefined ? undefined : free + (bytes('Buffers') ?? 0) + (bytes('Cached') ?? 0);
  return known({ total: bytes('MemTotal'), free: bytes('MemAvailable') ?? loose });
}

function emptyIsAbsent<T extends object>(object: T | undefined): T | undefined {
  return object && Object.keys(object).length > 0 ? object : undefined;
}
