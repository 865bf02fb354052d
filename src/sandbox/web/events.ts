import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { World } from '../slack/world.ts';
import { createSight, type Sight } from './sight.ts';

/** How long nothing may be said, in ms: an empty message then shows that the stream lives. */
const silence = 5000;
/** Between two events, in ms, so that a message edited in a hurry is not sent each time. */
const pause = 40;

/** What a stream says, as JSON; an empty message says only that it lives. */
export interface Event {
  /** The state that its reader is in with it. */
  readonly id: string;
  readonly sight: Sight;
}

/** The pages that follow what somebody sees, each over a WebSocket. */
export interface Streams {
  /** Takes a request to follow a person. A reader in the state `since` is told what comes after it, any other one all. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, as: string, since: string): void;
  /** Cuts them all. */
  close(): void;
}

export function createStreams(world: World, boot: string): Streams {
  // A page says nothing here.
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  return {
    take: (request, socket, head, as, since) =>
      server.handleUpgrade(request, socket, head, (ws) => {
        ws.on('error', () => ws.terminate());
        tell(world, boot, ws, as, since).catch(() => ws.terminate());
      }),
    close: () => {
      for (const ws of server.clients) ws.terminate();
      server.close();
    },
  };
}

/** Says what a person sees, and nothing more while its reader has not taken what was said. */
async function tell(world: World, boot: string, ws: WebSocket, as: string, since: string): Promise<void> {
  const look = createSight(world, boot, as);
  const send = (text: string) => new Promise<void>((resolve) => ws.send(text, () => resolve()));
  const event = (id: string) => JSON.stringify({ id, sight: look() } satisfies Event);
  let version = world.version();
  const id = `${boot}.${version}`;
  const first = event(id);
  await send(since === id ? '' : first);
  while (ws.readyState === ws.OPEN) {
    const next = await world.beyond(version, silence);
    if (next === version) {
      await send('');
      continue;
    }
    await world.clock.sleep(pause);
    version = world.version();
    await send(event(`${boot}.${version}`));
  }
}
