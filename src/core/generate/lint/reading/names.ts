import type { Kind, Naming } from '../words/types.ts';
import { isProse, type LintConfig } from './config.ts';

/** Names of one kind, and the line that each first stands on. */
export interface Names {
  readonly defined: ReadonlyMap<string, number>;
  /** What needs them. */
  readonly used: ReadonlyMap<string, number>;
  /** What makes use of those that there are. */
  readonly allowed: ReadonlySet<string>;
}

/** Where a configuration defines and uses things of one kind. */
export function namesOf(config: LintConfig, kind: Kind): Names {
  const naming = config.words.kinds[kind];
  const names = { defined: new Map<string, number>(), used: new Map<string, number>(), allowed: new Set<string>() };
  // A line that comes again, as those of ports do, names nothing new.
  const seen = new Set<string>();
  for (const { text, line } of config.lines) {
    if (seen.has(text) || isProse(text) || text.startsWith(`${config.undo} `)) continue;
    seen.add(text);
    const defined = found(text, naming.defined, kind);
    for (const name of defined) if (!names.defined.has(name)) names.defined.set(name, line);
    if (defined.length > 0) continue;
    addUses(text, line, naming, kind, names.used);
    for (const name of found(text, naming.allowed ?? [], kind)) names.allowed.add(name);
  }
  return names;
}

function addUses(text: string, line: number, naming: Naming, kind: Kind, used: Map<string, number>): void {
  for (const name of found(text, naming.used, kind)) {
    if (!naming.always.includes(name) && !used.has(name)) used.set(name, line);
  }
}

function found(text: string, patterns: readonly RegExp[], kind: Kind): readonly string[] {
  return patterns.flatMap((pattern) => {
    const names =
      pattern
        .exec(text)
        ?.slice(1)
        .filter((name) => name !== undefined) ?? [];
    return kind === 'vlan' ? names.flatMap(numbersIn) : names;
  });
}

/** The numbers of a list of VLANs as names; what is no number or too large is left to the rule for that. */
function numbersIn(list: string): readonly string[] {
  if (list === 'all') return numbersIn('1-4094');
  const there = new Uint8Array(4095);
  for (const item of list.replaceAll(/ to /g, '-').split(/[ ,]+/)) {
    const [from = 0, to = from] = item.split('-').map(Number);
    if (Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to <= 4094) there.fill(1, from, to + 1);
  }
  return [...there.keys()].filter((number) => there[number] === 1).map(String);
}
