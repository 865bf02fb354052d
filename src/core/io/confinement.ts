import type { Clock } from './clock.ts';
import { runProcess } from './process.ts';

/** What is enforced on a program that checks a file. */
export interface Confinement {
  /** Words before the program's own. */
  readonly prefix: readonly string[];
  /** True where it has no more rights than an ordinary user. False only for root without `setpriv`. */
  readonly unprivileged: boolean;
  /** True where it is in a network namespace of its own, in which there is no network, not even localhost. */
  readonly noNetwork: boolean;
}

/** The user and group `nobody` and `nogroup` of Debian (base-passwd) and of the kernel's overflow ids. */
export const nobody = 65_534;

/**
 * What this machine allows, found by trying. As root: `nobody`, no capabilities, no way to gain any, no network. As an
 * ordinary user: that user, no network where user namespaces are allowed. Linux only; elsewhere an ordinary user's
 * program runs as it is and root's not at all. Memory, and files readable to all, are not confined.
 */
export async function confinement(
  find: (name: string) => Promise<string | undefined>,
  env: Readonly<Record<string, string>>,
  clock: Clock,
): Promise<Confinement> {
  const root = process.getuid?.() === 0;
  const [setpriv, unshare, nothing] = await Promise.all(['setpriv', 'unshare', 'true'].map(find));
  const works = async (prefix: readonly string[]) => {
    const [first = nothing ?? 'true', ...rest] = [...prefix, nothing ?? 'true'];
    const ran = await runProcess([first, ...rest], { cwd: '/', env, timeout: 5_000, clock }).catch(() => undefined);
    return ran?.code === 0;
  };
  const rights = setpriv ? [setpriv, ...(root ? asNobody : []), '--no-new-privs', '--'] : [];
  const lowered = setpriv !== undefined && (await works(rights));
  if (root && !lowered) return { prefix: [], unprivileged: false, noNetwork: false };
  const prefix = lowered ? rights : [];
  const apart = unshare ? [unshare, ...(root ? [] : ['--user', '--map-current-user']), '--net', '--', ...prefix] : [];
  if (unshare && (await works(apart))) return { prefix: apart, unprivileged: true, noNetwork: true };
  return { prefix, unprivileged: true, noNetwork: false };
}

const asNobody = [
  `--reuid=${nobody}`,
  `--regid=${nobody}`,
  ...['--clear-groups', '--inh-caps=-all', '--bounding-set=-all'],
];
