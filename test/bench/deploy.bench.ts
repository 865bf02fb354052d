import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../support/exec.ts';
import { startHosts } from '../support/hosts.ts';
import { makeWorld } from '../support/world.ts';
import type { Bench, Row } from './measure.ts';
import { inTurn, median, notCompared, randomBytes, timed } from './measure.ts';
import { deployByAnsible, hasAnsible } from './support/ansible.ts';
import { openBot } from './support/bot.ts';
import { deployByScript, sshConfig } from './support/script.ts';

const megabytes = 50;
const count = 10;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

/**
 * One new version of 50 MB of random bytes to ten hosts that have none yet. The bot's time is from the request to
 * `succeeded`: packing, planning, the second look, preflight, leases, journal and records, sending, hashing every file on
 * the host, bringing it to disk, switching and pruning. The script's: packing, hashing, one connection a host, scp,
 * comparing the hash, unpacking, one rename; it brings nothing to disk and keeps no record. Ansible's: packing, copy, unarchive.
 * All three start from empty folders, the disk's write-back done, and end when the last host has the version.
 */
export default {
  title: `${megabytes} MB of random bytes to ${count} hosts, end to end`,
  run: async (say) => {
    requireNativeCrypto();
    const hosts = await startHosts(count, ['MaxStartups 100', 'Subsystem sftp internal-sftp']);
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const world = makeWorld({ ...hosts.options(), app: { hooks: {}, verify: [] } });
    const bot = await openBot(world.dataDir);
    try {
      const config = sshConfig(folder, hosts.options());
      let made = 0;
      const contender = (work: (version: string, source: string) => Promise<unknown>, live: boolean) => async () => {
        made += 1;
        const version = `1.0.${made}`;
        world.addVersion(version, { 'payload.bin': randomBytes(megabytes * 1_000_000, made) });
        hosts.clear();
        await exec('sync', []);
        const seconds = await timed(() => work(version, join(world.dataDir, `apps/svc-${version}`)));
        if (live) for (const host of hosts.hosts) readlinkSync(join(world.rootOf(host), 'current'));
        return seconds;
      };
      const ansible = await hasAnsible();
      if (!ansible) notCompared('ansible-playbook is not installed (Debian: ansible-core)', say);
      const times = await inTurn(
        rounds,
        {
          bot: contender((version) => bot.deploy(version), true),
          script: contender((version, source) => deployByScript(config, source, version, hosts.hosts), true),
          ...(ansible && {
            ansible: contender((version, source) => deployByAnsible(config, source, version, hosts.hosts), false),
          }),
        },
        say,
      );
      return rows(times);
    } finally {
      await bot.close();
      await hosts.stop();
      world.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

function rows(times: Readonly<Record<string, readonly number[]>>): readonly Row[] {
  const value = median(times.bot ?? []);
  const script = value / median(times.script ?? []);
  const slower = times.ansible ? value / median(times.ansible) : undefined;
  return [
    {
      name: 'deploy/script',
      value,
      unit: 's',
      against: `scp + sha256sum + tar + rename ${median(times.script ?? []).toFixed(2)} s`,
      ratio: script,
      goal: 'at most 1.25 times',
      ok: script <= 1.25,
    },
    ...(slower === undefined
      ? []
      : [
          {
            name: 'deploy/ansible',
            value,
            unit: 's',
            against: `ansible copy + unarchive ${median(times.ansible ?? []).toFixed(2)} s`,
            ratio: slower,
            goal: 'at least 5 times faster',
            ok: slower <= 1 / 5,
          },
        ]),
  ];
}

/** Without it ssh2 is about half as fast, and the figure would say nothing of what users get. */
function requireNativeCrypto(): void {
  const crypto = createRequire(import.meta.url)('ssh2/lib/protocol/crypto.js') as { bindingAvailable: boolean };
  if (!crypto.bindingAvailable)
    throw new Error("ssh2's native crypto is not built for this Node; run npm rebuild, or npm ci");
}
