import type { Fleet } from '../agent/fleet.ts';
import { explain } from '../errors.ts';
import type { App, Host } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { rootOf, specOf } from './plan/look.ts';

/** The releases kept on one host, newest good first, then those never verified. A host's failure is data. */
export interface HostHistory {
  readonly host: string;
  readonly error?: Text;
  readonly releases: readonly {
    readonly name: string;
    readonly version: string;
    /** It passed its verification. */
    readonly good: boolean;
    readonly live: boolean;
  }[];
}

/** What a host keeps of an app. */
export async function hostHistory(fleet: Fleet, app: App, host: Host): Promise<HostHistory> {
  try {
    const { session } = await fleet.look(host, rootOf(app, host), 'history');
    try {
      const state = await session.probe();
      const live = state.current && 'release' in state.current ? state.current.release : undefined;
      const releases = state.releases
        .toSorted((a, b) => (b.good ?? 0) - (a.good ?? 0))
        .map((release) => ({
          name: release.name,
          version: specOf(host, release).version,
          good: release.good !== undefined,
          live: release.name === live,
        }));
      return { host: host.name, releases };
    } finally {
      session.close();
    }
  } catch (error) {
    return { host: host.name, error: explain(error), releases: [] };
  }
}
