import { app, bot, team } from '../cast.ts';
import { post } from '../messages.ts';
import { NotPossible } from '../refusal.ts';
import type { Channel, Fields, Rewriting, User } from '../types.ts';
import { rewritten } from './rewrite.ts';
import { actor, type Done, place, type Stage } from './stage.ts';

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

/** Types a text and sends it: a slash command where it begins with `/`, else a message, with a mention where `@bot` is. */
export async function type(stage: Stage, typing: Typing): Promise<Done> {
  const user = actor(stage.world, typing.as);
  const channel = place(stage.world, user, typing.in);
  const how = typing.rewrite === false ? none : { ...stage.rewriting, ...typing.rewrite };
  if (typing.text.startsWith('/')) return command(stage, user, channel, typing, how);
  return message(stage, user, channel, typing, { ...how, mentions: true });
}

async function message(stage: Stage, user: User, channel: Channel, typing: Typing, how: Rewriting): Promise<Done> {
  const text = rewritten(stage.world, typing.text, how, false);
  const posted = post(stage.world, { channel: channel.id, user: user.id, text, threadTs: typing.thread });
  const mentions = !channel.im && text.includes(`<@${bot.userId}>`);
  const told = await Promise.all([mentions ? stage.notices.mention(posted) : undefined, stage.notices.message(posted)]);
  const failed = told.find((each) => each && !each.ok);
  return { ok: !failed, ts: posted.ts, ...(failed && !failed.ok && { error: failed.error }) };
}

async function command(stage: Stage, user: User, channel: Channel, typing: Typing, how: Rewriting): Promise<Done> {
  if (typing.thread !== undefined) throw new NotPossible('slash commands do not work in threads');
  const [, name = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typing.text) ?? [];
  if (stage.commands && !stage.commands.includes(name)) throw new NotPossible(`${name} is not a valid command`);
  const text = rewritten(stage.world, rest.trim(), how, true);
  const origin = { channel: channel.id, user: user.id };
  const payload = commandPayload(stage, user, channel, { name, text, responseUrl: stage.answers.urlFor(origin) });
  const delivered = await stage.transport.deliver({ kind: 'slash_commands', payload, responds: true });
  if (delivered.ok) {
    if (delivered.response.text || delivered.response.blocks) stage.answers.answer(origin, delivered.response);
    return { ok: true };
  }
  const words = `${name} failed with the error "${delivered.error}"`;
  post(stage.world, { channel: channel.id, user: 'USLACKBOT', text: words, ephemeralFor: user.id }, 'slackbot');
  return { ok: false, error: delivered.error };
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
