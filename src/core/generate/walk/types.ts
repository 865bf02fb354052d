import type { Text } from '../../text.ts';
import type { Breaks } from '../data/breaks.ts';
import type { Helpers } from '../helpers.ts';
import type { Source } from '../template.ts';

/** A place in a file. */
export interface Site {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What expressions are read against, as Handlebars keeps it. It holds until the step that was given it returns. */
export interface Scope {
  readonly context: unknown;
  /** What `../` leads to. */
  readonly up: Scope | undefined;
  readonly frame: Frame;
  readonly params: Params | undefined;
}

/** The `@` variables: those of the root, and of every turn of an #each. */
export interface Frame {
  readonly root: unknown;
  readonly parent: Frame | undefined;
  readonly block: Block | undefined;
  readonly key?: string | number;
  readonly index?: number;
  readonly first?: boolean;
  readonly last?: boolean;
  /** What its #each goes over, as the template writes it. */
  readonly list?: string;
}

/** Block parameters: `as |port index|`. */
export interface Params {
  readonly values: readonly unknown[];
  readonly up: Params | undefined;
}

/** What `@partial-block` stands for. */
export type Block = (context: unknown, frame: Frame, walk: Walk) => void;

/** A call of a partial that is under way. */
export interface Call {
  readonly site: Site;
  readonly up: Call | undefined;
}

/** One going over a template with data. */
export interface Walk {
  call: Call | undefined;
  report(site: Site, rule: string, text: Text, scope: Scope): void;
  /** Turns of all #each so far. */
  turns: number;
  /** Texts of the data that a config must not have by chance. */
  readonly breaks: Breaks | undefined;
  /** Counts what a place adds to the config; only where every helper is run. */
  weigh(site: Site, characters: number): void;
}

export type Step = (scope: Scope, walk: Walk) => void;
/** The value of an expression; `undefined` where it is absent, `unknown` where it was reported or is not needed. */
export type Value = (scope: Scope, walk: Walk) => unknown;

/** Stands for a value that nobody knows. What is done with it is not reported again. */
export const unknown = Symbol('unknown');

/** How a file is read: what holds for all of it, and for where in it the reading is. */
export interface Reading {
  readonly source: Source;
  readonly partial: boolean;
  readonly helpers: Helpers;
  /**
   * Whether every helper is run and everything printed is looked at, to find all that refuse what they are given, line
   * breaks, and what is longest; else only helpers that decide on the way are run.
   */
  readonly thorough: boolean;
  /** What can be said without data. */
  fault(site: Site, rule: string, text: Text): void;
  /** The steps of a partial; undefined where there is none, which is a fault. */
  call(name: string, site: Site): Step | undefined;
  /** The steps of a part of the file; undefined where nothing is to be looked at. */
  steps(reading: Reading, node: hbs.AST.Program | undefined): Step | undefined;
  /** #each and #with around. */
  readonly level: number;
  /** Whether an #each of this file is around: @index, @key, @first and @last are there then. */
  readonly turning: boolean;
  /** Names of block parameters, the innermost first. */
  readonly params: readonly (readonly string[])[];
}
