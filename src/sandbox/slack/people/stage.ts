import type { Answers } from '../answers.ts';
import { app, foreignTeam, team } from '../cast.ts';
import type { Sharing } from '../files.ts';
import type { Log } from '../log.ts';
import type { Notices } from '../notices.ts';
import { NotPossible } from '../refusal.ts';
import type { Transport } from '../transport.ts';
import type { Triggers } from '../triggers.ts';
import type { Channel, Fields, Message, Rewriting, User } from '../types.ts';
import { teamOf, type World } from '../world.ts';

/** What people act on the workspace with. */
export interface Stage {
  readonly world: World;
  readonly transport: Transport;
  readonly notices: Notices;
  readonly triggers: Triggers;
  readonly answers: Answers;
  readonly sharing: Sharing;
  readonly rewriting: Rewriting;
  /** Bytes of the largest file that is kept. */
  readonly largestFile: number;
  readonly log: Log;
  /** The slash commands the app registered; absent: any. */
  readonly commands?: readonly string[];
}

/** What became of something a person did: whether the app acknowledged it, and if not, the word they saw. */
export interface Done {
  readonly ok: boolean;
  readonly error?: string;
  readonly ts?: string;
}

/** The person who does something; a deactivated one cannot. */
export function actor(world: World, name: string): User {
  const user = world.user(name);
  if (user.deleted) throw new NotPossible(`${user.name} is deactivated and cannot do anything`);
  return user;
}

/** The channel they do it in; one has to be in it. */
export function place(world: World, user: User, name: string | undefined): Channel {
  const channel = world.channel(name, user.id);
  if (!channel.members.has(user.id)) throw new NotPossible(`${user.name} is not in #${channel.name}`);
  return channel;
}

/** The messages a person sees in a channel, oldest first. */
export function seen(world: World, channel: string, user?: string): Message[] {
  const all = world.messages.get(channel) ?? [];
  return all.filter((message) => message.ephemeralFor === undefined || message.ephemeralFor === user);
}

/** The part every interactive payload has. */
export function interaction(stage: Stage, user: User, from: { channel?: string; view?: string }): Fields {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: teamOf(user, foreignTeam) },
    api_app_id: app.id,
    token: 'sandbox',
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: stage.triggers.make({ user: user.id, ...from }),
  };
}
