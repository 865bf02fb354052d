import type { Message } from '../handlers/define.ts';
import type { Live } from '../handlers/deps.ts';
import type { Chat, Place, Placed } from './chat/index.ts';

/** Messages that change while work goes on: posted at the first `show`, then edited, at most once a second. */
export function createLive(chat: Pick<Chat, 'post' | 'edit'>): (place: Place, key: string) => Live {
  return (place, key) => {
    let placed: Promise<Placed> | undefined;
    return {
      show: async (message: Message) => {
        if (placed) return chat.edit(await placed, message, key);
        placed = chat.post({ place, message, key });
        await placed;
      },
    };
  };
}
