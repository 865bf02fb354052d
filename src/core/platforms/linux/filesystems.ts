import type { Facts } from '../../collect/types.ts';
import type { Outputs } from '../define.ts';
import { known, linesOf } from './values.ts';

type Filesystem = NonNullable<Facts['filesystems']>[number];

/** Types that hold no files of their own: the kernel's, memory's, mounted images, and other views of what is there. */
const pseudo = new Set(
  (
    'autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs mqueue none nsfs ' +
    'overlay proc pstore ramfs rootfs rpc_pipefs securityfs selinuxfs shm squashfs sysfs tmpfs tracefs aufs fuse.lxcfs ' +
    'fuse.gvfsd-fuse fuse.portal fuse.snapfuse nfsd iso9660 udf'
  ).split(' '),
);

/**
 * File systems with files in them, by df (-k: sizes in KiB) and, for types and for network ones, whose size is not asked
 * lest df hang, by /proc/mounts.
 */
export function filesystemsOf({ df, mounts }: Outputs): readonly Filesystem[] | undefined {
  if (df === undefined && mounts === undefined) return undefined;
  const mounted = readMounts(mounts);
  const sized = new Map(linesOf(df).flatMap((line) => readDf(line) ?? []));
  const found = new Map<string, Filesystem>();
  for (const [mount, { device, type }] of mounted) {
    const size = sized.get(mount);
    if (!isPseudo(type, mount) && (size || !localTwice(device, found)))
      found.set(mount, known({ mount, device, type, size: size?.size, used: size?.used }));
  }
  // Where /proc/mounts could not be read.
  if (mounted.size === 0)
    for (const [mount, size] of sized) if (!isPseudo(size.device, mount)) found.set(mount, { mount, ...size });
  return [...found.values()].sort((a, b) => (a.mount < b.mount ? -1 : 1));
}

/** A container's root is an overlay, elsewhere an overlay is a container's. */
function isPseudo(type: string, mount: string): boolean {
  return pseudo.has(type) && !(mount === '/' && type === 'overlay');
}

/** A bind mount, which df leaves out: its device is mounted elsewhere. */
function localTwice(device: string, found: ReadonlyMap<string, Filesystem>): boolean {
  return device.startsWith('/dev/') && [...found.values()].some((one) => one.device === device);
}

/** `device mount type options 0 0`, spaces in names as \040; what was mounted last on a place hides what was before. */
function readMounts(text: string | undefined): Map<string, { device: string; type: string }> {
  return new Map(
    linesOf(text).flatMap((line) => {
      const [device = '', mount, type] = line.split(' ').map(unescaped);
      return mount === undefined || type === undefined ? [] : [[mount, { device, type }] as const];
    }),
  );
}

function unescaped(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** `device 1024-blocks used available capacity% mount`; a device and a mount may have spaces in them. */
function readDf(line: string): readonly [string, { device: string; size: number; used: number }][] | undefined {
  const found = /^(.*?)\s+(\d+)\s+(\d+)\s+-?\d+\s+(?:\d+%|-)\s+(\/.*)$/.exec(line);
  if (!found) return undefined;
  const [, device = '', size, used, mount = ''] = found;
  return [[mount, { device, size: Number(size) * 1024, used: Number(used) * 1024 }]];
}
