import type { Text } from '../text.ts';
import { describe } from './audit-texts.ts';
import type { Entry, Journal } from './events.ts';

export interface AuditFilter {
  readonly run?: string;
  /** What this person did. */
  readonly by?: string;
  /** ms since the epoch. */
  readonly since?: number;
}

/** One line of the audit log. */
export interface AuditLine {
  readonly seq: number;
  /** ms since the epoch. */
  readonly at: number;
  /** Slack user id; absent for what the bot did by itself. */
  readonly by?: string;
  readonly run?: string;
  readonly type: Entry['event']['type'];
  /** What happened, naming app and environment where they are known. */
  readonly text: Text;
}

/** Entries that say where messages are: of no interest to an auditor. */
const never: readonly string[] = ['carded', 'told'];
/** Entries of single steps: shown for one run, left out of the whole. */
const details: readonly string[] = ['batch-started', 'step-started', 'step-ended', 'host-ended'];

/** The journal as people read it, oldest first: who, when, what. Error `journal-broken` as `Journal.read`. */
export async function* audit(
  journal: Pick<Journal, 'read'>,
  { run, by, since }: AuditFilter = {},
): AsyncGenerator<AuditLine> {
  const places = new Map<string, Text>();
  for await (const entry of journal.read({ run, since })) {
    note(places, entry);
    if (never.includes(entry.event.type)) continue;
    if (run === undefined && details.includes(entry.event.type)) continue;
    const line = lineOf(entry, places);
    if (by === undefined || line.by === by) yield line;
  }
}

/** Remembers which app and environment a run is about. */
function note(places: Map<string, Text>, { run, event }: Entry): void {
  if (run === undefined || (event.type !== 'requested' && event.type !== 'planned')) return;
  const { app, environment } = event.type === 'requested' ? event.request : event.plan;
  places.set(run, { en: ` (${app} in ${environment})`, zh: `（${environment} 中的 ${app}）` });
}

function lineOf({ seq, at, run, event }: Entry, places: ReadonlyMap<string, Text>): AuditLine {
  const what = describe(event);
  const where = event.type === 'requested' ? undefined : places.get(run ?? '');
  const text = { en: `${what.en}${where?.en ?? ''}`, zh: `${what.zh}${where?.zh ?? ''}` };
  const by = 'by' in event && event.by !== 'clock' ? event.by : undefined;
  return { seq, at, by, run, type: event.type, text };
}
