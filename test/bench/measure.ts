/** One figure. `ratio` is ours to theirs on the same work in the same run. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against?: string;
  readonly ratio?: number;
  readonly goal?: string;
  readonly ok?: boolean;
}

export interface Bench {
  readonly title: string;
  run(say: (line: string) => void): Promise<readonly Row[]>;
}

/** The middle value; of an even number the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
    : (sorted[Math.floor(middle)] ?? 0);
}

/** Seconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

/** Runs the contenders in turn, `rounds` times; the seconds of each, by name. */
export async function inTurn(
  rounds: number,
  contenders: Readonly<Record<string, () => Promise<number>>>,
  say: (line: string) => void,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const seconds = await contender();
      times[name]?.push(seconds);
      say(`round ${round}: ${name} ${seconds.toFixed(2)} s`);
    }
  }
  return times;
}

/** Bytes that look random and are the same for the same seed (xorshift32, Marsaglia 2003). */
export function randomBytes(length: number, seed: number): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = seed >>> 0 || 1;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return Buffer.from(words.buffer, 0, length);
}

/** Says why a row will be missing; with CI=true, where none may be (DESIGN section 10), it throws. */
export function notCompared(why: string, say: (line: string) => void): void {
  if (process.env.CI === 'true') throw new Error(`${why}, and CI needs the comparison`);
  say(`${why}: not compared`);
}
