import type { Text } from '../text.ts';
import type { Engine } from './engine.ts';
import { activeRun } from './engine.ts';
import type { RunEvent } from './events.ts';
import { missingOf, patience, policiesOf } from './policies.ts';

type Deps = Pick<Engine, 'ledger' | 'store' | 'settings' | 'clock'>;

/**
 * Puts a planned run before those who must agree, or into the queue where nobody need; returns the state it is in then.
 * To be called in the run's turn (`serial`).
 */
export async function ask(deps: Deps, id: string, why?: Text): Promise<'awaiting-approval' | 'queued'> {
  const run = activeRun(deps, id);
  const enough = missingOf(run, deps.settings.current()).count === 0;
  await deps.ledger.record(id, enough ? { type: 'queued' } : askedFor(deps, id, { why }));
  return enough ? 'queued' : 'awaiting-approval';
}

/** The event that asks for approval, its time counted from now. */
export function askedFor(
  deps: Pick<Engine, 'store' | 'settings' | 'clock'>,
  id: string,
  more: { why?: Text; dropped?: readonly string[] },
): RunEvent {
  const policies = policiesOf(activeRun(deps, id), deps.settings.current());
  return { type: 'asked', expiresAt: deps.clock.now() + patience(policies), ...more };
}
