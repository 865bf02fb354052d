import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textDiff } from '../../src/core/config/text-diff.ts';
import { runProcess } from '../../src/core/io/process.ts';
import type { Bench, Row } from './measure.ts';
import { median, randomBytes } from './measure.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const shares = [1, 10, 50] as const;

/** Two configurations of 10,000 lines with so many percent changed, by us and by git on the same files. */
export default {
  title: 'difference of two configurations of 10,000 lines',
  run: async (say) => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-diff-'));
    try {
      const rows: Row[] = [];
      for (const share of shares) rows.push(...(await compared(folder, share, say)));
      return rows;
    } finally {
      await rm(folder, { recursive: true });
    }
  },
} satisfies Bench;

async function compared(folder: string, share: number, say: (line: string) => void): Promise<readonly Row[]> {
  const [before, after] = configs(share);
  await Promise.all([writeFile(join(folder, 'before'), before), writeFile(join(folder, 'after'), after)]);
  const times: Record<'ours' | 'git', number[]> = { ours: [], git: [] };
  const held: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await watched(() => textDiff(before, after, { env: process.env }));
    const theirs = await watched(() =>
      runProcess(['git', 'diff', '--no-index', 'before', 'after'], {
        cwd: folder,
        env: { PATH: process.env.PATH ?? '' },
        timeout: 60_000,
        onStdout: () => undefined,
      }),
    );
    // The first round warms up.
    if (round === 0) continue;
    times.ours.push(ours.ms);
    times.git.push(theirs.ms);
    held.push(ours.held);
    say(
      `${share} %, round ${round}: ours ${ours.ms.toFixed(1)} ms (held up ${ours.held.toFixed(1)}), git ${theirs.ms.toFixed(1)} ms`,
    );
  }
  const [ours, git, longest] = [median(times.ours), median(times.git), median(held)];
  const goal = Math.max(3 * git, 30);
  return [
    {
      ...{
        name: `diff/${share}%`,
        value: ours,
        unit: 'ms',
        against: `git diff --no-index ${git.toFixed(1)} ms`,
        ratio: ours / git,
      },
      ...{ goal: 'at most 3 times git, or 30 ms', ok: ours <= goal },
    },
    { name: `diff/${share}%/held-up`, value: longest, unit: 'ms', goal: 'at most 30 ms at a time', ok: longest <= 30 },
  ];
}

/** How long work takes, and for how long at most nothing else could run. */
async function watched(work: () => Promise<unknown>): Promise<{ readonly ms: number; readonly held: number }> {
  let [held, last, going] = [0, performance.now(), true];
  const look = () => {
    held = Math.max(held, performance.now() - last);
    last = performance.now();
    if (going) setImmediate(look);
  };
  setImmediate(look);
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  held = Math.max(held, performance.now() - last);
  going = false;
  return { ms, held };
}

function configs(share: number): readonly [string, string] {
  const dice = randomBytes(10_000, 20_261_127);
  const changed = randomBytes(40_000, share);
  const lines = Array.from({ length: 10_000 }, (_, at) =>
    at % 5 === 0 ? `interface GigabitEthernet0/0/${at}` : ` description port ${at % 700} to ${dice[at]}`,
  );
  const other = lines.map((line, at) =>
    changed.readUInt32LE(at * 4) % 100 < share ? `${line} now ${changed[at]}` : line,
  );
  return [`${lines.join('\n')}\n`, `${other.join('\n')}\n`];
}
