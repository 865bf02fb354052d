import type { Block } from '../../config/blocks/types.ts';
import { mergedBlocks } from '../../config/device/merge.ts';
import { withShownSecrets } from '../../config/device/secrets.ts';
import { blocksDiff, type DeviceDiff } from '../../config/device-diff.ts';
import { notTypeable } from './errors.ts';
import { type DevicePlatform, sha256, type Writing, writingOf } from './writing.ts';

/** What a change is made of; all are texts of configurations. */
export interface ChangeRequest {
  /** What the device runs now, secrets included. */
  readonly running: string;
  readonly wanted: string;
  /** What was wanted, and put there, before; absent: nothing was. */
  readonly former?: string;
  /** What the wanted configuration does not have goes; else only what `former` had and it has no more. */
  readonly exact: boolean;
  readonly platform: DevicePlatform;
}

/** What brings a device to what is wanted. */
export interface DeviceChange {
  /** Typed in configuration mode, in this order; with secrets. Empty where the device is as wanted. */
  readonly commands: readonly string[];
  /** The same with secrets taken out, for people. */
  readonly shown: readonly string[];
  /** Lines that come and go. */
  readonly added: number;
  readonly removed: number;
  /** How many undo commands the general rule made. */
  readonly guessed: number;
  readonly blocks: DeviceDiff['blocks'];
  /** SHA-256, hex: of what runs, without what does not count and without secrets; of the commands, a line each. */
  readonly before: string;
  readonly hash: string;
  /** Whether what is read back is as wanted; secrets, which devices show in their own way, are not compared. */
  holds(runningNow: string): boolean;
}

/**
 * The change that brings a device from what it runs to what is wanted. Lines that differ in nothing but a secret are left
 * alone, as devices show secrets in their own way, unless the secret is another than in `former`. Errors:
 * `config-stripped` where a line without its secret would be typed; `line-untypeable`; `push-unsupported`.
 */
export function deviceChange(request: ChangeRequest): DeviceChange {
  const writing = writingOf(request.platform);
  const diff = between(request, writing);
  const commands = diff.commands();
  const shown = shownCommands(commands, writing);
  const odd = commands.findIndex((line) => /[?\p{Cc}]/u.test(line));
  if (odd !== -1) throw notTypeable(shown[odd] ?? '');
  const count = (side: 'added' | 'removed') => diff.blocks.reduce((sum, block) => sum + block[side].length, 0);
  return {
    commands,
    shown,
    added: count('added'),
    removed: count('removed'),
    guessed: diff.guessed().length,
    blocks: diff.blocks,
    before: writing.hash(request.running),
    hash: sha256(commands.map((command) => `${command}\n`).join('')),
    holds: (running) => isThere({ ...request, running }, writing),
  };
}

/** The commands that bring a device back to exactly what it ran, secrets as it showed them. */
export function commandsBack(running: string, former: string, { read, dialect }: Writing): readonly string[] {
  return blocksDiff(read(running), read(former), dialect).commands();
}

/** Whether two configurations are the same to a device; how it shows secrets is left out. */
export function isSame(running: string, other: string, { read, dialect, mask }: Writing): boolean {
  const [now, to] = [read(running), read(other)];
  return blocksDiff(now, withShownSecrets(to, now, [], mask), dialect).commands().length === 0;
}

function between({ running, wanted, former = '', exact }: ChangeRequest, writing: Writing): DeviceDiff {
  const { read, dialect, mask } = writing;
  const now = read(running);
  const was = read(former);
  const to = withShownSecrets(read(wanted), now, was, mask);
  const target = exact ? to : mergedBlocks(now, to, withShownSecrets(was, now, [], mask), dialect);
  return blocksDiff(now, target, dialect, mask);
}

/** Nothing is left to be typed, whatever the secrets are. */
function isThere(request: ChangeRequest, writing: Writing): boolean {
  const { read, dialect, mask } = writing;
  const now = read(request.running);
  const to = withShownSecrets(read(request.wanted), now, [], mask);
  const was = withShownSecrets(read(request.former ?? ''), now, [], mask);
  const target: readonly Block[] = request.exact ? to : mergedBlocks(now, to, was, dialect);
  return blocksDiff(now, target, dialect).commands().length === 0;
}

/** A text of several lines may have its secret in any of them. */
function shownCommands(commands: readonly string[], { mask }: Writing): readonly string[] {
  const whole = mask(commands.join('\n')).split('\n');
  return (whole.length === commands.length ? whole : commands).map(mask);
}
