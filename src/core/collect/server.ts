import { OpsError } from '../errors.ts';
import type { Connection } from '../io/ssh/types.ts';
import type { Host } from '../settings/types.ts';
import { collectLinux } from './linux.ts';
import { lookAtConfigs } from './server-configs.ts';
import type { CollectorDeps, CollectRequest } from './types.ts';

interface Server {
  readonly connection: Connection;
  readonly host: Host;
  readonly request: CollectRequest;
  readonly deps: CollectorDeps;
  readonly signal: AbortSignal;
  /** Names of its configs that are to be looked at. */
  readonly files: readonly string[];
}

/** Milliseconds for the script. */
const timeout = 40_000;

/** What a Linux host is, and what it has of its configs. Errors: `command-refused`, those of `collectLinux`. */
export async function collectServer({ connection, host, request, deps, signal, files }: Server) {
  if (request.command !== undefined) throw noCommandOnLinux(host);
  const kinds = request.what.filter((kind) => kind !== 'config');
  const { servers } = deps;
  const looking =
    servers && files.length > 0
      ? (become: boolean) => lookAtConfigs(connection, host, files, { ...deps, ...servers }, { become, signal })
      : undefined;
  return collectLinux(connection, kinds, { timeout, signal }, looking);
}

/** That Linux hosts take no single commands. */
export function noCommandOnLinux({ name }: Host): OpsError {
  return new OpsError('command-refused', {
    en: `${name} is a Linux host: --command is for network gear, whose read-only commands are known. Nothing was run.`,
    zh: `${name} 是 Linux 主机：--command 只用于网络设备，其只读命令是已知的。未执行任何命令。`,
  });
}
