import { OpsError } from '../errors.ts';
import { endFrame, errorFrame } from './confined-errors.ts';
import { frameHeader } from './confined-frames.ts';

interface ConfinedJob {
  /** What `runConfined` was given, after JSON. */
  readonly options: unknown;
  readonly input: Buffer;
  /** Sends a frame; resolves when there is room for the next. */
  readonly send: (name: string, body: Uint8Array | string) => Promise<void>;
}

/**
 * The main program of a confined child: reads options and input, works, says that it is done. An OpsError that `work`
 * throws is thrown by `runConfined`, with its code and text; any other error ends the child.
 */
export async function confinedMain(work: (job: ConfinedJob) => Promise<void>): Promise<void> {
  try {
    const { options, input } = await readJob();
    await work({ options, input, send });
    await send(endFrame, '');
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    await send(errorFrame, JSON.stringify({ code: error.code, text: error.text }));
  }
}

async function send(name: string, body: Uint8Array | string): Promise<void> {
  await write(Buffer.from(frameHeader(name, Buffer.byteLength(body))));
  if (typeof body !== 'string') {
    if (body.length > 0) await write(body);
  } else for (const part of partsOf(body)) await write(Buffer.from(part));
}

/** A text in parts of a million UTF-16 units or so, so that it is not held twice; no character is cut. */
function* partsOf(text: string): Generator<string> {
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + 1_000_000;
    const last = text.charCodeAt(to - 1);
    if (last >= 0xd800 && last <= 0xdbff) to += 1;
    yield text.slice(from, to);
  }
}

function write(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/** One line of JSON, then the bytes; their memory is taken once where their length is known. */
async function readJob(): Promise<{ options: unknown; input: Buffer }> {
  const chunks: Buffer[] = [];
  let first: { options: unknown; length?: number } | undefined;
  let whole: Buffer | undefined;
  let filled = 0;
  for await (const chunk of process.stdin) {
    let rest: Buffer = chunk;
    if (!first) {
      const end = rest.indexOf(10);
      chunks.push(end < 0 ? rest : rest.subarray(0, end));
      if (end < 0) continue;
      first = JSON.parse(Buffer.concat(chunks.splice(0)).toString('utf8'));
      if (first?.length !== undefined) whole = Buffer.allocUnsafeSlow(first.length);
      rest = rest.subarray(end + 1);
    }
    if (whole) filled += rest.copy(whole, filled);
    else chunks.push(rest);
  }
  return { options: first?.options, input: whole?.subarray(0, filled) ?? Buffer.concat(chunks) };
}
