import type { OpsError } from '../../errors.ts';
import type { Text } from '../../text.ts';
import { type FileErrorCode, fileError } from './errors.ts';

/** How much of a file is read before it is refused. */
export interface ReadLimits {
  /** Of the file itself, bytes. */
  readonly bytes: number;
  /** Of the parts of an archive that are read, unpacked, bytes. */
  readonly unpacked: number;
  /** Files in an archive. */
  readonly entries: number;
  readonly sheets: number;
  /** Of one sheet; Excel's own limit. */
  readonly rows: number;
  /** Of one sheet; Excel's own limit. */
  readonly columns: number;
  /** Of all sheets, empty ones left of a filled one counted. */
  readonly cells: number;
  /** Characters in one cell. Excel's own limit is 32,767. */
  readonly text: number;
  /** In all cells together; a text that many cells share counts for each, as it does wherever they are written. */
  readonly characters: number;
}

export const usualLimits: ReadLimits = {
  bytes: 100 * 1024 * 1024,
  unpacked: 400 * 1024 * 1024,
  entries: 10_000,
  sheets: 500,
  rows: 1_048_576,
  columns: 16_384,
  cells: 3_000_000,
  text: 100_000,
  characters: 100_000_000,
};

/** Counts what is read of one file; each call throws an OpsError when a limit is passed. */
export interface Meter {
  readonly limits: ReadLimits;
  /** The file's name, for errors. */
  readonly file: string;
  /** Adds to what was counted. */
  add(what: 'unpacked' | 'cells' | 'characters' | 'entries' | 'sheets', count: number): void;
  /** Looks at one value by itself. */
  check(what: keyof ReadLimits, count: number): void;
  /** An error about this file; `detail` is what was found or the part that is meant. */
  error(code: FileErrorCode, detail?: string | Text, cause?: unknown): OpsError;
}

/** A meter at zero for the file called `file`. */
export function createMeter(file: string, limits: ReadLimits): Meter {
  const counted = { unpacked: 0, cells: 0, characters: 0, entries: 0, sheets: 0 };
  const check: Meter['check'] = (what, count) => {
    if (count > limits[what]) throw fileError('file-too-large', file, { what, limit: limits[what] });
  };
  return {
    limits,
    file,
    check,
    add: (what, count) => {
      counted[what] += count;
      check(what, counted[what]);
    },
    error: (code, detail, cause) => fileError(code, file, { detail }, cause),
  };
}
