import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { People, Person } from '../../../src/core/access/people.ts';
import { OpsError } from '../../../src/core/errors.ts';
import type { HostEntries } from '../../../src/core/inventory/entries.ts';
import { createHostsFiles, type HostsFiles } from '../../../src/core/inventory/hosts-file.ts';
import { createJournal, type JournalFile } from '../../../src/core/io/journal.ts';
import { createProposals } from '../../../src/core/proposals/index.ts';
import type { Subject } from '../../../src/core/proposals/subject.ts';
import { inventorySubject } from '../../../src/core/proposals/subjects/inventory.ts';
import { templatesSubject } from '../../../src/core/proposals/subjects/templates.ts';
import type { InventoryRequest, Proposal, Proposals, Proposed } from '../../../src/core/proposals/types.ts';
import type { Entry } from '../../../src/core/runs/events.ts';
import { createSettingsStore } from '../../../src/core/settings/index.ts';
import type { SettingsStore } from '../../../src/core/settings/types.ts';
import { manualClock } from '../../support/clock.ts';
import { samplePeople } from '../runs/samples.ts';

/** The inventory's proposals on a real DATA_DIR. */
export interface World {
  readonly clock: ReturnType<typeof manualClock>;
  readonly proposals: Proposals;
  readonly settings: SettingsStore;
  people: Record<string, Person>;
  /** Takes the place of what replaces hosts.yaml. */
  replace: HostsFiles['replace'] | undefined;
  hosts(): Promise<string>;
  write(name: string, text: string): Promise<void>;
  ask(incoming: HostEntries, more?: Partial<InventoryRequest>): Promise<Proposed<'inventory'>>;
  /** Asks, and gives the proposal that awaits approval. */
  awaiting(incoming: HostEntries, more?: Partial<InventoryRequest>): Promise<Proposal>;
  approve(proposal: Proposal, by: string): ReturnType<Proposals['approve']>;
  /** Changes a file that is kept of a proposal. */
  keep(id: string, file: string, text: string): Promise<void>;
  entries(): Promise<readonly Entry[]>;
  /** As after a SIGKILL: another bot on the same folder. */
  crash(): Promise<void>;
}

export const hostsYaml = `# ours
hosts:
  web-01: { address: 10.0.0.11, credential: ops, become: sudo, groups: [web], labels: { env: prod, site: 北京 } } # front
  web-02: { address: 10.0.0.12, credential: ops, labels: { env: staging, cpu: 8 } }
`;

const files = {
  'hosts.yaml': hostsYaml,
  'credentials.yaml': 'credentials:\n  ops: { user: deploy, agent: true }\n',
  'environments.yaml': environmentsYaml(1),
  'access.yaml': `groups:
  engineers: [UENG, UENG2, UAPP1]
  approvers: [UAPP1, UAPP2, UAPP3, UBOT, UGUEST, UGONE, UFAR]
  juniors: [UOTHER]
allow:
  - { group: engineers, commands: [inventory, convert, template] }
  - { group: juniors, commands: [inventory], environments: [staging] }
`,
};

/** environments.yaml whose policy for the inventory asks so many approvers. */
export function environmentsYaml(required: number): string {
  return `environments:
  prod: { hosts: env=prod, approval: { required: 1, from: [approvers] } }
  staging: { hosts: env=staging, approval: { required: 0 } }
policies:
  inventory: { required: ${required}, from: [approvers], expires: 4h }
`;
}

/** A world that ends with the test. */
export async function createWorld(templates?: (people: People) => Subject<'templates'>): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'proposals-'));
  const folder = join(dataDir, 'settings');
  await mkdir(folder);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const clock = manualClock();
  const settings = await createSettingsStore({ folder, clock });
  const people: People = { find: async (id) => world.people[id] ?? unknownPerson(id) };
  let current = await startBot();

  async function startBot() {
    const journal = await createJournal({ folder: join(dataDir, 'journal'), clock });
    const alive = { value: true };
    const append = ((event: never, run: never) =>
      alive.value ? journal.append(event, run) : new Promise(() => {})) as JournalFile['append'];
    const real = createHostsFiles(folder, settings.reload);
    const proposals = createProposals({
      folder: join(dataDir, 'proposals'),
      journal: { append, read: journal.read },
      settings,
      people,
      subjects: {
        inventory: inventorySubject({
          ...real,
          replace: (before, text) => (world.replace ?? real.replace)(before, text),
        }),
        templates: templates?.(people) ?? templatesSubject({} as never),
      },
      clock,
      log: { warn: () => {}, error: () => {} },
    });
    return { journal, proposals, alive };
  }

  const world: World = {
    clock,
    get proposals() {
      return current.proposals;
    },
    settings,
    people: { ...samplePeople },
    replace: undefined,
    hosts: () => readFile(join(folder, 'hosts.yaml'), 'utf8'),
    write: async (name, text) => {
      await writeFile(join(folder, name), text);
      await settings.reload();
    },
    ask: (incoming, more) =>
      current.proposals.propose({
        ...{ kind: 'inventory', complete: false, by: 'UENG', channel: 'C1', source: 'list.xlsx' },
        incoming,
        ...more,
      }),
    awaiting: async (incoming, more) => {
      const asked = await world.ask(incoming, more);
      if (asked.outcome !== 'asked') throw new Error(`it is ${asked.outcome}`);
      return asked.proposal;
    },
    approve: ({ id, digest }, by) => current.proposals.approve(id, digest, by),
    keep: (id, file, text) => writeFile(join(dataDir, 'proposals', id, file), text),
    entries: async () => {
      const all: Entry[] = [];
      for await (const entry of current.journal.read()) all.push(entry);
      return all;
    },
    crash: async () => {
      current.alive.value = false;
      await current.journal.close();
      current = await startBot();
      await current.proposals.start();
    },
  };
  onTestFinished(async () => {
    settings.close();
    await current.journal.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  await current.proposals.start();
  return world;
}

function unknownPerson(id: string): never {
  throw new OpsError('person-unknown', { en: `nobody is ${id}`, zh: `没有 ${id}` });
}
