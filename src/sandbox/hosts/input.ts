import type { Writable } from 'node:stream';
import type { ServerChannel } from 'ssh2';
import type { SwitchBoard } from './board.ts';

/**
 * Gives a channel's input to a command, with what the switches do to it. Ends the command's input where the channel's
 * ends, also where the connection is lost: the command cannot tell the two apart, as under sshd.
 */
export async function feed(
  channel: ServerChannel,
  stdin: Writable,
  board: SwitchBoard,
  cut: () => void,
): Promise<void> {
  let offset = 0;
  stdin.on('error', () => {});
  try {
    for await (const chunk of channel.iterator({ destroyOnReturn: false })) {
      await board.beforeChunk();
      const passed = board.input(chunk, offset);
      offset += chunk.length;
      await give(stdin, passed.bytes);
      if (passed.cut) cut();
      if (passed.cut || stdin.destroyed) break;
    }
  } catch {
    // The connection was lost.
  }
  stdin.end();
}

function give(stdin: Writable, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (stdin.destroyed) return resolve();
    stdin.once('close', resolve);
    stdin.write(bytes, () => {
      stdin.off('close', resolve);
      resolve();
    });
  });
}
