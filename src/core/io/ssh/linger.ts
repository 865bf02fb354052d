import type { Clock } from '../clock.ts';
import { loginId } from './keys.ts';
import type { Connection, KnownHosts, Ssh, Target } from './types.ts';

/** How long an unused connection is kept for whoever goes to the same host next, in ms. */
const keptFor = 15_000;
/** How long a kept connection has to show that it still works, in ms. */
const patience = 5_000;

export interface LingeringSsh extends Ssh {
  /** Closes what is kept; connections in use stay. */
  close(): void;
}

/**
 * SSH whose connections are kept for some seconds after they were closed, so that planning a run, looking again and
 * carrying it out are one handshake a host instead of three. One is handed out to one user at a time, only for the same
 * login, only while its host key is still pinned, and after one round trip; else a new one is made.
 */
export function lingering(ssh: Ssh, { knownHosts, clock }: { knownHosts: KnownHosts; clock: Clock }): LingeringSsh {
  const idle = new Map<string, { connection: Connection; forget: () => void }>();

  const keep = (id: string, connection: Connection) => {
    const end = () => {
      if (idle.get(id)?.connection === connection) idle.delete(id);
      connection.close();
    };
    if (connection.closed.aborted || idle.has(id)) return connection.close();
    idle.set(id, { connection, forget: clock.after(keptFor, end) });
    connection.closed.addEventListener('abort', end, { once: true });
  };

  const take = async (id: string, target: Target): Promise<Connection | undefined> => {
    const found = idle.get(id);
    if (!found) return undefined;
    idle.delete(id);
    found.forget();
    if ((await isPinned(found.connection, knownHosts)) && (await answers(found.connection, target))) {
      return found.connection;
    }
    found.connection.close();
    return undefined;
  };

  return {
    ...ssh,
    connect: async (target, options) => {
      const id = idOf(target);
      const connection = (await take(id, target)) ?? (await ssh.connect(target, options));
      return letGo(connection, () => keep(id, connection));
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
