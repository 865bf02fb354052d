import { nameOf, type People } from '../access/people.ts';
import { deviceConfig, keepRunning, type SeenConfig } from '../config/running.ts';
import type { ConfigStore } from '../config/types.ts';
import { explain } from '../errors.ts';
import { chosenHosts } from '../inventory/environments.ts';
import type { Clock } from '../io/clock.ts';
import type { Journal } from '../runs/events.ts';
import { runId } from '../runs/ids.ts';
import type { Settings } from '../settings/types.ts';
import type { Text } from '../text.ts';
import { createTurns } from '../turns.ts';
import { changesBetween, type FieldChange } from './changes.ts';
import { type NoiseOf, noiseBy } from './noise.ts';
import { createRefusals } from './refusals.ts';
import type { Heard, TargetResult } from './run.ts';
import { runCollector } from './run.ts';
import type { Kept, Snapshots, State } from './snapshots.ts';
import type { Collector, CollectorDeps, CollectRequest } from './types.ts';

/** Somebody's wish to know. */
export interface Asked {
  /** A collector's name: `ssh`, `aliyun`, `http-json`. */
  readonly source: string;
  /** Which hosts, for a source that goes to hosts. */
  readonly selector?: string;
  readonly request: CollectRequest;
  /** A Slack user id. */
  readonly by: string;
  /** The number of the schedule that asks in their place. */
  readonly schedule?: number;
}

/** What came of one target, and what is new about it. */
export interface Outcome extends TargetResult {
  /** What storing each thing that was found came to; none for a single command. */
  readonly kept: readonly Kept[];
  /** Keys of what was there before, and in a whole list no more. */
  readonly gone: readonly string[];
  /** What was there before was not in its list, which was empty: that is not taken for gone. */
  readonly isEmptied: boolean;
}

/** One collection, over. */
export interface Collection {
  readonly id: string;
  readonly asked: Asked;
  readonly at: number;
  /** Milliseconds. */
  readonly took: number;
  readonly outcomes: readonly Outcome[];
  /** The bot stopped in the middle of it: what was not done has failed for that. */
  readonly isCut: boolean;
  /** Configurations that were found and are in the store of configs, as `running`: `host/name`. */
  readonly configs?: readonly string[];
  /** Why configurations that were found are not in the store of configs. */
  readonly trouble?: Text;
}

/** What differs of one thing between two times. */
export interface Difference {
  readonly before: State;
  readonly after: State;
  readonly changes: readonly FieldChange[];
}

/** As `Heard`, with the collection's id. */
export type HeardOf = (progress: { readonly id: string } & Parameters<Heard>[0]) => void;

export interface Collects {
  /** The collectors there are, by name. */
  readonly collectors: ReadonlyMap<string, Collector>;
  readonly snapshots: Snapshots;
  /**
   * Collects, keeps what was found, and says what changed. A target that fails is an outcome. Errors: those of the
   * selector and of `Collector.targets`, and the signal's reason where it aborts before there are targets.
   */
  collect(asked: Asked, options?: { signal?: AbortSignal; heard?: HeardOf }): Promise<Collection>;
  /**
   * Resolves where asking can come to something at all: a schedule that never could is not made. Goes nowhere. Errors:
   * those of the selector and of `Collector.check`.
   */
  check(asked: Pick<Asked, 'source' | 'selector' | 'request'>): Promise<void>;
  /**
   * What changed of a thing between two times (without `from`: by its newest change), without lines that do not count as
   * change; undefined where nothing is known of it for one of them. A `from` before it was first found is that time.
   */
  difference(key: string, times: { readonly from?: number; readonly to: number }): Promise<Difference | undefined>;
}

interface CollectsOptions extends Omit<CollectorDeps, 'refusals'> {
  readonly settings: { current(): Settings };
  readonly clock: Clock;
  readonly collectors: ReadonlyMap<string, Collector>;
  readonly snapshots: Snapshots;
  readonly journal: Pick<Journal, 'append'>;
  /** Whose names stand in the history of configs. */
  readonly people: Pick<People, 'find'>;
  /** Where running configurations are kept, besides the snapshots. */
  readonly configs?: Pick<ConfigStore, 'list' | 'readAll' | 'save'>;
  /** Aborts when the bot stops. */
  readonly signal: AbortSignal;
}

/** Collecting over one DATA_DIR. It changes nothing on hosts, so it asks nobody and locks nothing. */
export function createCollects(options: CollectsOptions): Collects {
  const { settings, clock, collectors, snapshots, journal } = options;
  const turns = createTurns();
  const noiseOf = noiseBy(options);
  const deps: CollectorDeps = { ...options, refusals: createRefusals(clock) };
  return {
    collectors,
    snapshots,
    collect: async (asked, { signal: outer, heard } = {}) => {
      const signal = outer ? AbortSignal.any([options.signal, outer]) : options.signal;
      const { source, selector, request, by } = asked;
      const collector = collectors.get(source);
      if (!collector) throw new Error(`there is no collector ${source}`);
      const hosts = selector === undefined ? [] : chosenHosts(selector, settings.current());
      const at = clock.now();
      const id = runId(at);
      signal.throwIfAborted();
      await snapshots.check();
      const targets = await collector.targets(request, hosts, deps);
      await journal.append({ type: 'collecting', collection: id, by, source, selector: selector ?? '', ...request });
      const name = nameOf(by, options.people);
      const results = await runCollector(collector, targets, request, deps, {
        ...{ signal, turns },
        heard: (progress) => heard?.({ id, ...progress }),
      });
      const isCommand = request.command !== undefined;
      const outcomes = await keep(results, { at, source, snapshots, isCommand });
      const failed = outcomes.filter(({ error }) => error).length;
      const changed = outcomes.filter(({ kept }) => kept.some(({ changes }) => changes.length > 0)).length;
      const gone = outcomes.flatMap((outcome) => outcome.gone).length;
      const isCut = signal.aborted && outcomes.some(({ error }) => error);
      await journal.append({
        type: 'collected',
        collection: id,
        by,
        source,
        selector: selector ?? '',
        targets: targets.length,
        failed,
        changed,
        gone,
      });
      const seen = isCommand ? [] : seenConfigs(results, noiseOf);
      const about = { id, from: selector ?? source };
      const store = seen.length > 0 ? options.configs : undefined;
      const stored =
        store &&
        (await keepRunning(store, seen, { ...about, by: { id: by, name: await name } }).then(
          () => ({ configs: seen.flatMap(({ host, name, text }) => (text === undefined ? [] : [`${host}/${name}`])) }),
          (error) => ({ trouble: explain(error) }),
        ));
      return { id, asked, at, took: clock.now() - at, outcomes, isCut, ...stored };
    },
    check: async ({ source, selector, request }) => {
      const hosts = selector === undefined ? [] : chosenHosts(selector, settings.current());
      await collectors.get(source)?.check?.(request, hosts, deps);
    },
    difference: async (key, { from, to }) => {
      const versions = await snapshots.history(key);
      const oldest = versions.at(-1)?.at ?? to;
      const since = from ?? versions[1]?.at ?? oldest;
      const before = await snapshots.at(key, Math.max(since, oldest));
      const after = await snapshots.at(key, to);
      if (!before || !after) return undefined;
      return { before, after, changes: changesBetween(before.data, after.data, { noise: noiseOf(after) }) };
    },
  };
}

function seenConfigs(results: readonly TargetResult[], noiseOf: NoiseOf): readonly SeenConfig[] {
  const hosts = results.flatMap(({ found }) => found.filter(({ kind }) => kind === 'host'));
  return hosts.flatMap((one) => [
    ...(typeof one.data.config === 'string' ? [deviceConfig(one.key, one.data.config, noiseOf(one))] : []),
    ...[...(one.configs ?? [])].map(([name, text]) => ({ host: one.key, name, text, noise: [] })),
  ]);
}

/** Errors that say that a host could not be reached or would not let anybody in; others say nothing of the host. */
const unreached: ReadonlySet<string> = new Set([
  ...['host-down', 'handshake-failed', 'connection-lost', 'login-refused', 'no-prompt', 'deadline'],
  ...['host-key-unknown', 'host-key-changed'],
]);

interface Keeping {
  readonly at: number;
  readonly source: string;
  readonly snapshots: Snapshots;
  /** The answer to a single command is shown, not kept. */
  readonly isCommand: boolean;
}

async function keep(
  results: readonly TargetResult[],
  { at, source, snapshots, isCommand }: Keeping,
): Promise<readonly Outcome[]> {
  if (isCommand) return results.map((result) => ({ ...result, kept: [], gone: [], isEmptied: false }));
  const kept = new Map(
    (
      await snapshots.put(
        results.flatMap(({ found }) => found),
        at,
        source,
      )
    ).map((one) => [one.key, one]),
  );
  const lost = results.flatMap(({ key, error, found }) =>
    error && found.length === 0 && unreached.has(error.code) ? [{ key, kind: 'host', why: error.text }] : [],
  );
  if (source === 'ssh') await snapshots.failed(lost, at, source);
  const outcomes: Outcome[] = [];
  for (const result of results) {
    const gone = await Promise.all(result.listed.map((under) => snapshots.gone(under, at)));
    const isEmptied =
      result.found.length === 0 && !result.error && (await snapshots.keys(`${result.key}/`, 1)).length > 0;
    outcomes.push({
      ...{ ...result, gone: gone.flat(), isEmptied },
      kept: result.found.flatMap(({ key }) => kept.get(key) ?? []),
    });
  }
  return outcomes;
}
