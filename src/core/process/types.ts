import type { ReasonCode } from '../convert/types.ts';
import type { Text } from '../text.ts';
import type { SlashReading } from './address-scan.ts';
import type { DateOrder } from './date-shapes.ts';
import type { RuleId } from './rules.ts';

/**
 * Why a value is doubtful: a reason of quarantine, or `value-unclear` where the value stays as it is written and nothing
 * else of its record suffers.
 */
export interface Fault {
  readonly code: ReasonCode | 'value-unclear';
  readonly text: Text;
}

/** What one step makes of a value. */
export interface Outcome {
  readonly value: string;
  /** The rules that changed it, in order; none where it is as it was. */
  readonly rules: readonly RuleId[];
  /** No later step runs, and the value stands as it is. */
  readonly fault?: Fault;
  /** What stood in the cell besides the value, by name: `mask`, `port`, `address_note`, `address_L2` … */
  readonly extra?: Readonly<Record<string, string>>;
}

/** A value with everything that happened to it on its way from the raw one. */
export interface Processed {
  /** '' where the cell says that there is nothing. */
  readonly value: string;
  /** Ids of the rules that changed it, in order (`ruleText` explains one). */
  readonly rules: readonly string[];
  readonly fault?: Fault;
  readonly extra?: Readonly<Record<string, string>>;
}

/** What is known around a value. */
export interface Context {
  /** The unit that the column's header names: `GB`. */
  readonly unit?: string;
  /** Today; years of two digits are taken for at most 20 years after it. */
  readonly now?: Date;
  /** How `10.1.1.29/30` is read where both are possible; see `slashReadingOf`. */
  readonly slash?: SlashReading;
  /** Which number comes first in `03/05/2024`, where the column tells; see `dateOrderOf`. */
  readonly dateOrder?: DateOrder;
}

/** One pure step; undefined where it has nothing to say about a value. Values are never '' here. */
export type Step = (value: string, context: Context) => Outcome | undefined;

/** How full-width characters are taken: all to half-width, or all but the punctuation that belongs to Chinese prose. */
export type Width = 'half' | 'prose';

/** The steps of one kind of value. */
export interface Stages {
  /** Characters: full-width, white space, invisible ones, placeholders. `lines` keeps line breaks. */
  readonly clean: { readonly width: Width; readonly lines?: boolean };
  /** The notation: white space, prefixes, `.0`. */
  readonly format?: readonly Step[];
  /** One way of writing it. */
  readonly standardise?: readonly Step[];
  /** Faults of a value that is in its final form. */
  readonly check?: readonly Step[];
}
