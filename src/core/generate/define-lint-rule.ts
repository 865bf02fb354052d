import type { Text } from '../text.ts';
import type { PlacedFinding } from './define-validator.ts';
import type { LintConfig } from './lint/reading/config.ts';
import type { Finding } from './types.ts';

/** Something that a rule says of a line. */
export interface Remark {
  readonly severity: Finding['severity'];
  readonly text: Text;
  /** From 1. */
  readonly line: number;
}

/** One rule of the lint for device configurations; its name is its file's. */
export interface LintRule {
  readonly title: Text;
  /** What it has against one configuration, in any order. */
  check(config: LintConfig): readonly Remark[];
  /** What only shows across the configurations of one job. */
  together?(configs: readonly LintConfig[]): readonly Omit<PlacedFinding, 'rule'>[];
}

/** Declares a rule. */
export function defineLintRule(rule: LintRule): LintRule {
  return rule;
}
