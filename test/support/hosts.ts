import { mkdirSync, rmSync } from 'node:fs';
import { startSshd } from './sshd.ts';
import type { WorldHost, WorldOptions } from './world.ts';

/** Real SSH servers as the hosts of a world. */
export interface TestHosts {
  readonly hosts: readonly WorldHost[];
  options(): Pick<WorldOptions, 'hosts' | 'user' | 'keyFile'>;
  /** Empties the hosts' folders, for the next test. */
  clear(): void;
  stop(): Promise<void>;
}

/** Starts `count` of them, called web-01, web-02, … */
export async function startHosts(count: number, config?: readonly string[]): Promise<TestHosts> {
  const sshds = await startSshd({ count, config: config ?? ['MaxStartups 100'] });
  const hosts = sshds.servers.map(
    (server, index): WorldHost => ({
      name: `web-${String(index + 1).padStart(2, '0')}`,
      address: server.address,
      port: server.port,
      folder: server.folder,
      publicKey: server.hostKey,
    }),
  );
  return {
    hosts,
    options: () => ({ hosts, user: sshds.user, keyFile: sshds.privateKeyFile }),
    clear: () => {
      for (const { folder } of hosts) {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder);
      }
    },
    stop: sshds.stop,
  };
}
