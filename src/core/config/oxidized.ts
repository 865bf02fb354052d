import { decodeText } from '../convert/read/encoding.ts';
import type { Clock } from '../io/clock.ts';
import {
  blobId,
  type Foreign,
  type ForeignCommit,
  type GitStore,
  pathTrouble,
  type Step,
} from '../io/git-store/index.ts';
import type { Text } from '../text.ts';
import { bot, withTrailers } from './message.ts';
import { pathOf } from './refs.ts';
import { checkFolders } from './save.ts';

export interface OxidizedOptions {
  /** The text without its secrets; called once for every version of every host. */
  readonly strip: (text: string, host: string) => string;
  /** Says what would be added, and adds nothing. */
  readonly dryRun?: boolean;
}

export interface OxidizedImport {
  /** Commits that were added, and those that an earlier import had added. */
  readonly commits: number;
  readonly known: number;
  /** Versions of configs in the added ones, and the first's and last's time (ms since the epoch), where there are any. */
  readonly versions: number;
  readonly span?: { readonly from: number; readonly to: number };
  /** Hosts that the added ones are about, sorted. */
  readonly hosts: readonly string[];
  /** Hosts whose config here is newer than what was imported: it stays the newest. */
  readonly kept: readonly string[];
  /** Files that are no host's config, and why. */
  readonly refused: readonly { readonly path: string; readonly why: Text }[];
}

/** A version of a host's config before it is stripped. */
interface Source {
  readonly host: string;
  readonly blob: string;
}

interface Change {
  readonly host: string;
  /** Absent where the host was taken out. */
  readonly blob?: string;
}

type Told = ForeignCommit & { readonly hosts: readonly Change[] };

/** Versions stripped at a time: bounds memory at that many configs. */
const piece = 200;
const longest = 3_600_000;

/**
 * Puts the history of an Oxidized repository (a file a node, named as the node is, groups as folders or as repositories
 * of their own) on top of what is there, as `running/<host>/config`, with authors and dates; each commit once, told by
 * the trailer `Oxidized`. In one step: all of it or nothing, and nothing at all with `dryRun`. Where two groups have a node of one name, the one that was
 * written last counts. Errors: `oxidized-unreadable`, `git-failed`, `repository-locked`, what `strip` throws.
 */
export function importOxidized(git: GitStore, clock: Clock, source: string, options: OxidizedOptions) {
  return git.writing((head, put) =>
    git.foreign(source, async (all): Promise<OxidizedImport> => {
      const before = await git.trailers('Oxidized');
      const there = new Map(head ? (await git.files(head)).map(({ path, blob }) => [path, blob]) : []);
      const refused = new Map<string, Text>();
      const parts = all.map((foreign) => ({ foreign, ...unseen(foreign, before, refused) }));
      const added = parts.flatMap(({ commits }) => commits);
      const last = lastTimes(added);
      checkFolders(new Set([...there.keys(), ...[...last.keys()].map(place)]));
      const kept = await newer(git, last, there);
      const restore = kept.map((host) => ({ path: place(host), blob: there.get(place(host)) ?? '' }));
      if (added.length > 0 && !options.dryRun) await put(steps(parts, options, clock, restore), longest);
      return {
        commits: added.length,
        known: parts.reduce((sum, { known }) => sum + known, 0),
        ...measured(added),
        hosts: [...last.keys()].toSorted(),
        kept,
        refused: [...refused].map(([path, why]) => ({ path, why })),
      };
    }),
  );
}

function place(host: string): string {
  return pathOf({ kind: 'running', host, name: 'config' });
}

/** The commits after the newest that was imported before, with the hosts they are about. */
function unseen(foreign: Foreign, before: ReadonlyMap<string, string>, refused: Map<string, Text>) {
  const known = foreign.commits.findLastIndex(({ id }) => before.has(id)) + 1;
  const owners = new Map<string, string>();
  const told = foreign.commits.map((commit): Told => {
    const hosts = commit.changes.flatMap(({ path, blob }): Change[] => {
      const host = path.slice(path.lastIndexOf('/') + 1);
      const why = host.startsWith('.') ? { en: 'its name begins with a dot', zh: '名称以点开头' } : pathTrouble(host);
      if (why) refused.set(path, why);
      if (why) return [];
      if (blob !== undefined) {
        owners.set(host, path);
        return [{ host, blob }];
      }
      return owners.get(host) === path && owners.delete(host) ? [{ host }] : [];
    });
    return { ...commit, hosts };
  });
  return { known, commits: told.slice(known) };
}

function measured(commits: readonly Told[]): Pick<OxidizedImport, 'versions' | 'span'> {
  const told = commits.filter(({ hosts }) => hosts.length > 0);
  const versions = told.reduce((sum, { hosts }) => sum + hosts.length, 0);
  if (versions === 0) return { versions };
  const [from, to] = told.reduce(([least, most], { when }) => [Math.min(least, when), Math.max(most, when)], [
    Number.POSITIVE_INFINITY,
    0,
  ] as [number, number]);
  return { versions, span: { from, to } };
}

function lastTimes(commits: readonly Told[]): ReadonlyMap<string, number> {
  return new Map(commits.flatMap(({ hosts, when }) => hosts.map(({ host }) => [host, when] as const)));
}

async function newer(git: GitStore, last: ReadonlyMap<string, number>, there: ReadonlyMap<string, string>) {
  const kept: string[] = [];
  for (const [host, when] of last) {
    if (!there.has(place(host))) continue;
    const [newest] = await git.versions(place(host), 1);
    if (newest && newest.when > when) kept.push(host);
  }
  return kept;
}

type Part = { readonly foreign: Foreign; readonly commits: readonly Told[] };

/** First all texts, stripped, each once; then the commits, which name them by their ids. */
async function* steps(parts: readonly Part[], { strip }: OxidizedOptions, clock: Clock, restore: readonly Restored[]) {
  for (const { foreign, commits } of parts) {
    const stripped = new Map<string, string>();
    yield* texts(foreign, commits, strip, stripped);
    for (const commit of commits) yield { commit: replayed(commit, stripped, clock) };
  }
  if (restore.length === 0) return;
  const now = { ...bot, when: clock.now() };
  const message = withTrailers('Configs newer than what was imported from Oxidized', {});
  yield { commit: { author: now, committer: now, message, edits: restore } };
}

type Restored = { readonly path: string; readonly blob: string };

async function* texts(
  foreign: Foreign,
  commits: readonly Told[],
  strip: OxidizedOptions['strip'],
  stripped: Map<string, string>,
): AsyncGenerator<Step> {
  const sources = new Map<string, Source>();
  for (const { hosts } of commits) {
    for (const { host, blob } of hosts) if (blob !== undefined) sources.set(keyOf(host, blob), { host, blob });
  }
  const left = [...sources];
  for (let at = 0; at < left.length; at += piece) {
    const some = left.slice(at, at + piece);
    const found: Buffer[] = [];
    await foreign.blobs(
      some.map(([, { blob }]) => blob),
      (bytes, index) => {
        const [key, source] = some[index] ?? [];
        if (!key || !source || !bytes) return;
        const text = Buffer.from(strip(decodeText(bytes).text, source.host));
        stripped.set(key, blobId(text));
        found.push(text);
      },
    );
    for (const blob of found) yield { blob };
  }
}

function replayed(commit: Told, stripped: ReadonlyMap<string, string>, clock: Clock) {
  const edits = commit.hosts.map(({ host, blob }) => {
    const id = blob === undefined ? undefined : stripped.get(keyOf(host, blob));
    return id === undefined ? { path: place(host), removed: true as const } : { path: place(host), blob: id };
  });
  return {
    author: { ...commit.author, when: commit.when },
    committer: { ...bot, when: clock.now() },
    message: withTrailers(commit.message, { Oxidized: commit.id }),
    edits,
  };
}

function keyOf(host: string, blob: string): string {
  return `${blob} ${host}`;
}
