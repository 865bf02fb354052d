import { createContext, useContext } from 'react';
import type { Fields } from '../slack/types.ts';
import type { Choice } from '../slack/values.ts';
import { nothing, type Seen } from './api.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { type Say, sayer } from './words.ts';

/** What every part of the page may use. It stays the same while messages come and go, so that only those are made anew. */
export interface Page {
  /** Who acts. */
  readonly as: string;
  readonly people: Seen['people'];
  readonly groups: Seen['groups'];
  readonly rooms: Seen['rooms'];
  readonly say: Say;
  readonly zh: boolean;
  /** Runs something a person did, and shows what was refused; whether it went well. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  /** Shows a line for a while. */
  tell(line: string): void;
  /** Asks the question that an element asks before it acts. */
  confirm(question: Fields): Promise<boolean>;
  openRoom(id: string): void;
  readonly drafts: Drafts;
}

export const PageContext = createContext<Page>({
  as: '',
  people: [],
  groups: [],
  rooms: [],
  say: sayer(false),
  zh: false,
  run: async (work) => {
    await work();
    return true;
  },
  tell: () => {},
  confirm: async () => true,
  openRoom: () => {},
  drafts: createDrafts(),
});

export const usePage = () => useContext(PageContext);

/** All that the person sees now. */
export const SeenContext = createContext<Seen>(nothing);

export const useNow = () => useContext(SeenContext);

/** What was refused a moment ago. */
export const ToastContext = createContext('');

/** The message or modal that blocks stand in: what is chosen in it, and how it is acted in. */
export interface Surface {
  readonly blocks: readonly Fields[];
  /** What is chosen or typed, as `state.values` holds it; undefined where nobody touched it. */
  held(blockId: string, actionId: string): Choice | undefined;
  choose(blockId: string, element: Fields, choice: Choice, dispatches: boolean): void;
  click(element: Fields): void;
  /** Whether the app did not acknowledge what was done with it last. */
  unanswered(blockId: string, element: Fields): boolean;
  /** What was complained of, by block id. */
  readonly errors: Readonly<Record<string, string>>;
}

export const SurfaceContext = createContext<Surface>({
  blocks: [],
  held: () => undefined,
  choose: () => {},
  click: () => {},
  unanswered: () => false,
  errors: {},
});

export const useSurface = () => useContext(SurfaceContext);
