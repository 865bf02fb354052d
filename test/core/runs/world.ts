import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { People, Person } from '../../../src/core/access/people.ts';
import { OpsError } from '../../../src/core/errors.ts';
import type { JournalFile } from '../../../src/core/io/journal.ts';
import { createJournal } from '../../../src/core/io/journal.ts';
import type { Entry, RunEvent } from '../../../src/core/runs/events.ts';
import { createRuns } from '../../../src/core/runs/lifecycle.ts';
import type { RunStore } from '../../../src/core/runs/store.ts';
import { createRunStore } from '../../../src/core/runs/store.ts';
import type { ExecuteContext, Run, RunKind, RunState, Runs } from '../../../src/core/runs/types.ts';
import type { Settings } from '../../../src/core/settings/types.ts';
import type { ManualClock } from '../../support/clock.ts';
import { manualClock } from '../../support/clock.ts';
import { samplePeople, samplePlan, sampleSettings } from './samples.ts';

/** The bot's runs on a real DATA_DIR, with everything around them in a test's hands. */
export interface World {
  readonly folder: string;
  readonly clock: ManualClock;
  readonly runs: Runs;
  readonly journal: JournalFile;
  /** Changed by tests; read anew every time it is used. */
  settings: Settings;
  people: Record<string, Person>;
  kind: RunKind;
  /** Journal writes fail with this while it is set. */
  broken: boolean;
  readonly logged: string[];
  /** Asks for web in an environment as the engineer, and resolves when it is in `state`. */
  ask(environment: string, state: RunState, more?: Partial<Run['request']>): Promise<Run>;
  /** Resolves with the run when it is in one of these states, at once if it is. */
  reaches(id: string, ...states: RunState[]): Promise<Run>;
  entries(): Promise<readonly Entry[]>;
  types(run: string): Promise<readonly string[]>;
  /** Gives what could go on the time to do so: ten rounds of writing to disk, where a step of a run needs one. */
  idle(): Promise<void>;
  /** As after a SIGKILL: nothing of the old process does anything any more. A new one has been started. */
  crash(): Promise<void>;
  /** Stops the bot well and starts it again. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** A plan for what a run asks for. */
export function planFor(run: Run) {
  return samplePlan(run.request.environment, {
    kind: run.kind === 'rollback' ? 'rollback' : 'deploy',
    version: run.request.version ?? '1.0.0',
  });
}

/** Does one step on every host of a run's plan and succeeds. */
export async function workOn(run: Run, context: Pick<ExecuteContext, 'record'>) {
  for (const host of Object.keys(run.hosts)) {
    await context.record({ type: 'step-started', host, step: 'switch', phase: 'forward' });
    await context.record({ type: 'step-ended', host, step: 'switch', phase: 'forward' });
    await context.record({ type: 'host-ended', host, state: 'done' });
  }
  return { state: 'succeeded' } as const;
}

/** A kind of run that does what it is asked; tests replace what they are about. */
export const plainKind: RunKind = {
  plan: async (run) => planFor(run),
  moved: async () => undefined,
  execute: workOn,
  recover: async () => ({ state: 'interrupted', why: { en: 'found so', zh: '发现如此' } }),
};

export async function createWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'runs-'));
  const clock = manualClock();
  const past: RunStore[] = [];
  let current = await startBot();

  async function startBot() {
    const journal = await createJournal({ folder: join(folder, 'journal'), clock });
    const alive = { value: true };
    const store = createRunStore({ folder: join(folder, 'runs') });
    const runs = createRuns({
      journal: { ...journal, append: appendTo(journal, alive) },
      store,
      settings: { current: () => world.settings },
      people: peopleOf(() => world.people),
      kinds: { deploy: delegate(alive), rollback: delegate(alive), push: delegate(alive) },
      clock,
      log: { warn: (_, message) => world.logged.push(message), error: (_, message) => world.logged.push(message) },
    });
    return { journal, store, runs, alive };
  }

  function appendTo(journal: JournalFile, alive: { value: boolean }): JournalFile['append'] {
    const append = (event: RunEvent, run: string): Promise<Entry> => {
      if (!alive.value) return new Promise(() => {});
      if (world.broken) return Promise.reject(new OpsError('journal-unwritable', { en: 'disk full', zh: '磁盘已满' }));
      return journal.append(event, run);
    };
    return append as JournalFile['append'];
  }

  function delegate(alive: { value: boolean }): RunKind {
    const dead = <T>() => new Promise<T>(() => {});
    return {
      plan: (run, context) => (alive.value ? world.kind.plan(run, context) : dead()),
      moved: (run, context) => (alive.value ? world.kind.moved(run, context) : dead()),
      execute: (run, context) => (alive.value ? world.kind.execute(run, context) : dead()),
      recover: (run, context) => (alive.value ? world.kind.recover(run, context) : dead()),
    };
  }

  const world: World = {
    folder,
    clock,
    get runs() {
      return current.runs;
    },
    get journal() {
      return current.journal;
    },
    settings: sampleSettings,
    people: { ...samplePeople },
    kind: plainKind,
    broken: false,
    logged: [],

    ask: async (environment, state, more) => {
      const run = await current.runs.request('deploy', { app: 'web', environment, ...more }, 'UENG', 'C1');
      return world.reaches(run.id, state);
    },

    reaches: (id, ...states) => reaches(current.runs, id, states),

    entries: async () => {
      const all: Entry[] = [];
      for await (const entry of current.journal.read()) all.push(entry);
      return all;
    },
    types: async (run) => (await world.entries()).filter((entry) => entry.run === run).map(({ event }) => event.type),

    idle: async () => {
      for (let round = 0; round < 10; round += 1) await current.journal.append({ type: 'bot-started' });
    },
    crash: async () => {
      current.alive.value = false;
      await current.journal.close();
      past.push(current.store);
      current = await startBot();
      await current.runs.start();
    },
    restart: async () => {
      await current.runs.stop();
      await current.journal.close();
      current = await startBot();
      await current.runs.start();
    },
    dispose: async () => {
      world.broken = false;
      current.alive.value = false;
      await current.journal.close();
      await Promise.all([current.store, ...past].map((store) => store.flush()));
      await rm(folder, { recursive: true, force: true });
    },
  };
  await current.runs.start();
  return world;
}

async function reaches(runs: Runs, id: string, states: readonly RunState[]): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  const stop = runs.subscribe((run) => {
    if (run.id === id && states.includes(run.state)) resolve(run);
  });
  const now = await runs.get(id);
  if (now && states.includes(now.state)) resolve(now);
  return promise.finally(stop);
}

function peopleOf(all: () => Readonly<Record<string, Person>>): People {
  return {
    find: async (id) => {
      const person = all()[id];
      if (person) return person;
      throw new OpsError('person-unknown', { en: `nobody is ${id}`, zh: `没有 ${id}` });
    },
  };
}

/** A promise that a test settles itself. */
export function gate(): { open: () => void; passed: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: resolve, passed: promise };
}
