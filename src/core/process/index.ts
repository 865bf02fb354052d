import type { Field } from '../convert/fields.ts';
import { type Kind, kinds } from './kinds.ts';
import { runStages } from './pipeline.ts';
import type { Context, Processed } from './types.ts';

export type { Kind } from './kinds.ts';
export { type RuleId, ruleTexts } from './rules.ts';
export type { Context, Fault, Processed } from './types.ts';

/** Which kind of value a field holds; what is not named here is text. */
const kindOfField: Readonly<Partial<Record<Field | 'label', Kind>>> = {
  ...{
    name: 'name',
    address: 'address',
    service_ip: 'addresses',
    oob_ip: 'addresses',
    mask: 'mask',
    gateway: 'gateway',
  },
  ...{ vlan: 'number', mac: 'mac', port: 'port', protocol: 'protocol', type: 'word', platform: 'word', vendor: 'word' },
  ...{ model: 'word', serial: 'code', asset_tag: 'code', os: 'word', os_version: 'word', building: 'number' },
  ...{ room: 'number', rack: 'number', rack_unit: 'rack-unit', cpu: 'frequency', memory: 'capacity', disk: 'capacity' },
  ...{ username: 'word', purchase_date: 'date', warranty_end: 'date', row_no: 'number' },
};

/**
 * A cell of a column that was taken for `field`, or a label's value: the value that goes into the inventory, by which
 * rules it came about, what stood beside it and what is wrong with it. Never throws; takes time linear in the length of
 * `raw`. An address cell that is several hosts stays as it is written: `readAddressCell` tells them.
 */
export function processValue(field: Field | 'label', raw: string, context: Context): Processed {
  return ofField(field, processKind(kindOfField[field] ?? 'text', raw, context));
}

/** The words beside the addresses of `service_ip` are `service_ip_note`, those beside MACs `mac_note`: a host can have several such fields. */
function ofField(field: string, processed: Processed): Processed {
  const note = processed.extra?.note;
  return note === undefined ? processed : { ...processed, extra: { [`${field}_note`]: note } };
}

/** As `processValue`, for values that are in no column, such as collected ones. */
export function processKind(kind: Kind, raw: string, context: Context): Processed {
  return runStages(kinds[kind], raw, context);
}

/** Distinct values that are remembered of a kind and unit. */
const mostRemembered = 20_000;
/** Longer values are rarely written twice. */
const longestRemembered = 200;

/**
 * `processValue` that remembers values of the same kind and unit: columns of makers, sites and dates hold the same ones
 * again and again. It keeps at most 20,000 of each; make one for each conversion.
 */
export function createProcessor(now?: Date): Processor {
  const memories = new Map<string, Memory>();
  const latest = new Map<Field | 'label', Memory>();

  const memoryFor = (field: Field | 'label', { unit, dateOrder }: Pick<Context, 'unit' | 'dateOrder'>) => {
    const before = latest.get(field);
    if (before && before.unit === unit && before.dateOrder === dateOrder) return before;
    const kind = kindOfField[field] ?? 'text';
    const key = `${kind} ${unit ?? ''} ${dateOrder ?? ''}`;
    const memory = memories.get(key) ?? { kind, unit, dateOrder, values: new Map() };
    memories.set(key, memory);
    latest.set(field, memory);
    return memory;
  };

  return (field, raw, context = {}) => {
    const { kind, values } = memoryFor(field, context);
    const known = values.get(raw);
    if (known) return ofField(field, known);
    const processed = processKind(kind, raw, { ...context, ...(now ? { now } : {}) });
    if (values.size < mostRemembered && raw.length <= longestRemembered) values.set(raw, processed);
    return ofField(field, processed);
  };
}

/** Values of one kind, with what is known of their columns. */
interface Memory extends Pick<Context, 'unit' | 'dateOrder'> {
  readonly kind: Kind;
  readonly values: Map<string, Processed>;
}

/** `processValue` with what is known of the value's column. */
type Processor = (field: Field | 'label', raw: string, context?: Pick<Context, 'unit' | 'dateOrder'>) => Processed;
