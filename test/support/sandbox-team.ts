import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Clock } from '../../src/core/io/clock.ts';
import type { SandboxHost } from '../../src/sandbox/hosts/types.ts';
import type { SlackOptions } from '../../src/sandbox/slack/server.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { type Team, teamIn } from './team.ts';

// biome-ignore lint/suspicious/noExplicitAny: a settings file as YAML has it; the bot itself checks what tests write
type Content = any;

/** Changes the content of a settings file, `environments` for instance, before the bot reads it. */
export type Edits = Readonly<Record<string, (content: Content) => void>>;

/** The sandbox that `npm start` shows, with the bot in it: three hosts, the app hello, and people. */
export interface SandboxTeam extends Team {
  readonly sandbox: Sandbox;
  host(name: string): SandboxHost;
  /** Changes settings files as a person would in an editor; resolves when the bot has read them. */
  edit(edits: Edits): Promise<void>;
  /** What the service on each host answers as its version; `none` where nothing listens. */
  running(): Promise<string[]>;
}

interface Options {
  readonly slack?: SlackOptions;
  readonly edits?: Edits;
  /** Whether its network devices are in the bot's inventory; default: its servers alone are. */
  readonly devices?: boolean;
  readonly log?: (line: string) => void;
  readonly clock?: Clock;
  /** Does something to the bot's folder before it starts. */
  readonly before?: (dataDir: string) => void;
}

/** Starts the sandbox on a folder of its own and the bot in it. Everything ends with `stop`. */
export async function startSandboxTeam({
  slack,
  edits = {},
  devices = false,
  log,
  clock,
  before = () => {},
}: Options = {}): Promise<SandboxTeam> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const sandbox = await startSandbox({ dataDir, slack });
  change(dataDir, { apps: quickly, ...(!devices && { hosts: onlyServers }) });
  change(dataDir, edits);
  before(dataDir);
  const team = await teamIn(sandbox.slack, sandbox.env, {
    log,
    clock,
    variables: sandbox.env,
    stop: async () => {
      await sandbox.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
  const ports = portsIn(dataDir);
  return {
    ...team,
    sandbox,
    host: (name) => {
      const found = sandbox.hosts.find((host) => host.name === name);
      if (!found) throw new Error(`the sandbox has no host ${name}`);
      return found;
    },
    edit: async (more) => {
      change(dataDir, more);
      await team.bot().core.settings.reload();
    },
    running: () => Promise.all(ports.map(versionAt)),
  };
}

/** A version that is ill is given up after two seconds, not five. */
function quickly(content: Content): void {
  content.apps.hello.verify[0].within = '2s';
}

function onlyServers(content: Content): void {
  for (const [name, { type }] of Object.entries<Content>(content.hosts)) {
    if (type !== 'server') delete content.hosts[name];
  }
}

function change(dataDir: string, edits: Edits): void {
  for (const [name, edit] of Object.entries(edits)) {
    const file = join(dataDir, 'settings', `${name}.yaml`);
    const content: Content = parse(readFileSync(file, 'utf8'));
    edit(content);
    writeFileSync(file, stringify(content));
  }
}

function portsIn(dataDir: string): number[] {
  const { hosts }: Content = parse(readFileSync(join(dataDir, 'settings/hosts.yaml'), 'utf8'));
  return Object.values<Content>(hosts).flatMap(({ labels }) => labels.port ?? []);
}

async function versionAt(port: number): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    return ((await answer.json()) as { version: string }).version;
  } catch {
    return 'none';
  }
}
