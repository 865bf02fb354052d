import type { Facts } from '../../collect/types.ts';
import { recogniseVendor } from '../../convert/vendors.ts';
import type { Outputs } from '../define.ts';
import { type Files, known, lineOf, numberIn, readFiles } from './values.ts';

/** Facts of the kind `hardware`: disks from /sys/block, mainboard and BIOS from DMI. */
export function readHardware(outputs: Outputs): Partial<Facts> {
  const files = readFiles(outputs.files);
  const parts = partsOf(files);
  const disks = disksOf(files);
  return { ...(disks.length > 0 && { disks }), ...(parts.length > 0 && { hardware: parts }) };
}

/** Block devices that are no disks: memory, mappings of others, arrays, drives for what is put in, and those of other hosts. */
const others = /^(?:ram|zram|loop|dm-|md|sr|fd|nbd|rbd|drbd|mtdblock)/;
const sector = 512;

function disksOf(files: Files): NonNullable<Facts['disks']> {
  const serials = udevSerials(files);
  const names = [...files.keys()].flatMap((path) => /^\/sys\/block\/([^/]+)\/size$/.exec(path)?.[1] ?? []);
  return names.flatMap((name) => {
    const value = (file: string) => lineOf(files, `/sys/block/${name}/${file}`);
    const size = numberIn(files.get(`/sys/block/${name}/size`)?.[0]) ?? 0;
    if (others.test(name) || size === 0) return [];
    return [
      known({
        name,
        size: size * sector,
        model: modelOf(value('device/vendor'), value('device/model')),
        serial: value('device/serial') ?? value('serial') ?? serials.get(name),
      }),
    ];
  });
}

/** SCSI tells vendor and model apart, for SATA disks `ATA` in place of the vendor; a virtio disk's vendor is a number. */
function modelOf(vendor: string | undefined, model: string | undefined): string | undefined {
  const named =
    vendor === undefined || vendor === 'ATA' || vendor === 'NVMe' || /^0x/.test(vendor) ? undefined : vendor;
  return named && model ? `${named} ${model}` : model;
}

/** What udev keeps of block devices: `N:sda` and `E:ID_SERIAL_SHORT=…`. */
function udevSerials(files: Files): ReadonlyMap<string, string> {
  return new Map(
    [...files].flatMap(([path, lines]) => {
      if (!path.startsWith('/run/udev/data/')) return [];
      const after = (start: string) => lines.find((line) => line.startsWith(start))?.slice(start.length);
      const [name, serial] = [after('N:'), after('E:ID_SERIAL_SHORT=')];
      return name && serial ? [[name, serial] as const] : [];
    }),
  );
}

function partsOf(files: Files): NonNullable<Facts['hardware']> {
  const value = (field: string) => lineOf(files, `/sys/class/dmi/id/${field}`);
  const makers = (field: string) => {
    const named = value(field);
    return named && (recogniseVendor(named)?.vendor ?? named);
  };
  const part = (name: string, words: readonly (string | undefined)[], serial?: string) => {
    const description = words.filter((word) => word !== undefined).join(' ');
    return description === '' ? [] : [known({ name, description, serial })];
  };
  return [
    ...part('mainboard', [makers('board_vendor'), value('board_name')], value('board_serial')),
    ...part('BIOS', [makers('bios_vendor'), value('bios_version'), value('bios_date')]),
  ];
}
