import type { Engine } from './engine.ts';
import type { Release } from './locks.ts';
import type { Run } from './types.ts';

/**
 * What a run holds while it executes: its app in each environment, its hosts (by name and by address), and a place among those that execute at
 * once. They are always taken in this order (app locks sort before host locks), so no two runs wait for each other;
 * whoever has a place never waits for a lock.
 */
export interface Resources {
  take(signal: AbortSignal): Promise<void>;
  /** After a restart: locks without a place; of a run that was waiting, the app locks alone. */
  retake(signal: AbortSignal): Promise<void>;
  /** While a person is waited for: hosts and place are given back. */
  park(): void;
  unpark(signal: AbortSignal): Promise<void>;
  release(): void;
}

/** The resources of a planned run, not taken yet. */
export function createResources(engine: Pick<Engine, 'locks' | 'executing'>, run: Run): Resources {
  const { apps, hosts } = namesOf(run);
  let app: Release = () => {};
  let host: Release | undefined;
  let place: Release | undefined;

  const takeHosts = async (signal: AbortSignal) => {
    host ??= await engine.locks.take(hosts, signal);
  };
  const takePlace = async (signal: AbortSignal) => {
    place ??= await engine.executing.take(signal);
  };
  const park = () => {
    host?.();
    place?.();
    host = undefined;
    place = undefined;
  };

  return {
    take: async (signal) => {
      app = await engine.locks.take(apps, signal);
      await takeHosts(signal);
      await takePlace(signal);
    },
    retake: async (signal) => {
      app = await engine.locks.take(apps, signal);
      if (run.state !== 'waiting') await takeHosts(signal);
    },
    park,
    unpark: async (signal) => {
      await takeHosts(signal);
      await takePlace(signal);
    },
    release: () => {
      park();
      app();
    },
  };
}

function namesOf(run: Run) {
  const environments = new Set([run.request.environment, ...(run.plan?.environments ?? [])]);
  return {
    apps: [...environments].map((environment) => `app:${run.request.app}@${environment}`),
    hosts: [
      ...Object.keys(run.hosts).map((host) => `host:${host}`),
      // One machine may have two names.
      ...Object.values(run.plan?.hosts ?? {}).map(({ via = '', address, port }) => `place:${via} ${address}:${port}`),
    ],
  };
}
