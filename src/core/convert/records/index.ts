import type { SlashReading } from '../../process/address-scan.ts';
import { createProcessor } from '../../process/index.ts';
import type { DeviceKnowledge } from '../knowledge/devices.ts';
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
  /** How often each rule changed a value. */
  readonly rules: Readonly<Record<string, number>>;
}

/** Changed values that are kept with their hosts: more than these nobody reads, and a large file has hundreds of thousands. */
const mostChanges = 5_000;

interface RecordOptions {
  /** How `10.1.1.29/30` is read, where a person said so. */
  readonly slash?: SlashReading;
  readonly now: Date;
  /** What is known of devices; what ships where it is not given. */
  readonly devices?: DeviceKnowledge;
}

/** Reads the rows of all tables and holds them against each other: all that is wrong is found in one pass. */
export function readRecords(sources: readonly Source[], options: RecordOptions): Records {
  const tools = { process: createProcessor(options.now), identify: createIdentifier(options.devices) };
  const readings = sources.map((source) => readingOf(source, options.slash));
  const tally = createTally();
  const drafts: Draft[] = [];
  for (const reading of readings) {
    for (const row of reading?.source.table.rows ?? []) {
      for (const draft of reading ? draftsOf(reading, row, tools) : []) drafts.push(tally.add(draft));
    }
  }
  findConflicts(drafts, (one, other) => {
    const start = startOf(readings, one);
    return start !== undefined && one.source === other.source && start === startOf(readings, other);
  });
  return { drafts, readings, rules: tally.rules };
}

function startOf(readings: Records['readings'], { source, row }: Draft): number | undefined {
  return readings[source.index]?.nameStarts.get(row);
}

/** Counts what changed, and forgets the changes themselves beyond the first. */
function createTally() {
  const rules: Record<string, number> = {};
  let kept = 0;
  return {
    rules,
    add: (draft: Draft): Draft => {
      for (const change of draft.changes) for (const rule of change.rules) rules[rule] = (rules[rule] ?? 0) + 1;
      kept += draft.changes.length;
      if (kept > mostChanges) draft.changes = none;
      return draft;
    },
  };
}

const none: Draft['changes'] = [];
