import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../io/clock.ts';
import { runProcess } from '../../io/process.ts';

/**
 * What a build is kept away from: folders (seen empty) and files (seen as /dev/null), by absolute path. `dataDir` is
 * one of them; the build's own folder appears inside it, always under the same path.
 */
export interface Confinement {
  readonly dataDir: string;
  readonly hidden: readonly string[];
}

type Argv = readonly [string, ...string[]];

/**
 * Run as root of a new user, mount and process namespace, in the build's folder. The folder is reached through the
 * working directory after its path has been covered; `-c` keeps mount from resolving that name to the covered path.
 * The second unshare takes the right to undo the mounts away again: a namespace below may not unmount what it inherits.
 */
const script = `set -e
data=$1 inside=$2 uid=$3 gid=$4 command=$5
shift 5
for path in "$@"; do
  if [ -d "$path" ]; then mount -t tmpfs -o mode=700,size=64k tmpfs "$path"
  elif [ -e "$path" ]; then mount --bind /dev/null "$path"; fi
done
mount -t tmpfs -o mode=755,size=1m tmpfs "$data"
mkdir -p "$inside"
mount -c --bind /proc/self/cwd "$inside"
cd "$inside/source"
HOME=$inside/home TMPDIR=$inside/tmp
export HOME TMPDIR
unshare --user --map-user="$uid" --map-group="$gid" --mount -- /bin/sh -c "$command"`;

/** The arguments that run a command line confined; to be started in the build's folder, which holds source, home, tmp. */
export function confinedCommand(
  command: string,
  { dataDir, hidden }: Confinement,
  owner: { uid: number; gid: number },
): Argv {
  const namespaces = ['--user', '--map-root-user', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const inside = join(dataDir, 'artifacts', 'build');
  const rest = [dataDir, inside, `${owner.uid}`, `${owner.gid}`, command, ...hidden];
  return ['unshare', ...namespaces, '--', '/bin/sh', '-c', script, 'confine', ...rest];
}

/**
 * Whether this system lets the bot confine a build, found out by doing it: inside, `marker` (a path under `dataDir`
 * that is there) must be out of sight and the build's folder writable. Linux only.
 */
export async function canConfine(
  confinement: Confinement,
  work: string,
  marker: string,
  options: { env: Readonly<Record<string, string>>; clock: Clock; signal?: AbortSignal },
): Promise<boolean> {
  const owner = ownerOfThis();
  if (process.platform !== 'linux' || !owner) return false;
  const probe = 'test ! -e "$CHANGEOPS_MARKER" && : > ../tmp/probe && rm ../tmp/probe';
  try {
    const env = { ...options.env, CHANGEOPS_MARKER: marker };
    const argv = confinedCommand(probe, confinement, owner);
    return (await runProcess(argv, { ...options, cwd: work, env, timeout: 10_000 })).code === 0;
  } catch {
    options.signal?.throwIfAborted();
    return false;
  }
}

/** The user and group of this process; undefined where the system has no such thing. */
export function ownerOfThis(): { uid: number; gid: number } | undefined {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/** Where ssh looks for keys: the home folder the system knows, which ssh itself takes, and that of `HOME`. */
export function sshFolders(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const homes = new Set([env.HOME, homedir(), homeOnRecord()]);
  return [...homes].flatMap((home) => (home ? [join(home, '.ssh')] : []));
}

function homeOnRecord(): string | undefined {
  try {
    return userInfo().homedir;
  } catch {
    // In containers a user may have a number and no entry.
    return undefined;
  }
}
