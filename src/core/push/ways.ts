import type { Fleet } from '../agent/fleet.ts';
import type { Hiding } from '../config/hiding.ts';
import { planDevice } from './device/plan.ts';
import type { DeviceDeps } from './device/settings.ts';
import { deviceWork } from './device/work.ts';
import { filesRoot } from './files/place.ts';
import { filePushes } from './files/plan.ts';
import { filesWork, undoneFiles } from './files/work.ts';
import type { PushHost, Way } from './types.ts';

export interface WaysDeps extends DeviceDeps {
  readonly fleet: Fleet;
  readonly hiding: Pick<Hiding, 'patterns' | 'hide'>;
}

/** How configs come to servers, and to network devices. */
export function createWays(deps: WaysDeps): Readonly<Record<PushHost['how'], Way>> {
  return {
    files: {
      plan: async (host, configs, run, { halfDone }) => {
        const settings = deps.settings.current();
        const { session, login } = await deps.fleet.look(host, filesRoot(settings.files, host), run.id);
        try {
          const { root, files } = await filePushes({
            ...{
              session,
              settings,
              host,
              configs,
              secrets: deps.hiding.patterns,
              env: deps.env,
              clock: deps.clock,
              all: halfDone !== undefined,
            },
          });
          if (files.length === 0) return undefined;
          return { ...login, how: 'files', root, files: files.map(({ push }) => push) };
        } finally {
          session.close();
        }
      },
      work: ({ plan, context }, name) => {
        const work = plan.undoes === undefined ? filesWork : undoneFiles;
        const { fleet, store: configs, clock, hiding } = deps;
        return work({ fleet, configs, clock, hiding, plan, context }, name);
      },
    },
    device: {
      plan: (host, configs, run, looking) => planDevice(deps, host, configs, run, looking),
      work: (pushing, name) => deviceWork(deps, pushing, name),
    },
  };
}
