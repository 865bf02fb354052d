import { explain } from '../../core/errors.ts';
import { readSwitches, wellSwitches } from './switches.ts';
import type { SandboxHost } from './types.ts';

/**
 * Does what a line of JSON says: `{"set": {switch: value, …}}`, `{"well": true}`, `{"cut": true}`, `{"reboot": true}`, `{"tally": true}`
 * or `{"switches": true}`. Returns `{"ok": what was asked for, or true}`, or `{"error": why not}`.
 */
export async function obey(host: SandboxHost, line: string): Promise<{ ok: unknown } | { error: string }> {
  try {
    return { ok: (await done(host, JSON.parse(line))) ?? true };
  } catch (error) {
    return { error: explain(error).en };
  }
}

async function done(host: SandboxHost, order: unknown): Promise<unknown> {
  const [name, value] = Object.entries(order ?? {})[0] ?? [];
  if (name === 'set') return host.set(readSwitches(value));
  if (name === 'well') return host.set(wellSwitches);
  if (name === 'cut') return host.cut();
  if (name === 'reboot') return host.reboot();
  if (name === 'tally') return host.tally();
  if (name === 'switches') return host.switches();
  throw new Error(`a host knows the orders set, well, cut, reboot, tally and switches, not ${JSON.stringify(order)}`);
}
