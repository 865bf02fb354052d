import type { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Clock } from '../clock.ts';
import type { Means } from './auth.ts';
import type { Jump } from './connection.ts';
import { createConnection } from './connection.ts';
import { hostDown, loginRefused, onTheWay, tooLate } from './errors.ts';
import type { Stage } from './handshake.ts';
import { checkPinned, Looked, onlyLook } from './host-key.ts';
import { createJumps } from './jumps.ts';
import { createPrivateKeys } from './keys.ts';
import { limitTo } from './limits.ts';
import { createLogins } from './login.ts';
import type { KnownHosts, Ssh, Target } from './types.ts';

/** What SSH needs of its surroundings. */
export interface SshOptions {
  readonly knownHosts: KnownHosts;
  readonly clock: Clock;
  /** The socket of an SSH agent (`SSH_AUTH_SOCK`; on Windows a pipe or `pageant`), for targets with `auth.agent`. */
  readonly agentSocket?: string;
  /**
   * Handshakes at a time with one server, or through one jump host; default 8. sshd starts dropping connections at 10
   * that are not logged in yet (MaxStartups 10:30:100).
   */
  readonly pace?: number;
}

interface Bounds {
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** SSH to hosts, straight or through jump hosts. Its errors are listed in types.ts. */
export function createSsh({ knownHosts, clock, agentSocket, pace = 8 }: SshOptions): Ssh {
  const keys = createPrivateKeys();
  const logins = createLogins(clock, pace);
  const jumps = createJumps(clock, (via, timeout) => connect(via, { timeout }));

  const connect = (target: Target, bounds: Bounds): Promise<Jump> =>
    reaching(target, bounds, async (signal, onStage) => {
      const means: Means = { key: keys.of(target), agent: agentOf(target, agentSocket) };
      const check = await checkPinned(target, knownHosts);
      const route = await routeTo(target, bounds, signal);
      try {
        const login = await logins.open({ target, jump: route?.jump, check, means, signal, onStage });
        const fingerprint = check.shown()?.fingerprint ?? '';
        const connection = createConnection({ ...login, target, fingerprint, clock });
        connection.closed.addEventListener('abort', () => route?.release(), { once: true });
        return connection;
      } catch (error) {
        route?.release();
        throw error;
      }
    });

  const look = (target: Target, bounds: Bounds) =>
    reaching(target, bounds, async (signal, onStage) => {
      const check = await onlyLook(target, knownHosts);
      const route = await routeTo(target, bounds, signal);
      try {
        const { client } = await logins.open({ target, jump: route?.jump, check, means: {}, signal, onStage });
        client.destroy();
        throw new Error(`${target.name} let somebody in without showing a key`);
      } catch (error) {
        if (error instanceof Looked) return error.key;
        throw error;
      } finally {
        route?.release();
      }
    });

  const routeTo = async (target: Target, { timeout }: Bounds, signal: AbortSignal) => {
    if (!target.via) return undefined;
    try {
      return await jumps.use(target.via, timeout, signal);
    } catch (error) {
      throw signal.aborted ? error : onTheWay(target, error);
    }
  };

  const reaching = async <T>(
    target: Target,
    { timeout, signal: outer }: Bounds,
    work: (signal: AbortSignal, onStage: (stage: Stage) => void) => Promise<T>,
  ): Promise<T> => {
    let stage: Stage = 'waiting';
    const late = () => overdue(target, stage, timeout);
    const limit = limitTo(clock, timeout, late, outer);
    return work(limit.signal, (reached) => {
      stage = reached;
    }).finally(limit.done);
  };

  return { connect, offeredKey: look };
}

interface Bounds {
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

function agentOf(target: Target, socket: string | undefined): string | undefined {
  if (!target.auth.agent) return undefined;
  if (socket) return socket;
  throw loginRefused(target, {
    en: 'its credential uses an SSH agent, and the bot has none (SSH_AUTH_SOCK is not set)',
    zh: '其凭据使用 SSH 代理，而机器人没有可用的代理（未设置 SSH_AUTH_SOCK）',
  });
}

function overdue(target: Target, stage: Stage, timeout: number): OpsError {
  if (stage !== 'reaching') return tooLate(target, doing[stage], timeout);
  const seconds = Math.round(timeout / 100) / 10;
  return hostDown(target, { en: `no answer within ${seconds} s`, zh: `${seconds} 秒内没有应答` });
}

const doing: Readonly<Record<Exclude<Stage, 'reaching'>, Text>> = {
  waiting: { en: 'Waiting for a turn to connect, or for the jump host', zh: '等待轮到连接或等待跳板机' },
  handshake: { en: 'The SSH handshake', zh: '进行 SSH 握手' },
  login: { en: 'Logging in', zh: '登录' },
};
