import type { Clock } from '../clock.ts';
import type { Gate } from '../gate.ts';
import { createGate } from '../gate.ts';
import type { Means } from './auth.ts';
import type { Jump } from './connection.ts';
import { dial, type Line } from './dial.ts';
import type { Client, Stage } from './handshake.ts';
import { HungUp, shakeHands } from './handshake.ts';
import type { HostKeyCheck } from './host-key.ts';
import type { Target } from './types.ts';

/** One way to one target. */
interface Attempt {
  readonly target: Target;
  readonly jump: Jump | undefined;
  readonly check: HostKeyCheck;
  readonly means: Means;
  readonly signal: AbortSignal;
  onStage(stage: Stage): void;
}

/** Logs in, paced per server. */
interface Logins {
  /** A logged-in client, what it writes to, and the count of bytes written. */
  open(attempt: Attempt): Promise<{ client: Client } & Line>;
}

/** How long to wait, at least, before each new try after a server hung up without taking a login. */
const pauses = [250, 750];

/** At most `pace` handshakes at a time with one server, or with all those behind one jump host. */
export function createLogins(clock: Clock, pace: number): Logins {
  const gates = new Map<string, Gate>();

  const pacing = async <T>(id: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const gate = gates.get(id) ?? createGate(pace);
    gates.set(id, gate);
    const leave = await gate.enter(signal);
    try {
      return await work();
    } finally {
      leave();
      if (gate.size() === 0) gates.delete(id);
    }
  };

  return {
    open: (attempt) =>
      pacing(serverOf(attempt), attempt.signal, async () => {
        for (let tries = 0; ; tries++) {
          try {
            return await once(attempt);
          } catch (error) {
            if (!(error instanceof HungUp)) throw error;
            const pause = pauses[tries];
            if (pause === undefined) throw error.told;
            await clock.sleep(pause * (1 + Math.random()), attempt.signal);
          }
        }
      }),
  };
}

async function once({ target, jump, check, means, signal, onStage }: Attempt) {
  onStage('reaching');
  const line = await dial(target, jump, signal);
  onStage('handshake');
  return { client: await shakeHands(target, line.stream, check, means, signal, onStage), ...line };
}

function serverOf({ target, jump }: Attempt): string {
  const { address, port } = jump?.target ?? target;
  return `${address}:${port}`;
}
