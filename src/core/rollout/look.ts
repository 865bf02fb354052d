import { explain, OpsError } from '../errors.ts';
import type { Host } from '../settings/types.ts';
import { verbatim } from '../text.ts';
import { inParallel } from './parallel.ts';

/** Hosts looked at at the same time. */
const width = 20;

/** What keeps a host from being looked at now, and may be over in a while. */
const away = new Set(['host-down', 'connection-lost', 'deadline', 'login-refused', 'become-refused']);

/**
 * Looks at every host; the results in their order. One error names all that could not be looked at; where `unseen` is
 * given, hosts that cannot be reached go there instead, undefined among the results (error `nothing-seen` when that is
 * all of them).
 */
export async function lookAtAll<T>(
  hosts: readonly Host[],
  look: (host: Host) => Promise<T>,
  unseen?: Set<string>,
): Promise<readonly (T | undefined)[]> {
  const failures: OpsError[] = [];
  const seen = await inParallel(hosts, width, async (host) => {
    try {
      return await look(host);
    } catch (error) {
      const failure = error instanceof OpsError ? error : new OpsError('look-failed', explain(error), { cause: error });
      if (unseen && away.has(failure.code)) unseen.add(host.name);
      else failures.push(failure);
      return undefined;
    }
  });
  if (failures.length > 0) throw together(failures);
  if (unseen?.size === hosts.length) throw new OpsError('nothing-seen', verbatim('no host could be reached'));
  return seen;
}

function together(failures: readonly OpsError[]): OpsError {
  const [first] = failures;
  if (first && failures.length === 1) return first;
  const codes = new Set(failures.map(({ code }) => code));
  return new OpsError(codes.size === 1 && first ? first.code : 'look-failed', {
    en: failures.map(({ text }) => text.en).join('\n'),
    zh: failures.map(({ text }) => text.zh).join('\n'),
  });
}
