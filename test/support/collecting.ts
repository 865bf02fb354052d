import { createRefusals } from '../../src/core/collect/refusals.ts';
import type { Collector, CollectorDeps, CollectRequest, Found } from '../../src/core/collect/types.ts';
import { createRedactor } from '../../src/core/io/redactor.ts';
import type { Settings } from '../../src/core/settings/types.ts';
import { hastyClock } from './hasty-clock.ts';

/** What a collector of something that is not a host may use; `settings` holds what it asks for. */
export function collectorDeps(settings: object, env: CollectorDeps['env']) {
  const clock = hastyClock();
  return {
    settings: { current: () => settings as Settings },
    clock,
    connections: { connect: () => Promise.reject(new Error('there are no hosts here')) },
    env,
    redactor: createRedactor(),
    platforms: new Map(),
    refusals: createRefusals(clock),
  } satisfies CollectorDeps;
}

/** All that a collector finds, and what its targets end with, one after the other. */
export async function collectAll(
  collector: Collector,
  deps: CollectorDeps,
  request: CollectRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ found: readonly Found[]; listed: readonly string[]; errors: ReadonlyMap<string, unknown> }> {
  const found: Found[] = [];
  const listed: string[] = [];
  const errors = new Map<string, unknown>();
  for (const target of await collector.targets(request, [], deps)) {
    try {
      for await (const one of collector.collect(target, request, deps, signal)) {
        if ('listed' in one) listed.push(one.listed);
        else found.push(one);
      }
    } catch (error) {
      errors.set(target.key, error);
    }
  }
  return { found, listed, errors };
}
