/** A named piece of a confined child's answer. */
export interface Frame {
  readonly name: string;
  readonly body: Buffer;
}

/** Bytes that the line in front of a body may have. */
const headerLimit = 1024;

/** The line in front of a body: `{"frame":"name","length":n}` and a line feed. */
export function frameHeader(name: string, length: number): string {
  return `${JSON.stringify({ frame: name, length })}\n`;
}

/**
 * Puts frames together out of chunks cut anywhere, copying every byte of a body once. `refuse` is called once when the
 * frames' bodies would be longer than `limit` bytes together, or the bytes are no frames; the rest is then ignored.
 */
export function createFrameReader(limit: number, refuse: (code: 'confined-output' | 'confined-died') => void) {
  let header = '';
  let open: { name: string; body: Buffer; filled: number } | undefined;
  let total = 0;
  let over = false;

  const begin = (chunk: Buffer): number => {
    const end = chunk.indexOf(10);
    header += chunk.toString('utf8', 0, end < 0 ? undefined : end);
    const parsed = end < 0 ? undefined : parseHeader(header);
    total += parsed?.length ?? 0;
    const garbled = header.length > headerLimit || (end >= 0 && !parsed);
    if (garbled || total > limit) {
      over = true;
      refuse(garbled ? 'confined-died' : 'confined-output');
    } else if (parsed) {
      open = { name: parsed.frame, body: Buffer.allocUnsafeSlow(parsed.length), filled: 0 };
      header = '';
    }
    return end < 0 ? chunk.length : end + 1;
  };

  return {
    async add(chunk: Buffer, take: (frame: Frame) => void | Promise<void>): Promise<void> {
      let at = 0;
      while (at < chunk.length && !over) {
        if (!open) at += begin(chunk.subarray(at));
        if (!open) continue;
        const copied = chunk.copy(open.body, open.filled, at);
        open.filled += copied;
        at += copied;
        if (open.filled < open.body.length) continue;
        const { name, body } = open;
        open = undefined;
        await take({ name, body });
      }
    },
  };
}

function parseHeader(line: string): { frame: string; length: number } | undefined {
  try {
    const { frame, length } = JSON.parse(line);
    return typeof frame === 'string' && Number.isSafeInteger(length) && length >= 0 ? { frame, length } : undefined;
  } catch {
    return undefined;
  }
}
