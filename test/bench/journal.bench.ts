import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/core/io/clock.ts';
import { createJournal } from '../../src/core/io/journal.ts';
import type { Bench, Row } from './measure.ts';
import { inTurn, median, timed } from './measure.ts';

const rounds = 3;
const writers = { 1: 500, 10: 5_000, 1000: 50_000 } as const;
const event = {
  type: 'step-ended',
  host: 'web-01',
  step: 'transfer',
  phase: 'forward',
  bytesSent: 52_428_800,
} as const;

/**
 * Appends a second, each resolved only once it is on disk: by one writer that waits for each, by 10 and by 1,000 at
 * the same time (they share syncs), beside a loop that writes the same line and calls fdatasync, with nothing else to do.
 */
export default {
  title: 'journal appends a second, every one on disk',
  run: async (say) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-journal-'));
    try {
      let made = 0;
      const fresh = () => join(folder, String(++made));
      const contenders = Object.entries(writers).map(([count, total]) => [
        `journal, ${count} writers`,
        () => appendAll(fresh(), Number(count), total),
      ]);
      const bare = ['write and fdatasync', () => bareLoop(fresh(), writers[1])];
      const times = await inTurn(rounds, Object.fromEntries([bare, ...contenders]), say);
      return rows(times);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;

async function appendAll(folder: string, count: number, total: number): Promise<number> {
  const journal = await createJournal({ folder, clock: systemClock() });
  const writer = async () => {
    for (let left = total / count; left > 0; left -= 1) await journal.append(event, 'bench');
  };
  const seconds = await timed(() => Promise.all(Array.from({ length: count }, writer)));
  const kept = await journal.verify();
  await journal.close();
  if (kept !== total) throw new Error(`${total} entries were appended, ${kept} are in the journal`);
  return seconds;
}

async function bareLoop(path: string, total: number): Promise<number> {
  const file = await open(path, 'w');
  const line = `${JSON.stringify({ at: Date.now(), event, prev: 'f'.repeat(64), run: 'bench', seq: 1 })}\n`;
  const seconds = await timed(async () => {
    for (let left = total; left > 0; left -= 1) {
      await file.write(line);
      await file.datasync();
    }
  });
  await file.close();
  return seconds;
}

function rows(times: Readonly<Record<string, readonly number[]>>): readonly Row[] {
  const bare = writers[1] / median(times['write and fdatasync'] ?? []);
  return Object.entries(writers).map(([count, total]) => {
    const value = total / median(times[`journal, ${count} writers`] ?? []);
    return {
      name: `journal/${count}`,
      value,
      unit: 'appends/s',
      against: `write and fdatasync alone ${bare.toFixed(0)}/s`,
      ratio: value / bare,
    };
  });
}
