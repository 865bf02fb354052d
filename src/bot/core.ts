import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { People } from '../core/access/people.ts';
import { loadAgent } from '../core/agent/agent.ts';
import { createFleet } from '../core/agent/fleet.ts';
import { type Collects, createCollects } from '../core/collect/index.ts';
import { loadCollectors } from '../core/collect/load.ts';
import { noiseBy } from '../core/collect/noise.ts';
import { createSnapshots, type Snapshots } from '../core/collect/snapshots.ts';
import { loadTemplates } from '../core/collect/textfsm/index-file.ts';
import { createHiding, type Hiding } from '../core/config/hiding.ts';
import { createImports, type Imports } from '../core/config/imports.ts';
import { checkPins, createPins, noPins, type Pins } from '../core/config/pins.ts';
import { createConfigStore } from '../core/config/store.ts';
import type { ConfigStore } from '../core/config/types.ts';
import { type Conversions, createConversions, type RememberedCorrections } from '../core/convert/index.ts';
import { loadFormats } from '../core/convert/load-formats.ts';
import { createArtifacts } from '../core/deploy/artifact/index.ts';
import { createDeploys, type Deploys } from '../core/deploy/index.ts';
import { createKept, type KeptReleases } from '../core/deploy/kept.ts';
import { explain, OpsError } from '../core/errors.ts';
import { createGenerator } from '../core/generate/generator.ts';
import { loadHelpers } from '../core/generate/helpers.ts';
import { createGenerating, type Generating } from '../core/generate/index.ts';
import { createTemplates } from '../core/generate/library.ts';
import { loadSchemas } from '../core/generate/load-schemas.ts';
import { loadValidators } from '../core/generate/load-validators.ts';
import { ownTemplates } from '../core/generate/own-templates.ts';
import { createHostsFiles } from '../core/inventory/hosts-file.ts';
import { createTrust } from '../core/inventory/trust.ts';
import { createCheckingPrograms } from '../core/io/checking-programs.ts';
import type { Clock } from '../core/io/clock.ts';
import { type Db, openDb } from '../core/io/db.ts';
import { readTextIfThere, removeIfThere, writeFileAtomic } from '../core/io/files.ts';
import { createJournal } from '../core/io/journal.ts';
import { lockFolder } from '../core/io/lock.ts';
import { createRedactor } from '../core/io/redactor.ts';
import { createSsh } from '../core/io/ssh/index.ts';
import { createKnownHosts } from '../core/io/ssh/known-hosts.ts';
import { lingering } from '../core/io/ssh/linger.ts';
import { unusable } from '../core/io/unusable.ts';
import type { Platform } from '../core/platforms/define.ts';
import { loadPlatforms } from '../core/platforms/load.ts';
import { createProposals } from '../core/proposals/index.ts';
import { inventorySubject } from '../core/proposals/subjects/inventory.ts';
import { templatesSubject } from '../core/proposals/subjects/templates.ts';
import type { Proposals } from '../core/proposals/types.ts';
import { createPushes } from '../core/push/index.ts';
import { createPushed, type Pushed, type PushedRevisions } from '../core/push/pushed.ts';
import type { Journal } from '../core/runs/events.ts';
import { createRuns } from '../core/runs/lifecycle.ts';
import { createRunStore } from '../core/runs/store.ts';
import type { Answer, Runs } from '../core/runs/types.ts';
import { checkSchedules, noSchedules, type SchedulesDocument } from '../core/schedules/index.ts';
import { createSettingsStore } from '../core/settings/index.ts';
import { problemText } from '../core/settings/problem-text.ts';
import type { SettingsProblem, SettingsStore } from '../core/settings/types.ts';
import type { Text } from '../core/text.ts';
import type { OpenMessages } from './live.ts';
import type { Log } from './log.ts';
import { settingsOf } from './settings.ts';

export interface CoreOptions {
  readonly dataDir: string;
  /** Where secrets named by the settings are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly people: People;
  readonly log: Log;
}

/** All that the bot does, without Slack: one per DATA_DIR. */
export interface Core {
  readonly settings: SettingsStore;
  readonly journal: Journal;
  readonly runs: Runs;
  readonly deploys: Deploys;
  readonly proposals: Proposals;
  readonly conversions: Conversions;
  readonly collects: Collects;
  readonly generating: Generating;
  readonly configs: ConfigStore;
  readonly pins: Pins;
  readonly pushed: Pushed;
  readonly imports: Imports;
  readonly hiding: Hiding;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Messages that have not come to their end. */
  readonly live: Db<OpenMessages>;
  /** The schedules' document; what runs them needs the chat. */
  readonly schedules: Db<SchedulesDocument>;
  /** What could not be opened, and why; the bot goes on without. */
  readonly missing: readonly Text[];
  /** What goes wrong in the background at the moment, and is tried again. */
  troubles(): readonly Text[];
  /** Gives up collections, of which what they had found is kept and answered, and what is being generated. */
  abandon(): void;
  trust(host: string, fingerprint: string, by: string): Promise<Answer>;
  /** Closes what it opened; runs have been stopped before. */
  close(): Promise<void>;
}

/** Opens a DATA_DIR and puts the parts together; neither runs nor proposals are started. Error `data-dir-locked`: it is in use. */
export async function openCore({ dataDir, env, clock, people, log }: CoreOptions): Promise<Core> {
  const lock = await lockFolder(dataDir);
  const settings = await createSettingsStore({ folder: join(dataDir, 'settings'), clock, log });
  reportProblems(settings.problems(), log);
  settings.subscribe(({ problems }) => reportProblems(problems, log));
  const journal = await createJournal({ folder: join(dataDir, 'journal'), clock });
  if (journal.torn) log.warn(journal.torn, 'the last entry of the journal was torn; it is kept aside');
  const knownHosts = createKnownHosts(join(dataDir, 'state', 'known_hosts'));
  const ssh = createSsh({ knownHosts, clock, agentSocket: env.SSH_AUTH_SOCK });
  const connections = lingering(ssh, { knownHosts, clock });
  const artifacts = createArtifacts({ dataDir, clock, hidden: () => keyFiles(settings) });
  const redactor = createRedactor();
  const fleet = createFleet({
    settings,
    connections,
    clock,
    env,
    redactor,
    agent: await loadAgent(),
    bot: await botId(dataDir),
  });
  const store = await createRunStore({ folder: join(dataDir, 'runs'), log });
  const runOf = (id: string): ReturnType<Runs['get']> => runs.get(id);
  const db = await openDb<KeptReleases>(join(dataDir, 'state', 'releases.json'), {});
  const kept = createKept({ db, artifacts, inUse: () => artifactsInUse(runs) });
  const deploys = createDeploys({ settings, artifacts, fleet, kept, clock, env, journal, runOf });
  const closing = new AbortController();
  const abandoning = new AbortController();
  const conversions = createConversions({
    ...{ dataDir, clock, settings, journal, signal: closing.signal },
    formats: await loadFormats(),
    corrections: await openDb<RememberedCorrections>(join(dataDir, 'state', 'corrections.json'), {}),
  });
  const platforms = await loadPlatforms();
  const missing: Text[] = [];
  const without = (what: Text) => (error: unknown) => {
    log.error({ err: error }, `${what.en} cannot be opened; the bot goes on without`);
    const why = explain(error);
    missing.push({ en: `${what.en} cannot be used. ${why.en}`, zh: `无法使用${what.zh}。${why.zh}` });
    return unusable<never>(error);
  };
  const noiseOf = noiseBy({ platforms, settings });
  const opened = createSnapshots({ folder: join(dataDir, 'snapshots'), clock, noiseOf });
  const snapshots: Snapshots = await opened.catch(without({ en: 'What was collected', zh: '采集结果' }));
  const templates = await loadTemplates(join(dataDir, 'settings', 'textfsm')).catch((error: unknown) => {
    log.error({ err: error }, 'the TextFSM templates cannot be used; single commands are shown as they are answered');
    return undefined;
  });
  const storing = openConfigs({ dataDir, clock, env, log, settings, signal: closing.signal });
  const troubles = await storing.then(
    (store) => store.troubles,
    () => () => [],
  );
  const configs: ConfigStore = await storing.catch(without({ en: 'The configs', zh: '配置库' }));
  const hiding = createHiding(platforms);
  const collects = createCollects({
    ...{ settings, clock, env, redactor, journal, people, platforms, snapshots, templates, configs },
    servers: { configs, fleet, hiding },
    signal: abandoning.signal,
    connections: ssh,
    collectors: await loadCollectors(),
  });
  const pins = createPins({
    db: await openDb(join(dataDir, 'state', 'pins.json'), noPins, checkPins).catch(
      without({
        en: 'The pins of configs, without which no generated config is saved,',
        zh: '配置固定记录（缺少它时不保存生成的配置）',
      }),
    ),
    ...{ journal, clock },
  });
  const pushed = createPushed(await openDb<PushedRevisions>(join(dataDir, 'state', 'pushed.json'), {}));
  const pushes = createPushes({
    ...{ settings, store: configs, pins, pushed, platforms, fleet, hiding, redactor, people, clock, env, runOf },
    folder: join(dataDir, 'pushes'),
  });
  const runs = createRuns({ journal, store, settings, people, kinds: { ...deploys.kinds, push: pushes }, clock, log });
  const imports = await createImports({
    ...{ dataDir, store: configs, settings, platforms, hiding, journal, clock },
    signal: closing.signal,
  });
  const generator = createGenerator({ clock });
  const templating = {
    templates: createTemplates({ shipped: shippedTemplates, own: () => ownTemplates(configs) }),
    helpers: await loadHelpers(),
    validators: await loadValidators(),
  };
  const generating = createGenerating({
    ...{ folder: join(dataDir, 'generated'), store: configs, snapshots, settings, env, journal, clock, generator },
    ...templating,
    ...{ hiding, pins },
    program: createCheckingPrograms({ clock, signal: closing.signal }).run,
    schemas: await loadSchemas(join(dataDir, 'settings', 'schemas')),
    signal: abandoning.signal,
  });
  const proposals = createProposals({
    ...{ folder: join(dataDir, 'proposals'), journal, settings, people, clock, log },
    subjects: {
      inventory: inventorySubject(createHostsFiles(join(dataDir, 'settings'), settings.reload)),
      templates: templatesSubject({ ...templating, store: configs, hiding, people, env, clock }),
    },
  });
  return {
    ...{ generating, configs, imports, pins, pushed, hiding, platforms, env, troubles },
    settings,
    journal,
    runs,
    deploys,
    proposals,
    conversions,
    collects,
    missing,
    schedules: await openDb(join(dataDir, 'state', 'schedules.json'), noSchedules, checkSchedules).catch(
      without({ en: 'The schedules', zh: '定期计划' }),
    ),
    live: await openMessages(join(dataDir, 'state', 'live.json'), log),
    abandon: () => abandoning.abort(new OpsError('bot-stopping', stopping)),
    trust: createTrust({ settings, ssh, knownHosts, journal, env }),
    close: async () => {
      closing.abort(new OpsError('bot-stopping', stopping));
      await journal.append({ type: 'bot-stopped' });
      await journal.close();
      connections.close();
      await opened.then(({ close }) => close()).catch(() => {});
      await templates?.close();
      await generator.close();
      settings.close();
      await lock.release();
    },
  };
}

const stopping = {
  en: 'The bot is stopping; ask again when it is back.',
  zh: '机器人正在停止，请在其恢复后重试。',
};

const shippedTemplates = fileURLToPath(new URL('../../templates/', import.meta.url));

/** The configs, sent on to the remote of the settings as they are now. */
async function openConfigs({
  dataDir,
  settings,
  log,
  ...more
}: Pick<CoreOptions, 'dataDir' | 'clock' | 'env' | 'log'> & { settings: SettingsStore; signal: AbortSignal }) {
  const said = () => settingsOf({ settings })?.general.configs;
  const store = await createConfigStore({
    ...more,
    folder: join(dataDir, 'configs'),
    remote: () => said()?.remote,
    zone: () => said()?.zone ?? 'UTC',
    onTrouble: ({ en }) => log.warn({ trouble: en }, 'looking after the configs failed'),
  });
  let last = said()?.remote;
  settings.subscribe(() => {
    if (said()?.remote === last) return;
    last = said()?.remote;
    store.wake();
  });
  return store;
}

/** Only what messages show hangs on it: a damaged one is begun anew. */
async function openMessages(path: string, log: Log): Promise<Db<OpenMessages>> {
  try {
    return await openDb<OpenMessages>(path, {});
  } catch (error) {
    log.error({ err: error }, 'messages that were not at their end stay as they are');
    await removeIfThere(path);
    return openDb<OpenMessages>(path, {});
  }
}

/** Private keys that builds must not see, wherever they lie. */
function keyFiles(settings: SettingsStore): string[] {
  const refs = Object.values(settings.current().credentials).flatMap(({ privateKey }) => privateKey ?? []);
  return refs.flatMap((ref) => ('file' in ref ? [ref.file.replace(/^~(?=\/)/, homedir())] : []));
}

async function artifactsInUse(runs: Runs): Promise<string[] | undefined> {
  const active = await runs.list({ active: true });
  const all = await Promise.all(active.map(({ id }) => runs.get(id)));
  if (all.some((run) => run?.state === 'preparing')) return undefined;
  return all.flatMap((run) => (run?.plan && 'artifact' in run.plan ? (run.plan.artifact?.hash ?? []) : []));
}

function reportProblems(problems: readonly SettingsProblem[], log: Log): void {
  for (const problem of problems)
    log.warn(
      { problem: problemText(problem).en },
      'a settings file has a problem; the last good settings stay in force',
    );
}

/** A name for this DATA_DIR on hosts, made once: under it the bot knows its own leases again. */
async function botId(dataDir: string): Promise<string> {
  const file = join(dataDir, 'state', 'bot-id');
  const known = (await readTextIfThere(file))?.trim();
  if (known) return known;
  const id = randomUUID();
  await writeFileAtomic(file, `${id}\n`);
  return id;
}
