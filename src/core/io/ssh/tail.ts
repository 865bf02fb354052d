/** Keeps the end of a stream of bytes. */
interface Tail {
  push(chunk: Buffer): void;
  /** The last bytes as UTF-8; a character cut at the beginning is left out. */
  text(): string;
}

/** A tail of at most `keep` bytes. */
export function createTail(keep: number): Tail {
  let chunks: Buffer[] = [];
  let held = 0;
  let cut = false;

  const trim = () => {
    const all = Buffer.concat(chunks);
    cut ||= all.length > keep;
    const end = all.subarray(Math.max(0, all.length - keep));
    chunks = [end];
    held = end.length;
    return end;
  };

  return {
    push: (chunk) => {
      chunks.push(chunk);
      held += chunk.length;
      if (held > 2 * keep + 65_536) trim();
    },
    text: () => {
      const end = trim();
      let from = 0;
      while (cut && from < end.length && from < 3 && ((end[from] ?? 0) & 0xc0) === 0x80) from++;
      return end.toString('utf8', from);
    },
  };
}
