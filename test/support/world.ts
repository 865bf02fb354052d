import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

/** A host that tests reach over SSH, whoever started it. */
export interface WorldHost {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** Where apps may be put on it: a folder of this machine. */
  readonly folder: string;
  /** `ssh-ed25519 AAAA…`, as in a public key file. */
  readonly publicKey: string;
  readonly host?: Readonly<Record<string, unknown>>;
}

export interface WorldOptions {
  readonly hosts: readonly WorldHost[];
  readonly user: string;
  /** Path of the private key that logs in everywhere. */
  readonly keyFile: string;
  /** Merged over the app's settings below. */
  readonly app?: Readonly<Record<string, unknown>>;
  readonly strategy?: Readonly<Record<string, unknown>>;
  readonly required?: number;
  readonly general?: Readonly<Record<string, unknown>>;
  /** Settings files by name, in place of the ones made here. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A DATA_DIR of its own for one test, with an app `svc` and an environment `test` of all the hosts. */
export interface World {
  readonly dataDir: string;
  readonly hosts: readonly WorldHost[];
  rootOf(host: WorldHost): string;
  /** Writes a settings file anew. */
  write(name: string, content: unknown): void;
  /** Puts a version's source into the DATA_DIR: file name → content; names ending in .sh become programs. */
  addVersion(version: string, files: Readonly<Record<string, string | Uint8Array>>): void;
  remove(): void;
}

/** Makes the DATA_DIR: settings, pinned host keys, no versions yet. */
export function makeWorld(options: WorldOptions): World {
  const dataDir = mkdtempSync(join(tmpdir(), 'world-'));
  const put = (file: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(dataDir, file)), { recursive: true });
    writeFileSync(join(dataDir, file), content);
  };
  const world: World = {
    dataDir,
    hosts: options.hosts,
    rootOf: (host) => join(host.folder, 'svc'),
    write: (name, content) => put(`settings/${name}.yaml`, stringify(content)),
    addVersion: (version, files) => {
      for (const [name, content] of Object.entries(files)) {
        put(`apps/svc-${version}/${name}`, content);
        if (name.endsWith('.sh')) chmodSync(join(dataDir, `apps/svc-${version}`, name), 0o755);
      }
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
  const settings = { ...defaultSettings(options), ...options.settings };
  for (const [name, content] of Object.entries(settings)) world.write(name, content);
  const pins = options.hosts.map(
    ({ address, port, publicKey }) => `[${address}]:${port} ${publicKey.split(' ').slice(0, 2).join(' ')}\n`,
  );
  put('state/known_hosts', pins.join(''));
  return world;
}

function defaultSettings(options: WorldOptions): Record<string, unknown> {
  const policy = { required: options.required ?? 0, from: ['approvers'] };
  const host = ({ address, port, folder, host: more }: WorldHost) => ({
    address,
    port,
    platform: 'linux',
    type: 'server',
    credential: 'key',
    labels: { env: 'test', folder },
    ...more,
  });
  return {
    hosts: { hosts: Object.fromEntries(options.hosts.map((one) => [one.name, host(one)])) },
    credentials: { credentials: { key: { user: options.user, privateKey: { file: options.keyFile } } } },
    apps: {
      apps: {
        svc: {
          source: { path: 'apps/svc-{version}' },
          root: '{labels.folder}/svc',
          hooks: { install: './install.sh', stop: './stop.sh', start: './start.sh' },
          verify: [{ command: './check.sh', within: '2s' }],
          ...options.app,
        },
      },
    },
    environments: {
      environments: {
        test: { hosts: 'env=test', strategy: { kind: 'all', ...options.strategy }, approval: policy, rollback: policy },
      },
    },
    access: {
      groups: { engineers: ['U0ENGINEER'], approvers: ['U0APPROVER', 'U0APPROVER2'] },
      allow: [{ group: 'engineers', commands: ['deploy', 'rollback', 'config', 'convert'], environments: ['test'] }],
    },
    general: { language: 'en', ...options.general },
  };
}

/**
 * An app that keeps a log of every hook it ran, one line each, in shared/log, and "runs" by naming itself in
 * shared/running; `healthy: false` makes its check fail. `slow` is how long each hook takes, in seconds.
 */
export function loggingApp({
  healthy = true,
  slow = 0,
}: {
  healthy?: boolean;
  slow?: number;
} = {}): Record<string, string> {
  const name = 'basename "$CHANGEOPS_RELEASE"';
  const note = (hook: string) =>
    `#!/bin/sh\nset -e\nname=$(${name})\necho "${hook} $name" >>"$CHANGEOPS_SHARED/log"\n${slow ? `sleep ${slow}\n` : ''}`;
  return {
    'install.sh': note('install'),
    'stop.sh': `${note('stop')}rm -f "$CHANGEOPS_SHARED/running"\n`,
    'start.sh': `${note('start')}echo "$name" >"$CHANGEOPS_SHARED/running"\n`,
    'check.sh': `#!/bin/sh\n[ "$(cat "$CHANGEOPS_SHARED/running")" = "$(${name})" ] ${healthy ? '' : '&& exit 1'}\n`,
    'data/readme.txt': 'content of the app\n',
  };
}
