import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import type { Jump } from './connection.ts';
import { hostDown } from './errors.ts';
import { orAborted } from './limits.ts';
import type { Target } from './types.ts';

/** A transport to a target and the count of bytes written to it. */
export interface Line {
  readonly stream: Duplex;
  bytesSent(): number;
}

/**
 * Opens a TCP stream to the target, through `jump` where given. Error `host-down` with the reason when nobody answers;
 * the signal's reason when it aborts first.
 */
export async function dial(target: Target, jump: Jump | undefined, signal: AbortSignal): Promise<Line> {
  const stream = await (jump ? through(jump, target, signal) : straight(target, signal));
  return { stream, bytesSent: countWrites(stream) };
}

function straight(target: Target, signal: AbortSignal): Promise<Duplex> {
  const socket = connect({ host: target.address, port: target.port, noDelay: true });
  const connected = new Promise<Duplex>((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error) => reject(hostDown(target, reasonOf(error), error)));
  });
  return orAborted(signal, connected, discard).catch((error: unknown) => {
    socket.on('error', () => undefined);
    socket.destroy();
    throw error;
  });
}

async function through(jump: Jump, target: Target, signal: AbortSignal): Promise<Duplex> {
  try {
    return await jump.tunnel(target.address, target.port, signal);
  } catch (error) {
    if (!(error instanceof OpsError && error.code === 'channel-refused')) throw error;
    const why = {
      en: `${jump.target.name}, its jump host, could not reach it or may not forward to it`,
      zh: `跳板机 ${jump.target.name} 无法连到它，或不允许转发`,
    };
    throw hostDown(target, why, error);
  }
}

function discard(stream: Duplex): void {
  stream.on('error', () => undefined);
  stream.destroy();
}

function countWrites(stream: Duplex): () => number {
  let bytes = 0;
  const write = stream.write.bind(stream);
  stream.write = ((chunk: Buffer, ...more: []) => {
    bytes += chunk.length;
    return write(chunk, ...more);
  }) as typeof stream.write;
  return () => bytes;
}

function reasonOf(error: Error): Text {
  const code = 'code' in error ? String(error.code) : '';
  const known = reasons[code];
  return known ?? { en: code || error.message, zh: code || error.message };
}

const reasons: Readonly<Record<string, Text>> = {
  ECONNREFUSED: { en: 'connection refused, nothing listens on that port', zh: '连接被拒绝，该端口没有服务监听' },
  ENOTFOUND: { en: 'its address is not known to DNS', zh: 'DNS 中查不到该地址' },
  EAI_AGAIN: { en: 'DNS did not answer', zh: 'DNS 没有应答' },
  EHOSTUNREACH: { en: 'no route to the host', zh: '没有到该主机的路由' },
  ENETUNREACH: { en: 'its network cannot be reached', zh: '无法到达其所在网络' },
  ETIMEDOUT: { en: 'no answer', zh: '没有应答' },
  ECONNRESET: { en: 'the connection was reset', zh: '连接被重置' },
};
