import { createHash } from 'node:crypto';
import type { HostSession } from '../agent/session.ts';
import { configText } from '../config/text/decode.ts';
import { OpsError } from '../errors.ts';
import type { Connection } from '../io/ssh/types.ts';
import { type FileState, lookAtFiles, readFile } from '../push/files/look.ts';
import { filesRoot, placeIn, placing } from '../push/files/place.ts';
import { unreadText } from '../push/files/refusals.ts';
import { inParallel } from '../rollout/parallel.ts';
import type { Host, Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import type { CollectorDeps, SeenFile, ServerDeps } from './types.ts';

/** The configs that are intended for each of these hosts and placed by files.yaml, by the host's name; others are left out. */
export async function placedConfigs(
  hosts: readonly Host[],
  settings: Settings,
  { configs }: Pick<ServerDeps, 'configs'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  const placed = new Map<string, string[]>();
  if (settings.files.files.length === 0 || hosts.length === 0) return placed;
  const placeOf = placing(settings);
  for (const { ref } of await configs.list({ kinds: ['intended'], hosts: [...byName.keys()] })) {
    const host = ref.kind === 'template' ? undefined : byName.get(ref.host);
    if (!host || !placeIn(placeOf, host, ref.name)) continue;
    placed.set(host.name, [...(placed.get(host.name) ?? []), ref.name]);
  }
  return placed;
}

/** Files that are read at the same time, of one host; sshd's MaxSessions is 10. */
const width = 4;

/**
 * What a server has in the places of these configs. One that is not placed any more is left out; one that cannot be
 * read, is too large or no text is a warning. Errors: those of the way there.
 */
export async function lookAtConfigs(
  connection: Connection,
  host: Host,
  names: readonly string[],
  deps: ServerDeps & Pick<CollectorDeps, 'settings' | 'redactor'>,
  how: { readonly become: boolean; readonly signal: AbortSignal },
) {
  const settings = deps.settings.current();
  const placeOf = placing(settings);
  const places = names.flatMap((name) => placeIn(placeOf, host, name) ?? []);
  const paths = places.flatMap(({ name, path }) => (path === undefined ? [] : [{ name, path }]));
  const refused = places.flatMap(({ why }) => why ?? []);
  const session = deps.fleet.over(connection, filesRoot(settings.files, host));
  const looking: Looking = {
    name: host.name,
    inspect: (command, more, options) => session.inspect(command, more, { ...options, ...how }),
  };
  const states = await lookAtFiles(
    looking,
    paths.map(({ path }) => path),
  );
  const there = paths.map((place, at) => ({ ...place, there: states[at] }));
  const read = await inParallel(there, width, async ({ name, path, there }) => {
    const { state, text } = await readOne(looking, there);
    const shown = text === undefined ? undefined : deps.redactor.redact(deps.hiding.hide(text));
    return { name, path, state, shown };
  });
  const known = read.filter(({ state }) => state === 'file' || state === 'absent');
  const files = read.map(
    ({ name, path, state, shown }): SeenFile => ({ name, path, state, ...(shown !== undefined && contentOf(shown)) }),
  );
  return {
    facts: { files },
    configs: new Map(known.map(({ name, shown }) => [name, shown])),
    warnings: [...refused, ...warningsOf(host, files)],
  };
}

type Looking = Pick<HostSession, 'name' | 'inspect'>;

function contentOf(text: string): Pick<SeenFile, 'content'> {
  return { content: createHash('sha256').update(text).digest('hex').slice(0, 12) };
}

async function readOne(
  looking: Looking,
  state: FileState | undefined,
): Promise<{ readonly state: SeenFile['state']; readonly text?: string }> {
  if (state?.state === 'absent') return { state: 'absent' };
  if (state?.state !== 'file') return { state: state?.why ?? 'unreadable' };
  try {
    const text = configText(await readFile(looking, state.real));
    return text === undefined ? { state: 'no-text' } : { state: 'file', text };
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    if (error.code === 'file-too-large') return { state: 'too-large' };
    if (error.code === 'file-refused') return { state: 'unreadable' };
    throw error;
  }
}

function warningsOf({ name: host }: Host, files: readonly SeenFile[]): readonly Text[] {
  return files.flatMap(({ path, state }) =>
    state === 'file' || state === 'absent' ? [] : [unreadText(host, path, state)],
  );
}
