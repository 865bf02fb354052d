import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Clock } from '../../src/core/io/clock.ts';
import { finalStates, type Run, type RunState } from '../../src/core/runs/types.ts';
import { visible } from './blocks.ts';
import { startHosts } from './host-process.ts';
import { startTeam, type Team } from './team.ts';
import { loggingApp, makeWorld, type World, type WorldHost, type WorldOptions } from './world.ts';

type Fleet = Awaited<ReturnType<typeof startHosts>>;
export type SceneHost = Fleet['hosts'][number];

/** Sandbox hosts on which things can go wrong, a DATA_DIR with the app `svc`, a workspace, and the bot. */
export interface Scene extends Acting {
  readonly world: World;
  readonly team: Team;
  readonly hosts: readonly SceneHost[];
  /** The first of them. */
  readonly host: SceneHost;
  /** The first host's root of the app. */
  readonly root: string;
  stop(): Promise<void>;
}

/** What people do here, and how what came of it is looked at. */
export interface Acting {
  /** Types a command that asks for a run; resolves with the run once it is over, or in one of `states`. */
  run(as: string, text: string, ...states: RunState[]): Promise<Run>;
  /** Waits until a run that was asked for is in one of these states (default: over). */
  reach(id: string, ...states: RunState[]): Promise<Run>;
  /** Does something; resolves with the words of everything new that `as` sees, once all of `patterns` are in it. */
  told(as: string, does: () => Promise<unknown>, patterns: readonly RegExp[]): Promise<string>;
  /** Waits until all of `patterns` are in the words that `as` sees. */
  sees(as: string, patterns: readonly RegExp[]): Promise<string>;
  /** Reads the whole journal, which checks its chain; resolves with the types of its entries. */
  journal(): Promise<readonly string[]>;
}

/** Everybody who engineers or approves here; `engineer2` does both, reads Chinese, and so do `approver2`'s eyes. */
export const access = {
  groups: {
    engineers: ['U0ENGINEER', 'U0ENGINEER2'],
    approvers: ['U0APPROVER', 'U0APPROVER2', 'U0ENGINEER2'],
  },
  allow: [{ group: 'engineers', commands: ['deploy', 'rollback', 'trust', 'ops'], environments: ['test'] }],
};

/** Starts it all; the bot goes by `clock`, the other options go to the world. */
export async function startScene(
  names: readonly string[],
  { clock, ...options }: Partial<WorldOptions> & { clock?: Clock } = {},
): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'scene-'));
  const fleet = await startHosts({ folder, names });
  const hosts = fleet.hosts.map(worldHost);
  const settings = { access, ...options.settings };
  const world = makeWorld({ hosts, user: 'ops', keyFile: fleet.keyFile, ...options, settings });
  world.addVersion('1.0.0', loggingApp());
  const team = await startTeam({ dataDir: world.dataDir, clock });
  const [host] = fleet.hosts;
  if (!host) throw new Error('a scene needs a host');
  return {
    ...acting(team),
    world,
    team,
    hosts: fleet.hosts,
    host,
    root: join(host.home, 'svc'),
    stop: async () => {
      await team.stop();
      await fleet.stop();
      world.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function worldHost({ name, address, port, home, key }: SceneHost): WorldHost {
  return { name, address, port, folder: home, publicKey: `ssh-ed25519 ${key.toString('base64')}` };
}

/** People acting in a team's workspace. */
export function acting(team: Team): Acting {
  const over = (run: Run, states: readonly RunState[]) =>
    finalStates.some((state) => state === run.state) || states.includes(run.state);
  const until = (wanted: (run: Run) => boolean) => {
    const { promise, resolve } = Promise.withResolvers<Run>();
    const stop = team.bot().core.runs.subscribe((run) => {
      if (wanted(run)) resolve(run);
    });
    return promise.finally(stop);
  };
  return {
    run: async (as, text, ...states) => {
      const known = new Set((await team.bot().core.runs.list()).map(({ id }) => id));
      const isNew = ({ id }: { id: string }) => !known.has(id);
      const ended = until((run) => isNew(run) && over(run, states));
      const said = new Set((await team.slack.messages({ as })).map(({ ts }) => ts));
      const done = await team.slack.type({ as, text });
      if (!done.ok) throw new Error(`${text}: ${done.error}`);
      await team.until(`a run for ${text}`, async () => {
        if ((await team.bot().core.runs.list()).some(isNew)) return true;
        const refusal = (await team.slack.messages({ as })).find(
          (one) => !said.has(one.ts) && one.text.startsWith('⚠️'),
        );
        if (refusal) throw new Error(`${text}: ${refusal.text}`);
        return undefined;
      });
      return ended;
    },
    reach: async (id, ...states) => {
      const there = until(
        (run) => run.id === id && over(run, states) && (!states.length || states.includes(run.state)),
      );
      const now = await team.bot().core.runs.get(id);
      return now && (states.length ? states.includes(now.state) : over(now, [])) ? now : there;
    },
    told: async (as, does, patterns) => {
      const before = new Set((await team.slack.messages({ as })).map(({ ts }) => ts));
      await does();
      return shown(team, as, patterns, before);
    },
    sees: (as, patterns) => shown(team, as, patterns, new Set()),
    journal: async () => {
      const types: string[] = [];
      for await (const { event } of team.bot().core.journal.read()) types.push(event.type);
      return types;
    },
  };
}

async function shown(
  team: Team,
  as: string,
  patterns: readonly RegExp[],
  before: ReadonlySet<string>,
): Promise<string> {
  const deadline = Date.now() + 20_000;
  for (let since = -1; ; ) {
    const { version } = await team.slack.changes({ since, ms: 1000 });
    const all = await team.slack.messages({ as });
    const fresh = all.filter(({ ts, from }) => from === 'changeops' && !before.has(ts));
    const words = fresh.map((one) => `${one.text}\n${visible({ blocks: one.blocks as never })}`).join('\n');
    if (patterns.every((pattern) => pattern.test(words))) return words;
    if (Date.now() > deadline) throw new Error(`${as} was told:\n${words}\nnot all of ${patterns.join(' ')}`);
    since = version;
  }
}

/** The version that `current` of a root points at; `-` for none. */
export function liveVersion(root: string): string {
  try {
    return readlinkSync(join(root, 'current')).replace('releases/', '').split('_')[0] ?? '';
  } catch {
    return '-';
  }
}

/** Every file and folder below `folder`: name → type, size, mode, times, content hash. */
export function treeOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(['.', ...names].map((name) => [name, looks(join(folder, name))]));
}

function looks(path: string): string {
  const { mode, size, mtimeMs, ctimeMs } = lstatSync(path);
  const kind = mode & 0o170_000;
  const about = `${mode.toString(8)} ${size} ${mtimeMs} ${ctimeMs}`;
  if (kind === 0o120_000) return `${about} -> ${readlinkSync(path)}`;
  if (kind !== 0o100_000) return about;
  return `${about} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
}

/** What went wrong in a run, in both languages: why it ended so, and what failed on which host. */
export function whyOf(run: Run): { en: string; zh: string } {
  const texts = [run.why, ...Object.values(run.hosts).map(({ error }) => error?.text)].filter(
    (text) => text !== undefined,
  );
  return { en: texts.map(({ en }) => en).join('\n'), zh: texts.map(({ zh }) => zh).join('\n') };
}

/** The codes of what failed on hosts. */
export function codesOf(run: Run): string[] {
  return Object.values(run.hosts).flatMap(({ error }) => (error ? [error.code] : []));
}

/** Expects both languages of a run's failure to hold these words. */
export function expectWhy(run: Run, en: readonly RegExp[], zh: readonly RegExp[]): void {
  const why = whyOf(run);
  for (const pattern of en) expect(why.en).toMatch(pattern);
  for (const pattern of zh) expect(why.zh).toMatch(pattern);
  expect(why.zh, 'Chinese is Chinese').toMatch(/[\u4e00-\u9fff]/);
}
