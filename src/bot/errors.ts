import { randomBytes } from 'node:crypto';
import { OpsError } from '../core/errors.ts';
import type { Language, Text } from '../core/text.ts';
import { wording } from '../core/text.ts';
import type { Message } from '../handlers/define.ts';
import type { Log } from './log.ts';

/**
 * The one exit for errors: what the person who asked is told. An OpsError says it itself; anything else is logged
 * under an id, and the person gets the id.
 */
export function errorMessage(error: unknown, language: Language, log: Log): Message {
  if (error instanceof OpsError) {
    log.info({ code: error.code, err: error.cause ? error : undefined }, error.message);
    return plainMessage(error.text, language);
  }
  const id = randomBytes(4).toString('hex');
  log.error({ err: error, id }, 'a handler failed');
  return plainMessage(apology(id), language);
}

/** A message of one paragraph, safe whatever the text quotes. */
export function plainMessage(text: Text, language: Language): Message {
  const words = escaped(wording(text, language));
  return { text: words, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: words.slice(0, 2990) } }] };
}

function escaped(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function apology(id: string): Text {
  return {
    en: `Something went wrong inside the bot, and it is logged as ${id}. What you asked for may not have been done: look with /ops runs, then ask again or pass that id to whoever runs the bot.`,
    zh: `机器人内部出错，已记录为 ${id}。你的请求可能没有执行：请先用 /ops runs 查看，再重试，或把该编号告诉机器人管理员。`,
  };
}
