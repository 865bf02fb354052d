import { listing } from './listing.ts';

/** What stands in one view: lines and blocks by what they set, and lists of numbers. */
export interface View {
  readonly kind: string;
  readonly header: string;
  readonly lines: Map<string, string | View>;
  readonly lists: Map<string, Set<number>>;
}

/** A command of one view. The groups of `set` and `undo` say what is set: a command is undone that has the same ones. */
export interface Verb {
  readonly set: RegExp;
  /** What may stand behind `undo` or `no`; without it the command cannot be undone. */
  readonly undo?: RegExp;
  /** What a device does when it is typed with other words while it is set. */
  readonly again?: 'over' | 'refused' | 'mixed';
  /** The view that it enters. */
  readonly opens?: string;
  /** Why it cannot be set or undone now; undefined where it can. */
  refuses?(view: View, words: readonly string[], undo: boolean, root: View): string | undefined;
  /** What else a device does with it. */
  after?(view: View, words: readonly string[], undo: boolean, root: View): void;
  /** Typed, it says that something is as it always is; only its undoing shows. */
  readonly on?: true;
  /** Takes the whole command upon itself. */
  run?(view: View, words: readonly string[], undo: boolean, root: View): void;
}

export interface Rules {
  readonly undo: 'undo' | 'no';
  readonly leave: 'quit' | 'exit';
  readonly separator: RegExp;
  readonly views: Readonly<Record<string, readonly Verb[]>>;
  /** Views whose order counts. */
  readonly ordered: readonly string[];
  /** How lists of numbers are shown: before or behind the other lines of their view. */
  readonly lists: Readonly<
    Record<string, { readonly first: boolean; lines(numbers: readonly number[]): readonly string[] }>
  >;
  /** How a line is shown that is kept in another way; undefined: as it is. */
  shown?(slot: string, line: string): readonly string[] | undefined;
  /** The last line of a text of several lines that begins with this one; undefined where none begins. */
  textEnd?(line: string): ((line: string) => boolean) | undefined;
}

export interface Device {
  /** Types lines, each in the view that the one before has left the device in. Throws where the device would refuse one. */
  type(lines: readonly string[]): void;
  /** Types a listing: a line that stands further left is typed in the view it stands in. */
  load(config: string): void;
  /** The headers of the views that are entered, from the top. */
  path(): readonly string[];
  /** Leaves all views. */
  top(): void;
  /** What it shows as its configuration: lines of one block after the other, without marks between them. */
  blocks(): readonly (readonly string[])[];
  /** All that is set, to be put back with `restore`. */
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  /** All that is set, in an order that does not depend on how it came about where the order does not count. */
  running(): unknown;
}

/** What a device runs, at one moment. */
export interface Snapshot {
  readonly root: View;
}

/** A device that knows the given commands and refuses all others. */
export function createDevice(rules: Rules): Device {
  let root = newView('system', '');
  let open: View[] = [root];
  const here = () => open.at(-1) ?? root;

  const typed = (command: string) => {
    if (command === rules.leave) {
      if (open.length === 1) throw new Error(`${command} at the top`);
      open.pop();
      return;
    }
    const undo = command.startsWith(`${rules.undo} `);
    const words = undo ? command.slice(rules.undo.length + 1) : command;
    for (const verb of rules.views[here().kind] ?? []) {
      const match = (undo ? verb.undo : verb.set)?.exec(words.split('\n')[0] ?? '');
      if (!match) continue;
      carryOut(
        verb,
        match.slice(1).map((group) => group ?? ''),
        words,
        undo,
      );
      return;
    }
    throw new Error(`unrecognized command in ${here().kind} ${here().header}: ${command}`);
  };

  const carryOut = (verb: Verb, words: readonly string[], command: string, undo: boolean) => {
    const view = here();
    const why = verb.refuses?.(view, words, undo, root);
    if (why) throw new Error(`${why}: ${undo ? `${rules.undo} ` : ''}${command} in ${view.header}`);
    const slot = `${verb.set.source} ${words.join(' ')}`;
    if (verb.run) verb.run(view, words, undo, root);
    else if (verb.on) undo ? view.lines.set(slot, `${rules.undo} ${command}`) : view.lines.delete(slot);
    else if (undo && !view.lines.delete(slot)) throw new Error(`nothing to undo in ${view.header}: ${command}`);
    else if (!undo) set(verb, view, slot, command);
    verb.after?.(view, words, undo, root);
    const entered = view.lines.get(slot);
    if (!undo && verb.opens && typeof entered === 'object') open.push(entered);
  };

  const set = (verb: Verb, view: View, slot: string, command: string) => {
    const former = view.lines.get(slot);
    if (typeof former === 'object') {
      if (former.header !== command && verb.again === 'refused') throw new Error(`it exists: ${command}`);
      const renamed = { ...former, header: command };
      view.lines.set(slot, renamed);
      return;
    }
    if (former !== undefined && former !== command && verb.again === 'refused')
      throw new Error(`it exists: ${command}`);
    const mixed = former !== undefined && former !== command && verb.again === 'mixed';
    view.lines.set(slot, verb.opens ? newView(verb.opens, command) : mixed ? `${former} + ${command}` : command);
  };

  const type = (lines: readonly string[]) => {
    for (let at = 0; at < lines.length; at += 1) {
      const command = lines[at] ?? '';
      const isEnd = rules.textEnd?.(command);
      if (!isEnd) {
        typed(command);
        continue;
      }
      const end = lines.findIndex((line, index) => index > at && isEnd(line));
      if (end < 0) throw new Error(`a text without an end: ${command}`);
      typed(lines.slice(at, end + 1).join('\n'));
      at = end;
    }
  };

  return {
    type,
    load: (config) => {
      const lines = config.split('\n');
      const left: { indent: number; depth: number }[] = [];
      for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at] ?? '';
        const indent = line.length - line.trimStart().length;
        const mark = rules.separator.test(line.trim());
        if (mark && indent === 0) open = left.length > 0 ? [root] : open;
        if (mark && indent === 0) left.length = 0;
        if (mark || line.trim() === '') continue;
        while ((left.at(-1)?.indent ?? -1) >= indent) open = open.slice(0, left.pop()?.depth);
        const isEnd = rules.textEnd?.(line.trim());
        const last = isEnd ? lines.findIndex((one, index) => index > at && isEnd(one)) : at;
        if (!isEnd) left.push({ indent, depth: open.length });
        type([line.trim(), ...lines.slice(at + 1, last + 1)]);
        at = last;
      }
      open = [root];
    },
    path: () => open.slice(1).map(({ header }) => header),
    top: () => {
      open = [root];
    },
    blocks: () => listing(root, rules),
    snapshot: () => ({ root: structuredClone(root) }),
    restore: (snapshot) => {
      root = structuredClone(snapshot.root);
      open = [root];
    },
    running: () => shown(root, rules),
  };
}

function newView(kind: string, header: string): View {
  return { kind, header, lines: new Map(), lists: new Map() };
}

/** Ports that are as they were delivered are not shown. */
function shown(view: View, rules: Rules): unknown {
  const lines = [...view.lines].flatMap(([slot, line]) => {
    if (typeof line === 'string') return [[slot, line] as const];
    const inner = shown(line, rules);
    const empty = line.lines.size === 0 && [...line.lists.values()].every((set) => set.size === 0);
    return empty && /^(?:port|kept)/.test(line.kind) ? [] : [[slot, inner] as const];
  });
  const sorted = rules.ordered.includes(view.kind) ? lines : lines.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lists = [...view.lists]
    .filter(([, set]) => set.size > 0)
    .map(([name, set]) => [name, [...set].sort((a, b) => a - b)]);
  return { header: view.header, lines: sorted.map(([, line]) => line), lists: lists.toSorted() };
}
