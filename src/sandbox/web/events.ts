import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../slack/world.ts';
import { createSight } from './sight.ts';

/** How long nothing may be said, in ms: a line without meaning then shows that the stream lives. */
const silence = 15_000;
/** Between two events, in ms, so that a message edited in a hurry is not sent each time. */
const pause = 40;

/**
 * Server-sent events of what one person sees; the id of each is the state it leaves its reader in. A reader that comes
 * back gets all of it again, unless it knows the present state already.
 */
export async function stream(
  world: World,
  boot: string,
  as: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const look = createSight(world, boot, as);
  let open = true;
  response.on('close', () => {
    open = false;
  });
  response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
  const send = async (text: string) => {
    if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  };
  const event = (version: number) => `id: ${boot}.${version}\ndata: ${JSON.stringify(look())}\n\n`;
  let version = world.version();
  const first = event(version);
  await send(`retry: 500\n\n${request.headers['last-event-id'] === `${boot}.${version}` ? '' : first}`);
  while (open) {
    const next = await world.beyond(version, silence);
    if (!open) return;
    if (next === version) await send(':\n\n');
    else {
      await world.clock.sleep(pause);
      version = world.version();
      await send(event(version));
    }
  }
}
