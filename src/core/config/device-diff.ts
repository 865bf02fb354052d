import { readBlocks } from './blocks/read.ts';
import type { Block, Dialect } from './blocks/types.ts';
import { commandsOf } from './device/commands.ts';
import { stepsBetween } from './device/plan.ts';
import { type BlockChange, blockChanges } from './device/shown.ts';

interface DeviceDiffOptions {
  /** Lines that do not count, as the platform says. */
  readonly noise?: readonly RegExp[];
  /** Takes secrets out of a line before it is shown; the commands have them. */
  readonly mask?: (line: string) => string;
}

/** How two configurations of one device differ. */
export interface DeviceDiff {
  /** Added and removed lines, seen within their interface or policy. Empty where none differs. */
  readonly blocks: readonly BlockChange[];
  /**
   * What, typed in configuration mode in this order, brings the device from the one to the other: first what is undone,
   * from the end of the configuration backwards, then what is set. Empty where nothing has to be typed. Error
   * `config-stripped` where that would touch a line whose secret was taken out, naming it.
   */
  commands(): readonly string[];
  /** Those of the commands that undo by the general rule (`undo` or `no` and the whole line), for a person to look at. */
  guessed(): readonly string[];
}

/** Compares two configurations of a device; `dialect` is as `dialectOf` gives it for the platform. */
export function deviceDiff(
  before: string,
  after: string,
  dialect: Dialect,
  options: DeviceDiffOptions = {},
): DeviceDiff {
  const read = (config: string) => readDevice(config, dialect, options.noise);
  return blocksDiff(read(before), read(after), dialect, options.mask);
}

/** A configuration of a device as blocks, without what is always there and says nothing. */
export function readDevice(config: string, dialect: Dialect, noise: readonly RegExp[] = []): readonly Block[] {
  return saying(readBlocks(config, dialect, noise), dialect);
}

/** As `deviceDiff`, of configurations that were read already. */
export function blocksDiff(
  from: readonly Block[],
  to: readonly Block[],
  dialect: Dialect,
  mask = (line: string) => line,
): DeviceDiff {
  const steps = () => stepsBetween(from, to, dialect);
  return {
    blocks: blockChanges(from, to, dialect).map((change) => masked(change, mask)),
    commands: () => commandsOf(steps(), dialect),
    guessed: () => steps().undos.flatMap((step) => (step.guessed ? step.commands : [])),
  };
}

/** Without blocks that are always there and have nothing in them: a port that is as it was delivered may be listed or not. */
function saying(blocks: readonly Block[], dialect: Dialect): readonly Block[] {
  return blocks.filter(({ text, children }) => children.length > 0 || !dialect.permanent.test(text));
}

function masked({ path, removed, added }: BlockChange, mask: (line: string) => string): BlockChange {
  const each = (lines: BlockChange['added']) => lines.map((one) => ({ ...one, text: mask(one.text) }));
  return { path: path.map(mask), removed: each(removed), added: each(added) };
}
