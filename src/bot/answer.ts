import type { RespondArguments } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { OpsError } from '../core/errors.ts';
import type { Text } from '../core/text.ts';
import type { Message, Modal, Reply, Request } from '../handlers/define.ts';
import { notice } from '../handlers/views/notice.ts';
import type { Chat } from './chat/index.ts';
import { bodyOf } from './chat/wire.ts';
import { errorMessage } from './errors.ts';
import type { Log } from './log.ts';
import { viewOf } from './modals.ts';

/** A request with the ways back to whoever made it. */
export interface Origin extends Request {
  /** Names the delivery; its answer is posted under it, once. */
  readonly key: string;
  /** Opens a modal, for 3 seconds. */
  readonly trigger?: string;
  /** Answers over the delivery's response_url, at most 5 times. */
  readonly respond?: (message: RespondArguments) => Promise<unknown>;
  /** The loading modal that waits to be filled. */
  readonly view?: string;
}

export interface Answers {
  /** Does the work and delivers its reply, or tells why there is none. Never rejects. */
  give(origin: Origin, work: () => Promise<Reply>): Promise<void>;
  /** Opens a modal that says that more is coming; its view id, or undefined where Slack refused. */
  openLoading(modal: Modal, origin: Origin): Promise<string | undefined>;
}

interface Options {
  readonly chat: Chat;
  readonly client: WebClient;
  readonly log: Log;
}

export function createAnswers({ chat, client, log }: Options): Answers {
  const give: Answers['give'] = async (origin, work) => {
    try {
      await deliver(await work(), origin);
    } catch (error) {
      const message = errorMessage(error, origin.language, log);
      await alone(message, origin).catch((failed) => log.error({ err: failed }, 'an error could not be told'));
    }
  };

  const deliver = (reply: Reply, origin: Origin): Promise<unknown> => {
    if (reply.kind === 'modal') return show(reply.modal, origin);
    if (reply.kind === 'ephemeral') return alone(reply.message, origin);
    const told = reply.kind === 'in-channel' ? toAll(reply.message, origin) : Promise.resolve();
    return origin.view === undefined ? told : told.then(() => fill(notice(done, origin.language), origin));
  };

  const show = async (modal: Modal, origin: Origin) => {
    const view = viewOf(modal, origin);
    if (origin.view !== undefined) return client.views.update({ view_id: origin.view, view }).catch(closedMeanwhile);
    if (origin.trigger === undefined) throw tooLate();
    return client.views.open({ trigger_id: origin.trigger, view }).catch((cause) => {
      throw tooLate(cause);
    });
  };

  /** For who asked: in the modal they look at, or over the response_url, which works wherever they are. */
  const alone = async (message: Message, origin: Origin): Promise<unknown> => {
    if (origin.view !== undefined) return fill(message, origin);
    const respond = origin.respond;
    if (!respond) return chat.ephemeral(origin, origin.user, message, origin.key);
    try {
      return await respond({ ...responseOf(message, origin), response_type: 'ephemeral' });
    } catch (error) {
      if (wasRefused(error)) return chat.ephemeral(origin, origin.user, message, origin.key);
      return chat.dm(origin.user, { message, key: origin.key });
    }
  };

  /** For everyone; over the response_url only where the bot cannot post itself, since that cannot be told twice. */
  const toAll = async (message: Message, origin: Origin): Promise<unknown> => {
    try {
      return await chat.post({ place: origin, message, key: origin.key });
    } catch (error) {
      if (!origin.respond || !(error instanceof OpsError) || error.code === 'chat-stopped') throw error;
      return origin.respond({ ...responseOf(message, origin), response_type: 'in_channel' });
    }
  };

  const fill = (message: Message, origin: Origin) => {
    const { language } = origin;
    const title = language === 'zh-CN' ? '结果' : 'Result';
    const close = language === 'zh-CN' ? '关闭' : 'Close';
    return show({ action: 'none', title, close, blocks: message.blocks, state: '' }, origin);
  };

  const closedMeanwhile = (error: unknown) => log.info({ err: error }, 'a modal could not be filled');

  const openLoading: Answers['openLoading'] = async (modal, origin) => {
    if (origin.trigger === undefined) return undefined;
    try {
      return (await client.views.open({ trigger_id: origin.trigger, view: viewOf(modal, origin) })).view?.id;
    } catch (error) {
      log.warn({ err: error }, 'a loading modal could not be opened');
      return undefined;
    }
  };

  return { give, openLoading };
}

function responseOf(message: Message, origin: Origin): RespondArguments {
  const { text, blocks } = bodyOf(message);
  const thread = origin.thread === undefined ? {} : { thread_ts: origin.thread };
  return { text, blocks, replace_original: false, ...thread };
}

/** Slack refused a response_url: it is used up, too old, or the message is malformed. Anything else may have worked. */
function wasRefused(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500;
}

const done: Text = { en: 'Done.', zh: '已完成。' };

function tooLate(cause?: unknown): OpsError {
  return new OpsError(
    'modal-too-late',
    {
      en: 'Opening the dialog: Slack allows it only within 3 seconds, and the answer took longer. Nothing was changed; click or type it again.',
      zh: '打开对话框：Slack 只允许在 3 秒内打开，而应答超时了。未作任何改动，请再点一次或重新输入。',
    },
    { cause },
  );
}
