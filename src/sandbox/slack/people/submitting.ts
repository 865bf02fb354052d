import { interactive, type Placed } from '../elements.ts';
import { asFields } from '../kit/check.ts';
import { checkView, closeViews, openView, replaceView, viewJson } from '../modals.ts';
import { NotPossible, Refusal } from '../refusal.ts';
import type { Fields, User, View } from '../types.ts';
import { type Choice, chosen } from '../values.ts';
import { topView } from './acting.ts';
import { actor, type Done, interaction, type Stage } from './stage.ts';
import { words, wordsFor } from './words.ts';

export interface Submitting {
  readonly as: string;
  /** What is filled in first, by action id, block id or label. */
  readonly values?: Readonly<Record<string, Choice>>;
}

export interface Submitted extends Done {
  /** What the app, or the client itself, complained of, by block id; the modal stays open. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** Fills in the topmost modal and submits it. */
export async function submit(stage: Stage, { as, values = {} }: Submitting): Promise<Submitted> {
  const user = actor(stage.world, as);
  const view = open(stage, user);
  fill(view, values);
  const left = missing(view, user);
  if (Object.keys(left).length > 0) return { ok: false, errors: left };
  const payload = {
    type: 'view_submission',
    ...interaction(stage, user, { view: view.id, channel: view.channel }),
    view: viewJson(view),
    response_urls: [],
  };
  const delivered = await stage.transport.deliver({ kind: 'interactive', payload, responds: true });
  if (!delivered.ok) return { ok: false, error: delivered.error };
  return answered(stage, user, view, delivered.response);
}

/** Closes the topmost modal with its Cancel button, or with the cross all of them. */
export async function close(stage: Stage, { as, all = false }: { as: string; all?: boolean }): Promise<Done> {
  const user = actor(stage.world, as);
  const view = open(stage, user);
  const clears = all || view.content.clear_on_close === true;
  closeViews(stage.world, user.id, clears);
  if (view.content.notify_on_close !== true) return { ok: true };
  const payload = { type: 'view_closed', ...interaction(stage, user, {}), view: viewJson(view), is_cleared: clears };
  const delivered = await stage.transport.deliver({ kind: 'interactive', payload, responds: false });
  return delivered.ok ? { ok: true } : { ok: false, error: delivered.error };
}

function open(stage: Stage, user: User): View {
  const view = topView(stage, user);
  if (!view) throw new NotPossible(`${user.name} has no modal open`);
  return view;
}

function fill(view: View, values: Readonly<Record<string, Choice>>): void {
  const inputs = interactive(view.content.blocks as Fields[]);
  for (const [name, choice] of Object.entries(values)) {
    const placed = inputs.find((each) => [each.element.action_id, each.blockId, each.label].includes(name));
    if (!placed) throw new NotPossible(`the modal has no ${name}; it has ${inputs.map(nameOf).join(', ')}`);
    const before = view.state[placed.blockId];
    view.state[placed.blockId] = { ...before, [String(placed.element.action_id)]: chosen(placed.element, choice) };
  }
}

const nameOf = (placed: Placed) => String(placed.element.action_id);

/** What a client does not let pass: required inputs left empty. */
function missing(view: View, user: User): Record<string, string> {
  const empty = interactive(view.content.blocks as Fields[]).filter(({ blockId, element, input, optional }) => {
    const value = asFields(view.state[blockId]?.[String(element.action_id)]);
    const held = Object.entries(value ?? {}).find(([key]) => key !== 'type')?.[1];
    return input && !optional && isEmpty(held);
  });
  return Object.fromEntries(empty.map(({ blockId }) => [blockId, wordsFor(user, words.required)]));
}

function answered(stage: Stage, user: User, view: View, response: Fields): Submitted {
  const { response_action: action } = response;
  if (action === 'errors') return complained(stage, view, response);
  const content = asFields(response.view);
  try {
    if (action === 'update' && content) replaceView(stage.world, view, checkView(content, 'modal'));
    else if (action === 'push' && content)
      openView(stage.world, user.id, checkView(content, 'modal'), 'push', view.channel);
    else closeViews(stage.world, user.id, action === 'clear');
    return { ok: true };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    stage.log.add('ack', `view_submission ${String(action)}`, refusal.error, { why: refusal.why });
    return { ok: false, error: refusal.error };
  }
}

function complained(stage: Stage, view: View, response: Fields): Submitted {
  const errors = asFields(response.errors) ?? {};
  const inputs = (view.content.blocks as Fields[])
    .filter(({ type }) => type === 'input')
    .map((block) => block.block_id);
  const astray = Object.keys(errors).filter((block) => !inputs.includes(block));
  if (astray.length > 0) return { ok: false, error: `errors for what is no input block: ${astray.join(', ')}` };
  view.errors = Object.fromEntries(Object.entries(errors).map(([block, words]) => [block, String(words)]));
  stage.world.changed();
  return { ok: false, errors: view.errors };
}

function isEmpty(held: unknown): boolean {
  return held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0);
}
