import { readBlocks } from '../../../config/blocks/read.ts';
import type { Block, Dialect } from '../../../config/blocks/types.ts';
import type { RenderedConfig } from '../../types.ts';
import type { Words } from '../words/types.ts';

/** A line of a configuration, with the line it stands under. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** The line of the top that it stands under; its own text at the top. */
  readonly block: string;
}

/** A configuration as rules look at it. */
export interface LintConfig {
  readonly host: string;
  readonly file: string;
  readonly words: Words;
  readonly undo: Dialect['undo'];
  readonly blocks: readonly Block[];
  /** All lines that say something, in their order. Words that people chose (`description …`) are not looked into. */
  readonly lines: readonly Line[];
}

/** Reads a rendered configuration for the lint. */
export function lintConfig({ host, file, text }: RenderedConfig, dialect: Dialect, words: Words): LintConfig {
  const blocks = readBlocks(text, dialect);
  return {
    host,
    file,
    words,
    undo: dialect.undo,
    blocks,
    lines: blocks.flatMap((block) => linesOf(block, block.text)),
  };
}

/** Whether a line is words that a person chose, in which anything may stand. */
export function isProse(text: string): boolean {
  return /^(?:description|remark|name|alias|banner|header|sysname|hostname|rule \d+ (?:description|comment)|\d+ remark|access-list \d+ remark|snmp-(?:agent sys-info|server) (?:contact|location))\b/.test(
    text,
  );
}

function linesOf({ text, line, children }: Block, block: string): readonly Line[] {
  return [{ text, line, block }, ...children.flatMap((child) => linesOf(child, block))];
}
