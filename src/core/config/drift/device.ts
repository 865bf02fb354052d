import type { Platform } from '../../platforms/define.ts';
import { stripped } from '../../platforms/parse/stripped.ts';
import type { Host } from '../../settings/types.ts';
import { dialectOf } from '../blocks/dialect.ts';
import { deviceDiff } from '../device-diff.ts';
import type { Drift, DriftDeps } from '../drift.ts';
import type { HostConfigRef } from '../types.ts';
import type { KeptConfigs } from './kept.ts';

/**
 * Whether a device runs what it is meant to run. Of a config that was added to what it ran, what it does not mention is no
 * drift.
 */
export function deviceDrift(
  host: Host,
  { intended, running }: KeptConfigs,
  { platforms, pushed }: Pick<DriftDeps, 'platforms' | 'pushed'>,
): Drift {
  const { name } = host;
  const [only] = intended;
  if (!only) return { host: name, state: 'no-intended' };
  if (intended.size > 1) return { host: name, state: 'several' };
  const runs = running.get('config');
  if (runs === undefined) return { host: name, state: 'no-running' };
  const [file, wanted] = only;
  const drift = compared(
    host,
    { kind: 'intended', host: name, name: file },
    runs,
    wanted,
    platforms.get(host.platform),
  );
  if (drift.state !== 'drifted' || drift.lacking > 0 || pushed.how(drift.intended) !== 'merged') return drift;
  return { host: name, state: 'as-intended', intended: drift.intended, more: drift.extra };
}

function compared(
  { name, platform }: Host,
  intended: HostConfigRef,
  running: string,
  wanted: string,
  { noise = [], secrets = [] }: Partial<Platform> = {},
): Drift {
  const dialect = dialectOf(platform);
  const blocks = dialect
    ? deviceDiff(stripped(running, secrets), stripped(wanted, secrets), dialect, { noise }).blocks
    : [];
  if (blocks.length === 0) return { host: name, state: 'as-intended', intended };
  const count = (side: 'removed' | 'added') => blocks.reduce((sum, block) => sum + block[side].length, 0);
  return { host: name, state: 'drifted', intended, extra: count('removed'), lacking: count('added') };
}
