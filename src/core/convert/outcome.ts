import type { Draft, Source } from './records/draft.ts';
import { columnName } from './records/draft.ts';
import type { Records } from './records/index.ts';
import type { Reading } from './records/reading.ts';
import type { HostRecord, Quarantined, Reason } from './types.ts';

/** What became of the rows of data. A row is in exactly one of the three. */
export interface Outcome {
  readonly hosts: readonly HostRecord[];
  readonly quarantine: readonly Quarantined[];
  readonly counts: { readonly accepted: number; readonly quarantined: number; readonly filtered: number };
  /** Rows that went into a host of another row. */
  readonly joined: readonly { readonly sheet: string; readonly row: number; readonly into: string }[];
  /** The names and addresses that rows in quarantine have: the sheet has those hosts, however wrong their rows are. */
  readonly doubtful: readonly string[];
  /** The drafts behind `hosts`, in their order. */
  readonly kept: readonly Draft[];
}

/**
 * Decides row by row: a row with anything wrong is in quarantine whole, with the hosts it would have made; a row of
 * which the filter takes no host is left out; every other is accepted.
 */
export function outcomeOf({ drafts, readings }: Records, takes: (host: HostRecord) => boolean): Outcome {
  const rows = Map.groupBy(drafts, placeOf);
  const bad = new Set<number>();
  for (const [place, made] of rows) if (made.some((draft) => rootOf(draft).reasons.length > 0)) bad.add(place);
  const isBad = (draft: Draft) => bad.has(placeOf(draft));
  const records = new Map<Draft, HostRecord>();
  for (const draft of drafts) {
    if (draft.joined || isBad(draft)) continue;
    const record = recordOf(draft);
    if (takes(record)) records.set(draft, record);
  }
  const counts = { accepted: 0, quarantined: 0, filtered: 0 };
  const quarantine: Quarantined[] = [];
  const joined: { sheet: string; row: number; into: string }[] = [];
  for (const [place, made] of rows) {
    const [first] = made;
    if (!first) continue;
    const root = made.map(rootOf).find((draft) => records.has(draft));
    if (bad.has(place) || made.some((draft) => isBad(rootOf(draft)))) {
      counts.quarantined += 1;
      quarantine.push(quarantined(made, readings[first.source.index]));
    } else if (root) {
      counts.accepted += 1;
      if (first.joined) joined.push({ sheet: first.source.sheet.name, row: first.row + 1, into: root.name });
    } else counts.filtered += 1;
  }
  const doubtful = drafts
    .filter((draft) => isBad(draft) || isBad(rootOf(draft)))
    .flatMap(({ name, address }) => [name, address])
    .filter((text) => text !== '');
  return { hosts: [...records.values()], quarantine, counts, joined, doubtful, kept: [...records.keys()] };
}

/** One number for each row of each table: a sheet has at most 2^20 rows. */
function placeOf({ source, row }: Draft): number {
  return source.index * 2 ** 21 + row;
}

function rootOf(draft: Draft): Draft {
  return draft.joined ? rootOf(draft.joined) : draft;
}

function recordOf({ source, row, name, address, type, platform, fields, labels }: Draft): HostRecord {
  return { name, address, type, platform, fields, labels, sheet: source.sheet.name, row: row + 1 };
}

function quarantined(made: readonly Draft[], reading: Reading | undefined): Quarantined {
  const [first] = made as readonly [Draft, ...Draft[]];
  const reasons = made.flatMap((draft) => [...draft.reasons, ...(draft.joined ? rootOf(draft).reasons : [])]);
  return {
    sheet: first.source.sheet.name,
    row: first.row + 1,
    reasons: unique(reasons),
    values: reading ? shownValues(reading, first.source, first.row) : {},
  };
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [`${reason.code} ${reason.text.en}`, reason])).values()];
}

function shownValues(reading: Reading, { sheet }: Source, row: number): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const { header } of reading.shown) {
    const value = sheet.rows[row]?.[header.column] ?? '';
    if (value === '') continue;
    const name = header.text === '' ? columnName(header.column) : header.text;
    values[Object.hasOwn(values, name) ? `${name} (${columnName(header.column)})` : name] = value;
  }
  return values;
}
