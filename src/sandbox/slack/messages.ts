import { app, bot, team } from './cast.ts';
import { fileInMessage } from './file-json.ts';
import { asFields } from './kit/check.ts';
import type { Fields, Message, Version } from './types.ts';
import type { World } from './world.ts';

export interface Draft {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly Fields[];
  readonly metadata?: Fields;
  readonly threadTs?: string;
  readonly ephemeralFor?: string;
  readonly files?: readonly string[];
}

/** Posts a message and tells whoever watches. Block and action ids that were left out are filled in, as Slack does. */
export function post(world: World, draft: Draft, by = 'post'): Message {
  const { text, blocks, metadata, files = [], ...place } = draft;
  const first = version(world, { text, blocks, metadata }, by);
  const message: Message = { ...place, ts: world.ids.ts(), files, versions: [first], state: {} };
  const all = world.messages.get(draft.channel) ?? [];
  all.push(message);
  world.messages.set(draft.channel, all);
  world.changed();
  return message;
}

/** Changes a message. What `next` leaves out is gone: text without blocks drops the blocks. */
export function edit(
  world: World,
  message: Message,
  next: Pick<Version, 'text' | 'blocks' | 'metadata'>,
  by: string,
): void {
  message.versions.push(version(world, next, by));
  world.changed();
}

/** Takes a message away. */
export function remove(world: World, message: Message): void {
  const all = world.messages.get(message.channel) ?? [];
  world.messages.set(
    message.channel,
    all.filter((each) => each !== message),
  );
  world.changed();
}

/** The message with this timestamp, ephemeral ones only where `ephemeral` is asked for. */
export function find(world: World, channel: string, ts: string, ephemeral = false): Message | undefined {
  return world.messages
    .get(channel)
    ?.find((message) => message.ts === ts && (ephemeral || message.ephemeralFor === undefined));
}

/** How a message looks now. */
function current(message: Message): Version {
  const last = message.versions.at(-1);
  if (!last) throw new Error(`message ${message.ts} has no version`);
  return last;
}

/** A message as the Web API and events show it; its metadata only where it was asked for. */
export function messageJson(world: World, message: Message, options: { metadata?: boolean } = {}): Fields {
  const now = current(message);
  const files = message.files.flatMap((id) => world.files.get(id) ?? []);
  const replies = (world.messages.get(message.channel) ?? []).filter((each) => isReply(each, message));
  return {
    type: 'message',
    user: message.user,
    ...(message.user === bot.userId && { bot_id: bot.botId, app_id: app.id }),
    team: team.id,
    ts: message.ts,
    text: now.text,
    ...(files.length > 0 && { files: files.map((file) => fileInMessage(world, file)), subtype: 'file_share' }),
    ...(now.blocks && { blocks: now.blocks }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(replies.length > 0 && { thread_ts: message.ts, reply_count: replies.length }),
    ...(message.versions.length > 1 && { edited: { user: message.user, ts: seconds(now.at) } }),
    ...(options.metadata && now.metadata && { metadata: now.metadata }),
  };
}

/** Whether `each` is a visible reply in the thread that `parent` began. */
export function isReply(each: Message, parent: Message): boolean {
  return each.threadTs === parent.ts && each.ts !== parent.ts && each.ephemeralFor === undefined;
}

/** Blocks with the ids filled in that were left out. */
export function withIds(world: World, blocks: readonly Fields[]): Fields[] {
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id || world.ids.next('b'),
    ...(Array.isArray(block.elements) && { elements: block.elements.map((each) => identified(world, each)) }),
    ...(asFields(block.accessory) && { accessory: identified(world, block.accessory) }),
    ...(asFields(block.element) && { element: identified(world, block.element) }),
  }));
}

function identified(world: World, element: unknown): unknown {
  const given = asFields(element);
  const acts = given && !still.has(String(given.type)) && !String(given.type).startsWith('rich_text_');
  return acts && !given.action_id ? { ...given, action_id: world.ids.next('a') } : element;
}

const still = new Set(['image', 'plain_text', 'mrkdwn']);

function version(world: World, next: Pick<Version, 'text' | 'blocks' | 'metadata'>, by: string): Version {
  const { text, blocks, metadata } = next;
  return {
    at: world.clock.now(),
    text,
    by,
    ...(blocks && blocks.length > 0 && { blocks: withIds(world, blocks) }),
    ...(metadata && { metadata }),
  };
}

const seconds = (ms: number) => `${Math.floor(ms / 1000)}.000000`;
