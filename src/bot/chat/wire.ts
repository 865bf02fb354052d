import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Message } from '../../handlers/define.ts';
import type { Call } from './calls.ts';
import type { Placed } from './edits.ts';
import { keyOf, type Place, type Wire } from './once.ts';

/** Pages of history that are looked through for a message, of 200 messages each. */
const pages = 10;

/** Posting to and looking into the chat over one WebClient. */
export function createWire(client: WebClient, call: Call): Wire {
  const post: Wire['post'] = async (place, message) => {
    // Slack limits posting by channel: one that has had too much does not stop the others.
    const sent = await call(`chat.postMessage ${place.channel}`, () =>
      client.chat.postMessage({ channel: place.channel, thread_ts: place.thread, ...bodyOf(message) }),
    );
    return { channel: sent.channel ?? place.channel, ts: sent.ts ?? '' };
  };

  const page = (place: Place, oldest: string, cursor: string | undefined) => {
    const what = { channel: place.channel, oldest, cursor, limit: 200, include_all_metadata: true };
    const { thread } = place;
    if (thread === undefined) return call('conversations.history', () => client.conversations.history(what));
    return call('conversations.replies', () => client.conversations.replies({ ...what, ts: thread }));
  };

  const look: Wire['look'] = async (place, key, since) => {
    const oldest = (since / 1000).toFixed(6);
    let cursor: string | undefined;
    for (let count = 0; count < pages; count += 1) {
      const answer = await page(place, oldest, cursor);
      const found = answer.messages?.find((each) => keyOf(each.metadata) === key);
      if (found?.ts !== undefined) return { channel: place.channel, ts: found.ts };
      cursor = answer.response_metadata?.next_cursor || undefined;
      if (cursor === undefined) return undefined;
    }
    return undefined;
  };

  return { post, look };
}

/** Replaces what stands at `at`. Blocks go with every edit: without them Slack drops those that are there. */
export async function update(client: WebClient, call: Call, at: Placed, message: Message): Promise<void> {
  await call('chat.update', () => client.chat.update({ ...at, ...bodyOf(message) }));
}

/** A message as Slack's methods take it: links are not unfolded, so that nothing outside decides what a card shows. */
export function bodyOf(message: Message) {
  const { text, blocks, metadata } = message;
  return { text, blocks: [...blocks] as KnownBlock[], metadata, unfurl_links: false, unfurl_media: false };
}
