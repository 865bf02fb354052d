import type { Clock } from '../../core/io/clock.ts';
import { wellSwitches } from './switches.ts';
import type { Switches } from './types.ts';

/** The switches of a host, as its parts ask for them. */
export interface SwitchBoard {
  now(): Switches;
  change(changes: Partial<Switches>): void;
  beforeExec(): Promise<void>;
  beforeChunk(): Promise<void>;
  /** What of a chunk at `offset` of a command's input gets through, and whether its connection ends after that. */
  input(chunk: Buffer, offset: number): { readonly bytes: Buffer; readonly cut: boolean };
}

/** A board with everything well. */
export function createBoard(clock: Clock): SwitchBoard {
  let now = wellSwitches;
  const wait = (ms: number) => (ms > 0 ? clock.sleep(ms) : Promise.resolve());

  const flipped = (chunk: Buffer, offset: number) => {
    const at = now.flipByte === null ? -1 : now.flipByte - offset;
    if (at < 0 || at >= chunk.length) return chunk;
    now = { ...now, flipByte: null };
    const copy = Buffer.from(chunk);
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
    return copy;
  };

  return {
    now: () => now,
    change: (changes) => {
      now = { ...now, ...changes };
    },
    beforeExec: () => wait(now.slowExec),
    beforeChunk: () => wait(now.slowChunk),
    input: (chunk, offset) => {
      const bytes = flipped(chunk, offset);
      if (now.cutAfter === null) return { bytes, cut: false };
      const left = now.cutAfter - bytes.length;
      const cut = left <= 0;
      const passed = cut ? bytes.subarray(0, now.cutAfter) : bytes;
      now = { ...now, cutAfter: cut ? null : left };
      return { bytes: passed, cut };
    },
  };
}
