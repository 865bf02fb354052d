import { OpsError } from '../../errors.ts';
import type { Clock } from '../clock.ts';
import type { Jump } from './connection.ts';
import { loginId } from './keys.ts';
import { orAborted } from './limits.ts';
import type { Target } from './types.ts';

/** Connections to jump hosts, shared by all that go through them. */
interface Jumps {
  /** A connection to `via`, made if there is none; `release` it when done: the last to do so closes it. */
  use(via: Target, timeout: number, signal: AbortSignal): Promise<{ jump: Jump; release(): void }>;
}

interface Shared {
  readonly opening: Promise<Jump>;
  users: number;
}

/** How long a refused login at a jump host is told again rather than tried again, for every host behind it. */
const remembered = 30_000;

/** Shares what `open` opens. A jump host being opened is not given up because one of those waiting for it gives up. */
export function createJumps(clock: Clock, open: (via: Target, timeout: number) => Promise<Jump>): Jumps {
  const shared = new Map<string, Shared>();
  const refusals = new Map<string, { until: number; error: OpsError }>();

  const forget = (id: string, entry: Shared) => {
    if (shared.get(id) === entry) shared.delete(id);
  };

  const start = (id: string, via: Target, timeout: number): Shared => {
    const refusal = refusals.get(id);
    if (refusal && clock.now() < refusal.until) throw refusal.error;
    refusals.delete(id);
    const entry: Shared = { opening: open(via, timeout), users: 0 };
    shared.set(id, entry);
    entry.opening.then(
      (jump) => jump.closed.addEventListener('abort', () => forget(id, entry), { once: true }),
      (error: unknown) => {
        forget(id, entry);
        if (!(error instanceof OpsError) || error.code !== 'login-refused') return;
        refusals.set(id, { until: clock.now() + remembered, error });
      },
    );
    return entry;
  };

  return {
    use: async (via, timeout, signal) => {
      const id = loginId(via);
      const entry = shared.get(id) ?? start(id, via, timeout);
      entry.users++;
      const release = once(() => {
        if (--entry.users > 0) return;
        forget(id, entry);
        entry.opening.then(
          (jump) => jump.close(),
          () => undefined,
        );
      });
      try {
        return { jump: await orAborted(signal, entry.opening), release };
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

function once(fn: () => void): () => void {
  let done = false;
  return () => {
    if (!done) fn();
    done = true;
  };
}
