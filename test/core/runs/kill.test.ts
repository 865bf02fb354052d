import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/core/io/clock.ts';
import { createJournal } from '../../../src/core/io/journal.ts';
import type { Entry } from '../../../src/core/runs/events.ts';
import { createRunStore } from '../../../src/core/runs/store.ts';

let folder: string;
let bots: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-'));
});
afterEach(async () => {
  for (const bot of bots) bot.kill('SIGKILL');
  bots = [];
  await rm(folder, { recursive: true, force: true });
});

/** Starts a bot that works, kills it after so many lines that match, and gives all that it said. */
async function killedAfter(count: number, pattern: RegExp): Promise<string[]> {
  const bot = spawn(process.execPath, [join(import.meta.dirname, 'children', 'bot.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  bots.push(bot);
  const lines: string[] = [];
  let matching = 0;
  for await (const line of createInterface({ input: bot.stdout })) {
    lines.push(line);
    if (pattern.test(line)) matching += 1;
    if (matching === count) bot.kill('SIGKILL');
  }
  expect(matching).toBeGreaterThanOrEqual(count);
  return lines;
}

it('loses nothing that it acknowledged and does no step twice, killed again and again while it works', async () => {
  const said: string[] = [];
  for (const [count, pattern] of [
    [1, /^effect/],
    [5, /^approved/],
    [1, /^requested/],
    [14, /^effect/],
    [3, /^approved/],
    [40, /^effect/],
  ] as const) {
    said.push(...(await killedAfter(count, pattern)));
  }
  expect(said.filter((line) => line.startsWith('fault'))).toEqual([]);

  const journal = await createJournal({ folder: join(folder, 'journal'), clock: systemClock() });
  const entries: Entry[] = [];
  for await (const entry of journal.read()) entries.push(entry);
  const store = createRunStore({ folder: join(folder, 'runs') });
  await store.open(journal);

  const about = (word: string) => said.filter((line) => line.startsWith(word)).map((line) => line.split(' '));
  for (const [, id = ''] of about('requested')) expect(store.has(id)).toBe(true);
  const approvals = new Set(entries.map(({ run, event }) => (event.type === 'approved' ? `${run} ${event.by}` : '')));
  for (const [, id, by] of about('approved')) expect(approvals).toContain(`${id} ${by}`);

  const effects = (await readFile(join(folder, 'effects.txt'), 'utf8')).trim().split('\n');
  expect(new Set(effects).size).toBe(effects.length);
  const begun = new Set(
    entries.map(({ run, event }) => (event.type === 'step-started' ? `${run} ${event.host} ${event.step}` : '')),
  );
  expect(effects.filter((effect) => !begun.has(effect))).toEqual([]);

  const interrupted = store.rows().filter((row) => row.state === 'interrupted');
  const held = entries.flatMap(({ event }) => (event.type === 'held' ? [event.run] : []));
  expect(interrupted.length).toBeGreaterThan(0);
  expect(interrupted.filter((row) => !held.includes(row.id))).toEqual([]);
  await store.flush();
  await journal.close();
});
