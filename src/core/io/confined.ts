import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';
import { type Clock, systemClock } from './clock.ts';
import { confinedFailure, endFrame, errorFrame } from './confined-errors.ts';
import { createFrameReader, type Frame } from './confined-frames.ts';
import { watchesMemory, watchMemory } from './confined-memory.ts';
import { runProcess } from './process.ts';
import type { ProcessInput } from './process-streams.ts';

interface ConfinedOptions {
  /** The TypeScript file that runs; it calls `confinedMain` of confined-child.ts. */
  readonly entry: URL | string;
  /** Given to the child as JSON. */
  readonly options: unknown;
  readonly input: ProcessInput;
  /** What the child may read besides this program's source and node_modules. */
  readonly read: readonly string[];
  readonly limits: {
    /** Milliseconds, what `onFrame` takes included. */
    readonly time: number;
    /** Bytes of resident memory. */
    readonly memory: number;
    /** Bytes of all frames together; default 512 MiB. */
    readonly output?: number;
  };
  /** Called frame by frame, in order; the child waits while the promise is open. */
  readonly onFrame: (frame: Frame) => void | Promise<void>;
  /** What is being done, for errors: `Reading hosts.xlsx`. */
  readonly task?: Text;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** The most memory the child was seen with (bytes; 0 where the system does not tell), and how long it took. */
interface ConfinedResult {
  readonly peakMemory: number;
  readonly seconds: number;
}

/** Bytes of frames where no limit is given. */
const usualOutput = 512 * 1024 * 1024;

const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Runs a TypeScript file in a process of its own, for work on bytes that nobody vouches for. The child gets no
 * environment; under Node's permission model (`--permission`, Node 24) it reads files only of this program's source,
 * of node_modules and of `read`, and writes no file, starts no process or worker, loads no addon. That model is no
 * sandbox against code that has taken over the process, and the network and signals are not kept from it.
 * On Linux its resident memory is watched from outside, 20 times a second, and the process killed when it passes the
 * limit, because Node's heap limit bounds only part of it (it is at least 2 GiB then); elsewhere that heap limit is all
 * there is. Resolves when the child said that it
 * is done. Errors: an OpsError that the child threw, as it was; `confined-late`, `confined-memory`,
 * `confined-output`; `confined-died` when it ended in any other way; what `onFrame`, `input` or the signal gave.
 */
export async function runConfined(job: ConfinedOptions): Promise<ConfinedResult> {
  const clock = job.clock ?? systemClock();
  const started = clock.now();
  const stop = new AbortController();
  const task = job.task ?? { en: 'Working in a confined process', zh: '在受限进程中处理' };
  const refuse = (code: Parameters<typeof confinedFailure>[0]) => stop.abort(confinedFailure(code, task, job.limits));
  const memory = watchMemory(clock, job.limits.memory, () => refuse('confined-memory'));
  const frames = createFrameReader(job.limits.output ?? usualOutput, refuse);
  let done = false;
  const take = async (frame: Frame) => {
    if (frame.name === errorFrame) throw told(frame.body);
    if (frame.name === endFrame) {
      done = true;
      await memory.look();
    } else await job.onFrame(frame);
  };
  const result = await runProcess(command(job), {
    cwd: root,
    env: environment(),
    timeout: job.limits.time,
    signal: job.signal ? AbortSignal.any([job.signal, stop.signal]) : stop.signal,
    input: jobInput(job),
    onStdout: (chunk) => frames.add(chunk, take),
    onStart: memory.start,
    keep: 4096,
    grace: 0,
    clock,
  }).finally(memory.stop);
  if (result.late) throw confinedFailure('confined-late', task, job.limits);
  if (!done || result.code !== 0) throw confinedFailure('confined-died', task, job.limits, result);
  return { peakMemory: memory.peak(), seconds: (clock.now() - started) / 1000 };
}

function command({ entry, read, limits }: ConfinedOptions): [string, ...string[]] {
  const readable = [...['src', 'node_modules', 'package.json'].map((name) => join(root, name)), ...read];
  const paths = new Set(readable.flatMap((path) => [path, realpathIfThere(path)]));
  const megabytes = Math.max(32, Math.floor(limits.memory / 1024 / 1024));
  // V8 collects more often the less it may have: a tenth of the time of a large conversion with a heap of 900 MB. Where
  // the memory is watched from outside, its heap limit is but the second line.
  const heap = watchesMemory ? Math.max(2048, megabytes) : megabytes;
  return [
    process.execPath,
    '--permission',
    ...[...paths].map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${heap}`,
    // Left alone, Node lets the space for new objects grow with the machine: 80 MB more for no time gained.
    '--max-semi-space-size=16',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    typeof entry === 'string' ? entry : fileURLToPath(entry),
  ];
}

function realpathIfThere(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Windows programs do not start without these two; elsewhere Node needs nothing. */
function environment(): Record<string, string> {
  const names = process.platform === 'win32' ? ['SystemRoot', 'windir'] : [];
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']));
}

async function* jobInput({ options, input }: ConfinedOptions): AsyncGenerator<Buffer> {
  const length = Buffer.isBuffer(input) ? input.length : undefined;
  yield Buffer.from(`${JSON.stringify({ options, length })}\n`);
  if (Buffer.isBuffer(input)) yield input;
  else yield* input;
}

function told(body: Buffer): OpsError {
  const { code, text } = JSON.parse(body.toString('utf8'));
  return new OpsError(String(code), { en: String(text.en), zh: String(text.zh) });
}
