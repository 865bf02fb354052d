import { join } from 'node:path';
import { createDocuments, documentId } from '../documents.ts';
import { OpsError } from '../errors.ts';
import type { HostEntries } from '../inventory/entries.ts';
import type { Clock } from '../io/clock.ts';
import { runConfined } from '../io/confined.ts';
import type { Db } from '../io/db.ts';
import { createGate } from '../io/gate.ts';
import type { Journal } from '../runs/events.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Settings } from '../settings/types.ts';
import type { ChildOptions } from './child.ts';
import type { Correction } from './columns/recognise.ts';
import type { Conversion, ConversionEvent, HandedIn } from './conversion.ts';
import type { Choices } from './convert.ts';
import type { InventoryFormat, OutFile } from './format.ts';
import type { Summary } from './summary.ts';

export type { Conversion } from './conversion.ts';

/** What a person changes of a conversion. */
export interface Change {
  readonly choices?: Choices;
  /** Columns of a table, by `ColumnSummary.key`; they are remembered for every file with the same headers. */
  readonly columns?: { readonly signature: string; readonly said: Readonly<Record<string, Correction>> };
}

interface Asker {
  readonly by: string;
  readonly channel: string;
  readonly thread?: string;
}

type Bytes = () => Promise<Uint8Array>;

/** What is wanted of a conversion besides its summary. */
export interface Wanted {
  /** The inventory in these formats, by name. */
  readonly formats?: readonly string[];
  /** The hosts as entries of hosts.yaml. */
  readonly entries?: boolean;
}

/** Spreadsheets to inventories. `bytes` fetches the file: the bot keeps no copy of what may hold passwords. */
export interface Conversions {
  /** The formats that can be written, by name. */
  readonly formats: ReadonlyMap<string, InventoryFormat>;
  /**
   * Converts a file and keeps what came of it. Gives the report, where there is one, and what is wanted. Errors: those
   * of `convert` and of `bytes`, `format-unknown`, naming the nearest, `confined-late`, `confined-memory`,
   * `confined-output`, `confined-died`.
   */
  convert(file: HandedIn, bytes: Bytes, asker: Asker, choices: Choices, wanted?: Wanted): Promise<Converting>;
  /** Converts it again with other choices or columns. Errors: as `convert`, and `conversion-unknown`. */
  change(id: string, bytes: Bytes, by: string, change: Change): Promise<Converting>;
  /** What is wanted of it, without the report. Errors: as `change`. */
  give(id: string, bytes: Bytes, by: string, wanted: Wanted): Promise<Converting>;
  /** Error `conversion-unknown`. */
  get(id: string): Promise<Conversion>;
  /** The newest first. */
  list(most: number): Promise<readonly Conversion[]>;
}

/** A conversion and what came of it. */
export interface Converting {
  readonly conversion: Conversion;
  readonly files: readonly OutFile[];
  /** Where they were wanted. */
  readonly entries?: HostEntries;
  /** Beside `entries`: names and addresses in rows that are in quarantine. */
  readonly doubtful?: readonly string[];
}

interface ConversionsOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly settings: { current(): Settings };
  readonly formats: ReadonlyMap<string, InventoryFormat>;
  readonly corrections: Db<RememberedCorrections>;
  readonly journal: Pick<Journal, 'append'>;
  /** Aborts when the bot stops: conversions under way are ended. */
  readonly signal: AbortSignal;
}

/** What is kept in state/corrections.json: as `Corrections`. */
export type RememberedCorrections = Record<string, Record<string, Correction>>;

/** What one conversion may take (issue: within 20 s, under 1 GB). */
const limits = { time: 20_000, memory: 900 * 1024 * 1024 };
/** Conversions at a time: two at their limit of memory are what a small machine bears. */
const atOnce = 2;
/** Tables whose corrections are remembered, and events that are kept of a conversion. */
const most = { corrections: 500, events: 50 };

/** What the child gives. */
interface Given {
  summary?: Summary;
  entries?: HostEntries;
  doubtful?: readonly string[];
  readonly files: OutFile[];
}

interface Job extends Asker {
  readonly file: HandedIn;
  readonly choices: Choices;
  readonly bytes: Bytes;
}

/** The conversions of a DATA_DIR. */
export function createConversions(parts: ConversionsOptions): Conversions {
  const { dataDir, clock, settings, formats, corrections, journal, signal } = parts;
  const kept = createDocuments<Conversion>(join(dataDir, 'uploads'));
  const gate = createGate(atOnce);

  const run = async (job: Job, { formats: names = [], entries = false }: Wanted, report: boolean) => {
    const wanted = names.map((name) => formatNamed(name, formats));
    const leave = await gate.enter(signal);
    try {
      const input = Buffer.from(await job.bytes());
      const given: Given = { files: [] };
      const options: ChildOptions = {
        ...job.choices,
        ...{ formats: wanted, entries, report },
        name: job.file.name,
        corrections: corrections.data,
        ansible: settings.current().general.ansible,
        now: clock.now(),
      };
      const spent = await runConfined({
        ...{ entry: new URL('./child.ts', import.meta.url), options, input, read: [], limits, clock, signal },
        task: { en: `Converting ${job.file.name}`, zh: `转换 ${job.file.name}` },
        onFrame: ({ name, body }) => {
          if (name === 'summary') given.summary = JSON.parse(body.toString('utf8'));
          else if (name === 'entries') given.entries = JSON.parse(body.toString('utf8'));
          else if (name === 'doubtful') given.doubtful = JSON.parse(body.toString('utf8'));
          else given.files.push({ name: name.slice('file '.length), content: body });
        },
      });
      const { summary, ...rest } = given;
      if (!summary) throw new Error('the child gave no summary');
      return { given: rest, came: { summary, ...spent } };
    } finally {
      leave();
    }
  };

  const get = async (id: string) => (await kept.load(id)) ?? Promise.reject(unknown(id));
  const again = async (id: string, bytes: Bytes, by: string, choices?: Choices) => {
    const before = await get(id);
    const { file, channel, thread } = before;
    return { before, job: { file, bytes, by, channel, thread, choices: choices ?? before.choices } };
  };
  const save = async (conversion: Conversion, by: string, events: readonly Happening[]): Promise<Conversion> => {
    const at = clock.now();
    // Others may have asked for something meanwhile.
    const before = (await kept.load(conversion.id))?.log ?? conversion.log;
    const log = [...before, ...events.map((event) => ({ at, by, ...event }))].slice(-most.events);
    const saved = { ...conversion, log, changedAt: at };
    await kept.save(saved);
    const { hosts, quarantined } = saved.summary.counts;
    const formats = events.flatMap(({ what, detail }) => (what === 'written' ? detail.split(', ') : []));
    await journal.append({
      type: 'converted',
      conversion: saved.id,
      by,
      file: saved.file.name,
      hosts,
      quarantined,
      formats,
    });
    return saved;
  };

  return {
    formats,
    get,
    list: (count) => kept.newest(count),
    convert: async (file, bytes, asker, choices, wanted = {}) => {
      const { given, came } = await run({ file, bytes, choices, ...asker }, wanted, true);
      const at = clock.now();
      const made = { id: documentId(at), file, ...asker, at, changedAt: at, choices, ...came, log: [] };
      const events = [{ what: 'converted' as const, detail: worded(choices) }, ...happenings(wanted)];
      return { ...given, conversion: await save(made, asker.by, events) };
    },
    change: async (id, bytes, by, { choices, columns }) => {
      const { before, job } = await again(id, bytes, by, choices);
      if (columns) await remember(corrections, columns);
      const { given, came } = await run(job, {}, true);
      const event = columns
        ? { what: 'columns-changed' as const, detail: pairs(columns.said) }
        : { what: 'chosen' as const, detail: worded(job.choices) };
      return { ...given, conversion: await save({ ...before, choices: job.choices, ...came }, by, [event]) };
    },
    give: async (id, bytes, by, wanted) => {
      const { before, job } = await again(id, bytes, by);
      const { given, came } = await run(job, wanted, false);
      return { ...given, conversion: await save({ ...before, ...came }, by, happenings(wanted)) };
    },
  };
}

type Happening = Omit<ConversionEvent, 'at' | 'by'>;

function happenings({ formats = [], entries = false }: Wanted): readonly Happening[] {
  return [
    ...(formats.length > 0 ? [{ what: 'written' as const, detail: formats.join(', ') }] : []),
    ...(entries ? [{ what: 'proposed' as const, detail: '' }] : []),
  ];
}

/** Adds to what is remembered of a table; the tables corrected longest ago are forgotten beyond the limit. */
async function remember(db: Db<RememberedCorrections>, { signature, said }: NonNullable<Change['columns']>) {
  await db.update((all) => {
    const before = Object.hasOwn(all, signature) ? all[signature] : {};
    delete all[signature];
    for (const oldest of Object.keys(all).slice(0, Math.max(0, Object.keys(all).length + 1 - most.corrections))) {
      delete all[oldest];
    }
    all[signature] = { ...before, ...said };
  });
}

function worded({ sheet, where, slash }: Choices): string {
  return Object.entries({ sheet, where, slash })
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key} ${value}`]))
    .join(', ');
}

function pairs(said: Readonly<Record<string, Correction>>): string {
  return Object.entries(said)
    .map(([header, field]) => `${header} → ${field}`)
    .join(', ');
}

function formatNamed(name: string, formats: ReadonlyMap<string, InventoryFormat>): string {
  if (formats.has(name)) return name;
  const hint = suggestion(name, formats.keys());
  throw new OpsError('format-unknown', {
    en: `There is no format called ${name}.${hint.en} There are: ${[...formats.keys()].join(', ')}.`,
    zh: `没有名为 ${name} 的格式。${hint.zh}现有：${[...formats.keys()].join('、')}。`,
  });
}

function unknown(id: string): OpsError {
  return new OpsError('conversion-unknown', {
    en: `There is no conversion ${id.slice(0, 40)} any more. Drop the file again.`,
    zh: `已没有转换 ${id.slice(0, 40)}，请重新上传文件。`,
  });
}
