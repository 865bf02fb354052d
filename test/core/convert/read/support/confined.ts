import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { OpsError } from '../../../../../src/core/errors.ts';
import { runConfined } from '../../../../../src/core/io/confined.ts';

interface Read {
  readonly kind: string;
  /** How many rows each sheet has. */
  readonly rows: readonly number[];
  /** The last row's first cells. */
  readonly last: readonly string[];
}

const folder = fileURLToPath(new URL('../../../../../test', import.meta.url));

/** What issue 3 asks of every bad file: an answer within 20 s, with under 1 GB. */
const limits = { time: 20_000, memory: 1024 * 1024 * 1024 };

/** Reads a file in a real confined child, within the limits. */
export async function readConfined(bytes: Buffer, name = 'upload.xlsx'): Promise<Read> {
  const frames: string[] = [];
  const { peakMemory, seconds } = await runConfined({
    entry: new URL('../children/read.ts', import.meta.url),
    options: { name },
    input: bytes,
    read: [folder],
    limits,
    onFrame: ({ body }) => void frames.push(body.toString()),
  });
  expect(seconds * 1000).toBeLessThan(limits.time);
  expect(peakMemory).toBeLessThan(limits.memory);
  return JSON.parse(frames[0] ?? 'null');
}

/** The error that reading ends with; that the child was ended from outside does not count as one. */
export async function refusal(bytes: Buffer, name?: string): Promise<OpsError> {
  const error = await readConfined(bytes, name).then(
    (read) => read,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OpsError);
  return error as OpsError;
}
