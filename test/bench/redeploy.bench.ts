import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../support/exec.ts';
import { startHosts } from '../support/hosts.ts';
import type { WorldHost } from '../support/world.ts';
import { makeWorld } from '../support/world.ts';
import type { Bench, Row } from './measure.ts';
import { notCompared, randomBytes } from './measure.ts';
import { type BenchBot, openBot } from './support/bot.ts';
import { type CountingRelay, countingRelay } from './support/counting.ts';
import { sshConfig } from './support/script.ts';

const files = 5_000;
const size = 10_000;
const changed = files / 100;
const rsyncOnly = 'rsync -a over ssh';

/**
 * A tree of 5,000 files of 10 kB of random bytes is deployed, then again with 50 of them changed. Counted is what a
 * relay in front of sshd sees of the second deploy: every connection of it with its handshake, planning, the looks and
 * the steps, in both directions. rsync goes through the same relay to the same host, from one tree to the other, times of
 * unchanged files kept, so that it need not look into them. Bytes do not vary with load: one round.
 */
export default {
  title: `${files} files of ${size / 1000} kB deployed again with ${changed} changed: bytes on the socket`,
  run: async (say) => {
    const sshd = await startHosts(1);
    const [real] = sshd.hosts;
    if (!real) throw new Error('no host was started');
    const relay = await countingRelay(real);
    const host: WorldHost = { ...real, address: relay.address, port: relay.port };
    const world = makeWorld({ ...sshd.options(), hosts: [host], app: { hooks: {}, verify: [] } });
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    const bot = await openBot(world.dataDir);
    try {
      const source = (version: string) => join(world.dataDir, `apps/svc-${version}`);
      makeTrees(source('1.0.0'), source('1.0.1'));
      const ours = await redeploy(bot, relay);
      say(
        `the bot's own count for the steps: ${ours.recorded} bytes; in all ${ours.sent} sent, ${ours.received} received`,
      );
      const config = sshConfig(folder, { ...sshd.options(), hosts: [host] });
      const theirs = await rsync(relay, config, host, source('1.0.0'), source('1.0.1'));
      if (!theirs) notCompared('rsync is not installed', say);
      return [row(ours.sent + ours.received, theirs)];
    } finally {
      await bot.close();
      await relay.stop();
      await sshd.stop();
      world.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

async function redeploy(bot: BenchBot, relay: CountingRelay) {
  await bot.deploy('1.0.0');
  const before = relay.bytes();
  const run = await bot.deploy('1.0.1');
  const after = relay.bytes();
  const recorded = Object.values(run.hosts).reduce((sum, { bytesSent = 0 }) => sum + bytesSent, 0);
  return { recorded, sent: after.sent - before.sent, received: after.received - before.received };
}

/** Bytes both ways of the second rsync; undefined where there is no rsync. */
async function rsync(
  relay: CountingRelay,
  config: string,
  host: WorldHost,
  from: string,
  to: string,
): Promise<number | undefined> {
  const there = await exec('rsync', ['--version']).then(
    () => true,
    () => false,
  );
  if (!there) return undefined;
  const copy = (source: string) =>
    exec('rsync', ['-a', '-e', `ssh -F ${config}`, `${source}/`, `${host.name}:${host.folder}/rsync/`]);
  await copy(from);
  const before = relay.bytes();
  await copy(to);
  const after = relay.bytes();
  return after.sent + after.received - before.sent - before.received;
}

function makeTrees(first: string, second: string): void {
  const name = (index: number) => join(`part-${index % 50}`, `file-${index}.bin`);
  for (let index = 0; index < files; index += 1) {
    mkdirSync(join(first, `part-${index % 50}`), { recursive: true });
    writeFileSync(join(first, name(index)), randomBytes(size, index + 1));
  }
  cpSync(first, second, { recursive: true, preserveTimestamps: true });
  for (let index = 0; index < files; index += files / changed) {
    writeFileSync(join(second, name(index)), randomBytes(size, index + 1_000_000));
  }
}

function row(bytes: number, theirs: number | undefined): Row {
  const share = bytes / (files * size);
  return {
    name: 'redeploy',
    value: share * 100,
    unit: '% of the tree',
    ...(theirs !== undefined && {
      against: `${rsyncOnly} ${((100 * theirs) / (files * size)).toFixed(2)} %`,
      ratio: bytes / theirs,
    }),
    goal: 'at most 3 %',
    ok: share <= 0.03,
  };
}
