import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBot } from '../support/bot-process.ts';
import type { TestHosts } from '../support/hosts.ts';
import { loggingApp, makeWorld, type World } from '../support/world.ts';

/** A world and its hosts as they were at one moment, to begin from again and again. */
export interface Snapshot {
  /** Puts the hosts back and makes a DATA_DIR as it was. */
  restore(): World;
  remove(): void;
}

/** How long each hook takes, in seconds: long enough to be killed in. */
const slow = 0.3;

/** 1.0.0 runs on all the hosts, 1.1.0 and 1.3.0 are good, 1.2.0 fails its check; leases last 5 s. */
export async function beginning(hosts: TestHosts): Promise<Snapshot> {
  const make = () => {
    const world = makeWorld({ ...hosts.options(), general: { lease: '5s' } });
    world.addVersion('1.0.0', loggingApp());
    world.addVersion('1.1.0', { ...loggingApp({ slow }), 'data/more.txt': 'more\n' });
    world.addVersion('1.2.0', { ...loggingApp({ slow, healthy: false }), 'data/more.txt': 'broken\n' });
    world.addVersion('1.3.0', { ...loggingApp(), 'data/more.txt': 'another\n' });
    return world;
  };
  const kept = mkdtempSync(join(tmpdir(), 'beginning-'));
  const world = make();
  await startBot(world.dataDir, '--deploy', '1.0.0').exited;
  for (const host of hosts.hosts) cpSync(host.folder, join(kept, host.name), copying);
  cpSync(world.dataDir, join(kept, 'data'), copying);
  world.remove();
  return {
    restore: () => {
      hosts.clear();
      for (const host of hosts.hosts) cpSync(join(kept, host.name), host.folder, copying);
      const again = make();
      cpSync(join(kept, 'data'), again.dataDir, copying);
      return again;
    },
    remove: () => rmSync(kept, { recursive: true, force: true }),
  };
}

const copying = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true } as const;
