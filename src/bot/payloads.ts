import type { BlockAction, BlockElementAction } from '@slack/bolt';
import type { ActionRequest, Request } from '../handlers/define.ts';
import type { Origin } from './answer.ts';
import { chosenIn, filledIn, rememberedIn } from './modals.ts';

/** A command's name without slash and prefix. */
export function nameOf(command: string, prefix: string): string {
  const name = command.replace(/^\//, '');
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** The bot's own user id, which every event names. */
export function botIn(body: {
  readonly authorizations?: readonly { readonly user_id: string; readonly is_bot?: boolean }[];
}) {
  return body.authorizations?.find(({ is_bot }) => is_bot)?.user_id;
}

/** Where a button was: on a message, or in a modal that remembers where it came from. */
export function placeOf(body: BlockAction): { channel: string; thread?: string } {
  const kept = rememberedIn(body.view?.private_metadata);
  const thread: unknown = body.message?.thread_ts;
  if (body.channel) return { channel: body.channel.id, thread: typeof thread === 'string' ? thread : undefined };
  return { channel: kept?.channel ?? body.user.id, thread: kept?.thread };
}

/** A click or choice, as handlers take it. */
export function clickOf(origin: Origin, action: BlockElementAction, body: BlockAction): ActionRequest {
  const state = rememberedIn(body.view?.private_metadata)?.state;
  const { channel, message } = body;
  return {
    ...requestOf(origin),
    ...chosenIn(action),
    filled: filledIn(body.view?.state.values ?? body.state?.values),
    ...(state !== undefined && { state }),
    ...(channel && message && { at: { channel: channel.id, ts: message.ts } }),
  };
}

/** Who asked, and where. */
export function requestOf({ user, channel, thread, language }: Origin): Request {
  return { user, channel, thread, language };
}
