import { readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { listIfThere } from '../../core/io/files.ts';
import { processesOf } from '../hosts/processes.ts';
import type { SandboxHost, Switches } from '../hosts/types.ts';
import { type Shown, shownCommand } from './terminal.ts';

/** How many commands are told of. */
const shown = 30;

export interface HostState {
  readonly name: string;
  readonly port: number;
  readonly switches: Switches;
  /** Each app that was ever deployed there, and the release that is current. */
  readonly apps: readonly { readonly name: string; readonly release?: string }[];
  /** How many processes it runs. */
  readonly processes: number;
  readonly logins: number;
  /** The last commands it was given, newest first. */
  readonly commands: readonly Shown[];
}

/** What the hosts run now, and what is wrong with them. */
export function hostStates(hosts: readonly SandboxHost[]): Promise<HostState[]> {
  return Promise.all(hosts.map(stateOf));
}

async function stateOf(host: SandboxHost): Promise<HostState> {
  const apps = join(host.home, 'apps');
  const { logins } = host.tally();
  return {
    name: host.name,
    port: host.port,
    switches: host.switches(),
    apps: await Promise.all((await listIfThere(apps)).map((name) => appOf(apps, name))),
    processes: (await processesOf(host.folder)).length,
    logins,
    commands: host
      .ran()
      .slice(-shown)
      .reverse()
      .map((ran) => shownCommand(ran, host.home)),
  };
}

async function appOf(apps: string, name: string) {
  const target = await readlink(join(apps, name, 'current')).catch(() => undefined);
  return { name, ...(target !== undefined && { release: basename(target) }) };
}
