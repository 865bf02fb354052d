import type { SlashReading } from '../../process/address-scan.ts';
import { createProcessor } from '../../process/index.ts';
import { findConflicts } from './conflicts.ts';
import type { Draft, Source } from './draft.ts';
import { createIdentifier } from './identify.ts';
import { type Reading, readingOf } from './reading.ts';
import { draftsOf } from './row.ts';

/** What the tables of a workbook say of hosts. */
export interface Records {
  /** In the order of the sheets and rows; those with reasons are not sound, those that are `joined` went into another. */
  readonly drafts: readonly Draft[];
  /** How each table was read; absent for one that is no inventory. */
  readonly readings: readonly (Reading | undefined)[];
}

/** Reads the rows of all tables and holds them against each other: all that is wrong is found in one pass. */
export function readRecords(sources: readonly Source[], options: { slash?: SlashReading; now: Date }): Records {
  const tools = { process: createProcessor(options.now), identify: createIdentifier() };
  const readings = sources.map((source) => readingOf(source, options.slash));
  const drafts = readings.flatMap((reading) =>
    reading ? reading.source.table.rows.flatMap((row) => draftsOf(reading, row, tools)) : [],
  );
  findConflicts(drafts, (one, other) => {
    const start = startOf(readings, one);
    return start !== undefined && one.source === other.source && start === startOf(readings, other);
  });
  return { drafts, readings };
}

function startOf(readings: Records['readings'], { source, row }: Draft): number | undefined {
  return readings[source.index]?.nameStarts.get(row);
}
