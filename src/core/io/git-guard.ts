import { join, resolve } from 'node:path';
import { type SimpleGit, simpleGit } from 'simple-git';

type Environment = Readonly<Record<string, string | undefined>>;

interface GuardedOptions {
  readonly folder: string;
  readonly abort: AbortSignal;
  /** The bot's environment. */
  readonly env: Environment;
  /** Variables of git's own for this command. */
  readonly more?: Readonly<Record<string, string>>;
  /** Settings besides those that keep it safe, `name=value`. */
  readonly config?: readonly string[];
}

/** simple-git on a bare repository: never asks, never runs a helper named by an address, and no hook. */
export function guardedGit({ folder, abort, env, more, config = [] }: GuardedOptions): SimpleGit {
  return simpleGit({
    baseDir: folder,
    abort,
    trimmed: false,
    completion: { onClose: true, onExit: 500 },
    allowEnvironment: [
      ...['GIT_INDEX_FILE', 'GIT_WORK_TREE', 'GIT_DIR', 'GIT_LITERAL_PATHSPECS'],
      ...Object.keys({ ...safety, ...noUserSettings }),
    ],
    // These two are set here, to constants, and to nothing that was given.
    unsafe: { allowUnsafeHooksPath: true, allowUnsafeSshCommand: true, allowUnsafeConfigPaths: true },
    config: [...safeConfig(folder), ...config],
  }).env(guardedEnvironment(folder, env, more));
}

/** What git is told with `-c` whatever it does. */
export function safeConfig(folder: string): readonly string[] {
  return [
    `core.hooksPath=${join(folder, 'no-hooks')}`,
    `core.attributesFile=${join(folder, 'no-attributes')}`,
    'gc.autoDetach=false',
    'fetch.recurseSubmodules=false',
    'http.lowSpeedLimit=1',
    'http.lowSpeedTime=60',
  ];
}

/** The bot's environment without git's own variables, which could point it elsewhere, and with those that guard it. */
export function guardedEnvironment(folder: string, env: Environment, more: Readonly<Record<string, string>> = {}) {
  const guarded = /^(GIT_|SSH_ASKPASS$|EDITOR$|PAGER$|VISUAL$)/i;
  const kept = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const plain = Object.fromEntries(kept.filter(([name]) => !guarded.test(name)));
  return { ...plain, ...safety, ...more, GIT_DIR: resolve(folder) };
}

/** So that what git does is the same whoever runs the bot. */
export const noUserSettings = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_ATTR_NOSYSTEM: '1' };

const safety = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
  GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20',
  GIT_OPTIONAL_LOCKS: '0',
  LC_ALL: 'C',
};
