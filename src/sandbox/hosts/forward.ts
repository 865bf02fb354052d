import { connect } from 'node:net';
import type { Connection } from 'ssh2';

const loopback = /^(127(\.\d{1,3}){3}|::1|localhost)$/i;

/**
 * Lets a connection reach ports of this machine's loopback as seen from the host (direct-tcpip), which health checks
 * through the tunnel and jump hosts need; anything else is refused, as sshd refuses what PermitOpen does not name.
 */
export function allowForwarding(connection: Connection, over: AbortSignal): void {
  connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
    if (!loopback.test(destIP)) return reject();
    const socket = connect({ host: destIP, port: destPort, allowHalfOpen: true });
    const end = () => socket.destroy();
    over.addEventListener('abort', end, { once: true });
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      const channel = accept();
      channel.on('error', end);
      channel.once('close', end);
      channel.pipe(socket).pipe(channel);
      socket.on('error', end);
      socket.once('close', () => channel.close());
    });
    socket.once('close', () => over.removeEventListener('abort', end));
  });
}
