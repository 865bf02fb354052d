import { hash } from 'node:crypto';
import { readTextIfThere, writeFileAtomic } from '../io/files.ts';
import type { Position } from '../io/journal-read.ts';
import type { Hold, Run, RunSummary } from './types.ts';

/** What is kept in memory of every run. */
export interface Row extends RunSummary {
  /** The last entry about it. */
  readonly seq: number;
  readonly startedAt?: number;
  readonly follows?: string;
}

/** What the journal said up to a position: where a start may begin to read. */
export interface Snapshot {
  readonly position: Position;
  readonly holds: readonly Hold[];
  /** Every run, oldest first. */
  readonly rows: readonly Row[];
  /** Runs that are not over, whole. */
  readonly active: readonly Run[];
}

interface Head {
  readonly position: Position;
  readonly holds: readonly Hold[];
  /** SHA-256 of the lines below, hex. */
  readonly body: string;
}

/** Writes a snapshot in one step: a line of heading, then a line for each run. */
export async function saveSnapshot(file: string, { position, holds, rows, active }: Snapshot): Promise<void> {
  const lines = [...rows.map((row) => JSON.stringify({ row })), ...active.map((run) => JSON.stringify({ run }))];
  const body = lines.join('\n');
  const head: Head = { position, holds, body: hash('sha256', body) };
  await writeFileAtomic(file, `${JSON.stringify(head)}\n${body}`);
}

/** The snapshot in a file, or undefined where there is none or it is damaged: the journal has it all. */
export async function loadSnapshot(file: string): Promise<Snapshot | undefined> {
  try {
    const text = (await readTextIfThere(file)) ?? '';
    const end = text.indexOf('\n');
    const head = JSON.parse(text.slice(0, end)) as Head;
    const body = text.slice(end + 1);
    if (hash('sha256', body) !== head.body) return undefined;
    const lines = body.split('\n').filter((line) => line !== '');
    const parsed = lines.map((line) => JSON.parse(line) as { row?: Row; run?: Run });
    return {
      position: head.position,
      holds: head.holds,
      rows: parsed.flatMap(({ row }) => row ?? []),
      active: parsed.flatMap(({ run }) => run ?? []),
    };
  } catch {
    return undefined;
  }
}
