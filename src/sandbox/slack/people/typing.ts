import type { Text } from '../../../core/text.ts';
import { app, bot, team } from '../cast.ts';
import { post } from '../messages.ts';
import type { Channel, Fields, Rewriting, User } from '../types.ts';
import { rewritten } from './rewrite.ts';
import { actor, type Done, place, type Stage } from './stage.ts';
import { notPossible, words, wordsFor } from './words.ts';

export interface Typing {
  /** A handle or id. */
  readonly as: string;
  /** A channel's name or id, or `@bot` for the conversation with it; default the first channel. */
  readonly in?: string;
  readonly text: string;
  /** Timestamp of the message whose thread it is typed into. */
  readonly thread?: string;
  /** Leaves some of the client's rewriting out, or all with false. */
  readonly rewrite?: Partial<Rewriting> | false;
}

const none: Rewriting = { dashes: false, quotes: false, links: false, mentions: false };

/** Characters a client sends at most: release notes of Slack for iOS, 20.06.10. What apps may post is longer. */
const mostTyped = 12_000;

/**
 * Types a text and sends it: a slash command where it begins with `/` (but not `//`), else a message, with a mention
 * where `@bot` is. Where there is no such command, or not there, Slackbot says so and nothing is sent.
 */
export async function type(stage: Stage, typing: Typing): Promise<Done> {
  const user = actor(stage.world, typing.as);
  const channel = place(stage.world, user, typing.in);
  const how = typing.rewrite === false ? none : { ...stage.rewriting, ...typing.rewrite };
  const { length } = typing.text;
  if (length > mostTyped) throw notPossible(user, words.tooLong(length, mostTyped));
  if (/^\/(?!\/)/.test(typing.text)) return command(stage, user, channel, typing, how);
  return message(stage, user, channel, typing, { ...how, mentions: true });
}

async function message(stage: Stage, user: User, channel: Channel, typing: Typing, how: Rewriting): Promise<Done> {
  const text = rewritten(stage.world, typing.text.trim(), how, false);
  const posted = post(stage.world, { channel: channel.id, user: user.id, text, threadTs: typing.thread });
  const mentions = !channel.im && text.includes(`<@${bot.userId}>`);
  const told = await Promise.all([mentions ? stage.notices.mention(posted) : undefined, stage.notices.message(posted)]);
  const failed = told.find((each) => each && !each.ok);
  return { ok: !failed, ts: posted.ts, ...(failed && !failed.ok && { error: failed.error }) };
}

async function command(stage: Stage, user: User, channel: Channel, typing: Typing, how: Rewriting): Promise<Done> {
  const [, name = '', rest = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(typing.text) ?? [];
  const refuse = (error: string, text: Text): Done => {
    const said = rewritten(stage.world, wordsFor(user, text), none, false);
    const seenBy = { ephemeralFor: user.id, threadTs: typing.thread };
    post(stage.world, { ...seenBy, channel: channel.id, user: 'USLACKBOT', text: said }, 'slackbot');
    return { ok: false, error };
  };
  if (typing.thread !== undefined) return refuse('not_in_threads', words.inThread(name));
  if (name === '/' || stage.commands?.includes(name) === false)
    return refuse('unknown_command', words.unknownCommand(name));
  const text = rewritten(stage.world, rest.trim(), how, true);
  const origin = { channel: channel.id, user: user.id };
  const payload = commandPayload(stage, user, channel, { name, text, responseUrl: stage.answers.urlFor(origin) });
  const delivered = await stage.transport.deliver({ kind: 'slash_commands', payload, responds: true });
  if (!delivered.ok) return refuse(delivered.error, words.failed(name, delivered.error));
  if (delivered.response.text || delivered.response.blocks) stage.answers.answer(origin, delivered.response);
  return { ok: true };
}

function commandPayload(
  stage: Stage,
  user: User,
  channel: Channel,
  given: { name: string; text: string; responseUrl: string },
): Fields {
  return {
    token: 'sandbox',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channel.im ? 'directmessage' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command: given.name,
    text: given.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: given.responseUrl,
    trigger_id: stage.triggers.make({ user: user.id, channel: channel.id }),
  };
}
