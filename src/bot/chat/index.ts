import { explain, OpsError } from '../../core/errors.ts';
import type { Clock } from '../../core/io/clock.ts';
import type { Text } from '../../core/text.ts';
import type { Message } from '../../handlers/define.ts';
import type { Log } from '../log.ts';
import { createCalls, pause } from './calls.ts';
import type { Clients } from './clients.ts';
import { createEdits, type Placed } from './edits.ts';
import { failureOf, refusal } from './failure.ts';
import { createLanes } from './lanes.ts';
import { type Place, type Posting, postOnce, withKey } from './once.ts';
import { createUploads, type Upload } from './upload.ts';
import { bodyOf, createWire, update } from './wire.ts';

export type { Place, Placed, Posting };

/** The outgoing side of the chat. Errors are OpsErrors `chat-…` that name what Slack said. */
export interface Chat {
  /**
   * Posts a message once, whatever happens on the way; messages of one channel arrive in order. Waits out an outage:
   * resolves when the message stands there. Errors: `chat-not-in-channel`, `chat-channel-not-found`, and other refusals;
   * `chat-backlog`; `chat-stopped`.
   */
  post(posting: Posting): Promise<Placed>;
  /** The same, to one person. */
  dm(user: string, posting: Omit<Posting, 'place'>): Promise<Placed>;
  /**
   * Replaces a message, at most once a second and with the last content asked for. Waits out an outage. `key` is the
   * one it was posted with. Errors: `chat-message-not-found` and other refusals; `chat-stopped`.
   */
  edit(at: Placed, message: Message, key: string): Promise<void>;
  /** Shows a message to one person alone; by DM where that cannot be, or where nobody can tell whether it was shown. */
  ephemeral(place: Place, user: string, message: Message, key: string): Promise<Placed>;
  /** Posts files as one message and resolves with their ids once they are shared. Errors: `chat-upload-lost`, refusals. */
  upload(upload: Upload): Promise<readonly string[]>;
  /** Waits until everything is sent, for at most `ms`, then ends what is left with `chat-stopped`. True: all was sent. */
  stop(ms: number): Promise<boolean>;
}

interface Options {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly log: Log;
}

/** Messages that may wait for Slack at once; a card is up to some 50 kB. */
const backlog = 1000;

export function createChat({ clients, clock, log }: Options): Chat {
  const end = new AbortController();
  const { signal } = end;
  const calls = { posts: createCalls(clock, signal), edits: createCalls(clock, signal) };
  const lanes = createLanes(backlog);
  const wire = createWire(clients.posts, calls.posts);
  const edits = createEdits({ clock, signal, send: (at, message) => update(clients.edits, calls.edits, at, message) });
  const uploads = createUploads({ client: clients.posts, call: calls.posts, clock, signal });
  const rooms = new Map<string, string>();

  const onTrouble = (error: unknown, attempt: number) =>
    log.warn({ trouble: failureOf(error), attempt }, 'a message waits for Slack');

  const post: Chat['post'] = (posting) =>
    lanes
      .put(posting.place.channel, () => postOnce(posting, { clock, signal, wire, onTrouble }))
      .catch((error) => fail(sending(posting.place.channel), error));

  const room = async (user: string) => {
    const known = rooms.get(user);
    if (known !== undefined) return known;
    const opened = await clients.posts.conversations.open({ users: user });
    const id = opened.channel?.id ?? user;
    rooms.set(user, id);
    return id;
  };

  const dm: Chat['dm'] = async (user, posting) => {
    const channel = await repeated(() => room(user)).catch((error) => fail(sending(user), error));
    return post({ ...posting, place: { channel } });
  };

  /** For what may be asked twice without harm. */
  const repeated = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (failureOf(error).kind === 'refused') throw error;
        onTrouble(error, attempt);
        await clock.sleep(pause(error, attempt), signal);
      }
    }
  };

  const showAlone = ({ channel, thread }: Place, user: string, message: Message) =>
    calls.posts('chat.postEphemeral', () => {
      const { text, blocks } = bodyOf(message);
      return clients.posts.chat.postEphemeral({ channel, user, thread_ts: thread, text, blocks });
    });

  return {
    post,
    dm,
    edit: (at, message, key) =>
      edits.edit(at, withKey(message, key)).catch((error) => fail(editing(at.channel), error)),
    ephemeral: async (place, user, message, key) => {
      try {
        const shown = await showAlone(place, user, message);
        return { channel: place.channel, ts: shown.message_ts ?? '' };
      } catch (error) {
        log.info({ trouble: failureOf(error) }, 'a message to one person goes as a DM');
        return dm(user, { message, key });
      }
    },
    upload: (upload) =>
      uploads(upload).catch((error) => fail(uploading(upload.files.map(({ filename }) => filename).join(', ')), error)),
    stop: (ms) =>
      new Promise((resolve) => {
        const over = (sent: boolean) => {
          end.abort(stopped());
          resolve(sent);
        };
        const giveUp = clock.after(ms, () => over(false));
        void Promise.all([lanes.idle(), edits.idle()]).then(() => {
          giveUp();
          over(true);
        });
      }),
  };
}

function fail(what: Text, error: unknown): never {
  if (error instanceof OpsError) throw error;
  const failure = failureOf(error);
  if (failure.kind === 'refused') throw refusal(what, failure);
  const why = explain(error);
  throw new OpsError('chat-failed', { en: `${what.en}: ${why.en}`, zh: `${what.zh}：${why.zh}` }, { cause: error });
}

const sending = (to: string): Text => ({ en: `Sending a message to ${to}`, zh: `向 ${to} 发送消息` });
const editing = (at: string): Text => ({ en: `Editing a message in ${at}`, zh: `修改 ${at} 中的消息` });
const uploading = (name: string): Text => ({ en: `Uploading ${name}`, zh: `上传 ${name}` });

function stopped(): OpsError {
  return new OpsError('chat-stopped', { en: 'The bot is stopping.', zh: '机器人正在停止。' });
}
