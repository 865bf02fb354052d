import { interactive, type Placed, textOf } from '../elements.ts';
import { messageJson } from '../messages.ts';
import { viewJson } from '../modals.ts';
import { NotPossible } from '../refusal.ts';
import type { Fields, Message, User, View } from '../types.ts';
import { type Choice, chosen } from '../values.ts';
import { actor, type Done, interaction, type Stage, seen } from './stage.ts';

/** Where something is done: in a message (default the newest that has it), in the modal or the home tab a person has open. */
interface Where {
  readonly as: string;
  /** Limits the search for the newest message to a channel. */
  readonly in?: string;
  readonly ts?: string;
  /** In the topmost modal instead. */
  readonly modal?: boolean;
  /** In the home tab instead. */
  readonly home?: boolean;
  /** As the message was at its n-th version (0: as posted), for a client that has not seen its edits yet. */
  readonly version?: number;
}

export interface Clicking extends Where {
  /** An action id, the button's text, or its number counted from 1 over the message's buttons. */
  readonly button: string | number;
}

export interface Selecting extends Where {
  /** The action id of a select, overflow menu, picker or the like. */
  readonly action: string;
  readonly choice: Choice;
}

interface Surface {
  readonly blocks: readonly Fields[];
  readonly message?: Message;
  readonly view?: View;
}

/** Clicks a button; a question it asks first is answered with yes. Resolves once the app acknowledged it, or did not. */
export function click(stage: Stage, clicking: Clicking): Promise<Done> {
  const user = actor(stage.world, clicking.as);
  const surface = surfaceOf(stage, user, clicking, (blocks) => findButton(blocks, clicking.button) !== undefined);
  const button = surface && findButton(surface.blocks, clicking.button);
  if (!surface || !button) throw new NotPossible(`${user.name} sees no button ${clicking.button}${shown(surface)}`);
  const { text, value } = button.element;
  return act(stage, user, surface, button, { text, ...(value !== undefined && { value }) });
}

/** Chooses in a select menu, overflow menu, picker, checkboxes or radio buttons. */
export function select(stage: Stage, selecting: Selecting): Promise<Done> {
  const user = actor(stage.world, selecting.as);
  const find = (blocks: readonly Fields[]) =>
    interactive(blocks).find(({ element }) => element.action_id === selecting.action && element.type !== 'button');
  const surface = surfaceOf(stage, user, selecting, (blocks) => find(blocks) !== undefined);
  const placed = surface && find(surface.blocks);
  if (!surface || !placed) throw new NotPossible(`${user.name} sees nothing to choose called ${selecting.action}`);
  const value = chosen(placed.element, selecting.choice);
  keepState(surface, placed, value);
  if (!placed.dispatches) return Promise.resolve({ ok: true });
  return act(stage, user, surface, placed, value);
}

/** The topmost modal of a person, or undefined. */
export function topView(stage: Stage, user: User): View | undefined {
  return stage.world.views.get(user.id)?.at(-1);
}

function surfaceOf(
  stage: Stage,
  user: User,
  where: Where,
  has: (blocks: readonly Fields[]) => boolean,
): Surface | undefined {
  if (where.modal || where.home) {
    const view = where.home ? stage.world.homes.get(user.id) : topView(stage, user);
    return view && { view, blocks: view.content.blocks as Fields[] };
  }
  const wanted = where.in === undefined ? undefined : stage.world.channel(where.in, user.id).id;
  const channels = [...stage.world.channels.values()].filter(
    (channel) => channel.members.has(user.id) && channel.id === (wanted ?? channel.id),
  );
  const surfaces = channels
    .flatMap((channel) => seen(stage.world, channel.id, user.id))
    .map((message) => ({ message, blocks: message.versions.at(where.version ?? -1)?.blocks ?? [] }))
    .filter(({ message, blocks }) => (where.ts === undefined ? has(blocks) : message.ts === where.ts));
  return surfaces.sort((a, b) => Number(a.message.ts) - Number(b.message.ts)).at(-1);
}

function findButton(blocks: readonly Fields[], wanted: string | number): Placed | undefined {
  const buttons = interactive(blocks).filter(({ element }) => element.type === 'button');
  const number = Number(wanted);
  if (Number.isInteger(number) && number > 0) return buttons[number - 1];
  return buttons.find(({ element }) => element.action_id === wanted || textOf(element.text) === wanted);
}

function shown(surface: Surface | undefined): string {
  const buttons = interactive(surface?.blocks ?? []).filter(({ element }) => element.type === 'button');
  return buttons.length === 0 ? '' : `; there are ${buttons.map(({ label }) => label).join(', ')}`;
}

function keepState({ message, view }: Surface, { blockId, element }: Placed, value: Fields): void {
  const state = message?.state ?? view?.state ?? {};
  state[blockId] = { ...state[blockId], [String(element.action_id)]: value };
}

async function act(stage: Stage, user: User, surface: Surface, placed: Placed, value: Fields): Promise<Done> {
  const action = {
    action_id: placed.element.action_id,
    block_id: placed.blockId,
    type: placed.element.type,
    ...value,
    action_ts: stage.world.ids.ts(),
  };
  const payload = { type: 'block_actions', ...context(stage, user, surface), actions: [action] };
  const delivered = await stage.transport.deliver({ kind: 'interactive', payload, responds: false });
  return delivered.ok ? { ok: true } : { ok: false, error: delivered.error };
}

function context(stage: Stage, user: User, { message, view }: Surface): Fields {
  if (view) {
    const base = interaction(stage, user, { view: view.id, channel: view.channel });
    return { ...base, container: { type: 'view', view_id: view.id }, view: viewJson(view) };
  }
  if (!message) return interaction(stage, user, {});
  const channel = stage.world.channels.get(message.channel);
  return {
    ...interaction(stage, user, { channel: message.channel }),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.ephemeralFor !== undefined,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: { id: message.channel, name: channel?.im ? 'directmessage' : channel?.name },
    message: messageJson(stage.world, message, { metadata: true }),
    state: { values: message.state },
    response_url: stage.answers.urlFor({ channel: message.channel, user: user.id, message }),
  };
}
