// Builds ssh2's native crypto for the Node that runs the bot (it doubles the throughput; without it ssh2 works
// on Node's own crypto). Run as postinstall by the pinned Node; failing costs one line of warning, never the install.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve('ssh2/lib/protocol/crypto.js')), 'crypto');
const warning = build();
if (warning) console.warn(`changeops: ssh2 runs without native crypto, at about half the transfer speed (${warning})`);

function build(): string | undefined {
  if (available() && safe()) return;
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  const gyp = nodeGyp();
  if (!gyp) return 'npm brought no node-gyp';
  const headers = nodeHeaders();
  const run = spawnSync(process.execPath, [gyp, 'rebuild', ...(headers ? [`--nodedir=${headers}`] : [])], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 180_000,
    env: {
      ...process.env,
      CXXFLAGS: `${process.env.CXXFLAGS ?? ''} -include "${join(import.meta.dirname, 'ssh2-crypto.h')}"`,
      ...(headers ? { npm_config_nodedir: headers } : {}),
    },
  });
  if (run.status !== 0) return run.error?.message ?? lastLine(run.stderr) ?? `node-gyp ended with ${run.status}`;
  if (!available()) return 'it was built but does not load';
  if (safe()) return;
  rmSync(join(folder, 'build'), { recursive: true, force: true });
  return 'it was built so that it would end the bot when memory is collected, and was taken away again';
}

function available(): boolean {
  const ask = "process.exit(require('ssh2/lib/protocol/crypto.js').bindingAvailable ? 0 : 1)";
  return spawnSync(process.execPath, ['-e', ask], { cwd: process.cwd() }).status === 0;
}

/** Whether the built addon does not take objects off Node's list when they are collected; see ssh2-crypto.h. */
function safe(): boolean {
  return !readFileSync(join(folder, 'build', 'Release', 'sshcrypto.node')).includes('RemoveEnvironmentCleanupHook');
}

function nodeGyp(): string | undefined {
  const npm = process.env.npm_execpath;
  const candidates = [
    process.env.npm_config_node_gyp,
    npm && join(dirname(npm), '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'),
  ];
  return candidates.find((path): path is string => Boolean(path) && existsSync(path as string));
}

/** The folder of the pinned Node's package, which carries the headers; undefined where the system's Node runs. */
function nodeHeaders(): string | undefined {
  const folder = dirname(dirname(process.execPath));
  return existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1);
}
