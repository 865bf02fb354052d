import type { Duplex } from 'node:stream';
import type { ConnectConfig } from 'ssh2';
import ssh2 from 'ssh2';
import type { Text } from '../../text.ts';
import { algorithmsFor } from './algorithms.ts';
import type { Means } from './auth.ts';
import { createAuth } from './auth.ts';
import { connectionLost, handshakeFailed, hostDown, loginRefused } from './errors.ts';
import type { HostKeyCheck } from './host-key.ts';
import type { Target } from './types.ts';

/** A client that is logged in. */
export type Client = ssh2.Client;

/** How far a connection has come; what a failure means depends on it. */
export type Stage = 'waiting' | 'reaching' | 'handshake' | 'login';

/** Thrown when the server hung up before any login was tried: trying again is harmless. */
export class HungUp extends Error {
  readonly told: Error;

  constructor(told: Error) {
    super(told.message, { cause: told });
    this.name = 'HungUp';
    this.told = told;
  }
}

/**
 * Speaks SSH over `stream`: checks the host key, then logs in. Resolves with the client; rejects with `HungUp`,
 * `handshake-failed`, the verdict of `check`, `login-refused`, `connection-lost`, or the signal's reason. On failure the
 * stream is destroyed.
 */
export function shakeHands(
  target: Target,
  stream: Duplex,
  check: HostKeyCheck,
  means: Means,
  signal: AbortSignal,
  onStage: (stage: Stage) => void,
): Promise<Client> {
  const client = new ssh2.Client();
  let stage: Stage = 'handshake';
  return new Promise<Client>((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(error);
      client.destroy();
      stream.destroy();
    };
    const refused = (why: Text, cause?: unknown) => fail(loginRefused(target, why, cause));
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    if (signal.aborted) return fail(signal.reason);
    client
      .on('handshake', () => {
        stage = 'login';
        onStage(stage);
      })
      .on('ready', () => resolve(client))
      .on('change password', () => refused(expired))
      .on('error', (error) => {
        if (isPassing(error)) return;
        fail(check.verdict() ?? meaning(target, stage, error));
      })
      .on('close', () => fail(check.verdict() ?? meaning(target, stage, new Error('closed by the server'))));
    client.connect(config(target, stream, check, means, refused));
  });
}

function config(
  target: Target,
  sock: Duplex,
  check: HostKeyCheck,
  means: Means,
  refused: (why: Text) => void,
): ConnectConfig {
  return {
    sock,
    username: target.user,
    hostVerifier: (key: Buffer) => check.verify(key),
    authHandler: createAuth(target, means, refused),
    algorithms: algorithmsFor(check.pinned, target.legacy),
    keepaliveInterval: 15_000,
    keepaliveCountMax: 3,
    readyTimeout: 0,
  } as ConnectConfig;
}

/** Failures of one means, after which ssh2 goes on to the next by itself. */
function isPassing(error: Error): boolean {
  return 'level' in error && (error.level === 'agent' || error.level === 'client-authentication');
}

function meaning(target: Target, stage: Stage, error: Error): Error {
  const level = 'level' in error ? error.level : undefined;
  // A disconnect message carries its SSH reason number as code (RFC 4253 11.1) and no level.
  const disconnected = level === undefined && 'code' in error && typeof error.code === 'number';
  if (stage === 'login') {
    const words = { en: `the server ended the login (${error.message})`, zh: `服务器中止了登录（${error.message}）` };
    return disconnected ? loginRefused(target, words, error) : connectionLost(target, loggingIn, error);
  }
  if (level === 'handshake') return handshakeFailed(target, error);
  return new HungUp(hostDown(target, hungUp, error));
}

const loggingIn: Text = { en: 'Logging in', zh: '登录' };
const expired: Text = { en: 'its password has expired and must be changed first', zh: '密码已过期，必须先修改' };
const hungUp: Text = {
  en: 'it closed the connection before the SSH handshake was done (too many connections at once, or no SSH server)',
  zh: '在 SSH 握手完成前关闭了连接（同时连接过多，或不是 SSH 服务）',
};
