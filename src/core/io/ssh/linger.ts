import type { Clock } from '../clock.ts';
import { loginId } from './keys.ts';
import type { Connection, KnownHosts, Ssh, Target } from './types.ts';

/** How long an unused connection is kept for the same run, in ms. */
const keptFor = 5_000;
/** One that was used this lately need not show that it still works, in ms. */
const fresh = 1_000;
/** How long a kept connection has to show that it still works, in ms. */
const patience = 5_000;

type LingeringOptions = Parameters<Ssh['connect']>[1] & { readonly user: string; readonly keep: boolean };

export interface LingeringSsh {
  /** As `Ssh.connect`, or a connection that `user` let go of some seconds ago. It is kept once more where `keep` says so. */
  connect(target: Target, options: LingeringOptions): Promise<Connection>;
  /** Closes what is kept; connections in use stay. */
  close(): void;
}

/**
 * Keeps connections for some seconds after they were closed, for the same user (a run): planning it, looking again and
 * carrying it out at once are one handshake a host instead of three. One is used only for the same login, only while
 * its host key is still pinned, and (unless it was just used) after one round trip; else a new one is made. What another
 * run finds is never hidden by it.
 */
export function lingering(
  ssh: Pick<Ssh, 'connect'>,
  { knownHosts, clock }: { knownHosts: KnownHosts; clock: Clock },
): LingeringSsh {
  const idle = new Map<string, { connection: Connection; since: number; forget: () => void }>();

  const handBack = (id: string, connection: Connection) => {
    const end = () => {
      if (idle.get(id)?.connection === connection) idle.delete(id);
      connection.close();
    };
    if (connection.closed.aborted || idle.has(id)) return connection.close();
    idle.set(id, { connection, since: clock.now(), forget: clock.after(keptFor, end) });
    connection.closed.addEventListener('abort', end, { once: true });
  };

  const take = async (id: string, target: Target): Promise<Connection | undefined> => {
    const found = idle.get(id);
    if (!found) return undefined;
    idle.delete(id);
    found.forget();
    const works = clock.now() - found.since < fresh || (await answers(found.connection, target));
    if (works && !found.connection.closed.aborted && (await isPinned(found.connection, knownHosts))) {
      return found.connection;
    }
    found.connection.close();
    return undefined;
  };

  return {
    connect: async (target, { user, keep, ...options }) => {
      const id = JSON.stringify([user, idOf(target)]);
      const connection = (await take(id, target)) ?? (await ssh.connect(target, options));
      return keep ? letGo(connection, () => handBack(id, connection)) : connection;
    },
    close: () => {
      for (const { connection } of [...idle.values()]) connection.close();
    },
  };
}

/** The connection, but closing it hands it back; one that is still at work, or carried a tunnel, is closed for good. */
function letGo(connection: Connection, handBack: () => void): Connection {
  let working = 0;
  let tunnelled = false;
  let left = false;
  return {
    ...connection,
    exec: async (...call) => {
      working += 1;
      try {
        return await connection.exec(...call);
      } finally {
        working -= 1;
      }
    },
    forward: (...call) => {
      tunnelled = true;
      return connection.forward(...call);
    },
    close: () => {
      if (left) return;
      left = true;
      if (working > 0 || tunnelled) connection.close();
      else handBack();
    },
  };
}

function idOf(target: Target): string {
  const { method, user, password } = target.become ?? {};
  return JSON.stringify([loginId(target), method, user, password !== undefined]);
}

async function isPinned({ target, fingerprint }: Connection, knownHosts: KnownHosts): Promise<boolean> {
  const of = [target.address, target.port] as const;
  const [pinned, revoked] = await Promise.all([knownHosts.keys(...of), knownHosts.revoked?.(...of) ?? []]);
  const isThis = (key: { fingerprint: string }) => key.fingerprint === fingerprint;
  return pinned.some(isThis) && !revoked.some(isThis);
}

async function answers(connection: Connection, { name }: Target): Promise<boolean> {
  try {
    const { stdout } = await connection.exec(['echo', name], { timeout: patience, become: false });
    return stdout.trim() === name;
  } catch {
    return false;
  }
}
