import { viewJson } from '../modals.ts';
import { NotPossible } from '../refusal.ts';
import type { Fields, Message, Version } from '../types.ts';
import type { World } from '../world.ts';
import { seen } from './stage.ts';

/** A message as a person sees it. */
export interface Shown {
  readonly channel: string;
  readonly ts: string;
  /** The author's handle. */
  readonly from: string;
  readonly text: string;
  readonly blocks: readonly Fields[];
  readonly metadata?: Fields;
  readonly threadTs?: string;
  readonly ephemeral: boolean;
  /** Every state it had with the time of each (ms since the epoch); `versions.length - 1` edits. */
  readonly versions: readonly Version[];
  readonly state: Readonly<Record<string, Fields>>;
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

/** A modal as its person sees it. */
export interface ShownView {
  readonly id: string;
  readonly view: Fields;
  readonly errors: Readonly<Record<string, string>>;
}

/** What a person sees (all but others' ephemeral messages), or everything where nobody is named; oldest first. */
export function messages(world: World, asked: { as?: string; in?: string }): Shown[] {
  const user = asked.as === undefined ? undefined : world.user(asked.as).id;
  const wanted = asked.in === undefined ? undefined : world.channel(asked.in, user).id;
  const channels = [...world.channels.values()].filter(
    ({ id, members }) => id === (wanted ?? id) && (user === undefined || members.has(user)),
  );
  const all = channels.flatMap(({ id }) =>
    user === undefined ? (world.messages.get(id) ?? []) : seen(world, id, user),
  );
  return all.sort((a, b) => Number(a.ts) - Number(b.ts)).map((message) => shown(world, message));
}

/** The modals a person has open, the topmost last. */
export function openViews(world: World, as: string): ShownView[] {
  const views = world.views.get(world.user(as).id) ?? [];
  return views.map((view) => ({ id: view.id, view: viewJson(view), errors: view.errors }));
}

/** A message by channel and timestamp, ephemeral ones too; NotPossible where there is none. */
export function findShown(world: World, { in: channel, ts }: { in: string; ts: string }): Message {
  const found = world.messages.get(world.channel(channel).id)?.find((message) => message.ts === ts);
  if (!found) throw new NotPossible(`there is no message ${ts} in ${channel}`);
  return found;
}

function shown(world: World, message: Message): Shown {
  const { channel, ts, threadTs, versions, state, user } = message;
  const now = versions.at(-1);
  return {
    channel,
    ts,
    threadTs,
    versions,
    state,
    from: world.users.get(user)?.name ?? 'slackbot',
    text: now?.text ?? '',
    blocks: now?.blocks ?? [],
    ...(now?.metadata && { metadata: now.metadata }),
    ephemeral: message.ephemeralFor !== undefined,
    files: message.files.flatMap((id) => world.files.get(id) ?? []).map(({ id, name }) => ({ id, name })),
  };
}
