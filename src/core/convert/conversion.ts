import type { Choices } from './convert.ts';
import type { Summary } from './summary.ts';

/** A file that somebody handed in. */
export interface HandedIn {
  /** Its id where it is kept; the bot keeps no copy, since it may hold passwords. */
  readonly ref: string;
  readonly name: string;
}

/** One conversion, as its log has it. */
export interface Conversion {
  readonly id: string;
  readonly file: HandedIn;
  /** Who asked: a Slack user id. */
  readonly by: string;
  readonly channel: string;
  readonly thread?: string;
  /** When it was first converted, and when last; ms. */
  readonly at: number;
  readonly changedAt: number;
  readonly choices: Choices;
  readonly summary: Summary;
  /** Of the last time. */
  readonly seconds: number;
  /** Of the child, in bytes; 0 where the system does not tell. */
  readonly peakMemory: number;
  /** What was asked of it since, oldest first; at most 50. */
  readonly log: readonly ConversionEvent[];
}

/** What happened to a conversion. */
export interface ConversionEvent {
  readonly at: number;
  readonly by: string;
  readonly what: 'converted' | 'columns-changed' | 'chosen' | 'written' | 'proposed';
  /** What was chosen: formats, a filter, `C → serial`. */
  readonly detail: string;
}
