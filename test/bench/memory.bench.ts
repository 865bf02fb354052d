import { exec } from '../support/exec.ts';
import { startHosts } from '../support/hosts.ts';
import { makeWorld } from '../support/world.ts';
import type { Bench } from './measure.ts';
import { median, randomBytes } from './measure.ts';

const rounds = 3;
const sizes = { small: 5, large: 500 } as const;
const program = new URL('./support/bot-process.ts', import.meta.url).pathname;
const mebibyte = 2 ** 20;

/**
 * Peak memory (VmHWM, what the kernel saw at most) of a bot that packs, plans and deploys one version to two hosts and
 * ends: with 500 MB against the same with 5 MB, a new process, new hosts and a new DATA_DIR each time, in turn.
 */
export default {
  title: `peak memory of the bot with ${sizes.large} MB against ${sizes.small} MB`,
  run: async (say) => {
    if (process.platform !== 'linux') throw new Error('peak memory is read from /proc, which only Linux has');
    const peaks = { small: [] as number[], large: [] as number[] };
    for (let round = 1; round <= rounds; round += 1) {
      for (const size of ['small', 'large'] as const) {
        const peak = await peakWith(sizes[size]);
        peaks[size].push(peak);
        say(`round ${round}: ${sizes[size]} MB: ${(peak / mebibyte).toFixed(1)} MiB`);
      }
    }
    const [small, large] = [median(peaks.small), median(peaks.large)];
    return [
      {
        name: 'memory',
        value: (large - small) / 1e6,
        unit: 'MB more',
        against: `${sizes.small} MB: ${(small / 1e6).toFixed(1)} MB`,
        ratio: large / small,
        goal: 'less than 30 MB',
        ok: large - small < 30e6,
      },
    ];
  },
} satisfies Bench;

async function peakWith(megabytes: number): Promise<number> {
  const hosts = await startHosts(2);
  const world = makeWorld({ ...hosts.options(), app: { hooks: {}, verify: [] } });
  try {
    const parts = Array.from({ length: megabytes / 5 }, (_, index) => [
      `part-${index}.bin`,
      randomBytes(5e6, index + 1),
    ]);
    world.addVersion('1.0.0', Object.fromEntries(parts));
    return Number(await exec(process.execPath, [program, world.dataDir, '1.0.0']));
  } finally {
    await hosts.stop();
    world.remove();
  }
}
