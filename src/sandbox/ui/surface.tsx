import { type ReactNode, useMemo, useRef, useState } from 'react';
import { interactive } from '../slack/elements.ts';
import { asFields } from '../slack/kit/check.ts';
import type { Done } from '../slack/people/stage.ts';
import type { Fields } from '../slack/types.ts';
import type { Choice } from '../slack/values.ts';
import { ask } from './api.ts';
import { type Surface, SurfaceContext, usePage } from './context.ts';

interface Given {
  readonly blocks: readonly Fields[];
  /** Where `click` and `select` find it: channel and ts, or the open modal. */
  readonly at: Readonly<Record<string, unknown>>;
  /** What the sandbox holds of it: block id → action id → value. */
  readonly state: Readonly<Record<string, Fields>>;
  readonly errors?: Readonly<Record<string, string>>;
}

/**
 * A message or modal that can be acted in. What is chosen shows at once; it is told in order, one thing after the other,
 * so that a click finds what was filled in before it.
 */
export function useActing({ blocks, at, state, errors = {} }: Given) {
  const { as, run } = usePage();
  const [held, hold] = useHeld(blocks, state);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const [silent, setSilent] = useState<ReadonlySet<string>>(new Set());
  const unsaid = useRef(new Map<string, { element: Fields; choice: Choice }>());

  const inTurn = (work: () => Promise<unknown>) => {
    last.current = last.current.then(() => run(work));
    return last.current;
  };
  const tell = (element: Fields, choice: Choice) =>
    ask<Done>('select', { as, ...at, action: element.action_id, choice });
  /** Marks the element whose use the app did not acknowledge. */
  const told = (key: string, { ok, error }: Done) =>
    setSilent((before) => {
      const after = new Set(before);
      if (ok || error === undefined) after.delete(key);
      else after.add(key);
      return after;
    });
  /** Tells what was typed so far. */
  const flush = async () => {
    const all = [...unsaid.current.values()];
    unsaid.current.clear();
    for (const { element, choice } of all) await tell(element, choice);
  };

  const surface: Surface = {
    blocks,
    errors,
    unanswered: (block, element) => silent.has(`${block} ${String(element.action_id)}`),
    held,
    choose: (block, element, choice, dispatches) => {
      const key = hold(block, element, choice);
      if (!dispatches) unsaid.current.set(key, { element, choice });
      else {
        unsaid.current.delete(key);
        void inTurn(async () => {
          await flush();
          told(key, await tell(element, choice));
        });
      }
    },
    click: (element) =>
      void inTurn(async () => {
        await flush();
        const buttons = interactive(blocks).filter((each) => each.element.type === 'button');
        const button = buttons.findIndex((each) => each.element === element) + 1;
        const key = `${buttons[button - 1]?.blockId} ${String(element.action_id)}`;
        told(key, await ask<Done>('click', { as, ...at, button }));
      }),
  };
  return { surface, inTurn, flush };
}

export function Acting({ children, ...given }: Given & { children: ReactNode }) {
  return <SurfaceContext value={useActing(given).surface}>{children}</SurfaceContext>;
}

/** Something that can be chosen in, and that tells nobody: blocks that stand for themselves. */
export function Trying({
  blocks: given,
  children,
}: {
  blocks: readonly Fields[];
  children(blocks: readonly Fields[]): ReactNode;
}) {
  const blocks = useMemo(() => given.map((block, at) => ({ block_id: String(at), ...block })), [given]);
  const [held, hold] = useHeld(blocks, untouched);
  const surface: Surface = { blocks, errors: untouched, unanswered: () => false, held, choose: hold, click: () => {} };
  return <SurfaceContext value={surface}>{children(blocks)}</SurfaceContext>;
}

const untouched = {};

/** What is held for each element, and a way to hold something else in its place; gives the key it is held under. */
function useHeld(blocks: readonly Fields[], state: Given['state']) {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Choice>>>({});
  const held = (block: string, action: string) => drafts[`${block} ${action}`] ?? heldOf(blocks, block, action, state);
  const hold = (block: string, element: Fields, choice: Choice) => {
    const key = `${block} ${String(element.action_id)}`;
    setDrafts((before) => ({ ...before, [key]: choice }));
    return key;
  };
  return [held, hold] as const;
}

/** What the sandbox holds for an element, or what it holds to begin with. */
function heldOf(blocks: readonly Fields[], blockId: string, action: string, state: Given['state']): Choice | undefined {
  const held = asFields(state[blockId]?.[action]);
  if (held) return choiceOf(held);
  const element = interactive(blocks).find((each) => each.blockId === blockId && each.element.action_id === action);
  const initial = Object.entries(element?.element ?? {}).find(([name]) => name.startsWith('initial_'));
  return initial && choiceOf({ initial: initial[1] });
}

function choiceOf(held: Fields): Choice | undefined {
  const value = Object.entries(held).find(([name]) => name !== 'type')?.[1];
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value) && !asFields(value)) return String(value);
  return [value].flat().map((each) => String(asFields(each)?.value ?? asFields(each)?.id ?? each));
}
