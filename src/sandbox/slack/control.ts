import { timingSafeEqual } from 'node:crypto';
import type { Faults } from './faults.ts';
import type { Log } from './log.ts';
import { atTheWire, Malformed } from './people/wire.ts';
import type { Workspace } from './people/workspace.ts';
import { NotPossible } from './refusal.ts';
import type { Fields } from './types.ts';

/** What /sandbox/<name> answers to a JSON body. */
export type Control = (
  name: string,
  token: string | undefined,
  given: Fields,
) => Promise<{ status: number; body: unknown }>;

/** What else the sandbox offers under /sandbox/, by name. */
export type Doors = Readonly<Record<string, (given: never) => unknown>>;

/** The clients of people and the faults over HTTP, for whoever shows the sandbox's own token. */
export function createControl(token: string, workspace: Workspace, faults: Faults, log: Log, more: Doors): Control {
  const all = { ...atTheWire(workspace), log: () => log.entries, ...more };
  const doors = new Map<string, (given: never) => unknown>(Object.entries(all));
  const troubles = new Map<string, (...given: never[]) => void>(Object.entries(faults));
  return async (name, shown, given) => {
    if (!same(shown ?? '', token)) return { status: 401, body: { error: 'the token of this sandbox is needed' } };
    const [door, fault] = [doors.get(name), troubles.get(name.replace(/^faults\//, ''))];
    try {
      if (door) return { status: 200, body: (await door(given as never)) ?? null };
      if (!fault || !name.startsWith('faults/')) return { status: 404, body: { error: `there is no ${name}` } };
      if (given.args !== undefined && !Array.isArray(given.args)) throw new Malformed('args: it has to be a list');
      fault(...((given.args ?? []) as never[]));
      return { status: 200, body: null };
    } catch (error) {
      if (error instanceof Malformed) return { status: 400, body: { error: error.message } };
      if (error instanceof NotPossible) return { status: 409, body: { error: error.message } };
      throw error;
    }
  };
}

function same(shown: string, token: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
