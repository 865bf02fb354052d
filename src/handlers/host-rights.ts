import { OpsError } from '../core/errors.ts';
import { chosenHosts, environmentsOf } from '../core/inventory/environments.ts';
import type { Text } from '../core/text.ts';
import type { Deps } from './deps.ts';
import { demandRight } from './rights.ts';

type Needed = Pick<Deps, 'settings' | 'journal' | 'people' | 'log'>;

/** Names of hosts, asked for only of who has the right anywhere. */
type Hosts = () => readonly string[];

/**
 * Resolves where somebody has the right in every environment that one of these hosts belongs to; `right` is the name of
 * a slash command. Errors: those of `demandRight` and of `hosts`.
 */
export async function demandRightFor(right: string, hosts: Hosts, by: string, deps: Needed): Promise<void> {
  for (const environment of environmentsFor(hosts, deps)) await demandRight(right, environment, by, `/${right}`, deps);
}

/**
 * Why somebody may not do that to these hosts (any more), said of them to others; undefined where they may. Errors: those
 * of `hosts`, and where it cannot be told.
 */
export async function rightLostFor(right: string, hosts: Hosts, by: string, deps: Needed): Promise<Text | undefined> {
  for (const environment of environmentsFor(hosts, deps)) {
    try {
      await demandRight(right, environment, by, `/${right}`, deps);
    } catch (error) {
      if (error instanceof OpsError && error.code === 'forbidden') return notAllowed(right, environment);
      if (error instanceof OpsError && ['person-unfit', 'person-unknown'].includes(error.code)) return error.text;
      throw error;
    }
  }
  return undefined;
}

/** The names of the hosts that a selector means; none where there is no selector. Errors: those of the selector. */
export function namesOf(selector: string | undefined, { settings }: Pick<Deps, 'settings'>): readonly string[] {
  return selector === undefined ? [] : chosenHosts(selector, settings.current()).map(({ name }) => name);
}

/** The first, undefined, is any. */
function* environmentsFor(hosts: Hosts, { settings }: Needed): Generator<string | undefined> {
  yield undefined;
  const all = settings.current();
  yield* new Set(hosts().flatMap((name) => environmentsOf(all, name)));
}

function notAllowed(right: string, environment: string | undefined): Text {
  return {
    en: `${environment === undefined ? 'they' : `in ${environment} they`} may not use /${right} (access.yaml).`,
    zh: `${environment === undefined ? '' : `在 ${environment} `}无权使用 /${right}（access.yaml）。`,
  };
}
