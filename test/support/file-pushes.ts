import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadAgent } from '../../src/core/agent/agent.ts';
import { createFleet } from '../../src/core/agent/fleet.ts';
import { createHiding } from '../../src/core/config/hiding.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import { createRedactor } from '../../src/core/io/redactor.ts';
import { createSsh } from '../../src/core/io/ssh/index.ts';
import { createKnownHosts } from '../../src/core/io/ssh/known-hosts.ts';
import { lingering } from '../../src/core/io/ssh/linger.ts';
import { filesRoot } from '../../src/core/push/files/place.ts';
import { filePushes, type PlannedFiles } from '../../src/core/push/files/plan.ts';
import { filesWork } from '../../src/core/push/files/work.ts';
import type { FilePush, PushPlan } from '../../src/core/push/types.ts';
import { executeJob } from '../../src/core/rollout/execute.ts';
import { recoverJob } from '../../src/core/rollout/recover.ts';
import type { Job } from '../../src/core/rollout/types.ts';
import type { RunEvent } from '../../src/core/runs/events.ts';
import { applyToHost, hostsOf } from '../../src/core/runs/fold-host.ts';
import type { Ending, Run } from '../../src/core/runs/types.ts';
import { loadSettings } from '../../src/core/settings/load.ts';
import type { Settings } from '../../src/core/settings/types.ts';
import { startSshd } from './sshd.ts';

/** A server with configs to be put in place, and what the bot does with it, without the bot. */
export type FilePushes = Awaited<ReturnType<typeof startFilePushes>>;

type Configs = Readonly<Record<string, string>>;

interface Perform {
  /** The bot dies when this is recorded, before or after it is on disk. */
  readonly dies?: (event: RunEvent) => 'before' | 'after' | undefined;
  readonly hears?: (event: RunEvent) => void;
  /** The bot dies when this resolves, whatever it is at. */
  readonly until?: Promise<unknown>;
}

/** One real sshd, called web-01; `agent` may alter the host script. */
export async function startFilePushes() {
  const sshds = await startSshd({ config: ['MaxStartups 100'] });
  const [server] = sshds.servers;
  if (!server) throw new Error('there is no server');
  const knownHosts = createKnownHosts(join(sshds.folder, 'known_hosts'));
  writeFileSync(join(sshds.folder, 'known_hosts'), sshds.knownHosts());
  const clock = systemClock();
  let count = 0;

  /** A host's folder and settings of their own, for one test. */
  const scene = async (
    files: readonly object[],
    { agent = (text: string) => text, host = {}, user = sshds.user, botRoot = '' } = {},
  ) => {
    const etc = mkdtempSync(join(server.folder, 'etc-'));
    const root = botRoot || join(etc, '.bot');
    const settings = await settingsOf(sshds.folder, {
      hosts: {
        hosts: {
          'web-01': {
            ...{ address: server.address, port: server.port, platform: 'linux', type: 'server', credential: 'key' },
            labels: { etc },
            ...host,
          },
        },
      },
      credentials: { credentials: { key: { user, privateKey: { file: sshds.privateKeyFile } } } },
      files: { root, files },
    });
    const texts = new Map<string, string>();
    const script = await loadAgent();
    const fleetOf = () => {
      const ssh = createSsh({ knownHosts, clock });
      const connections = lingering(ssh, { knownHosts, clock });
      const text = agent(script.text);
      const name = text === script.text ? script.name : 'agent-altered.sh';
      const redactor = createRedactor();
      return createFleet({
        ...{ connections, clock, redactor, env: process.env, bot: 'bot' },
        settings: { current: () => settings },
        agent: { text, name },
      });
    };
    const target = settings.hosts['web-01'];
    if (!target) throw new Error('there is no host web-01');

    const become = target.become && { become: `${target.become.method} ${target.become.user}` };

    const look = async (configs: Configs): Promise<PlannedFiles> => {
      const { session } = await fleetOf().look(target, filesRoot(settings.files, target), 'look');
      try {
        const list = Object.entries(configs).map(([name, text]) => ({ name, text, revision: `of ${name}` }));
        return await filePushes({ session, settings, host: target, configs: list, env: process.env });
      } finally {
        session.close();
      }
    };
    const plan = async (configs: Configs): Promise<Pushing> => {
      for (const [name, text] of Object.entries(configs)) texts.set(name, text);
      const files = (await look(configs)).files.map(({ push }) => push);
      return { plan: planOf(files), run: runOf(`run-${++count}`, planOf(files)) };
    };
    const planOf = (files: readonly FilePush[]): PushPlan => ({
      ...{ kind: 'push', app: 'config', environment: 'test', environments: ['test'], version: 'abc', reversible: true },
      strategy: { ...strategy },
      policy: { required: 0, from: [], expires: 3_600_000 },
      batches: [['web-01']],
      hosts: {
        'web-01': {
          ...{ address: server.address, port: server.port, user, hostKey: server.fingerprint, ...become },
          ...{ how: 'files', root, files },
        },
      },
    });

    const perform = (pushing: Pushing, how: Perform, carryOut: (job: Job<PushPlan>) => Promise<Ending>) => {
      const died = Promise.withResolvers<'died'>();
      let dead = false;
      const die = () => {
        dead = true;
        died.resolve('died');
      };
      how.until?.then(die);
      const record = async (event: RunEvent) => {
        const when = how.dies?.(event);
        if (!dead && when !== 'before') pushing.run = folded(pushing.run, event);
        how.hears?.(event);
        if (when) die();
        if (dead) await new Promise(() => {});
      };
      const context: Job['context'] = {
        record,
        run: () => pushing.run,
        stopping: new AbortController().signal,
        wait: async () => 'continue',
      };
      const fleet = fleetOf();
      const configs = { read: async ({ name }: { name: string }) => texts.get(name) };
      const hiding = createHiding(new Map());
      const open = (name: string) => filesWork({ fleet, configs, clock, hiding, plan: pushing.plan, context }, name);
      return Promise.race([carryOut({ plan: pushing.plan, context, clock, open }), died.promise]);
    };
    return {
      etc,
      root,
      at: (name: string) => join(etc, name),
      write: (name: string, text: string | Buffer, mode = 0o644) => {
        mkdirSync(join(etc, name, '..'), { recursive: true });
        writeFileSync(join(etc, name), text, { mode });
      },
      session: async () => (await fleetOf().look(target, root, 'look')).session,
      look,
      plan,
      execute: (pushing: Pushing, how: Perform = {}) => perform(pushing, how, executeJob),
      recover: (pushing: Pushing, how: Perform = {}) => perform(pushing, how, recoverJob),
    };
  };
  return { server, sshds, scene, stop: sshds.stop };
}

/** A plan and the run that carries it out, as the journal has it. */
interface Pushing {
  readonly plan: PushPlan;
  run: Run;
}

const strategy = {
  ...({ kind: 'all', batch: { count: 1 }, first: { count: 1 }, continue: 'manual' } as const),
  ...({ expires: 3_600_000, maxFailures: 0, onFailure: 'undo' } as const),
};

function runOf(id: string, plan: PushPlan): Run {
  return {
    ...{ id, kind: 'push', requester: 'U0ENGINEER', channel: 'C0', requestedAt: Date.now(), state: 'running' },
    request: { configs: [] } as unknown as Run['request'],
    ...{ plan, approvals: [], phase: 'forward', batch: 0, hosts: hostsOf(plan), warnings: [], startedAt: Date.now() },
  };
}

function folded(run: Run, event: RunEvent): Run {
  if (event.type === 'undo-started') return { ...run, phase: 'undo', why: event.why };
  if (event.type === 'warned') return { ...run, warnings: [...run.warnings, event.text] };
  return 'host' in event ? { ...run, hosts: applyToHost(run.hosts, event, Date.now()) } : run;
}

async function settingsOf(base: string, files: Readonly<Record<string, object>>): Promise<Settings> {
  const folder = mkdtempSync(join(base, 'settings-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, `${name}.yaml`), stringify(content));
  const { settings, problems } = await loadSettings(folder);
  if (!settings) throw new Error(JSON.stringify(problems));
  return settings;
}
