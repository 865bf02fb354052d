/** A line of a configuration with the lines that stand under it. */
export interface Block {
  /** Without indentation. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly children: readonly Block[];
  /** The further lines of a text of several lines, as they stand: a banner, a certificate, a public key. */
  readonly more: readonly string[];
}

/** A text of several lines that is no configuration: from `begin` to the first line that `end` says is the last. */
export interface MultiLine {
  readonly begin: RegExp;
  /** Whether a line (the first one is asked too) is the last. `match` is that of `begin`. */
  readonly end: (line: string, match: RegExpMatchArray, first: boolean) => boolean;
}

/**
 * What a line sets and how it is undone. The first group of `line` (all of the match without one) is its name: lines of
 * one name replace each other, and `undo` or `no` before the name undoes it.
 */
export interface LineRule {
  readonly line: RegExp;
  /** The name, where it is no one part of the line: `acl $2`. */
  readonly name?: string;
  /** The undo command needs the whole line. */
  readonly whole?: true;
  /** A device does not take the new line in place of the old one, or mixes the two: it is undone first. */
  readonly redo?: true;
  /** Undone before its neighbours. */
  readonly first?: true;
  /** Lines beside it that a device drops when this one is set or undone. */
  readonly wipes?: RegExp;
  /** Lines beside it without which alone a device lets it become another. */
  readonly hinders?: RegExp;
}

/** Lines that together are one list of numbers, such as VLANs: what was added and what was removed is told apart. */
export interface ListRule {
  /** Its first group is the list. */
  readonly line: RegExp;
  /** Words before and behind the list in the command that adds to it, and in the one that takes from it. */
  readonly add: readonly [string, string];
  readonly remove: readonly [string, string];
  /** Where given, the first line sets the whole list, `add` only adds, and `undo <whole>` brings back that all are in it. */
  readonly whole?: string;
  /** Numbers that are always there and never listed. */
  readonly fixed?: readonly number[];
  /** How many numbers and ranges one command takes. */
  readonly atOnce: number;
  /** How a range is written: ` to ` or `-`; and what stands between two. */
  readonly range: readonly [string, string];
  /** The command for one number enters a block. */
  readonly opens?: 'one' | 'always';
  /** Blocks that a number of the list may have: `vlan 10`. Its first group is the number. */
  readonly blocks?: RegExp;
  /** Blocks that there can only be while their number, the first group, is in the list: `interface Vlanif10`. */
  readonly users?: RegExp;
}

/** Lines that belong together by the name in the first group. */
export interface GroupRule {
  readonly line: RegExp;
  /** The group is undone as a whole by its name, where it has such a line and all of it goes. */
  readonly head: RegExp;
  /** Its order counts, and only the whole can be undone: what is not added at the end makes it anew. */
  readonly rebuild?: true;
}

/** How the configurations of a family of devices are written, and how what they say is undone. */
export interface Dialect {
  readonly undo: 'undo' | 'no';
  readonly leave: 'quit' | 'exit';
  /** A line that is none; at the left edge it ends all blocks. */
  readonly separator: RegExp;
  /** Lines that end a block, or the configuration. */
  readonly ends: RegExp;
  /** Lines of a listing that are no commands, and lines that say what is so without them. */
  readonly ignored: RegExp;
  readonly texts: readonly MultiLine[];
  /** Lines that enter a block, also where nothing stands under them: at the top, and within blocks. */
  readonly opens: RegExp;
  readonly opensInside: RegExp;
  /** Blocks that cannot be removed: what is in them is undone. */
  readonly permanent: RegExp;
  /** Blocks in which the order of lines counts, and new ones come to the end. */
  readonly ordered: RegExp;
  /** In those, a line with a number of its own stands where its number says. */
  readonly numbered: RegExp;
  /** What others refer to by name: set before them in this order, and undone after them in the other. */
  readonly definitions: readonly RegExp[];
  readonly rules: readonly LineRule[];
  readonly lists: readonly ListRule[];
  readonly groups: readonly GroupRule[];
}
