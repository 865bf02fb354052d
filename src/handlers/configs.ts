import { dialectOf } from '../core/config/blocks/dialect.ts';
import type { BlockChange } from '../core/config/device/shown.ts';
import { deviceDiff } from '../core/config/device-diff.ts';
import { lineMask } from '../core/config/text/secrets.ts';
import { type TextDiff, textDiff } from '../core/config/text-diff.ts';
import type { HostConfigRef } from '../core/config/types.ts';
import { OpsError } from '../core/errors.ts';
import type { Text } from '../core/text.ts';
import type { Deps } from './deps.ts';

/** A config that is kept, or a file (`name`) that somebody dropped to be compared with one of the host. */
export type Side = HostConfigRef | { readonly kind: 'upload'; readonly host: string; readonly name: string };

/** How two configs differ. */
export interface Compared {
  readonly before: Side;
  readonly after: Side;
  readonly difference: TextDiff;
  /** For devices whose dialect is known: what, typed in configuration mode, brings the first to the second; or why not. */
  readonly commands?: readonly string[] | Text;
  /** For those too: what differs within each block, secrets taken out. */
  readonly blocks?: readonly BlockChange[];
}

/** Compares two texts as the platform of the second's host has them: without noise, secrets only as changed or same. */
export async function comparedConfigs(
  before: Side,
  after: Side,
  from: string,
  to: string,
  { settings, platforms, hiding, clock, env }: Deps,
): Promise<Compared> {
  const platform = settings.current().hosts[after.host]?.platform ?? '';
  const { noise = [] } = platforms.get(platform) ?? {};
  // What was seen to run is kept without its secrets: nothing can be said of them, so they are taken out on both sides.
  const [left, right] = isSeen(before) === isSeen(after) ? [from, to] : [hiding.hide(from), hiding.hide(to)];
  const difference = await textDiff(left, right, { noise, secrets: hiding.patterns, env, clock });
  const dialect = dialectOf(platform);
  if (!dialect || difference.hunks.length === 0) return { before, after, difference };
  const mask = lineMask(hiding.patterns);
  const device = deviceDiff(left, right, dialect, { noise, mask });
  const about = { before, after, difference, blocks: device.blocks };
  try {
    return { ...about, commands: device.commands().map(mask) };
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    return { ...about, commands: error.text };
  }
}

function isSeen({ kind }: Side): boolean {
  return kind === 'running';
}
