import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/core/io/clock.ts';
import { secret } from '../../src/core/io/secret.ts';
import type { SshOptions } from '../../src/core/io/ssh/index.ts';
import { createSsh } from '../../src/core/io/ssh/index.ts';
import { createKnownHosts } from '../../src/core/io/ssh/known-hosts.ts';
import type { Ssh, Target } from '../../src/core/io/ssh/types.ts';
import type { Sshds } from './sshd.ts';

/** The server at `index` as a target, logged in to with the test key unless `more` says otherwise. */
export function targetOf(sshds: Sshds, index: number, more: Partial<Target> = {}): Target {
  const server = sshds.servers[index];
  if (!server) throw new Error(`there is no server ${index}`);
  const { name, address, port } = server;
  return {
    name,
    address,
    port,
    user: sshds.user,
    auth: { privateKey: secret(sshds.privateKey) },
    legacy: false,
    ...more,
  };
}

/** An Ssh that knows all servers' keys, or only what `lines` holds. */
export async function sshTo(sshds: Sshds, lines = sshds.knownHosts(), more: Partial<SshOptions> = {}): Promise<Ssh> {
  const file = join(sshds.folder, `known-hosts-${Math.random().toString(36).slice(2)}`);
  await writeFile(file, lines);
  return createSsh({ knownHosts: createKnownHosts(file), clock: systemClock(), ...more });
}
