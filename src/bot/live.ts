import type { Db } from '../core/io/db.ts';
import type { Message } from '../handlers/define.ts';
import type { Live } from '../handlers/deps.ts';
import type { Chat, Place, Placed } from './chat/index.ts';

/** Messages that have not come to their end, by key: where they stand, and what is to stand there if they never do. */
export type OpenMessages = Record<string, { readonly at: Placed; readonly lost: Message }>;

interface Options {
  readonly chat: Pick<Chat, 'post' | 'edit'>;
  /** `state/live.json`. */
  readonly db: Db<OpenMessages>;
}

export interface LiveMessages {
  /** As of `Deps.live`. */
  live(place: Place, key: string, lost?: Message): Live;
  /** Puts what was to stand there in place of messages that an earlier bot left. Those that cannot be edited are left. */
  mend(): Promise<void>;
}

/** Messages that change while work goes on: posted at the first `show`, then edited, at most once a second. */
export function createLive({ chat, db }: Options): LiveMessages {
  const left = Object.entries(db.data);
  const forget = (key: string) =>
    db.update((open) => {
      delete open[key];
    });

  return {
    live: (place, key, lost) => {
      let placed: Promise<Placed> | undefined;
      const post = async (message: Message) => {
        const at = await chat.post({ place, message, key });
        if (lost) {
          await db.update((open) => {
            open[key] = { at, lost };
          });
        }
        return at;
      };
      const show = async (message: Message) => {
        if (placed) return chat.edit(await placed, message, key);
        placed = post(message);
        await placed;
      };
      return {
        show,
        end: async (message) => {
          await show(message);
          if (lost) await forget(key);
        },
      };
    },
    mend: async () => {
      for (const [key, { at, lost }] of left) {
        await chat.edit(at, lost, key).catch(() => {});
        await forget(key);
      }
    },
  };
}
