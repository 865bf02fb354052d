import { app, bot, team } from './cast.ts';
import { interactive } from './elements.ts';
import { viewProblems } from './kit/views.ts';
import { withIds } from './messages.ts';
import { complaints, Refusal } from './refusal.ts';
import type { Fields, View } from './types.ts';
import { untouched } from './values.ts';
import type { World } from './world.ts';

/** How many modals may lie over each other: docs.slack.dev, "Modals". */
const deepest = 3;
/** Bytes of a view as JSON: docs.slack.dev, views.open, `view_too_large`. */
const largest = 250_000;

/** Refuses a view as Slack does: `invalid_arguments` with its complaints. */
export function checkView(view: Fields, surface: 'modal' | 'home'): Fields {
  const problems = viewProblems(view, surface);
  if (problems.length > 0) throw complaints('invalid_arguments', problems);
  if (JSON.stringify(view).length > largest) throw new Refusal('view_too_large');
  return view;
}

/** Puts a modal before a person, on top of what they have open (`push`) or instead of it. */
export function openView(world: World, user: string, content: Fields, how: 'open' | 'push', channel?: string): View {
  const stack = how === 'push' ? (world.views.get(user) ?? []) : [];
  if (how === 'push' && stack.length >= deepest) throw new Refusal('push_limit_reached');
  if (findView(world, undefined, (content.external_id as string) || undefined))
    throw new Refusal('duplicate_external_id');
  const id = world.ids.next('V');
  const view = newView(world, { id, user, rootId: stack[0]?.id ?? id, previousId: stack.at(-1)?.id, channel }, content);
  world.views.set(user, [...stack, view]);
  world.changed();
  return view;
}

/** Replaces what a view shows; what was filled in stays where block and action ids stay. */
export function replaceView(world: World, view: View, content: Fields): void {
  const next = filled(world, content);
  view.content = next;
  view.hash = hash(world);
  view.errors = {};
  const before = { ...view.state };
  for (const key of Object.keys(view.state)) delete view.state[key];
  Object.assign(view.state, initialState(next, before));
  world.changed();
}

/** The home tab a person sees from now on. */
export function publishHome(world: World, user: string, content: Fields): View {
  const id = world.homes.get(user)?.id ?? world.ids.next('V');
  const view = newView(world, { id, user, rootId: id }, content);
  world.homes.set(user, view);
  world.changed();
  return view;
}

/** Takes the topmost modal away, or all of them. */
export function closeViews(world: World, user: string, all = false): void {
  const stack = world.views.get(user) ?? [];
  world.views.set(user, all ? [] : stack.slice(0, -1));
  world.changed();
}

/** An open modal by its id or external id. */
export function findView(world: World, id: string | undefined, externalId: string | undefined): View | undefined {
  const open = [...world.views.values()].flat();
  if (id !== undefined) return open.find((view) => view.id === id);
  return open.find((view) => externalId !== undefined && view.content.external_id === externalId);
}

/** A view as the Web API and payloads show it. */
export function viewJson(view: View): Fields {
  const { content } = view;
  return {
    ...content,
    id: view.id,
    team_id: team.id,
    state: { values: view.state },
    hash: view.hash,
    callback_id: content.callback_id ?? '',
    external_id: content.external_id ?? '',
    private_metadata: content.private_metadata ?? '',
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}

function newView(
  world: World,
  place: Pick<View, 'id' | 'user' | 'rootId' | 'previousId' | 'channel'>,
  content: Fields,
): View {
  const next = filled(world, content);
  return { ...place, content: next, hash: hash(world), state: initialState(next, {}), errors: {} };
}

function filled(world: World, content: Fields): Fields {
  return { ...content, blocks: withIds(world, content.blocks as Fields[]) };
}

function initialState(content: Fields, before: Record<string, Fields>): Record<string, Fields> {
  const state: Record<string, Fields> = {};
  for (const { blockId, element, input } of interactive(content.blocks as Fields[])) {
    if (!input && element.type === 'button') continue;
    const id = String(element.action_id);
    state[blockId] = { ...state[blockId], [id]: before[blockId]?.[id] ?? untouched(element) };
  }
  return state;
}

const hash = (world: World) => `${Math.floor(world.clock.now() / 1000)}.${world.ids.next('h')}`;
